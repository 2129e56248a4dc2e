"""The heaviest owners: the same sums, and the same order, on every core."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st

WORTHS = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.3, 0.7, 1e-9]), min_size=1, max_size=6)
POSTINGS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12)), max_size=60)


@on_every_core
@given(WORTHS, POSTINGS, st.sampled_from([0.0, 0.3, 1.0]), st.integers(1, 9))
def test_the_worthiest_come_first(
    core: Core, worths: list[float], postings: list[tuple[int, int]], least: float, most: int
) -> None:
    """Every owner is ranked by all its postings, the lower before the higher of equal ones."""
    known = [(place, owner) for place, owner in postings if place < len(worths)]
    places = np.array([place for place, _ in known], np.int64)
    owners = np.array([owner for _, owner in known], np.int64)

    found = core.heaviest_owners(places, owners, np.array(worths), least, most).tolist()

    sums = {owner: sum(worths[p] for p, o in known if o == owner) for _, owner in known}
    ranked = sorted((-total, owner) for owner, total in sums.items() if total >= least)
    assert found == [owner for _, owner in ranked][:most]


@on_every_native_core
@given(st.integers(0, 2**32), st.sampled_from([1, 40, 3000, 2**62]), st.integers(1, 100))
def test_many_postings_are_added_alike(core: Core, seed: int, span: int, most: int) -> None:
    """What the twin finds among thousands of postings, dealt into several hands, the core does."""
    random = np.random.default_rng(seed)
    places, owners = random.integers(0, 40, 9000), random.integers(0, span, 9000)
    worths = random.random(40).round(1)

    found = core.heaviest_owners(places, owners, worths, 0.5, most).tolist()

    assert found == PYTHON.heaviest_owners(places, owners, worths, 0.5, most).tolist()


PLACES, OWNERS, EACH = np.array([0, 1]), np.array([4, 5]), np.array([0.5, 0.5])


@on_every_core
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((PLACES[:1], OWNERS, EACH, 0.1, 1), "1 and 2 places and owners"),
        ((PLACES, OWNERS, EACH, 0.1, 0), "most=0 must be at least 1"),
        ((PLACES, OWNERS, EACH[:1], 0.1, 1), "posting 1 of owner 5 has worth 1 of 1"),
        ((PLACES - 1, OWNERS, EACH, 0.1, 1), "posting 0 of owner 4 has worth -1 of 2"),
        ((PLACES, OWNERS - 5, EACH, 0.1, 1), "posting 0 of owner -1 has worth 0 of 2"),
        ((PLACES, OWNERS + (2**63 - 6), EACH, 0.1, 1), "posting 1 of owner 9223372036854775807"),
    ],
)
def test_wrong_arguments_raise(core: Core, arguments: tuple[Any, ...], words: str) -> None:
    """What is wrong is named with its values, the same way on every core."""
    with pytest.raises(ValueError, match=words):
        core.heaviest_owners(*arguments)
