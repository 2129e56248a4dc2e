"""Exact measures of a pair, on the texts themselves: nothing here is an estimate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from dedup import kernels
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
    left.signature.scheme.require(right.signature.scheme)
    a, b = left.signature.shingles, right.signature.shingles
    first = np.array([0, len(a), len(a) + len(b)], np.int64)
    shared = int(kernels.overlaps(np.concatenate((a, b)), first, np.array([[0, 1]], np.int64))[0])
    either = len(a) + len(b) - shared
    longest, own = _longest_runs(left, right)
    return Similarity(
        jaccard=shared / either if either else 0.0,
        containment_of_left=shared / len(a) if len(a) else 0.0,
        containment_of_right=shared / len(b) if len(b) else 0.0,
        word_containment_of_left=_word_containment(left, right),
        word_containment_of_right=_word_containment(right, left),
        term_cosine=_term_cosine(left, right),
        longest_run=longest,
        longest_own_run=own,
    )


def _word_containment(left: Dossier, right: Dossier) -> float:
    """Share of the weight of the left's distinct stems that the right has too."""
    weights, theirs = _own_weights(left), _own_weights(right)
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in theirs) / total if total else 0.0


@lru_cache(maxsize=KEPT)
def _own_weights(dossier: Dossier) -> dict[str, float]:
    """Return the weight of each distinct stem outside furniture, in the order of their names."""
    own = ~dossier.tokens.furnished
    weights = zip(dossier.stems, dossier.rarity.tolist(), own.tolist(), strict=True)
    return dict(sorted({s: w for s, w, o in weights if o and s}.items()))


def _term_cosine(left: Dossier, right: Dossier) -> float:
    one, two = _own_terms(left), _own_terms(right)
    return min(1.0, sum(weight * two[stem] for stem, weight in one.items() if stem in two))


@lru_cache(maxsize=KEPT)
def _own_terms(dossier: Dossier) -> dict[str, float]:
    """Return the telling terms, weighed by the language alone, in the order of their names."""
    return dict(sorted(unit_terms(dossier.signature).items()))


def _longest_runs(left: Dossier, right: Dossier) -> tuple[int, int]:
    """Return the lengths of the longest run, and of the longest outside quotations."""
    numbers: dict[str, int] = {}
    sides, quoted = [], []
    for dossier in (left, right):
        keep = np.flatnonzero(~dossier.tokens.furnished)
        words = (dossier.tokens.words[i] for i in keep.tolist())
        sides.append(np.array([numbers.setdefault(w, len(numbers)) for w in words], np.int64))
        quoted.append(dossier.tokens.quoted[keep])
    runs = kernels.common_runs(sides[0], sides[1], SHORTEST_RUN, MOST_OCCURRENCES)
    longest = int(runs[:, 2].max(initial=0))
    own = 0
    for i, j, length in runs[runs[:, 2] > 0].tolist():
        if length > own:
            inside = quoted[0][i : i + length] | quoted[1][j : j + length]
            breaks = np.flatnonzero(np.concatenate(([True], inside, [True])))
            own = max(own, int(np.diff(breaks).max()) - 1)
    return longest, own
