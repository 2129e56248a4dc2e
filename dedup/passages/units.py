"""Units: an article cut up for alignment, once, however many articles it is compared with."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.tokens import Tokens

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]

HEAD_LETTERS = 5
"""Words that agree in their first five letters count as one: ties or beats stemming, needs no
language, and unifies Zelensky and Zelenskyy."""

SHORTEST_UNIT = 3
"""A sentence of fewer words joins the next one: alone it would resemble too much."""

LEAP = 1000
"""Units that furniture is taken for, so that nothing joins across it."""

_MARKS = re.compile(
    r"""[;()\[\]{}"“”„«»‹›—–、，；：（）「」『』،؛]|[,:](?!\d)|(?<!\d)[,:]|(?<!\w)['‘]|['’](?!\w)"""
    r"""|(?<=\s)-(?=\s)"""
)
"""Clause punctuation and quote marks: a passage may end there as it may at a full stop."""


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The heads of each unit, as one sparse matrix of u rows and a column for each head.

    Attributes:
        bounds: shape (u + 1,), the first own word of each unit.
        places: shape (u,), the number of each unit, with a leap wherever furniture stands between.
        rows, columns: shape (z,), where the matrix is not zero, by rows, then columns.
        counts: shape (z,), how often the unit holds the head.
        holding: how many units hold each head.
        sizes: shape (u,), how many distinct heads each unit holds.
    """

    bounds: Ids
    places: Ids
    rows: Ids
    columns: Ids
    counts: NDArray[np.float64]
    holding: Ids
    sizes: Ids

    def __len__(self) -> int:
        return len(self.bounds) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """One article as the aligner takes it: its own words, furniture left out.

    Attributes:
        tokens: of the article.
        own: shape (n,), indices into ``tokens`` of the words that are not furniture.
        page: ids of all words of the page, furniture too.
        words: shape (n,), ids of whole own words, for verbatim work.
        heads: shape (n,), ids of the first five letters, for everything else.
        word_ids, head_ids: what the ids stand for, in the order of their first occurrence.
        sentence_ends: shape (n + 1,), whether a sentence begins before each word.
        clause_ends: shape (n + 1,), whether a clause, a quotation or a sentence does.
        breaks: own words before which furniture stands: no passage crosses it.
        quotations: the own words of each quotation, half-open, in order.
        quoted: shape (n,), whether each own word stands in one.
    """

    tokens: Tokens
    own: Ids
    page: Ids
    words: Ids
    heads: Ids
    word_ids: dict[str, int]
    head_ids: dict[str, int]
    sentence_ends: Flags
    clause_ends: Flags
    breaks: Ids
    quotations: tuple[tuple[int, int], ...]
    quoted: Flags
    _shelves: dict[int, Shelf] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.own)

    def shelf(self, longest: int) -> Shelf:
        """Return the units; each is a sentence, or an even part of one over ``longest`` words."""
        if longest not in self._shelves:
            sentences = np.flatnonzero(self.sentence_ends).tolist()
            bounds = _bounds(sentences, set(self.breaks.tolist()), longest)
            self._shelves[longest] = _shelve(bounds, self)
        return self._shelves[longest]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points of the own words ``first`` to ``last - 1``."""
        return int(self.tokens.starts[self.own[first]]), int(self.tokens.ends[self.own[last - 1]])


def prepare(tokens: Tokens) -> Units:
    """Return what alignment needs to know of one article."""
    own = np.flatnonzero(~tokens.furnished)
    page, word_ids = _number(tokens.words)
    heads_of, head_ids = _number(word[:HEAD_LETTERS] for word in word_ids)
    sentence_of = tokens.sentence_of[own]
    sentence_ends = np.ones(len(own) + 1, np.bool_)
    apart = np.diff(own) > 1
    sentence_ends[1:-1] = (sentence_of[1:] != sentence_of[:-1]) | apart
    return Units(
        tokens=tokens,
        own=own,
        page=page,
        words=page[own],
        heads=heads_of[page[own]],
        word_ids=word_ids,
        head_ids=head_ids,
        sentence_ends=sentence_ends,
        clause_ends=sentence_ends | _after_marks(tokens, own),
        breaks=np.flatnonzero(apart) + 1,
        quotations=_quotations(tokens, own),
        quoted=tokens.quoted[own],
    )


def _number(words: Iterable[str]) -> tuple[Ids, dict[str, int]]:
    """Return an id for each word, and the words by id, in the order of first occurrence."""
    ids: dict[str, int] = {}
    numbered = [ids.setdefault(word, len(ids)) for word in words]
    return np.array(numbered, np.int64), ids


def _after_marks(tokens: Tokens, own: Ids) -> Flags:
    marks = np.array([match.start() for match in _MARKS.finditer(tokens.text)], np.int64)
    following = np.searchsorted(tokens.starts[own], marks)
    after = np.zeros(len(own) + 1, np.bool_)
    after[following] = True
    return after


def _quotations(tokens: Tokens, own: Ids) -> tuple[tuple[int, int], ...]:
    spans = np.array(tokens.quotations, np.int64).reshape(-1, 2)
    return tuple(zip(*np.searchsorted(tokens.starts[own], spans.T).tolist(), strict=True))


def _bounds(sentence_starts: Sequence[int], breaks: Container[int], longest: int) -> Ids:
    """Join short sentences to the next one, then split long ones evenly."""
    last = sentence_starts[-1]
    merged = [0]
    for end in sentence_starts[1:]:
        if end - merged[-1] >= SHORTEST_UNIT or end in breaks or end == last:
            merged.append(end)
    bounds = [0]
    for start, end in pairwise(merged):
        parts = -(-(end - start) // longest)
        bounds.extend(start + (end - start) * part // parts for part in range(1, parts + 1))
    return np.array(bounds, np.int64)


def _shelve(bounds: Ids, units: Units) -> Shelf:
    heads, columns = units.heads, len(units.head_ids)
    unit_of = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    cells, counts = np.unique(unit_of * max(columns, 1) + heads, return_counts=True)
    rows, held = np.divmod(cells, max(columns, 1))
    return Shelf(
        bounds=bounds,
        places=np.arange(len(bounds) - 1)
        + LEAP * np.searchsorted(units.breaks, bounds[:-1], "right"),
        rows=rows,
        columns=held,
        counts=counts.astype(np.float64),
        holding=np.bincount(held, minlength=columns),
        sizes=np.bincount(rows, minlength=len(bounds) - 1),
    )
