"""Units: an article cut up for alignment, once, however many articles it is compared with."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import Mark, Strand
from dedup.passages.phrases import StockPhrases
from dedup.tokens import Tokens, Words
from dedup.tokens.keeping import kept
from dedup.tokens.words import keys_of

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

KEPT_BATCHES = 512
"""Batches of articles whose heads are kept, 80 kB each: an archive of 75,000 articles."""

MARKS = ';()[]{}"“”„«‹»›—–、，；：（）「」『』،؛'
"""Clause punctuation and quote marks: a passage may end there as it may at a full stop. Commas and
colons are marks too unless they stand between digits, single quote marks unless between letters,
and hyphens with white space on both sides."""


_MARK, _SEPARATOR, _OPENING, _CLOSING, _HYPHEN, _DIGIT, _WORD, _BLANK = np.left_shift(
    np.uint8(1), np.arange(8, dtype=np.uint8)
)
"""What a letter may be to its neighbors: signs, as bits."""
_ANY = _MARK | _SEPARATOR | _OPENING | _CLOSING | _HYPHEN
_SIGNS = {
    _MARK: re.compile(f"[{re.escape(MARKS)}]+"),
    _SEPARATOR: re.compile("[,:]+"),
    _OPENING: re.compile("['‘]+"),
    _CLOSING: re.compile("['’]+"),
    _HYPHEN: re.compile("-+"),
    _DIGIT: re.compile(r"\d+"),
    _WORD: re.compile(r"\w+"),
    _BLANK: re.compile(r"\s+"),
}
_SENTENCE, _CLAUSE, _QUOTED, _STOCK = (np.uint8(mark.value) for mark in Mark)


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


def prepare(tokens: Tokens, phrases: StockPhrases | None = None) -> Units:
    """Return what alignment needs to know of one article.

    Args:
        tokens: of the article.
        phrases: what proves nothing because everybody prints it; None knows of none.
    """
    own = np.flatnonzero(~tokens.furnished)
    apart = np.diff(own) > 1
    sentence_of = tokens.sentence_of[own]
    ends = np.ones(len(own) + 1, np.bool_)
    ends[1:-1] = (sentence_of[1:] != sentence_of[:-1]) | apart
    vocabulary = _heads_of(tokens.batch)
    heads = vocabulary.numbers[tokens.numbers[own]]
    held = np.zeros(len(vocabulary.keys), np.bool_)
    held[heads] = True
    ranks = np.empty(len(held), np.int64)
    ranks[held] = np.arange(np.count_nonzero(held))
    breaks = np.flatnonzero(apart) + 1
    keys = tokens.keys
    stock = _datelines(tokens, own, ends)
    if phrases is not None:
        stock |= phrases.cover(keys[own], breaks)
    strand = Strand(
        page=keys.view(np.int64),
        own=own,
        heads=ranks[heads],
        head_keys=vocabulary.keys[held],
        marks=_marks(tokens, own, ends, stock),
        quotations=_quotations(tokens, own),
        bounds=_join_short(np.flatnonzero(ends).tolist(), set(breaks.tolist())),
    )
    return Units(tokens, strand)


def word_keys(tokens: Tokens) -> tuple[NDArray[np.uint64], Ids]:
    """Return the keys of an article's own words, and before which of them furniture stands."""
    own = np.flatnonzero(~tokens.furnished)
    return tokens.keys[own], np.flatnonzero(np.diff(own) > 1) + 1


@dataclass(frozen=True, slots=True, eq=False)
class _Heads:
    """The heads of a batch's vocabulary.

    Attributes:
        keys: ascending.
        numbers: of each word of the vocabulary, its place among the keys.
    """

    keys: NDArray[np.uint64]
    numbers: NDArray[np.int32]


@kept(KEPT_BATCHES)
def _heads_of(batch: Words) -> _Heads:
    keys = keys_of([word[:HEAD_LETTERS].encode() + b" " for word in batch.vocabulary])
    distinct, numbers = np.unique(keys, return_inverse=True)
    return _Heads(distinct, numbers.reshape(-1).astype(np.int32))


@kept(KEPT_BATCHES)
def _decimals(batch: Words) -> Flags:
    """Return which words of a batch's vocabulary are numbers."""
    words = batch.vocabulary
    return np.fromiter((word.isdecimal() for word in words), np.bool_, len(words))


def _datelines(tokens: Tokens, own: Ids, ends: Flags) -> Flags:
    """Return which own words stand in a line that is mostly a date: when, not what."""
    digits = _decimals(tokens.batch)[tokens.numbers[own]]
    edges = np.flatnonzero(ends)
    words = np.diff(edges)
    numbers = np.diff(np.concatenate((np.zeros(1, np.int64), np.cumsum(digits)))[edges])
    dated = (words <= LONGEST_DATELINE) & (numbers >= 2) & (numbers >= DATED_SHARE * words)
    return np.repeat(dated, words)


def _marks(tokens: Tokens, own: Ids, ends: Flags, stock: Flags) -> NDArray[np.uint8]:
    clauses = ends.copy()
    clauses[np.searchsorted(tokens.starts[own], find_marks(tokens.text))] = True
    marks: NDArray[np.uint8] = ends * _SENTENCE + clauses * _CLAUSE
    marks[:-1] += tokens.quoted[own] * _QUOTED + stock * _STOCK
    return marks


def find_marks(text: str) -> Ids:
    """Return where clause punctuation and quote marks stand, in code points."""
    signs = _signs_of_plane()[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)]
    if len(signs) != len(text):  # some take more than 16 bits
        signs = _signs_of(text)
    at = np.flatnonzero(signs & _ANY)
    own, around = signs[at], np.concatenate((signs, np.zeros(1, np.uint8)))
    before, after = around[at - 1], around[at + 1]  # nothing is before the first and after the last
    apart = own & _MARK
    apart |= (own & _SEPARATOR) * ((before & after & _DIGIT) == 0)
    apart |= (own & _OPENING) * ((before & _WORD) == 0)
    apart |= (own & _CLOSING) * ((after & _WORD) == 0)
    apart |= (own & _HYPHEN) * ((before & after & _BLANK) != 0)
    places: Ids = at[apart != 0]
    return places


@cache
def _signs_of_plane() -> NDArray[np.uint8]:
    """Return the signs of each code point of 16 bits; texts hold hardly any other."""
    return _signs_of("".join(map(chr, range(1 << 16))))


def _signs_of(text: str) -> NDArray[np.uint8]:
    signs = np.zeros(len(text), np.uint8)
    for sign, letters in _SIGNS.items():
        for found in letters.finditer(text):
            signs[slice(*found.span())] |= sign
    return signs


def _quotations(tokens: Tokens, own: Ids) -> Ids:
    spans = np.array(tokens.quotations, np.int64).reshape(-1, 2)
    return np.searchsorted(tokens.starts[own], spans).astype(np.int64)


def _join_short(sentence_starts: Sequence[int], breaks: Container[int]) -> Ids:
    """Join short sentences to the next one, but never across furniture."""
    last = sentence_starts[-1]
    bounds = [0]
    for end in sentence_starts[1:]:
        if end - bounds[-1] >= SHORTEST_UNIT or end in breaks or end == last:
            bounds.append(end)
    return np.array(bounds, np.int64)


def _split_evenly(bounds: Sequence[int], longest: int) -> list[int]:
    split = [0]
    for start, end in pairwise(bounds):
        parts = -(-(end - start) // longest)
        split.extend(start + (end - start) * part // parts for part in range(1, parts + 1))
    return split
