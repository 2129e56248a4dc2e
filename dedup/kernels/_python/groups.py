"""Groups of things that pairs connect."""

from __future__ import annotations

import heapq

import numpy as np

from dedup.kernels._arrays import Offsets, Weights, require_array


def components(pairs: Offsets, things: int) -> Offsets:
    """Return for each thing the lowest that pairs connect it with, itself if none do.

    Args:
        pairs: shape (p, 2).
        things: how many there are.

    Raises:
        ValueError: a pair names what is not there.
    """
    require_array("pairs", pairs, np.int64, 2)
    if pairs.shape[1] != 2 or things < 0:
        raise ValueError(
            f"pairs of shape {pairs.shape} among {things} things: pass (p, 2) among 0 or more"
        )
    labels = list(range(things))
    for number, (left, right) in enumerate(pairs.tolist()):
        if not (0 <= left < things and 0 <= right < things):
            raise ValueError(f"pair {number} names {left} and {right} of {things} things")
        while labels[left] != left:
            left = labels[left]
        while labels[right] != right:
            right = labels[right]
        labels[max(left, right)] = min(left, right)
    for thing in range(things):
        labels[thing] = labels[labels[thing]]
    return np.array(labels, np.int64)


def average_linkage(pairs: Offsets, weights: Weights, least: float, things: int) -> Offsets:
    """Return for each thing the lowest one of its group, by sparse average linkage.

    The two groups with the largest mean weight over all their cross pairs join first, while that
    mean is at least ``least``; a pair without a weight counts as 0. Ties go to the groups with the
    lowest members.

    Args:
        pairs: shape (p, 2), each ascending; of a pair that is there twice the last weight counts.
        weights: shape (p,).
        least: above 0.
        things: how many there are.

    Raises:
        ValueError: a pair does not ascend, or names what is not there.
    """
    require_array("pairs", pairs, np.int64, 2)
    require_array("weights", weights, np.float64)
    if pairs.shape[1] != 2 or things < 0 or len(weights) != len(pairs):
        raise ValueError(
            f"pairs of shape {pairs.shape} and {len(weights)} weights among {things} things: pass "
            "(p, 2) and p among 0 or more"
        )
    totals: list[dict[int, float]] = [{} for _ in range(things)]
    queue: list[tuple[float, int, int]] = []
    for number, ((i, j), weight) in enumerate(zip(pairs.tolist(), weights.tolist(), strict=True)):
        if not 0 <= i < j < things:
            raise ValueError(
                f"pair {number} names {i} and {j} of {things} things; pass them ascending"
            )
        totals[i][j] = totals[j][i] = weight
        queue.append((-weight, i, j))
    sizes, labels = [1.0] * things, list(range(things))
    heapq.heapify(queue)
    while queue:
        mean, i, j = heapq.heappop(queue)
        if not -mean >= least:
            break
        # A group goes by its lowest member; an entry whose mean has moved since is stale.
        if j not in totals[i] or totals[i][j] / (sizes[i] * sizes[j]) != -mean:
            continue
        del totals[i][j]
        for other, total in sorted(totals[j].items()):
            if other != i:
                totals[other].pop(j)
                totals[i][other] = totals[other][i] = totals[i].get(other, 0.0) + total
        totals[j] = {}
        sizes[i] += sizes[j]
        labels[j] = i
        for other, total in totals[i].items():
            joined = -(total / (sizes[i] * sizes[other]))
            heapq.heappush(queue, (joined, min(i, other), max(i, other)))
    for thing in range(things):
        labels[thing] = labels[labels[thing]]
    return np.array(labels, np.int64)
