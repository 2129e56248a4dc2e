"""Pairs as arrays say what sets and dictionaries of pairs say."""

from __future__ import annotations

from itertools import chain, combinations
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup import groups
from dedup.groups import (
    Pair,
    are_among,
    by_component,
    members_of,
    missing_pairs,
    order_of,
    pairs_of,
    places_among,
    renumbered,
    unique,
    unmeasured_pairs,
)

PAIRS = st.sets(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    max_size=14,
)
NUMBERS = st.lists(st.integers(0, 40), max_size=20)


def components(pairs: set[Pair], count: int) -> list[set[int]]:
    """Join what a pair joins, until nothing changes."""
    found = [{thing} for thing in range(count)]
    for left, right in pairs:
        one, two = (next(c for c in found if thing in c) for thing in (left, right))
        if one is not two:
            found.remove(two)
            one |= two
    return found


@given(PAIRS, st.integers(1, 12))
def test_missing_pairs_are_those_of_a_component_that_was_not_compared(
    pairs: set[Pair], most: int
) -> None:
    """All of them, once each, ascending; none of a component of more than so many."""
    found = components(pairs, 12)
    labels = np.array([min(next(c for c in found if i in c)) for i in range(12)], np.int64)
    with mock.patch.object(groups, "MEASURED_UP_TO", most):
        missing = missing_pairs(pairs_of(sorted(pairs)), labels)
        unmeasured = unmeasured_pairs(pairs_of(sorted(pairs)))

    inside = {pair for one in found if len(one) <= most for pair in combinations(sorted(one), 2)}
    expected = sorted(inside - pairs)
    assert sorted(map(tuple, missing.tolist())) == expected
    assert sorted(map(tuple, unmeasured.tolist())) == expected


@given(PAIRS)
def test_edges_by_component_stay_in_their_order(pairs: set[Pair]) -> None:
    """Each component's edges follow one another, as they stood; the begins tell them apart."""
    edges = sorted(pairs)
    rows, begins = by_component(pairs_of(edges))

    told = [
        [edges[row] for row in rows[first:last].tolist()]
        for first, last in zip(begins.tolist(), begins[1:].tolist(), strict=False)
    ]
    expected = [
        [edge for edge in edges if edge[0] in one] for one in components(pairs, 12) if len(one) > 1
    ]
    assert sorted(told) == sorted(expected)


@given(NUMBERS, NUMBERS)
def test_places_are_those_in_a_sorted_list(known: list[int], asked: list[int]) -> None:
    """-1 for what is not there, none known included."""
    ascending = sorted(set(known))
    row, numbers = np.array(ascending, np.int64), np.array(asked, np.int64)

    expected = [ascending.index(n) if n in ascending else -1 for n in asked]
    assert places_among(row, numbers).tolist() == expected
    assert are_among(row, numbers).tolist() == [n in ascending for n in asked]


@given(NUMBERS)
def test_numbers_are_put_in_order(numbers: list[int]) -> None:
    """Distinct ones ascend; equal ones keep their order."""
    row = np.array(numbers, np.int64)

    assert unique(row).tolist() == sorted(set(numbers))
    assert order_of(row).tolist() == sorted(range(len(numbers)), key=numbers.__getitem__)


@given(PAIRS)
def test_renumbered_pairs_lead_back(pairs: set[Pair]) -> None:
    """The things that stand in pairs ascend, and each pair names its own by place."""
    things, local = renumbered(pairs_of(sorted(pairs)))

    assert things.tolist() == sorted({thing for pair in pairs for thing in pair})
    assert things[local].tolist() == [list(pair) for pair in sorted(pairs)]


@given(st.lists(st.integers(0, 5), max_size=12))
def test_members_are_told_by_their_labels(labels: list[int]) -> None:
    """Groups by their first member, each ascending, everything in one."""
    found = members_of(np.array(labels, np.int64))

    assert [one[0] for one in found] == sorted(one[0] for one in found)
    assert sorted(chain(*found)) == list(range(len(labels)))
    assert all(one == sorted(one) and len({labels[i] for i in one}) == 1 for one in found)
    assert len(found) == len(set(labels))
