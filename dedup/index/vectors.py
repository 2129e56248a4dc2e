"""Vectors: the weighed terms of some articles, and their cosines with those of another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates import MAX_TERMS, STORY_TERMS
from dedup.groups import places_among

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A vector of one article's strongest terms, with a norm of 1.

    Attributes:
        places: of the terms among all of the article's.
        terms: ascending.
        weights: of the same shape.
    """

    places: NDArray[np.int64]
    terms: NDArray[np.int64]
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Weighed terms of some rows.

    Attributes:
        owners: shape (t,), the place of each one's row, ascending.
        terms, weights: shape (t,).
        count: of the rows.
        stems: returns the stems of terms.
    """

    owners: NDArray[np.int64]
    terms: NDArray[np.int64]
    weights: Floats
    count: int
    stems: Callable[[list[int]], dict[int, str]]

    def units(self) -> tuple[Unit, Unit]:
        """Return the terms that the single row here is found by, and those it is weighed by."""
        near, story = self._strongest()
        return self._unit(near), self._unit(story)

    def _unit(self, strong: NDArray[np.bool_]) -> Unit:
        places = np.flatnonzero(strong & (self.weights > 0))
        weights = self.weights[places]
        norm = np.sqrt(weights @ weights) or 1.0
        return Unit(places, self.terms[places], weights / norm)

    def cosines(self, near: Unit, story: Unit) -> tuple[list[float], list[float]]:
        """Return the cosine of each row's terms with both vectors of another article.

        Args:
            near: of its terms, some of those of ``story``.
            story: of its terms.
        """
        ours = np.zeros((2, len(story.terms) + 1))  # the last for terms that are not ours
        ours[0, np.searchsorted(story.terms, near.terms)] = near.weights
        ours[1, :-1] = story.weights
        places = places_among(story.terms, self.terms)
        found, pulled = (
            self._cosines(strong, own[places])
            for strong, own in zip(self._strongest(), ours, strict=True)
        )
        return found, pulled

    def _cosines(self, strong: NDArray[np.bool_], theirs: Floats) -> list[float]:
        weights = np.where(strong, self.weights, 0.0)
        norms = np.sqrt(np.bincount(self.owners, weights * weights, self.count))
        dots = np.bincount(self.owners, weights * theirs, self.count)
        cosines: list[float] = (dots / np.where(norms > 0, norms, 1.0)).tolist()
        return cosines

    def _strongest(self) -> list[NDArray[np.bool_]]:
        """Return which terms are the strongest 48 of their row, and the strongest 96."""
        sizes = np.bincount(self.owners, minlength=self.count)
        begins = np.cumsum(sizes) - sizes
        # Side by side, a row each, short ones filled up with terms of no weight, which count for
        # nothing: the weight that is so many from the top is found without sorting.
        width = max(STORY_TERMS, int(sizes.max(initial=0)))
        table = np.zeros((self.count, width))
        table[self.owners, np.arange(len(self.owners)) - begins[self.owners]] = self.weights
        depths = (MAX_TERMS, STORY_TERMS)
        table.partition([width - most for most in depths], axis=1)
        return [self._among(most, table[:, width - most], begins, sizes) for most in depths]

    def _among(
        self, most: int, least: Floats, begins: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Return which terms are among the ``most`` strongest of their row, equal ones by name."""
        strong: NDArray[np.bool_] = self.weights >= least[self.owners]
        kept = np.bincount(self.owners[strong], minlength=self.count)
        for row in np.flatnonzero((kept > most) & (least > 0)).tolist():
            own = slice(begins[row], begins[row] + sizes[row])
            self._break_tie(own, strong, float(least[row]), most)
        return strong

    def _break_tie(self, own: slice, strong: NDArray[np.bool_], weight: float, most: int) -> None:
        """Choose among the equally strong terms of a row, by their names."""
        tied = np.flatnonzero(self.weights[own] == weight) + own.start
        left = most - int(np.count_nonzero(self.weights[own] > weight))
        stems = self.stems(self.terms[tied].tolist())
        named = sorted(tied.tolist(), key=lambda at: stems[int(self.terms[at])])
        strong[tied] = False
        strong[named[:left]] = True
