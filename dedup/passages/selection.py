"""Selection: which of the rectangles that were found become passages."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from dedup.passages.pairing import Floats, Pairing
from dedup.passages.profile import Profile
from dedup.passages.rectangles import Rectangle, Refiner
from dedup.passages.units import Ids

CHAIN_SHARE = 0.7
"""A chain that covers less of a rectangle than this, on both sides, is a part of it."""

QUOTED_PART = 0.5
"""Quotations that prove less than this part of what a rectangle around them proves are shown as a
part of it: cutting a re-worded paragraph at its quotations leaves shards that nobody would read."""

Interval = tuple[int, int]


def yield_chains(chains: Iterable[Rectangle], rectangles: Sequence[Rectangle]) -> list[Rectangle]:
    """Return the chains that are not merely a part of some rectangle."""
    return [one for one in chains if not any(_is_part(one, other) for other in rectangles)]


def _is_part(chain: Rectangle, whole: Rectangle) -> bool:
    left = min(chain.b, whole.b) - max(chain.a, whole.a)
    right = min(chain.d, whole.d) - max(chain.c, whole.c)
    inside = 2 * left > chain.b - chain.a and 2 * right > chain.d - chain.c
    small = left < CHAIN_SHARE * (whole.b - whole.a) and right < CHAIN_SHARE * (whole.d - whole.c)
    return inside and small


def yield_quotations(
    quotations: Sequence[Rectangle], rectangles: Sequence[Rectangle]
) -> list[Rectangle]:
    """Return the quotations that are more than a part of some rectangle."""
    parts: set[Rectangle] = set()
    for whole in rectangles:
        inside = [one for one in quotations if one.lies_in(whole)]
        if sum(one.evidence for one in inside) < QUOTED_PART * whole.evidence:
            parts.update(inside)
    return [one for one in quotations if one not in parts]


class Selection:
    """Rectangles of one pair that do not overlap on either side, the best first."""

    def __init__(self, pairing: Pairing, profile: Profile, refiner: Refiner) -> None:
        self._profile = profile
        self._refiner = refiner
        self._taken: list[Rectangle] = []
        self._walls = tuple(
            [(0, 0), *((at, at) for at in side.units.breaks.tolist()), (len(side), len(side))]
            for side in (pairing.left, pairing.right)
        )

    def add(self, found: Iterable[Rectangle], shortest: int | None = None) -> None:
        """Take rectangles by evidence, each cut to the words that are free when its turn comes.

        Args:
            found: rectangles that may overlap.
            shortest: words of the shorter side; None takes the profile's.
        """
        least = self._profile.shortest if shortest is None else shortest
        queue = [(-one.evidence, one) for one in found if self._is_enough(one, least)]
        heapq.heapify(queue)
        while queue:
            _, one = heapq.heappop(queue)
            if not any(one.overlaps(other) for other in self._taken):
                self._taken.append(one)
                continue
            rest = self.refine_beside(one)
            if rest and rest.evidence < one.evidence and self._is_enough(rest, least):
                heapq.heappush(queue, (-rest.evidence, rest))

    def _is_enough(self, one: Rectangle, shortest: int) -> bool:
        return one.shorter >= shortest and one.evidence >= self._profile.supported_evidence

    def refine_beside(self, one: Rectangle) -> Rectangle | None:
        """Return a rectangle refined within free words and furniture's walls; None if none is."""
        lefts = sorted([*self._walls[0], *((taken.a, taken.b) for taken in self._taken)])
        rights = sorted([*self._walls[1], *((taken.c, taken.d) for taken in self._taken)])
        left, right = _freest((one.a, one.b), lefts), _freest((one.c, one.d), rights)
        if left is None or right is None:
            return None
        (a, b), (low, high) = left
        (c, d), (bottom, top) = right
        return self._refiner.refine(Rectangle(a, b, c, d), Rectangle(low, high, bottom, top))

    def covered(self, side: int, bounds: Ids) -> Floats:
        """Return the share of each unit of a side, 0 or 1, that stands in what was taken."""
        taken = np.zeros(int(bounds[-1]) + 1)
        for one in self._taken:
            first, last = ((one.a, one.b), (one.c, one.d))[side]
            taken[first + 1 : last + 1] = 1.0
        return np.diff(np.cumsum(taken)[bounds]) / np.diff(bounds)

    def kept(self) -> list[Rectangle]:
        """Return the rectangles with enough evidence, alone or with strong ones beside them."""
        strong = [one for one in self._taken if one.evidence >= self._profile.evidence]
        supported = sum(one.evidence for one in strong) >= self._profile.support
        return sorted(self._taken if supported else strong)


def _freest(span: Interval, taken: Sequence[Interval]) -> tuple[Interval, Interval] | None:
    """Return the longest free part of ``span``, and the free interval around it.

    Args:
        span: half-open.
        taken: ascending; the first and the last are the walls at either end of the text.
    """
    best: tuple[Interval, Interval] | None = None
    for (_, low), (high, _) in pairwise(taken):
        start, end = max(low, span[0]), min(high, span[1])
        if start < end and (best is None or end - start > best[0][1] - best[0][0]):
            best = (start, end), (low, high)
    return best
