"""A cluster as a story: which of its pairs are compared, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from dedup.clusters import Cluster
from dedup.dossiers import Dossier
from dedup.groups import Edges, Pair, pairs_of
from dedup.index.headlines import headline
from dedup.index.results import Listed, Story
from dedup.origins import Member, common_source, trace_origin
from dedup.relations import Relation, attributions_of

ALL_PAIRS_UP_TO = 40
"""Members of a story of which every pair is compared; in a larger one, candidate pairs, each with
the medoid, and each exact copy with the first."""


def inner_pairs(
    cluster: Cluster,
    order: dict[str, int],
    pulls: Edges,
    copies: Mapping[int, Sequence[int]],
) -> list[Pair]:
    """Return the pairs of a story to compare: all, or in a large story those that tie it."""
    places = [order[member] for member in cluster.members]
    pairs = list(combinations(places, 2))
    if len(places) <= ALL_PAIRS_UP_TO:
        return pairs
    medoid, tied = order[cluster.medoid], pulls.are_edges(pairs_of(pairs)).tolist()
    return [
        (i, j)
        for (i, j), tie in zip(pairs, tied, strict=True)
        if tie or medoid in (i, j) or j in copies.get(i, ())
    ]


def make_story(
    cluster: Cluster,
    dossiers: Sequence[Dossier],
    order: dict[str, int],
    relations: dict[Pair, Relation],
) -> Story:
    """Return the story of a cluster.

    Args:
        cluster: of two members or more.
        dossiers: ascending by id.
        order: the place of each, by id.
        relations: of the pairs that were compared, of this story and others.
    """
    places = [order[member] for member in cluster.members]
    own = [dossiers[place] for place in places]
    inner = [relations[pair] for pair in combinations(places, 2) if pair in relations]
    members = [Member(d.article, d.tokens, attributions_of(d), d.stems, d.rarity) for d in own]
    origin = trace_origin(members, cluster.families, inner)
    final = tuple(common_source(inner, origin))
    listed = [Listed(d.article, d.signature.words, d.tokens.furniture) for d in own]
    return Story(
        id=cluster.id,
        headline=headline(cluster, final, origin, {one.article.id: one.headline for one in listed}),
        members=cluster.members,
        medoid=cluster.medoid,
        families=cluster.families,
        relations=final,
        origin=origin,
    )
