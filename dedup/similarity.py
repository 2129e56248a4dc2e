"""Exact measures of a pair, on the texts themselves: nothing here is an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import STEMS, background
from dedup.candidates import unit_terms
from dedup.dossiers import Dossier

SHORTEST_RUN = 4
"""Words in a row that count as a verbatim run; shorter ones are the language's own."""

KEPT = 2048
"""Articles whose weights are kept: pairs come story by story, and memory is bounded."""
MOST_OCCURRENCES = 8
"""A start of a run that stands more often in one text is a refrain."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much two texts have in common, their furniture left out.

    Attributes:
        jaccard: shared 5-word shingles / shingles of either, a fraction in [0, 1].
        containment_of_left, containment_of_right: shared shingles / shingles of that side. These
            measures are directional: the containment of a short text in a long one is large.
        word_containment_of_left, word_containment_of_right: the same for words, each weighed by
            how rare it is in its language.
        term_cosine: of the articles' most telling terms, weighed by their language alone.
        longest_run: words of the longest verbatim run.
        longest_own_run: words of the longest verbatim run outside quote marks on both sides.

    References:
        Broder, "On the resemblance and containment of documents", 1997.
    """

    jaccard: float
    containment_of_left: float
    containment_of_right: float
    word_containment_of_left: float
    word_containment_of_right: float
    term_cosine: float
    longest_run: int
    longest_own_run: int

    def mirrored(self) -> Similarity:
        """Return the same measures with the sides swapped."""
        return replace(
            self,
            containment_of_left=self.containment_of_right,
            containment_of_right=self.containment_of_left,
            word_containment_of_left=self.word_containment_of_right,
            word_containment_of_right=self.word_containment_of_left,
        )


def measure(left: Dossier, right: Dossier) -> Similarity:
    """Return the exact measures of a pair; ``measure(b, a)`` is the same with the sides swapped.

    Raises:
        SchemeMismatch: the signatures were made with different schemes.
    """
    return measure_each([left, right], np.array([[0, 1]], np.int64))[0]


def measure_each(dossiers: Sequence[Dossier], pairs: NDArray[np.int64]) -> list[Similarity]:
    """Return the exact measures of some pairs.

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
        _similarity(dossiers[i], dossiers[j], *counts)
        for (i, j), counts in zip(pairs.tolist(), shared.tolist(), strict=True)
    ]


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


def _similarity(left: Dossier, right: Dossier, shared: int, longest: int, own: int) -> Similarity:
    a, b = len(left.signature.shingles), len(right.signature.shingles)
    either = a + b - shared
    one, two = _own_weights(left), _own_weights(right)
    return Similarity(
        jaccard=shared / either if either else 0.0,
        containment_of_left=shared / a if a else 0.0,
        containment_of_right=shared / b if b else 0.0,
        word_containment_of_left=_word_containment(one, two),
        word_containment_of_right=_word_containment(two, one),
        term_cosine=_term_cosine(left, right),
        longest_run=longest,
        longest_own_run=own,
    )


def _word_containment(weights: dict[int, float], theirs: dict[int, float]) -> float:
    """Share of the weight of one side's distinct stems that the other has too."""
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in theirs) / total if total else 0.0


@lru_cache(maxsize=KEPT)
def _own_weights(dossier: Dossier) -> dict[int, float]:
    """Return the weight of each distinct stem outside furniture, in the order of their names."""
    numbers = np.unique(dossier.stem_numbers[~dossier.tokens.furnished])
    numbers = numbers[numbers > 0]
    weights = background(dossier.language).rarities(numbers).tolist()
    names = STEMS.names
    pairs = zip(numbers.tolist(), weights, strict=True)
    return dict(sorted(pairs, key=lambda pair: names[pair[0]]))


def _term_cosine(left: Dossier, right: Dossier) -> float:
    one, two = _own_terms(left), _own_terms(right)
    return min(1.0, sum(weight * two[stem] for stem, weight in one.items() if stem in two))


@lru_cache(maxsize=KEPT)
def _own_terms(dossier: Dossier) -> dict[str, float]:
    """Return the telling terms, weighed by the language alone, in the order of their names."""
    return dict(sorted(unit_terms(dossier.signature).items()))
