"""Groups: how things that are alike join, without chaining, and what a group is called.

Connected components would chain: on one set of edges they joined 19,034 of 41,938 articles into
one, where average linkage's largest story had 44.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup import kernels

Pair = tuple[int, int]

_Whole = TypeVar("_Whole", np.int64, np.uint64)

FAMILY_SHARE = 0.5
"""Share of the cross pairs of two families that must be the same text for them to join."""
MEASURED_UP_TO = 1000
"""Members of a connected component of near-duplicates of which every pair is measured."""


def average_linkage(count: int, weights: Mapping[Pair, float], least: float) -> list[list[int]]:
    """Return the groups of 0 … count - 1 that average linkage joins.

    The two groups with the largest mean weight over all their cross pairs join first, while that
    mean is at least ``least``; a pair without a weight counts as 0. Ties go to the groups with
    the lowest members.

    Args:
        count: of things.
        weights: of pairs ``(i, j)``, i < j.
        least: above 0.

    Returns:
        Groups, each ascending, ordered by their first member.
    """
    pairs = sorted(weights)
    labels = kernels.average_linkage(
        np.array(pairs, np.int64).reshape(-1, 2),
        np.array([weights[pair] for pair in pairs], np.float64),
        least,
        count,
    )
    groups: dict[int, list[int]] = {}
    for thing, label in enumerate(labels.tolist()):
        groups.setdefault(label, []).append(thing)
    return list(groups.values())


def missing_pairs(pairs: NDArray[np.int64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs inside connected components that are not among ``pairs``.

    To a linkage, what was never compared would look like what was found unlike, and a text at two
    hundred outlets would fall apart. Components of over ``MEASURED_UP_TO`` are left as they are.

    Args:
        pairs: shape (p, 2), each ascending; some may lie across components.
        labels: shape (n,), of the component of each thing.

    Returns:
        Shape (q, 2), each pair ascending.
    """
    count = len(labels)
    order, sizes = np.argsort(labels, kind="stable"), np.bincount(labels, minlength=count)
    size, place = sizes[labels[order]], np.arange(count)
    begins = (np.cumsum(sizes) - sizes)[labels[order]]
    # Each member is paired with those of its component that stand after it.
    following = np.where(size <= MEASURED_UP_TO, begins + size - place - 1, 0)
    lefts = np.repeat(place, following)
    runs = np.arange(len(lefts)) - np.repeat(np.cumsum(following) - following, following)
    inner = np.stack((order[lefts], order[lefts + 1 + runs]), axis=1)
    known = np.sort(pairs[:, 0] * count + pairs[:, 1])
    return inner[~are_among(known, inner[:, 0] * count + inner[:, 1])]


def places_among(known: NDArray[_Whole], numbers: NDArray[_Whole]) -> NDArray[np.int64]:
    """Return the place of each number among those known, which ascend; -1 for one that is not."""
    if not len(known):
        return np.full(len(numbers), -1, np.int64)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(known[places] == numbers, places, -1)


def are_among(known: NDArray[_Whole], numbers: NDArray[_Whole]) -> NDArray[np.bool_]:
    """Return which numbers are among those known, which ascend; ``numpy.isin`` would hash them."""
    found: NDArray[np.bool_] = places_among(known, numbers) >= 0
    return found


def group_id(first_member: str) -> str:
    """Return the id of the group whose first member has this id."""
    return "s" + xxhash.xxh3_64_hexdigest(first_member.encode("utf-8", "replace"))[:10]
