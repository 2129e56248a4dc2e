"""Units: an article cut up for alignment, once, however many articles it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.kernels import Cuts, Kind, Mark, Strand
from dedup.passages.phrases import StockPhrases
from dedup.passages.signs import Letters, read_letters
from dedup.tokens import Tokens, Words
from dedup.tokens.keeping import kept
from dedup.tokens.vocabulary import WordFacts
from dedup.tokens.words import keys_at

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]

HEAD_LETTERS = 5
"""Words that agree in their first five letters count as one: ties or beats stemming, needs no
language, and unifies Zelensky and Zelenskyy."""

SHORTEST_UNIT = 3
"""A sentence of fewer words joins the next one: alone it would resemble too much."""

LONGEST_DATELINE, DATED_SHARE = 14, 0.4
"""A sentence of few words of which two fifths are numbers says when an article appeared: "Updated
July 16, 2018 at 7:08 AM" is in the papers of a whole day."""

_HIRAGANA, _LEAD_OF_KANA = re.compile("[\u3041-\u309f]"), 0xE3
"""Signs of Japanese grammar, and of words seldom told from it; what their UTF-8 begins with."""

KEPT_BATCHES = 512
"""Batches of articles whose heads are kept, 80 kB each: an archive of 75,000 articles."""

_LEADS, _INSIDE, _BEYOND_ASCII = np.uint8(0xC0), np.uint8(0x80), np.uint8(0x80)
_ZERO, _NINE = np.uint8(ord("0")), np.uint8(ord("9"))
"""Of UTF-8: what tells an octet inside a letter, the least of letters beyond ASCII, and digits."""
_APART = "\0"
"""Stands behind each word of a vocabulary; no word has it."""
_STOCK = np.uint8(Mark.STOCK)
_MARKS = np.uint8(Mark.SENTENCE | Mark.CLAUSE | Mark.QUOTED | Mark.STOCK)
_END_OF_TEXT = np.uint8(Mark.SENTENCE | Mark.CLAUSE)


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """One article as the aligner takes it.

    Attributes:
        tokens: of the article.
        sentences: as the kernel takes it, a unit for each sentence.
    """

    tokens: Tokens
    sentences: Strand
    _split: dict[int, Strand] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.sentences.own)

    def strand(self, longest: int) -> Strand:
        """Return the article as the kernel takes it, units over ``longest`` words split evenly."""
        if longest not in self._split:
            whole = self.sentences.bounds
            bounds = _split_evenly(whole.tolist(), longest)
            same = len(bounds) == len(whole)
            self._split[longest] = (
                self.sentences if same else replace(self.sentences, bounds=np.array(bounds))
            )
        return self._split[longest]


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """Some articles cut up for alignment.

    Attributes:
        tokens: of each.
        first: shape (n + 1,), where the words of each begin among those of all.
        starts: of all words, in code points.
        kinds: of all words, a ``kernels.Kind``.
        letters: of the texts.
        cuts: where they are cut.
        quoted: shape (n + 1,), where the quotations of each begin among ``cuts.quotations``.
    """

    tokens: Sequence[Tokens]
    first: Ids
    starts: NDArray[np.uint32]
    kinds: NDArray[np.uint8]
    letters: Letters
    cuts: Cuts
    quoted: Ids


def prepare(tokens: Tokens, phrases: StockPhrases | None = None) -> Units:
    """Return what alignment needs to know of one article.

    Args:
        tokens: of the article.
        phrases: what proves nothing because everybody prints it; None knows of none.
    """
    cuts = cut_each([tokens]).cuts
    own = np.flatnonzero(~tokens.furnished)
    marks = np.append(cuts.flags[own] & _MARKS, _END_OF_TEXT)
    if phrases is not None:
        marks[:-1] |= phrases.cover(*word_keys(tokens)) * _STOCK
    strand = Strand(
        page=tokens.keys.view(np.int64),
        own=own,
        heads=cuts.heads.astype(np.int64),
        head_keys=heads_of(tokens.batch).keys[cuts.held],
        marks=marks,
        quotations=cuts.quotations.astype(np.int64).reshape(-1, 2),
        bounds=cuts.bounds.astype(np.int64),
    )
    return Units(tokens, strand)


def cut_each(tokens: Sequence[Tokens]) -> Pages:
    """Return some articles cut up for alignment, all in one go."""
    first = kernels.bounds_of(map(len, tokens))
    heads = [heads_of(one.batch) for one in tokens]
    letters = read_letters([one.text for one in tokens])
    marks, marks_first = letters.marks()
    spans = [place for one in tokens for span in one.quotations for place in span]
    quoted = kernels.bounds_of(2 * len(one.quotations) for one in tokens)
    starts = joined([one.starts for one in tokens], np.int32).view(np.uint32)
    kinds = _kinds(tokens, first)
    cuts = kernels.cut_units(
        first,
        starts,
        kinds,
        joined(
            [own.numbers[one.numbers] for own, one in zip(heads, tokens, strict=True)], np.int32
        ).view(np.uint32),
        max((len(own.keys) for own in heads), default=0) or 1,
        marks_first,
        marks,
        quoted,
        np.array(spans, np.int64),
        SHORTEST_UNIT,
        LONGEST_DATELINE,
        DATED_SHARE,
    )
    return Pages(tokens, first, starts, kinds, letters, cuts, quoted)


def _kinds(tokens: Sequence[Tokens], first: Ids) -> NDArray[np.uint8]:
    sentence_of = joined([one.sentence_of for one in tokens], np.int64)
    begins = np.ones(len(sentence_of), np.bool_)
    np.not_equal(sentence_of[1:], sentence_of[:-1], out=begins[1:])
    begins[first[:-1][first[:-1] < len(begins)]] = True
    numbers = joined([heads_of(one.batch).decimals[one.numbers] for one in tokens], np.bool_)
    grammar = joined([heads_of(one.batch).grammar[one.numbers] for one in tokens], np.bool_)
    quoted = joined([one.quoted for one in tokens], np.bool_)
    kinds: NDArray[np.uint8] = np.asarray(
        begins * np.uint8(Kind.BEGINS_SENTENCE)
        + numbers * np.uint8(Kind.NUMBER)
        + grammar * np.uint8(Kind.STOCK)
        + quoted * np.uint8(Kind.QUOTED)
        + joined([one.furnished for one in tokens], np.bool_) * np.uint8(Kind.FURNISHED)
    )
    return kinds


def joined(rows: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    """Return rows end to end, of none an empty one."""
    return np.concatenate(rows) if rows else np.zeros(0, dtype)


def word_keys(tokens: Tokens) -> tuple[NDArray[np.uint64], Ids]:
    """Return the keys of an article's own words, and before which of them furniture stands."""
    own = np.flatnonzero(~tokens.furnished)
    return tokens.keys[own], np.flatnonzero(np.diff(own) > 1) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """What alignment needs to know of a batch's vocabulary.

    Attributes:
        keys: of the words' heads, ascending.
        numbers: of each word of the vocabulary, its place among the keys.
        decimals: which words are numbers.
        grammar: which are signs of Japanese grammar.
    """

    keys: NDArray[np.uint64]
    numbers: NDArray[np.int32]
    decimals: Flags
    grammar: Flags


@kept(KEPT_BATCHES)
def heads_of(batch: Words) -> Heads:
    """Return the heads of a batch's words."""
    distinct, numbers = np.unique(_HEADS.of(batch.distinct), return_inverse=True)
    kinds = _KINDS.of(batch.distinct)
    return Heads(
        keys=distinct,
        numbers=numbers.reshape(-1).astype(np.int32),
        decimals=(kinds & _DECIMAL) != 0,
        grammar=(kinds & _GRAMMAR) != 0,
    )


def _spelled(words: Sequence[str]) -> tuple[NDArray[np.uint8], Ids]:
    """Return the UTF-8 of words, a space behind each, and where they begin."""
    octets = np.frombuffer(bytearray(_APART.join([*words, ""]).encode()), np.uint8)
    ends = np.flatnonzero(octets == ord(_APART))
    octets[ends] = ord(" ")
    return octets, np.concatenate((np.zeros(1, np.int64), ends + 1))


def _head_keys(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return a key for the head of each word."""
    octets, bounds = _spelled(words)
    letters = np.cumsum((octets & _LEADS) != _INSIDE)
    before = np.concatenate((np.zeros(1, np.int64), letters))[bounds[:-1]]
    held = letters - np.repeat(before, np.diff(bounds)) <= HEAD_LETTERS
    held[bounds[1:] - 1] = True  # the space behind each word
    sizes = np.concatenate((np.zeros(1, np.int64), np.cumsum(held)))[bounds]
    return keys_at(octets[held].tobytes(), sizes)


def _kinds_of(words: Sequence[str]) -> NDArray[np.uint8]:
    """Return which words are numbers, and which are signs of Japanese grammar."""
    octets, bounds = _spelled(words)
    leads = octets[bounds[:-1]]
    kinds: NDArray[np.uint8] = np.asarray(
        _decimals(words, leads) * _DECIMAL + _grammar(words, leads) * _GRAMMAR
    )
    return kinds


_DECIMAL, _GRAMMAR = np.uint8(1), np.uint8(2)
_HEADS = WordFacts(_head_keys, np.uint64)
_KINDS = WordFacts(_kinds_of, np.uint8)


def _decimals(words: Sequence[str], leads: NDArray[np.uint8]) -> Flags:
    """Return which words are numbers, by the first octet of each where that tells."""
    maybe = np.flatnonzero((leads >= _BEYOND_ASCII) | ((leads >= _ZERO) & (leads <= _NINE)))
    found = np.zeros(len(leads), np.bool_)
    found[maybe] = [words[place].isdecimal() for place in maybe.tolist()]
    return found


def _grammar(words: Sequence[str], leads: NDArray[np.uint8]) -> Flags:
    """Return which words are signs of Japanese grammar, by the first octet of each where it tells.

    Where each sign is a word, endings and particles match by chance in any shuffled text: they
    neither prove nor contradict.
    """
    maybe = np.flatnonzero(leads == _LEAD_OF_KANA)
    found = np.zeros(len(leads), np.bool_)
    found[maybe] = [_HIRAGANA.fullmatch(words[place]) is not None for place in maybe.tolist()]
    return found


def _split_evenly(bounds: Sequence[int], longest: int) -> list[int]:
    split = [0]
    for start, end in pairwise(bounds):
        parts = -(-(end - start) // longest)
        split.extend(start + (end - start) * part // parts for part in range(1, parts + 1))
    return split
