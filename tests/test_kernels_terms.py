"""The rows that point the same way are those that looking at all pairs finds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import reference
from cores import Core, on_every_core
from hypothesis import example, given
from hypothesis import strategies as st

TYPES = 9
WEIGHTS = [0.125, *(float(np.float32(w)) for w in (0.1, 0.7, 1 / 3)), 1.0]
"""Of single precision."""
ROWS = st.lists(
    st.dictionaries(st.integers(0, TYPES - 1), st.sampled_from(WEIGHTS), max_size=6),
    max_size=8,
)


def vectors(rows: list[dict[int, float]], weights: Any = np.float32) -> tuple[Any, Any, Any]:
    """Return rows as the kernels take them."""
    flat = [item for row in rows for item in sorted(row.items())]
    return (
        np.cumsum([0, *map(len, rows)], dtype=np.int64),
        np.array([term for term, _ in flat], np.uint32),
        np.array([weight for _, weight in flat], weights),
    )


@on_every_core
@given(ROWS, st.sampled_from([0.0, 0.1, 0.5]), st.integers(1, 4), st.integers(1, 3))
@example([{0: 1.0}, {0: 0.5}], 0.5, 1, 1)  # just as near as is asked for
def test_neighbors_equal_the_definition(
    core: Core, rows: list[dict[int, float]], least: float, most: int, threads: int
) -> None:
    """The same neighbors in the same order, the same cosines to the last bit, on any threads."""
    first, neighbors, cosines = core.nearest_by_terms(*vectors(rows), TYPES, least, most, threads)

    found = [
        list(zip(neighbors[a:b].tolist(), cosines[a:b].tolist(), strict=True))
        for a, b in zip(first.tolist(), first[1:].tolist(), strict=False)
    ]
    assert found == reference.nearest_by_terms(rows, least, most)


@on_every_core
@given(ROWS)
def test_a_cosine_is_the_same_from_either_side(core: Core, rows: list[dict[int, float]]) -> None:
    """Neither row is special, not even in the last bit."""
    first, neighbors, cosines = core.nearest_by_terms(*vectors(rows), TYPES, 0.0, 8)
    owners = np.repeat(np.arange(len(rows)), np.diff(first)).tolist()

    seen = dict(zip(zip(owners, neighbors.tolist(), strict=True), cosines.tolist(), strict=True))

    assert all(seen[b, a] == cosine for (a, b), cosine in seen.items())


@on_every_core
@given(ROWS.filter(bool), st.data())
def test_cosines_of_pairs_equal_the_definition(
    core: Core, rows: list[dict[int, float]], drawn: st.DataObject
) -> None:
    """To the last bit, also of a row with itself and of rows without terms."""
    row = st.integers(0, len(rows) - 1)
    pairs = drawn.draw(st.lists(st.tuples(row, row), max_size=9))

    cosines = core.pair_cosines(
        *vectors(rows, np.float64), TYPES, np.array(pairs, np.int64).reshape(-1, 2)
    )

    assert cosines.tolist() == reference.pair_cosines(rows, pairs)


GOOD: dict[str, Any] = {
    "first": np.array([0, 2, 3], np.int64),
    "terms": np.array([0, 2, 1], np.uint32),
    "weights": np.ones(3, np.float32),
    "types": 3,
    "least": 0.1,
    "most": 2,
}


@on_every_core
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"terms": np.array([2, 0, 1], np.uint32)}, "row 0 is no vector"),
        ({"terms": np.array([1, 1, 1], np.uint32)}, "row 0 is no vector"),
        ({"terms": np.array([0, 3, 1], np.uint32)}, r"term 3 of row 0 is not in 0 \.\. 2"),
        ({"weights": np.ones(2, np.float32)}, "3 terms and 2 weights"),
        ({"first": np.array([0, 4, 3], np.int64)}, "offsets 0 and 4 of row 0"),
        ({"first": np.array([0, 2, 1, 3], np.int64)}, "offsets 2 and 1 of row 1"),
        ({"first": np.array([1, 3], np.int64)}, "do not partition"),
        ({"most": 0}, "most=0 must be at least 1"),
        ({"types": -1}, "types=-1"),
    ],
)
def test_what_is_no_vector_is_refused(core: Core, wrong: dict[str, Any], message: str) -> None:
    """The error names the row, the values and what to pass."""
    with pytest.raises(ValueError, match=message):
        core.nearest_by_terms(*{**GOOD, **wrong}.values())


@on_every_core
def test_weights_of_another_type_are_refused(core: Core) -> None:
    """Double precision is not read as single."""
    with pytest.raises(TypeError, match="weights must be an array of float32"):
        core.nearest_by_terms(*{**GOOD, "weights": np.ones(3)}.values())


@on_every_core
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"pairs": np.array([[0, 1], [0, 2]], np.int64)}, "pair 1 names row 2 of 2"),
        ({"pairs": np.array([[-1, 0]], np.int64)}, "pair 0 names row -1 of 2"),
        ({"pairs": np.array([[0, 1, 1]], np.int64)}, r"pairs must have shape \(p, 2\)"),
        ({"terms": np.array([2, 0, 1], np.uint32)}, "row 0 is no vector"),
        ({"weights": np.ones(2)}, "3 terms and 2 weights"),
        ({"types": -1}, "types=-1"),
    ],
)
def test_what_is_no_pair_is_refused(core: Core, wrong: dict[str, Any], message: str) -> None:
    """The error names the pair or the row, and the values."""
    good = {key: GOOD[key] for key in ("first", "terms", "weights", "types")}
    good["weights"] = np.ones(3)
    given_pairs = {"pairs": np.array([[0, 1]], np.int64)}

    with pytest.raises(ValueError, match=message):
        core.pair_cosines(*{**good, **given_pairs, **wrong}.values())
