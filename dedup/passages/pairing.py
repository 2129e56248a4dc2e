"""Pairings: two prepared articles brought to one numbering, and how alike their units are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.passages.units import Flags, Ids, Shelf, Units

Floats = NDArray[np.float64]

MOST_CELLS = 40_000_000
"""Cells of the largest matrix that is built (320 MB): two books of 6,000 sentences. Beyond it the
sentences are not compared, and verbatim chains alone speak."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One article in the numbering of the pair.

    Attributes:
        units: the article.
        page, words, heads: as in ``units``, in the pair's ids.
        columns: the pair's id of each head of the article.
        quoted: whether each own word stands in a quotation.
    """

    units: Units
    page: Ids
    words: Ids
    heads: Ids
    columns: Ids
    quoted: Flags

    def __len__(self) -> int:
        return len(self.heads)


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """Two articles in one numbering.

    Attributes:
        left, right: the articles.
        counts: how often each head occurs in the two together.
    """

    left: Side
    right: Side
    counts: Ids


@dataclass(frozen=True, slots=True, eq=False)
class Resemblance:
    """How alike each unit of the left is to each of the right.

    Attributes:
        cosine, dice: shape (units of the left, units of the right), fractions in [0, 1].
    """

    cosine: Floats
    dice: Floats


def pair(left: Units, right: Units) -> Pairing:
    """Return two articles in one numbering: the left's ids stay, the right's new words follow."""
    words = _renumber(left.word_ids, right.word_ids)
    columns = _renumber(left.head_ids, right.head_ids)
    same = np.arange(len(left.head_ids))
    one = Side(left, left.page, left.words, left.heads, same, left.quoted)
    other = Side(
        right, words[right.page], words[right.words], columns[right.heads], columns, right.quoted
    )
    highest = max(len(left.head_ids), int(columns.max(initial=-1)) + 1)
    counts = np.bincount(one.heads, minlength=highest) + np.bincount(other.heads, minlength=highest)
    return Pairing(one, other, counts)


def _renumber(known: dict[str, int], words: dict[str, int]) -> Ids:
    ids = np.array([known.get(word, -1) for word in words], np.int64)
    new = ids < 0
    ids[new] = len(known) + np.arange(np.count_nonzero(new))
    return ids


def resemble(pairing: Pairing, longest_unit: int) -> Resemblance:
    """Return tf-idf cosine and set Dice of every two units.

    idf is ln(units in both / units that hold the head), from the pair alone: a background idf
    finds less (plagdet .920 against .940 on the planning run).
    """
    left = pairing.left.units.shelf(longest_unit)
    right = pairing.right.units.shelf(longest_unit)
    size = len(pairing.counts)
    holding_left = _spread(left, pairing.left.columns, size)
    holding_right = _spread(right, pairing.right.columns, size)
    both = np.flatnonzero((holding_left > 0) & (holding_right > 0))
    if _cells(len(left), len(right), len(both)) > MOST_CELLS:
        empty = np.zeros((0, 0))
        return Resemblance(empty, empty)
    holding = np.maximum(holding_left + holding_right, 1)
    idf = np.log((len(left) + len(right)) / holding)
    place = np.full(size, -1, np.int64)
    place[both] = np.arange(len(both))
    a, held_a = _matrices(left, pairing.left.columns, idf, place, len(both))
    b, held_b = _matrices(right, pairing.right.columns, idf, place, len(both))
    # Rounded, so that sentences which tie stay tied however the sums were ordered.
    cosine = np.round(a @ b.T, 9)
    dice = 2.0 * (held_a @ held_b.T) / (left.sizes[:, None] + right.sizes[None, :])
    return Resemblance(cosine, dice)


def _cells(left: int, right: int, columns: int) -> int:
    return max(left * columns, right * columns, left * right)


def _spread(shelf: Shelf, columns: Ids, size: int) -> Ids:
    """Return how many units hold each head, in the pair's numbering."""
    holding = np.zeros(size, np.int64)
    holding[columns] = shelf.holding
    return holding


def _matrices(
    shelf: Shelf, columns: Ids, idf: Floats, place: Ids, width: int
) -> tuple[Floats, Floats]:
    """Return the tf-idf rows of unit length and the 0/1 rows, over the heads both sides have."""
    ids = columns[shelf.columns]
    weights = shelf.counts * idf[ids]
    norms = np.sqrt(np.bincount(shelf.rows, weights * weights, len(shelf)))
    weights /= np.maximum(norms, 1e-12)[shelf.rows]
    inside = np.flatnonzero(place[ids] >= 0)
    cells = (shelf.rows[inside], place[ids[inside]])
    weighed = np.zeros((len(shelf), width))
    weighed[cells] = weights[inside]
    held = np.zeros((len(shelf), width))
    held[cells] = 1.0
    return weighed, held
