"""Families (the same text) inside stories (the same source), without chaining.

Both are sparse average linkage: two groups join while the mean over *all* their cross pairs, a
missing edge counting as nothing, is high enough. Connected components on the same edges chained
19,034 of 41,938 articles into one; average linkage's largest story had 44.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.articles import Article
from dedup.groups import FAMILY_SHARE, Pair, average_linkage, group_id, missing_pairs
from dedup.relations import Judged, Kind, Relation

FAMILY_KINDS = frozenset(
    {Kind.EXACT, Kind.NEAR_DUPLICATE, Kind.SYNDICATED, Kind.REVISION, Kind.CONTAINS}
)
"""Relations that say: this is the same text."""
STORY_AFFINITY = 0.24
"""Mean cosine of terms at which groups are one story (B3 F .89 on BASIL, .87 on ECB+)."""
LOOSE_AFFINITY = 0.18
"""Mean cosine within which pairs are looked at for the order in which they tell; what is further
apart has too little in common to be brought together by it."""
ORDER_PULL, USUAL_ORDER = 0.4, 0.15
"""What the order adds to a cosine: reports of one event tell what they share in like order, those
of two events of one kind do not. Each half of ECB+ by topics gains (B3 F .851 and .872 to .888 and
.873); at the same bound, weights of .3 and .1 at .1, or of density, do less for one of the two."""
REUSE_AFFINITY = 0.35
"""What a verbatim run outside quotations is worth: it ties a round-up to a story of its kin."""
STORY_DAYS = timedelta(days=7)
"""Articles further apart in time, where both times are known, are two stories of one topic."""
OTHER_FACTS = "one form of words, filled with other facts"
"""Why two near-duplicates are kept apart."""

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


def unmeasured_pairs(edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs inside the connected components of ``edges`` that are not among them.

    Args:
        edges: shape (p, 2), each pair ascending.

    Returns:
        Shape (q, 2), each pair ascending.
    """
    things, places = np.unique(edges, return_inverse=True)
    local = places.reshape(-1, 2)
    return things[missing_pairs(local, kernels.components(local, len(things)))]


def affinities(
    articles: Sequence[Article],
    cosines: Mapping[Pair, float],
    relations: Mapping[Pair, Judged | Relation],
) -> dict[Pair, float]:
    """Return how strongly each pair pulls into one story, in (0, 1].

    Args:
        articles: in the order that the pairs number them.
        cosines: of terms, by pair.
        relations: verified, by pair.
    """
    pulls = {pair: cosine for pair, cosine in cosines.items() if _same_days(articles, pair)}
    for pair, relation in relations.items():
        if relation.kind in FAMILY_KINDS:
            pulls[pair] = 1.0
        elif not _same_days(articles, pair):
            continue
        elif relation.kind is Kind.REWRITE:
            pulls[pair] = max(pulls.get(pair, 0.0), relation.probability)
        elif relation.kind is Kind.PARTIAL_REUSE:
            pulls[pair] = max(pulls.get(pair, 0.0), REUSE_AFFINITY)
    return pulls


def loose_pairs(
    count: int, pulls: Mapping[Pair, float], cosines: Mapping[Pair, float]
) -> list[Pair]:
    """Return the pairs whose order may decide: near by terms alone, in one loose group.

    Args:
        count: of the articles.
        pulls: as ``affinities`` gives them, with those of the same texts.
        cosines: of terms, by pair.
    """
    home = {
        member: number
        for number, group in enumerate(average_linkage(count, pulls, LOOSE_AFFINITY))
        for member in group
    }
    return [
        pair
        for pair, cosine in sorted(cosines.items())
        if pulls.get(pair) == cosine and home[pair[0]] == home[pair[1]]
    ]


def weigh_order(pulls: Mapping[Pair, float], agreements: Mapping[Pair, float]) -> dict[Pair, float]:
    """Return the pulls with the order in which some pairs tell taken into account.

    Args:
        pulls: by pair.
        agreements: of order, in (-1, 1), of some of these pairs.
    """
    return dict(pulls) | {
        pair: max(0.0, pulls[pair] + ORDER_PULL * (agreement - USUAL_ORDER))
        for pair, agreement in agreements.items()
    }


def _same_days(articles: Sequence[Article], pair: Pair) -> bool:
    one, two = (articles[i].published for i in pair)
    return one is None or two is None or abs(one - two) <= STORY_DAYS


def form_families(members: Sequence[int], same: Collection[Pair]) -> list[list[int]]:
    """Return the members by text: groups in which half of the pairs or more are the same text.

    Args:
        members: ascending.
        same: pairs that are the same text, of these members and others.
    """
    place = {member: number for number, member in enumerate(members)}
    inside = {(place[i], place[j]): 1.0 for i, j in same if i in place and j in place}
    groups = average_linkage(len(members), inside, FAMILY_SHARE)
    return [[members[i] for i in group] for group in groups]


def form_clusters(
    articles: Sequence[Article],
    pulls: Mapping[Pair, float],
    same: Collection[Pair],
    copies: Mapping[int, Sequence[int]] = _NO_COPIES,
) -> list[Cluster]:
    """Return the stories of two or more articles, by their first member.

    Args:
        articles: ascending by id.
        pulls: as ``affinities`` gives them.
        same: verified pairs of the same text; they make the families.
        copies: the exact copies of an article, by the first of them: they have no pulls of their
            own, go where the first goes, and count as one with it.
    """
    clusters = []
    own: dict[int, list[Pair]] = defaultdict(list)
    for pair in same:
        own[pair[0]].append(pair)
    for single in average_linkage(len(articles), pulls, STORY_AFFINITY):
        group = sorted([*single, *(copy for i in single for copy in copies.get(i, ()))])
        if len(group) < 2:
            continue
        families = [
            sorted([*family, *(copy for i in family for copy in copies.get(i, ()))])
            for family in form_families(single, [pair for i in single for pair in own.get(i, ())])
        ]
        clusters.append(
            Cluster(
                id=group_id(articles[group[0]].id),
                members=tuple(articles[i].id for i in group),
                medoid=articles[_medoid(single, pulls)].id,
                families=tuple(tuple(articles[i].id for i in family) for family in families),
            )
        )
    return clusters


def _medoid(group: Sequence[int], pulls: Mapping[Pair, float]) -> int:
    def nearness(i: int) -> float:
        return sum(pulls.get((min(i, j), max(i, j)), 0.0) for j in group if j != i)

    return max(group, key=lambda i: (nearness(i), -i))


def refused_edges(
    articles: Sequence[Article],
    clusters: Sequence[Cluster],
    cosines: Mapping[Pair, float],
    relations: Mapping[Pair, Judged | Relation],
    forms: Collection[Pair] = (),
) -> list[Refused]:
    """Return the edges that would have joined two articles but for the rest of their groups.

    Args:
        articles: in the order that the pairs number them.
        clusters: the stories that were formed.
        cosines: of terms, by pair.
        relations: verified, by pair.
        forms: pairs of one wording, filled with other facts.
    """
    home = {member: cluster.id for cluster in clusters for member in cluster.members}
    joining = FAMILY_KINDS | {Kind.REWRITE, Kind.PARTIAL_REUSE}
    homes = [home.get(article.id) for article in articles]
    strong = {pair for pair, relation in relations.items() if relation.kind in joining}
    strong.update(pair for pair, cosine in cosines.items() if cosine >= STORY_AFFINITY)
    edges = []
    for pair in sorted(strong):
        left, right = pair
        if homes[left] is not None and homes[left] == homes[right]:
            continue
        kind = relations[pair].kind if pair in relations else None
        reason = OTHER_FACTS if pair in forms else _reason(articles, pair, kind)
        cosine = cosines.get(pair, 0.0)
        edges.append(Refused(articles[left].id, articles[right].id, kind, cosine, reason))
    return edges


def _reason(articles: Sequence[Article], pair: Pair, kind: Kind | None) -> str:
    if not _same_days(articles, pair):
        return f"published more than {STORY_DAYS.days} days apart"
    what = f"tied to one member ({kind})" if kind else "near one member by its terms"
    return f"{what}, but too far from the others of its story to join them all"
