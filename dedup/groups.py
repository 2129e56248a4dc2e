"""Groups: how things that are alike join, without chaining, and what a group is called.

Connected components would chain: on one set of edges they joined 19,034 of 41,938 articles into
one, where average linkage's largest story had 44.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

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


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs of things with weights: of a large corpus there are 700,000, too many for objects.

    Attributes:
        pairs: shape (p, 2), i < j, ascending, each once.
        weights: shape (p,).
    """

    pairs: NDArray[np.int64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, weights: Mapping[Pair, float]) -> Self:
        """Return the edges of a mapping."""
        pairs = sorted(weights)
        return cls(pairs_of(pairs), np.array([weights[pair] for pair in pairs], np.float64))

    def __len__(self) -> int:
        return len(self.pairs)

    def only(self, chosen: NDArray[np.bool_]) -> Edges:
        """Return some of the edges."""
        return Edges(self.pairs[chosen], self.weights[chosen])

    def put(self, pairs: NDArray[np.int64], weights: NDArray[np.float64] | float) -> Edges:
        """Return the edges with the weights of some pairs, known or new, set to others."""
        both = np.concatenate((self.pairs, pairs))
        all_weights = np.concatenate((self.weights, np.broadcast_to(weights, len(pairs))))
        keys = _keys(both)
        order = order_of(keys)
        last = np.append(np.diff(keys[order]) != 0, True)[: len(order)]
        return Edges(both[order[last]], all_weights[order[last]])

    def weights_of(self, pairs: NDArray[np.int64], otherwise: float = 0.0) -> NDArray[np.float64]:
        """Return the weights of some pairs; ``otherwise`` of those that are no edges."""
        places = places_among(_keys(self.pairs), _keys(pairs))
        found = np.full(len(pairs), otherwise)
        found[places >= 0] = self.weights[places[places >= 0]]
        return found

    def are_edges(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which pairs are edges."""
        return are_among(_keys(self.pairs), _keys(pairs))

    def are_in(self, pairs: Iterable[Pair]) -> NDArray[np.bool_]:
        """Return which edges are among some pairs."""
        return are_among(np.sort(_keys(pairs_of(pairs))), _keys(self.pairs))


def pairs_of(pairs: Iterable[Pair]) -> NDArray[np.int64]:
    """Return some pairs as an array, of shape (p, 2)."""
    return np.array(list(pairs), np.int64).reshape(-1, 2)


def _keys(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a number for each pair, in the order of the pairs."""
    keys: NDArray[np.int64] = (pairs[:, 0] << 32) | pairs[:, 1]
    return keys


def renumbered(pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the things that stand in some pairs, ascending, and the pairs by their places there.

    Args:
        pairs: shape (p, 2).
    """
    things, places = np.unique(pairs, return_inverse=True)
    return things, places.reshape(-1, 2)


def by_component(edges: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of edges in an order in which those of one component follow one another.

    What is prepared of an article is still at hand then when its next pair comes.

    Args:
        edges: shape (p, 2).

    Returns:
        The rows, in which those of one component stand as before; and where each component begins
        among them, with the end of the last.
    """
    if not len(edges):
        return np.zeros(0, np.int64), np.zeros(1, np.int64)
    labels = kernels.components(edges, int(edges.max()) + 1)[edges[:, 0]]
    order = np.argsort(labels, kind="stable")
    return order, np.flatnonzero(np.diff(labels[order], prepend=-1, append=-1))


def average_linkage(count: int, edges: Edges, least: float) -> NDArray[np.int64]:
    """Return for each of 0 … count - 1 the lowest of the group that average linkage joins it to.

    The two groups with the largest mean weight over all their cross pairs join first, while that
    mean is at least ``least``; a pair without a weight counts as 0. Ties go to the groups with
    the lowest members.

    Args:
        count: of things.
        edges: their weights.
        least: above 0.
    """
    return kernels.average_linkage(edges.pairs, edges.weights, least, count)


def members_of(labels: NDArray[np.int64]) -> list[list[int]]:
    """Return the groups that labels tell, each ascending, ordered by their first member."""
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


def unmeasured_pairs(edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs inside the connected components of ``edges`` that are not among them.

    Args:
        edges: shape (p, 2), each pair ascending.

    Returns:
        Shape (q, 2), each pair ascending.
    """
    things, local = renumbered(edges)
    return things[missing_pairs(local, kernels.components(local, len(things)))]


def unique(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distinct ones of some numbers from 0 on, ascending."""
    return kernels.distinct_numbers(numbers.ravel().view(np.uint64)).view(np.int64)


def order_of(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of some numbers from 0 on, by their numbers, equal ones as they stand."""
    return kernels.order_numbers(numbers.view(np.uint64))


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
