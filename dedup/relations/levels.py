"""Levels of revision: how far one text is from another that it was made of.

The field's four (Clough and Stevenson 2011), of one side of a pair: near copy, light revision,
heavy revision, own words. They are read from the words that stand in a row in the other text too:
whether there are any, whether they came in whole pieces, and how many they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dedup.kernels import Count
from dedup.relations.relation import Relation

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


def taken_of(counts: Sequence[int], words: Sequence[int]) -> Taken:
    """Return what stands in both texts of a pair.

    Args:
        counts: its row of ``kernels.Comparisons``.
        words: of each side, outside furniture.
    """
    taken, pieces = counts[Count.TAKEN :][:2], counts[Count.PIECES :][:2]
    verbatim = [count / own if own else 0.0 for count, own in zip(taken, words, strict=True)]
    whole = [part / count if count else 0.0 for part, count in zip(pieces, taken, strict=True)]
    return Taken(verbatim[0], verbatim[1], whole[0], whole[1])


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
