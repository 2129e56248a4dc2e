"""Levels of revision: how far one text is from another that it was made of.

The field's four (Clough and Stevenson 2011), of one side of a pair: near copy, light revision,
heavy revision, own words. They are read from the words that stand in a row in the other text too:
whether there are any, whether they came in whole pieces, and how many they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.dossiers import Dossier
from dedup.groups import are_among
from dedup.relations.relation import Relation
from dedup.tokens import KEPT

ROW = 3
"""Words in a row that count as taken over; two in a row are the language's (up to .44 of an answer
in own words), four miss half of what is left in a heavy revision."""
PIECE_ROW = 12
PIECE_SENTENCE = 0.9
"""What was copied in one piece: so many words in a row, or a sentence but for a tenth."""
REWRITE_FROM = 0.5
TAKEN_FROM = 0.16
NEAR_COPY_FROM = 0.62
LIGHT_FROM = 0.67
"""The bounds that ``benchmarks/quality.py relations`` finds on 57 labelled answers."""


class Level(StrEnum):
    """How one side of a pair was made of the other."""

    NEAR_COPY = "near copy"
    LIGHT = "light revision"
    HEAVY = "heavy revision"
    OWN_WORDS = "own words"


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in both texts, word for word, their furniture left out.

    Attributes:
        verbatim_of_left, verbatim_of_right: share of the words of that side that stand in rows of
            three or more in the other.
        pieces_of_left, pieces_of_right: share of those words that came in pieces: twelve in a row
            or more, or a sentence that is all but whole.
    """

    verbatim_of_left: float
    verbatim_of_right: float
    pieces_of_left: float
    pieces_of_right: float


def measure_taken(left: Dossier, right: Dossier) -> Taken:
    """Return what stands in both texts; ``measure_taken(b, a)`` is the same with sides swapped."""
    sides = _rows_of(left), _rows_of(right)
    of_left, of_right = _taken(sides[0], sides[1].known), _taken(sides[1], sides[0].known)
    return Taken(of_left[0], of_right[0], of_left[1], of_right[1])


def revision_level(relation: Relation, *, of_left: bool) -> Level:
    """Return how one side of a pair was made of the other, or of what both were made of.

    Args:
        relation: of the pair.
        of_left: whether the left text is the one that was made; a pair does not tell which was.
    """
    side = "left" if of_left else "right"
    verbatim, pieces = (relation.measures[f"{name}_of_{side}"] for name in ("verbatim", "pieces"))
    return level_of(verbatim, pieces, relation.measures["rewrite_probability"])


def level_of(verbatim: float, pieces: float, likely: float) -> Level:
    """Return the level of a text of which these shares were taken.

    Args:
        verbatim: share of its words that were taken.
        pieces: share of those that came in pieces.
        likely: probability that it re-words the other text.
    """
    if verbatim < TAKEN_FROM and likely < REWRITE_FROM:
        return Level.OWN_WORDS
    if pieces >= NEAR_COPY_FROM:
        return Level.NEAR_COPY
    return Level.LIGHT if verbatim >= LIGHT_FROM else Level.HEAVY


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """A text as rows of ``ROW`` words, its furniture left out.

    Attributes:
        keys: shape (n - ROW + 1,), of each row: equal rows have equal ones.
        known: the distinct keys, ascending.
        sentence_of: shape (n,), the sentence of each word.
    """

    keys: NDArray[np.uint64]
    known: NDArray[np.uint64]
    sentence_of: NDArray[np.int64]


@lru_cache(maxsize=KEPT)
def _rows_of(side: Dossier) -> _Rows:
    own = np.flatnonzero(~side.tokens.furnished)
    words = side.tokens.keys[own]
    keys = np.zeros(max(0, len(words) - ROW + 1), np.uint64)
    for place in range(ROW):
        keys = keys * _MULTIPLIER + words[place : place + len(keys)]
    return _Rows(keys, np.unique(keys), side.tokens.sentence_of[own])


_MULTIPLIER = np.uint64(0x9E37_79B9_7F4A_7C15)
"""Odd, and its bits look random: the order of words counts, and two rows hardly share a key."""


def _taken(rows: _Rows, others: NDArray[np.uint64]) -> tuple[float, float]:
    """Return the share of a text's words that were taken, and of those the share in pieces."""
    if not len(rows.keys):
        return 0.0, 0.0
    found = are_among(others, rows.keys)
    taken, pieces = (_spread(found, count) for count in (ROW, PIECE_ROW))
    total = np.bincount(rows.sentence_of)
    inside = np.bincount(rows.sentence_of[taken], minlength=len(total))
    pieces |= (inside >= PIECE_SENTENCE * total)[rows.sentence_of]
    count = int(taken.sum())
    return count / len(taken), int((pieces & taken).sum()) / count if count else 0.0


def _spread(found: NDArray[np.bool_], words: int) -> NDArray[np.bool_]:
    """Return which words stand in so many in a row, every three of which were found."""
    steps = np.diff(np.concatenate(([0], found.astype(np.int8), [0])))
    begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) + ROW - 1
    covered = np.zeros(len(found) + ROW - 1, np.bool_)
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        if end - begin >= words:
            covered[begin:end] = True
    return covered
