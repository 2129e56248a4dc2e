"""Exact measures of a pair, on the texts themselves: nothing here is an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.dossiers import Dossier
from dedup.kernels import Weight
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
    compared = kernels.compare_pairs(sheets, pair, np.zeros(2, np.int64), none)
    return complete(measure_overlaps([left, right], pair)[0], compared.weights[0].tolist())


def complete(overlap: Overlap, weights: Sequence[float]) -> Similarity:
    """Return all measures of a pair.

    Args:
        overlap: of the pair.
        weights: its row of ``kernels.Comparisons.weights``.
    """
    shared, total = weights[Weight.SHARED :][:2], weights[Weight.TOTAL :][:2]
    return Similarity(
        **asdict(overlap),
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
    for i, j in pairs.tolist():
        if dossiers[i].signature.scheme is not dossiers[j].signature.scheme:
            dossiers[i].signature.scheme.require(dossiers[j].signature.scheme)
    shared = count_shared(dossiers, pairs, quotations=True)
    return [
        _overlap(len(dossiers[i].signature.shingles), len(dossiers[j].signature.shingles), *counts)
        for (i, j), counts in zip(pairs.tolist(), shared.tolist(), strict=True)
    ]


def _overlap(left: int, right: int, shared: int, longest: int, own: int) -> Overlap:
    either = left + right - shared
    return Overlap(
        jaccard=shared / either if either else 0.0,
        containment_of_left=shared / left if left else 0.0,
        containment_of_right=shared / right if right else 0.0,
        longest_run=longest,
        longest_own_run=own,
    )


def count_shared(
    dossiers: Sequence[Dossier], pairs: NDArray[np.int64], *, quotations: bool
) -> NDArray[np.int64]:
    """Return how many shingles and words in a row some pairs have in common.

    Args:
        dossiers: of articles.
        pairs: shape (p, 2), of their places.
        quotations: whether to look for them; they need not be, where the longest run is short.

    Returns:
        Shape (p, 3): shared shingles, words of the longest verbatim run, and of the longest
        outside quotations, which is any where quotations are not looked for.
    """
    places, rows = np.unique(pairs, return_inverse=True)
    local = rows.reshape(-1, 2)
    chosen = [dossiers[place] for place in places.tolist()]
    own = [~dossier.tokens.furnished for dossier in chosen]
    shared = kernels.overlaps(*_ragged([one.signature.shingles for one in chosen]), local)
    words, first = _ragged([one.tokens.keys[mine] for one, mine in zip(chosen, own, strict=True)])
    marks = np.zeros(len(words), np.uint8)
    if quotations and len(chosen):
        inside = [one.tokens.quoted[mine] for one, mine in zip(chosen, own, strict=True)]
        marks = np.concatenate(inside).astype(np.uint8)
    runs = kernels.longest_runs(words, first, marks, local, SHORTEST_RUN, MOST_OCCURRENCES)
    return np.column_stack((shared, runs))


def _ragged(
    rows: Sequence[NDArray[np.uint64]],
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    flat = np.concatenate((np.zeros(0, np.uint64), *rows))
    return flat, np.cumsum([0, *map(len, rows)], dtype=np.int64)
