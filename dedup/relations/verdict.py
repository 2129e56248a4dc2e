"""From measures to a verdict, with a probability and a reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain
from math import exp
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier
from dedup.groups import renumbered
from dedup.kernels import Part, Sheet
from dedup.kinds import Kind
from dedup.passages import COVERAGE, READING, RELATED, Passage, align_pairs
from dedup.relations.features import Features, features_of, shares_covered
from dedup.relations.judging import (
    REWRITE_PROBABILITY,
    Judged,
    judge_overlap,
    judge_telling,
    needs_coverage,
)
from dedup.relations.levels import Taken, taken_of
from dedup.relations.relation import Relation
from dedup.relations.sources import evidence_of_sources
from dedup.relations.why import why_of
from dedup.sheets import sheets_of
from dedup.similarity import Overlap, Similarity, complete, measure_overlaps

Pairs = NDArray[np.int64]

INTERCEPT = -4.628
WEIGHTS = {
    "order_density": 0.219,
    "coverage": 3.188,
    "order_agreement": 3.509,
    "novelty": -0.23,
    "credit": 0.282,
    "exclusives": 0.374,
}
"""Log-odds of a rewrite by feature, as ``benchmarks/fit_relations.py`` prints them; each has the
sign that its meaning gives it."""
MODEL_FEATURES = tuple(WEIGHTS)


def compare(left: Article, right: Article) -> Relation:
    """Return what two articles are to each other; ``compare(b, a)`` mirrors ``compare(a, b)``.

    The relation depends on the two articles and their language alone.
    """
    return relate(open_dossier(left), open_dossier(right))


def relate(left: Dossier, right: Dossier) -> Relation:
    """Return what two articles are to each other, from their dossiers."""
    return relate_each([left, right], np.array([[0, 1]], np.int64))[0]


def relate_each(
    dossiers: Sequence[Dossier], pairs: Pairs, overlaps: Sequence[Overlap] | None = None
) -> list[Relation]:
    """Return what the articles of some pairs are to each other.

    Args:
        dossiers: of articles.
        pairs: shape (p, 2), of their places.
        overlaps: of the pairs, where they were measured already.

    Raises:
        SchemeMismatch: the signatures of a pair were made with different schemes.
    """
    turned = [_is_before(dossiers[j], dossiers[i]) for i, j in pairs.tolist()]
    if any(turned):
        pairs = np.where(np.array(turned)[:, None], pairs[:, ::-1], pairs)
        if overlaps:
            turns = zip(overlaps, turned, strict=True)
            overlaps = [one.mirrored() if turn else one for one, turn in turns]
    overlaps = overlaps or measure_overlaps(dossiers, pairs)
    block = _compare(dossiers, pairs, Part.ALL)
    measured = [_measure(block, number, overlap) for number, overlap in enumerate(overlaps)]
    shown = _show(block, [one.likely for one in measured])
    sides = [(block.dossiers[i], block.dossiers[j]) for i, j in block.pairs.tolist()]
    found = [_relate(*each) for each in zip(sides, measured, shown, strict=True)]
    return [one.mirrored() if turn else one for one, turn in zip(found, turned, strict=True)]


def judge_each(
    dossiers: Sequence[Dossier], pairs: Pairs, overlaps: Sequence[Overlap]
) -> list[Judged]:
    """Return the kind and probability that ``relate_each`` gives to pairs of verbatim relations.

    Most of what makes up a relation is not looked for.

    Args:
        dossiers: of articles.
        pairs: shape (p, 2), of their places.
        overlaps: of the pairs; each ``is_verbatim``.
    """
    sides = [(dossiers[i], dossiers[j]) for i, j in pairs.tolist()]
    judged = [judge_overlap(*two, one, None) for two, one in zip(sides, overlaps, strict=True)]
    unsure = [
        place
        for place, (two, found) in enumerate(zip(sides, judged, strict=True))
        if needs_coverage(*two, found)
    ]
    block = _compare(dossiers, pairs[unsure], Part.PASSAGES)
    for place, counts in zip(unsure, block.counts, strict=True):
        share = max(shares_covered(counts))
        judged[place] = judge_overlap(*sides[place], overlaps[place], share)
    return [one for one in judged if one is not None]


def rewrite_probability(features: Features) -> float:
    """Return how likely one narrative re-words the other, or both one third, in [0, 1]."""
    log_odds = INTERCEPT + sum(w * getattr(features, name) for name, w in WEIGHTS.items())
    return 1 / (1 + exp(-log_odds))


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """What the articles of some pairs have in common, in numbers.

    Attributes:
        dossiers, sheets: of those articles alone.
        pairs: shape (p, 2), of their places among these.
        first: shape (p + 1,), which passages for coverage each pair has.
        covering: these, as the kernel gives them.
        counts, weights: the rows of ``kernels.Comparisons``.
    """

    dossiers: Sequence[Dossier]
    sheets: Sequence[Sheet]
    pairs: Pairs
    first: NDArray[np.int64]
    covering: NDArray[np.int64]
    counts: Sequence[Sequence[int]]
    weights: Sequence[Sequence[float]]


def _compare(dossiers: Sequence[Dossier], pairs: Pairs, parts: Part) -> _Block:
    places, local = renumbered(pairs)
    chosen = [dossiers[place] for place in places.tolist()]
    sheets = sheets_of(chosen)
    covering = align_pairs([one.tokens for one in chosen], sheets, local, COVERAGE).spans()
    compared = kernels.compare_pairs(sheets, local, *covering, parts)
    counted = compared.counts.tolist(), compared.weights.tolist()
    return _Block(chosen, sheets, local, *covering, *counted)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What tells the kind of a relation, but for the passages that are shown.

    Attributes:
        likely: probability of a rewrite.
    """

    similarity: Similarity
    features: Features
    taken: Taken
    likely: float


def _measure(block: _Block, number: int, overlap: Overlap) -> _Measured:
    left, right = (block.dossiers[place] for place in block.pairs[number].tolist())
    counts, weights = block.counts[number], block.weights[number]
    covering = block.covering[block.first[number] : block.first[number + 1]]
    sources = evidence_of_sources(left, right, shares_covered(counts), covering)
    features = features_of(counts, weights, *sources)
    return _Measured(
        similarity=complete(overlap, weights),
        features=features,
        taken=taken_of(counts, (left.signature.words, right.signature.words)),
        likely=rewrite_probability(features),
    )


def _show(block: _Block, likely: Sequence[float]) -> list[list[Passage]]:
    """Return the passages of each pair that are shown to a reader.

    Where one text is likely from the other, what two reports of one kind of event may share says
    something: there the pairs that would show nothing show it all the same.
    """
    tokens = [one.tokens for one in block.dossiers]
    shown = align_pairs(tokens, block.sheets, block.pairs, READING).passages()
    bare = [
        number
        for number, (passages, chance) in enumerate(zip(shown, likely, strict=True))
        if not passages and chance >= REWRITE_PROBABILITY
    ]
    if bare:
        related = align_pairs(tokens, block.sheets, block.pairs[bare], RELATED).passages()
        for number, passages in zip(bare, related, strict=True):
            shown[number] = passages
    return shown


def _relate(
    sides: tuple[Dossier, Dossier], measured: _Measured, passages: Sequence[Passage]
) -> Relation:
    (left, right), similarity, features = sides, measured.similarity, measured.features
    judged = judge_overlap(left, right, similarity, features.coverage) or judge_telling(
        similarity, passages, features.narrative_words, measured.likely
    )
    kind = judged.kind
    return Relation(
        left=left.id,
        right=right.id,
        kind=kind,
        probability=judged.probability,
        measures=_measures(measured),
        passages=tuple(passages),
        why=why_of(kind, left, right, similarity, passages, features, measured.taken),
        container=_container(left, right, similarity) if kind is Kind.CONTAINS else None,
    )


def _is_before(one: Dossier, other: Dossier) -> bool:
    return (one.id, one.article.text) < (other.id, other.article.text)


def _container(left: Dossier, right: Dossier, similarity: Similarity) -> str:
    held = similarity.containment_of_left >= similarity.containment_of_right
    return right.id if held else left.id


_NAMES = tuple(tuple(one.name for one in fields(kind)) for kind in (Similarity, Features, Taken))
_NAMED = (*chain.from_iterable(_NAMES), "rewrite_probability")
_VALUES = tuple(attrgetter(*names) for names in _NAMES)


def _measures(measured: _Measured) -> dict[str, float]:
    sources = measured.similarity, measured.features, measured.taken
    found = (values(one) for values, one in zip(_VALUES, sources, strict=True))
    values = chain(*found, (measured.likely,))
    return dict(zip(_NAMED, map(float, values), strict=True))
