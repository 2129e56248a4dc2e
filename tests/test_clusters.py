"""Groups do not chain, families sit inside stories, refused edges are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st

from dedup.articles import Article
from dedup.clusters import (
    FAMILY_KINDS,
    REUSE_AFFINITY,
    SAME_TEXT,
    STORY_AFFINITY,
    affinities,
    form_clusters,
    loose_pairs,
    refused_edges,
    weigh_order,
)
from dedup.groups import Edges, average_linkage, group_id, members_of, pairs_of
from dedup.relations import Kind, Relation

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 10**6).map(lambda n: n / 10**6),  # few ties: those go by their lowest members
    max_size=28,
)


@given(WEIGHTS, st.floats(0.05, 0.9))
def test_average_linkage_equals_the_twin(
    weights: dict[tuple[int, int], float], least: float
) -> None:
    """The heap joins what looking at all pairs joins."""
    groups = members_of(average_linkage(8, Edges.of(weights), least))

    assert groups == reference.average_linkage(8, weights, least)


@given(WEIGHTS, WEIGHTS)
def test_edges_are_a_mapping_of_pairs(
    weights: dict[tuple[int, int], float], others: dict[tuple[int, int], float]
) -> None:
    """What is put last counts; pairs ascend; what is no edge has the weight that is asked for."""
    pairs = pairs_of(others)
    edges = Edges.of(weights)

    both = edges.put(pairs, np.array(list(others.values())))
    expected = dict(sorted((weights | others).items()))
    assert both.pairs.tolist() == [list(pair) for pair in expected]
    assert both.weights.tolist() == list(expected.values())
    assert edges.weights_of(pairs, -1.0).tolist() == [weights.get(pair, -1.0) for pair in others]
    assert edges.are_edges(pairs).tolist() == [pair in weights for pair in others]
    assert edges.are_in(others).tolist() == [pair in others for pair in sorted(weights)]


@given(WEIGHTS)
def test_the_medoid_is_the_member_nearest_to_all_others(
    weights: dict[tuple[int, int], float],
) -> None:
    """Of several the first; pulls to other groups count for nothing."""
    articles = [article(name) for name in "abcdefgh"]

    for cluster in form_clusters(articles, Edges.of(weights), ()):
        places = ["abcdefgh".index(name) for name in cluster.members]
        nearness = {
            i: sum(weights.get((min(i, j), max(i, j)), 0.0) for j in places) for i in places
        }
        medoid = "abcdefgh".index(cluster.medoid)
        assert nearness[medoid] >= max(nearness.values()) - 1e-12


def test_the_last_bit_of_a_sum_chooses_no_medoid() -> None:
    """Two members that are equally near but for rounding: the first of them."""
    articles = [article(name) for name in "abc"]
    pulls = Edges.of({(0, 1): 0.5, (0, 2): 0.7, (1, 2): 0.7 + 2**-52})

    assert [one.medoid for one in form_clusters(articles, pulls, ())] == ["c"]
    even = Edges.of({(0, 1): 0.5, (0, 2): 0.4, (1, 2): 0.4 + 2**-52})
    assert [one.medoid for one in form_clusters(articles, even, ())] == ["a"]


def test_a_chain_is_no_group() -> None:
    """A-B-C-D-E, each near the next alone, does not become one group."""
    chain = {(i, i + 1): 0.6 for i in range(5)}

    groups = members_of(average_linkage(6, Edges.of(chain), 0.5))

    assert max(map(len, groups)) == 2


def article(name: str, day: int | None = None) -> Article:
    published = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(days=day) if day is not None else None
    return Article(id=name, text=name, published=published)


def relation(left: str, right: str, kind: Kind, probability: float = 0.9) -> Relation:
    return Relation(left, right, kind, probability)


ARTICLES = [article(name) for name in "abcd"]
RELATIONS = {
    (0, 1): relation("a", "b", Kind.EXACT),
    (0, 2): relation("a", "c", Kind.REWRITE),
    (1, 2): relation("b", "c", Kind.REWRITE),
}


def test_a_family_is_the_same_text_a_story_the_same_source() -> None:
    """A rewrite joins the story but not the family; a stranger joins neither."""
    pulls = affinities(ARTICLES, Edges.of({(2, 3): 0.15}), RELATIONS)

    clusters = form_clusters(ARTICLES, pulls, {(0, 1)})

    assert [(c.members, c.families) for c in clusters] == [(("a", "b", "c"), (("a", "b"), ("c",)))]


def test_a_family_does_not_chain() -> None:
    """A text edited step by step ends as another text: the ends of a chain are no copies."""
    chain = {(i, i + 1): 1.0 for i in range(3)}

    clusters = form_clusters(ARTICLES, Edges.of(chain | {(0, 3): 1.0}), chain)

    assert [one.families for one in clusters] == [(("a", "b"), ("c", "d"))]


def test_the_edge_that_was_refused_is_kept_with_its_reason() -> None:
    """An article near one member of a story but not its story is named."""
    cosines = Edges.of({(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (2, 3): 0.25})
    clusters = form_clusters(ARTICLES, cosines, ())

    edges = refused_edges(ARTICLES, clusters, cosines, {})

    assert [(e.left, e.right, e.cosine) for e in edges] == [("c", "d", 0.25)]
    assert "too far from the others" in edges[0].reason


def test_two_that_are_alone_are_refused_as_well() -> None:
    """Near by their terms and weeks apart: neither is in a story, and the edge says why."""
    pair = [article("a", 0), article("b", 8)]

    edges = refused_edges(pair, [], Edges.of({(0, 1): 0.6}), {})

    assert [edge.to_dict() for edge in edges] == [
        {
            "left": "a",
            "right": "b",
            "kind": None,
            "cosine": 0.6,
            "reason": "published more than 7 days apart",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "pull"),
    [(kind, SAME_TEXT) for kind in sorted(FAMILY_KINDS)]
    + [
        (Kind.REWRITE, 0.9),
        (Kind.PARTIAL_REUSE, REUSE_AFFINITY),
        (Kind.COMMON_SOURCE, 0.1),
        (Kind.QUOTE_ONLY, 0.1),
        (Kind.SAME_EVENT, 0.1),
        (Kind.UNRELATED, 0.1),
    ],
)
def test_a_relation_pulls_at_least_by_its_kind(kind: Kind, pull: float) -> None:
    """The same text fully, a rewrite as likely as it is, reuse a little; others by terms alone."""
    pulls = affinities(ARTICLES, Edges.of({(0, 1): 0.1}), {(0, 1): relation("a", "b", kind)})

    assert pulls.weights_of(pairs_of([(0, 1)])).tolist() == [pull]


@pytest.mark.parametrize(("days", "together"), [(6, True), (8, False), (None, True)])
def test_similar_articles_of_different_weeks_are_two_stories(
    days: int | None, together: bool
) -> None:
    """Where both times are known, more than seven days keep similar articles apart."""
    pair = [article("a", 0), article("b", days)]
    pulls = affinities(pair, Edges.of({(0, 1): 0.6}), {})

    assert bool(form_clusters(pair, pulls, ())) is together


def test_a_copy_is_a_copy_in_any_week() -> None:
    """Time never separates the same text."""
    pair = [article("a", 0), article("b", 400)]
    pulls = affinities(pair, Edges.of({}), {(0, 1): relation("a", "b", Kind.EXACT)})

    assert len(form_clusters(pair, pulls, ())) == 1


def test_the_order_decides_between_pairs_that_are_near_by_terms_alone() -> None:
    """Not what a relation ties, nor what is loose from the rest."""
    pulls = Edges.of({(0, 1): 1.0, (0, 2): 0.3, (1, 2): 0.2, (2, 3): 0.1})
    cosines = Edges.of({(0, 1): 0.9, (0, 2): 0.3, (1, 2): 0.2, (2, 3): 0.1})

    assert loose_pairs(4, pulls, cosines, {(0, 1)}).tolist() == [[0, 2], [1, 2]]


@pytest.mark.parametrize("cosine", [1.0, 1 - 2**-53])
def test_the_same_text_is_not_near_by_terms_alone(cosine: float) -> None:
    """However its cosine was rounded: an index and a batch add the same terms in other orders."""
    pulls = Edges.of({(0, 1): 1.0, (0, 2): 0.4})
    cosines = Edges.of({(0, 1): cosine, (0, 2): 0.4})

    assert loose_pairs(3, pulls, cosines, {(0, 1)}).tolist() == [[0, 2]]


@pytest.mark.parametrize(("agreement", "together"), [(0.6, True), (0.15, False), (-0.6, False)])
def test_one_event_is_told_in_like_order(agreement: float, together: bool) -> None:
    """Terms just short of a story's bound make one where the order agrees, and no other way."""
    pairs = np.array([[0, 1]])
    pulls = weigh_order(Edges.of({(0, 1): 0.2, (2, 3): 0.9}), pairs, np.array([agreement]))

    groups = members_of(average_linkage(4, pulls, STORY_AFFINITY))

    assert ([0, 1] in groups) is together
    assert [2, 3] in groups
    assert pulls.weights_of(pairs) >= 0


def test_a_story_keeps_its_id_as_it_grows() -> None:
    """The id comes from the first member: one that comes later changes nothing."""
    small = form_clusters(ARTICLES[:2], Edges.of({(0, 1): 0.9}), ())
    large = form_clusters(ARTICLES, Edges.of({(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.8}), ())

    assert small[0].id == large[0].id == group_id("a") == PINNED_ID


PINNED_ID = "se6c632b61e"
