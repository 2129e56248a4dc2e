"""Families (the same text) inside stories (the same source), without chaining.

Both are sparse average linkage: two groups join while the mean over *all* their cross pairs, a
missing edge counting as nothing, is high enough. Connected components on the same edges chained
19,034 of 41,938 articles into one; average linkage's largest story had 44.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.groups import (
    FAMILY_SHARE,
    Edges,
    Pair,
    average_linkage,
    group_id,
    members_of,
    pairs_of,
)
from dedup.relations import Judged, Kind, Relation

FAMILY_KINDS = frozenset(
    {Kind.EXACT, Kind.NEAR_DUPLICATE, Kind.SYNDICATED, Kind.REVISION, Kind.CONTAINS}
)
"""Relations that say: this is the same text."""
_JOINING = FAMILY_KINDS | {Kind.REWRITE, Kind.PARTIAL_REUSE}
SAME_TEXT = 1.0
"""How strongly those pull."""
STORY_AFFINITY = 0.24
"""Mean cosine of terms at which groups are one story (B3 F .89 on BASIL, .87 on ECB+
by cosines alone, when it was set)."""
LOOSE_AFFINITY = 0.18
"""Mean cosine within which pairs are looked at for the order in which they tell; what is further
apart has too little in common to be brought together by it."""
ORDER_PULL, USUAL_ORDER = 0.4, 0.15
"""What the order adds to a cosine: reports of one event tell what they share in like order, those
of two events of one kind do not. Each half of ECB+ by topics gains (B3 F .851 and .872 to .888 and
.873); at the same bound, weights of .3 and .1 at .1, or of density, do less for one of the two."""
SUM_DIGITS = 9
"""To which sums of cosines are compared: an index adds the same terms in another order than a batch
does, and which of two equal sums is larger would follow from that."""
REUSE_AFFINITY = 0.35
"""What a verbatim run outside quotations is worth: it ties a round-up to a story of its kin."""
STORY_DAYS = timedelta(days=7)
"""Articles further apart in time, where both times are known, are two stories of one topic."""
OTHER_FACTS = "one form of words, filled with other facts"
"""Why two near-duplicates are kept apart."""

_BEGIN, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_NO_COPIES: Mapping[int, Sequence[int]] = {}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A story.

    Attributes:
        id: "s" and ten hexadecimal digits, made from the first member's id, so that it stays when
            the story grows by articles whose ids come later.
        members: article ids, ascending.
        medoid: the member nearest to all others.
        families: the members by text: which are copies of one another; singletons included.
    """

    id: str
    members: tuple[str, ...]
    medoid: str
    families: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An edge between two articles that are near but were not put into one story.

    Attributes:
        left, right: article ids.
        kind: their relation, where it was verified; None where only their terms are near.
        cosine: of their terms, in [0, 1].
        reason: why they were kept apart, one sentence.
    """

    left: str
    right: str
    kind: Kind | None
    cosine: float
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return the edge as plain values, as ``docs/format.md`` describes them."""
        return {
            "left": self.left,
            "right": self.right,
            "kind": str(self.kind) if self.kind else None,
            "cosine": round(self.cosine, 4),
            "reason": self.reason,
        }


def affinities(
    articles: Sequence[Article], cosines: Edges, relations: Mapping[Pair, Judged | Relation]
) -> Edges:
    """Return how strongly each pair pulls into one story, in (0, 1].

    Args:
        articles: in the order that the pairs number them.
        cosines: of terms.
        relations: verified, by pair.
    """
    days = _Days(articles)
    pulls = cosines.only(days.are_same(cosines.pairs))
    pairs, found = pairs_of(relations), relations.values()
    same = np.array([relation.kind in FAMILY_KINDS for relation in found], np.bool_)
    least = np.array([_pull_of(relation) for relation in found], np.float64)
    tied = same | ((least > 0) & days.are_same(pairs))
    pairs, least = pairs[tied], least[tied]
    return pulls.put(pairs, np.maximum(pulls.weights_of(pairs), least))


def _pull_of(relation: Judged | Relation) -> float:
    """Return how strongly a relation pulls at least; 0 where it does not."""
    if relation.kind in FAMILY_KINDS:
        return SAME_TEXT
    if relation.kind is Kind.REWRITE:
        return relation.probability
    return REUSE_AFFINITY if relation.kind is Kind.PARTIAL_REUSE else 0.0


def loose_pairs(
    count: int, pulls: Edges, cosines: Edges, same: Collection[Pair]
) -> NDArray[np.int64]:
    """Return the pairs whose order may decide: near by terms alone, in one loose group.

    Args:
        count: of the articles.
        pulls: as ``affinities`` gives them, with those of the same texts.
        cosines: of terms.
        same: pairs of the same text, which pull as strongly as a cosine of 1.

    Returns:
        Shape (q, 2), ascending.
    """
    homes = average_linkage(count, pulls, LOOSE_AFFINITY)
    together = homes[cosines.pairs[:, 0]] == homes[cosines.pairs[:, 1]]
    untied = pulls.weights_of(cosines.pairs, np.nan) == cosines.weights
    untied &= ~cosines.are_in(same)
    loose: NDArray[np.int64] = cosines.pairs[together & untied]
    return loose


def weigh_order(pulls: Edges, pairs: NDArray[np.int64], agreements: NDArray[np.float64]) -> Edges:
    """Return the pulls with the order in which some pairs tell taken into account.

    Args:
        pulls: of pairs.
        pairs: some of these.
        agreements: of their order, in (-1, 1).
    """
    ordered = pulls.weights_of(pairs) + ORDER_PULL * (agreements - USUAL_ORDER)
    return pulls.put(pairs, np.maximum(0.0, ordered))


class _Days:
    """When articles were published, as far as is known."""

    def __init__(self, articles: Sequence[Article]) -> None:
        times = [article.published for article in articles]
        self._known = np.array([time is not None for time in times], np.bool_)
        self._at = np.array([(time - _BEGIN) // _TICK if time else 0 for time in times], np.int64)

    def are_same(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which pairs are not known to lie further apart than one story does."""
        left, right = pairs.T
        known = self._known[left] & self._known[right]
        near = np.abs(self._at[left] - self._at[right]) <= STORY_DAYS // _TICK
        told: NDArray[np.bool_] = near | ~known
        return told


def form_clusters(
    articles: Sequence[Article],
    pulls: Edges,
    same: Collection[Pair],
    copies: Mapping[int, Sequence[int]] = _NO_COPIES,
) -> list[Cluster]:
    """Return the stories of two or more articles, by their first member.

    Args:
        articles: ascending by id.
        pulls: as ``affinities`` gives them.
        same: verified pairs of the same text; they make the families, groups in which half of the
            pairs or more are the same text.
        copies: the exact copies of an article, by the first of them: they have no pulls of their
            own, go where the first goes, and count as one with it.
    """
    homes = average_linkage(len(articles), pulls, STORY_AFFINITY)
    alike = pairs_of(sorted(same))
    alike = alike[homes[alike[:, 0]] == homes[alike[:, 1]]]
    inside = Edges(alike, np.ones(len(alike)))
    family_of = average_linkage(len(articles), inside, FAMILY_SHARE).tolist()
    medoids = _medoids(homes, pulls)
    clusters = []
    for single in members_of(homes):
        group = sorted([*single, *(copy for i in single for copy in copies.get(i, ()))])
        if len(group) < 2:
            continue
        families: dict[int, list[int]] = {}
        for i in single:
            families.setdefault(family_of[i], []).extend((i, *copies.get(i, ())))
        clusters.append(
            Cluster(
                id=group_id(articles[group[0]].id),
                members=tuple(articles[i].id for i in group),
                medoid=articles[medoids[single[0]]].id,
                families=tuple(
                    tuple(articles[i].id for i in sorted(family)) for family in families.values()
                ),
            )
        )
    return clusters


def _medoids(homes: NDArray[np.int64], pulls: Edges) -> dict[int, int]:
    """Return the member of each group that is nearest to all others, the first of several.

    Args:
        homes: of each thing, the lowest of its group.
        pulls: of pairs.
    """
    inner = pulls.only(homes[pulls.pairs[:, 0]] == homes[pulls.pairs[:, 1]])
    ends = np.concatenate((inner.pairs, inner.pairs[:, ::-1]))
    weights = np.concatenate((inner.weights, inner.weights))
    order = np.lexsort((ends[:, 1], ends[:, 0]))  # sums depend on it
    nearness = np.bincount(ends[order, 0], weights[order], len(homes)).round(SUM_DIGITS)
    ranked = np.lexsort((-nearness, homes))
    found, first = np.unique(homes[ranked], return_index=True)
    return dict(zip(found.tolist(), ranked[first].tolist(), strict=True))


def refused_edges(
    articles: Sequence[Article],
    clusters: Sequence[Cluster],
    cosines: Edges,
    relations: Mapping[Pair, Judged | Relation],
    forms: Collection[Pair] = (),
) -> list[Refused]:
    """Return the edges that would have joined two articles but for the rest of their groups.

    Args:
        articles: in the order that the pairs number them.
        clusters: the stories that were formed.
        cosines: of terms.
        relations: verified, by pair.
        forms: pairs of one wording, filled with other facts.
    """
    number_of = {member: place for place, one in enumerate(clusters) for member in one.members}
    homes = np.array([number_of.get(article.id, -1) for article in articles], np.int64)
    joining = pairs_of(pair for pair, found in relations.items() if found.kind in _JOINING)
    strong = cosines.only(cosines.weights >= STORY_AFFINITY)
    pairs = strong.put(joining, 0.0).pairs
    left, right = homes[pairs[:, 0]], homes[pairs[:, 1]]
    pairs = pairs[(left < 0) | (left != right)]
    places = list(zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), strict=True))
    ids = [article.id for article in articles]
    kinds = [found.kind if found else None for found in map(relations.get, places)]
    near = _Days(articles).are_same(pairs).tolist()
    formed = [place in forms for place in places]
    return list(
        map(
            Refused,
            [ids[i] for i, _ in places],
            [ids[j] for _, j in places],
            kinds,
            cosines.weights_of(pairs).tolist(),
            map(_reason, kinds, near, formed),
        )
    )


@cache
def _reason(kind: Kind | None, near: bool, formed: bool) -> str:
    if formed:
        return OTHER_FACTS
    if not near:
        return f"published more than {STORY_DAYS.days} days apart"
    what = f"tied to one member ({kind})" if kind else "near one member by its terms"
    return f"{what}, but too far from the others of its story to join them all"
