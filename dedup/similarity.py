"""Exact measures of a pair, on the texts themselves: nothing here is an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.dossiers import Dossier
from dedup.groups import renumbered
from dedup.kernels import Part, Weight
from dedup.sheets import sheets_of

SHORTEST_RUN = 4
"""Words in a row that count as a verbatim run; shorter ones are the language's own."""

MOST_OCCURRENCES = 8
"""A start of a run that stands more often in one text is a refrain."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common word for word, their furniture left out.

    Attributes:
        jaccard: shared 5-word shingles / shingles of either, a fraction in [0, 1].
        containment_of_left, containment_of_right: shared shingles / shingles of that side. These
            measures are directional: the containment of a short text in a long one is large.
        longest_run: words of the longest verbatim run.
        longest_own_run: words of the longest verbatim run outside quote marks on both sides.

    References:
        Broder, "On the resemblance and containment of documents", 1997.
    """

    jaccard: float
    containment_of_left: float
    containment_of_right: float
    longest_run: int
    longest_own_run: int

    def mirrored(self) -> Self:
        """Return the same seen from the other text."""
        return replace(
            self,
            containment_of_left=self.containment_of_right,
            containment_of_right=self.containment_of_left,
        )


@dataclass(frozen=True, slots=True)
class Similarity(Overlap):
    """How much two texts have in common, their furniture left out.

    Attributes:
        word_containment_of_left, word_containment_of_right: shared words / words of that side,
            each weighed by how rare it is in its language.
        term_cosine: of the articles' most telling terms, weighed by their language alone.
    """

    word_containment_of_left: float
    word_containment_of_right: float
    term_cosine: float

    def mirrored(self) -> Self:
        """Return the same measures with the sides swapped."""
        return replace(
            Overlap.mirrored(self),
            word_containment_of_left=self.word_containment_of_right,
            word_containment_of_right=self.word_containment_of_left,
        )


def measure(left: Dossier, right: Dossier) -> Similarity:
    """Return the exact measures of a pair; ``measure(b, a)`` is the same with the sides swapped.

    Raises:
        SchemeMismatch: the signatures were made with different schemes.
    """
    pair = np.array([[0, 1]], np.int64)
    sheets = sheets_of([left, right])
    none = np.zeros((0, 8), np.int64)
    compared = kernels.compare_pairs(sheets, pair, np.zeros(2, np.int64), none, Part.STEMS)
    return complete(measure_overlaps([left, right], pair)[0], compared.weights[0].tolist())


def complete(overlap: Overlap, weights: Sequence[float]) -> Similarity:
    """Return all measures of a pair.

    Args:
        overlap: of the pair.
        weights: its row of ``kernels.Comparisons.weights``.
    """
    shared, total = weights[Weight.SHARED :][:2], weights[Weight.TOTAL :][:2]
    return Similarity(
        jaccard=overlap.jaccard,
        containment_of_left=overlap.containment_of_left,
        containment_of_right=overlap.containment_of_right,
        longest_run=overlap.longest_run,
        longest_own_run=overlap.longest_own_run,
        word_containment_of_left=shared[0] / total[0] if total[0] else 0.0,
        word_containment_of_right=shared[1] / total[1] if total[1] else 0.0,
        term_cosine=min(1.0, weights[Weight.COSINE]),
    )


def measure_overlaps(dossiers: Sequence[Dossier], pairs: NDArray[np.int64]) -> list[Overlap]:
    """Return what the texts of some pairs have in common word for word.

    Args:
        dossiers: of articles.
        pairs: shape (p, 2), of their places.

    Raises:
        SchemeMismatch: the signatures of a pair were made with different schemes.
    """
    texts = texts_of(dossiers, pairs)
    shared, sides = count_shingles(texts.dossiers, texts.pairs)
    return texts.overlaps(np.arange(len(pairs)), shared, sides)


def count_shingles(
    dossiers: Sequence[Dossier], pairs: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many shingles the texts of each pair share, and how many each side has.

    Args:
        dossiers: of the articles that stand in the pairs.
        pairs: shape (p, 2), of their places.

    Returns:
        Shapes (p,) and (p, 2).
    """
    flat, first = _ragged([one.signature.shingles for one in dossiers])
    return kernels.overlaps(flat, first, pairs), np.diff(first)[pairs]


def texts_of(dossiers: Sequence[Dossier], pairs: NDArray[np.int64]) -> Texts:
    """Return the texts of some pairs, as they are measured.

    Args:
        dossiers: of articles.
        pairs: shape (p, 2), of their places.

    Raises:
        SchemeMismatch: the signatures of a pair were made with different schemes.
    """
    places, local = renumbered(pairs)
    chosen = [dossiers[place] for place in places.tolist()]
    if len({id(one.signature.scheme) for one in chosen}) > 1:
        for i, j in local.tolist():
            chosen[i].signature.scheme.require(chosen[j].signature.scheme)
    own = [~one.tokens.furnished for one in chosen]
    words = [one.tokens.keys[mine] for one, mine in zip(chosen, own, strict=True)]
    return Texts(chosen, local, own, *_ragged(words))


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The texts of p pairs, their furniture left out.

    Attributes:
        dossiers: of the n articles that stand in the pairs.
        pairs: shape (p, 2), of their places among these.
        own: of each article, which words are no furniture.
        words: keys of those words, one text behind the other.
        first: shape (n + 1,), where each text begins.
    """

    dossiers: Sequence[Dossier]
    pairs: NDArray[np.int64]
    own: Sequence[NDArray[np.bool_]]
    words: NDArray[np.uint64]
    first: NDArray[np.int64]

    def longest_runs(self) -> NDArray[np.int64]:
        """Return how many words the longest verbatim run of each pair has, quoted or not."""
        return self._runs(self.pairs, np.zeros(len(self.words), np.uint8))[:, 0]

    def overlaps(
        self, rows: NDArray[np.int64], shared: NDArray[np.int64], sides: NDArray[np.int64]
    ) -> list[Overlap]:
        """Return what the texts of some of the pairs have in common; quotations are looked for.

        Args:
            rows: of these pairs.
            shared, sides: of all pairs, as ``count_shingles`` returns them.
        """
        sides, common = sides[rows], shared[rows]
        either = sides.sum(axis=1) - common
        columns = [_shares(common, whole) for whole in (either, *sides.T)]
        runs = self._runs(self.pairs[rows], self._marks(self.pairs[rows]))
        return list(map(Overlap, *columns, *runs.T.tolist()))

    def _marks(self, pairs: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return which words stand in quotations, of the texts of some pairs."""
        marks = np.zeros(len(self.words), np.uint8)
        for place in np.unique(pairs).tolist():
            quoted = self.dossiers[place].tokens.quoted
            marks[self.first[place] : self.first[place + 1]] = quoted[self.own[place]]
        return marks

    def _runs(self, pairs: NDArray[np.int64], marks: NDArray[np.uint8]) -> NDArray[np.int64]:
        return kernels.longest_runs(
            self.words, self.first, marks, pairs, SHORTEST_RUN, MOST_OCCURRENCES
        )


def _shares(parts: NDArray[np.int64], wholes: NDArray[np.int64]) -> list[float]:
    shares: list[float] = np.divide(
        parts, wholes, out=np.zeros(len(parts)), where=wholes > 0
    ).tolist()
    return shares


def _ragged(
    rows: Sequence[NDArray[np.uint64]],
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    flat = np.concatenate((np.zeros(0, np.uint64), *rows))
    return flat, kernels.bounds_of(map(len, rows))
