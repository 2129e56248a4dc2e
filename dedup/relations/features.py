"""What tells a re-wording from an independent report, measured on the narrative of both.

Narrative is what an article tells in its own voice: quotations and furniture are left out, because
independent reports share the public quotations, and rewriters turn them into indirect speech.
Order and coverage carry the signal (.949 AUC on the held-out half of the labelled news); the mere
amount of shared wording is weak (.86), since independent reports state the same facts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from dedup.dossiers import Dossier
from dedup.passages import Passage

TELLING_IDF = 2.0
"""Nats above which a word that stands once in each text can witness their order."""
SHORT_NARRATIVE = 60
"""Words; the density of order is not read from less text than this."""
ORDER_PRIOR = 60.0
"""Nats of passage pairs that pull the agreement of order towards zero."""
FACT_IDF = 5.0
"""Nats above which a word is a fact (a name, a rare word) that a rewriter would have to invent."""


@dataclass(frozen=True, slots=True)
class Features:
    """Few, named, monotone.

    Attributes:
        order_density: shared rare words standing in the same order, beyond chance, per 100 words
            of the shorter narrative.
        coverage: the larger side's share of narrative words inside aligned passages.
        coverage_of_left, coverage_of_right: the same for each side.
        order_agreement: (concordant - discordant) passage pairs, by evidence, in (-1, 1).
        novelty: weight of facts that one side has and the other lacks, in nats per 100 words, on
            the side that has fewer.
        sentences_of_left, sentences_of_right: share of the narrative sentences that are at least
            half covered by passages.
        narrative_words: of the shorter side.
    """

    order_density: float
    coverage: float
    coverage_of_left: float
    coverage_of_right: float
    order_agreement: float
    novelty: float
    sentences_of_left: float
    sentences_of_right: float
    narrative_words: int


def extract_features(left: Dossier, right: Dossier, shared: Sequence[Passage]) -> Features:
    """Return the features of a pair.

    Args:
        left, right: the articles.
        shared: their passages, aligned for coverage, furniture left out.
    """
    covered_left = _covered(left, [(p.left_start, p.left_end) for p in shared])
    covered_right = _covered(right, [(p.right_start, p.right_end) for p in shared])
    of_left = _share(covered_left, left.narrative)
    of_right = _share(covered_right, right.narrative)
    return Features(
        order_density=_order_density(left, right),
        coverage=max(of_left, of_right),
        coverage_of_left=of_left,
        coverage_of_right=of_right,
        order_agreement=_order_agreement(shared),
        novelty=min(_novelty(left, right), _novelty(right, left)),
        sentences_of_left=_sentence_share(left, covered_left),
        sentences_of_right=_sentence_share(right, covered_right),
        narrative_words=min(int(left.narrative.sum()), int(right.narrative.sum())),
    )


def _covered(dossier: Dossier, spans: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    mask = np.zeros(len(dossier.tokens), np.bool_)
    for start, end in spans:
        mask[slice(*np.searchsorted(dossier.tokens.starts, (start, end)))] = True
    return mask


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    total = int(whole.sum())
    return int((part & whole).sum()) / total if total else 0.0


def _sentence_share(dossier: Dossier, covered: NDArray[np.bool_]) -> float:
    own = dossier.narrative
    sentences = dossier.tokens.sentence_of
    total = np.bincount(sentences[own], minlength=len(dossier.tokens.sentences))
    inside = np.bincount(sentences[own & covered], minlength=len(dossier.tokens.sentences))
    told = total > 0
    return float(np.mean(2 * inside[told] >= total[told])) if told.any() else 0.0


def _order_density(left: Dossier, right: Dossier) -> float:
    places = [_single_places(side) for side in (left, right)]
    # Sorted, so that neither side's own order decides ties.
    shared = sorted(places[0].keys() & places[1].keys(), key=lambda stem: places[0][stem])
    if len(shared) < 4:
        return 0.0
    longest = _longest_increasing([places[1][stem] for stem in shared])
    # Expected length for a random order: Baik, Deift, Johansson 1999.
    expected = 2 * sqrt(len(shared)) - 1.77 * len(shared) ** (1 / 6)
    words = min(int(left.narrative.sum()), int(right.narrative.sum()))
    return float(100 * max(0.0, longest - expected) / max(SHORT_NARRATIVE, words))


def _single_places(dossier: Dossier) -> dict[str, int]:
    """Return where each telling stem stands that occurs exactly once in the narrative."""
    own = np.flatnonzero(dossier.narrative & (dossier.rarity > TELLING_IDF)).tolist()
    counts = Counter(dossier.stems[i] for i in own)
    return {dossier.stems[i]: i for i in own if counts[dossier.stems[i]] == 1}


def _longest_increasing(places: Sequence[int]) -> int:
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _order_agreement(shared: Sequence[Passage]) -> float:
    balance = total = 0.0
    for one, two in combinations(shared, 2):
        weight = min(one.evidence, two.evidence)
        ordered = (one.left_start < two.left_start) == (one.right_start < two.right_start)
        balance += weight if ordered else -weight
        total += weight
    return balance / (total + ORDER_PRIOR)


def _novelty(left: Dossier, right: Dossier) -> float:
    """Return the weight of the left's facts that the right lacks, in nats per 100 words."""
    own = np.flatnonzero(left.narrative)
    facts = {
        left.stems[i]: float(left.rarity[i]) for i in own.tolist() if left.rarity[i] > FACT_IDF
    }
    theirs = set(right.stems)
    missing = sum(weight for stem, weight in sorted(facts.items()) if stem not in theirs)
    return 100 * missing / max(SHORT_NARRATIVE, len(own))
