"""Units: an article cut up for alignment, once, however many articles it is compared with."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import Mark, Strand
from dedup.passages.phrases import StockPhrases
from dedup.tokens import Tokens, Words
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

MARKS = re.compile(
    r"""[;()\[\]{}"“”„«»‹›—–、，；：（）「」『』،؛]|[,:](?!\d)|[,:](?<!\d.)|['‘](?<!\w.)|['’](?!\w)"""
    r"""|-(?<=\s.)(?=\s)""",
    re.DOTALL,
)
"""Clause punctuation and quote marks: a passage may end there as it may at a full stop. What stands
before a mark is looked at behind it, so that letters are passed over at once."""


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
    head_keys, heads = np.unique(_head_keys(tokens.batch)[tokens.numbers[own]], return_inverse=True)
    breaks = np.flatnonzero(apart) + 1
    keys = tokens.keys
    stock = _datelines(tokens, own, ends)
    if phrases is not None:
        stock |= phrases.cover(keys[own], breaks)
    strand = Strand(
        page=keys.view(np.int64),
        own=own,
        heads=heads.reshape(-1).astype(np.int64),
        head_keys=head_keys,
        marks=_marks(tokens, own, ends, stock),
        quotations=_quotations(tokens, own),
        bounds=_join_short(np.flatnonzero(ends).tolist(), set(breaks.tolist())),
    )
    return Units(tokens, strand)


def word_keys(tokens: Tokens) -> tuple[NDArray[np.uint64], Ids]:
    """Return the keys of an article's own words, and before which of them furniture stands."""
    own = np.flatnonzero(~tokens.furnished)
    return tokens.keys[own], np.flatnonzero(np.diff(own) > 1) + 1


@lru_cache(maxsize=KEPT_BATCHES)
def _head_keys(batch: Words) -> NDArray[np.uint64]:
    """Return the key of the head of each word of a batch's vocabulary."""
    return keys_of([word[:HEAD_LETTERS].encode() + b" " for word in batch.vocabulary])


@lru_cache(maxsize=KEPT_BATCHES)
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
    at = np.array([match.start() for match in MARKS.finditer(tokens.text)], np.int64)
    clauses = ends.copy()
    clauses[np.searchsorted(tokens.starts[own], at)] = True
    marks = ends * np.uint8(Mark.SENTENCE) + clauses * np.uint8(Mark.CLAUSE)
    marks[:-1] += tokens.quoted[own] * np.uint8(Mark.QUOTED) + stock * np.uint8(Mark.STOCK)
    return marks.astype(np.uint8)


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
