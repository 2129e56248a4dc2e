"""Selection: which of the rectangles that were found become passages."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dedup.kernels._alignment import SHARE, Mark
from dedup.kernels._python.alignment.anchors import Places
from dedup.kernels._python.alignment.pairing import Pairing, Side
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner
from dedup.kernels._python.alignment.worths import Span


def shared_heads(left: Side, right: Side, one: Rectangle) -> int:
    """Return how many heads two spans have in common, each as often as the side that has less."""
    return (Counter(left.heads[one.a : one.b]) & Counter(right.heads[one.c : one.d])).total()


class Selection:
    """Rectangles of one pair that do not overlap on either side, the best first."""

    def __init__(self, pairing: Pairing, refiner: Refiner) -> None:
        self._sides = pairing.left, pairing.right
        self._rules = pairing.rules
        self._refiner = refiner
        self._taken: list[Rectangle] = []
        self._summary: Rectangle | None = None
        self._walls = tuple(
            [(0, 0), *((at, at) for at in side.breaks), (len(side), len(side))]
            for side in self._sides
        )

    def add(self, found: Iterable[Rectangle], shortest: int) -> None:
        """Take rectangles by evidence, each cut to the words that are free when its turn comes.

        Args:
            found: rectangles that may overlap.
            shortest: words of the shorter side.
        """
        queue = [(-one.evidence, one) for one in found if self._is_enough(one, shortest)]
        heapq.heapify(queue)
        while queue:
            _, one = heapq.heappop(queue)
            if not any(one.overlaps(other) for other in self._taken):
                self._taken.append(one)
                continue
            rest = self.refine_beside(one)
            if rest and rest.evidence < one.evidence and self._is_enough(rest, shortest):
                heapq.heappush(queue, (-rest.evidence, rest))

    def take_summary(self, one: Rectangle | None) -> None:
        """Take a summary if all of its words are free; nothing proves it but itself."""
        if one is not None and not any(one.overlaps(other) for other in self._taken):
            self._taken.append(one)
            self._summary = one

    def _is_enough(self, one: Rectangle, shortest: int) -> bool:
        least = self._rules.supported_evidence
        if one.shorter < self._rules.alone:
            least *= 2
        long_enough = one.shorter >= shortest and one.longer >= self._rules.least_longer
        return long_enough and one.evidence >= least

    def refine_beside(self, one: Rectangle) -> Rectangle | None:
        """Return a rectangle refined within free words and furniture's walls; None if none is."""
        left = _freest((one.a, one.b), self._taken_on(0))
        right = _freest((one.c, one.d), self._taken_on(1))
        if left is None or right is None:
            return None
        (a, b), (low, high) = left
        (c, d), (bottom, top) = right
        return self._refiner.refine(Rectangle(a, b, c, d), Rectangle(low, high, bottom, top))

    def stretch(self, one: Rectangle) -> tuple[int, int, int] | None:
        """Return the stretch of a rectangle that costs more than a passage may hold."""
        return self._refiner.stretch(one)

    def _taken_on(self, side: int) -> list[Span]:
        spans = [((one.a, one.b), (one.c, one.d))[side] for one in self._taken]
        return sorted([*self._walls[side], *spans])

    def open_units(self, side: int) -> list[bool]:
        """Return of each unit of a side, 0 or 1, whether little of it stands in what was taken."""
        bounds = self._sides[side].bounds
        taken = [0] * (bounds[-1] + 1)
        for first, last in self._taken_on(side):
            taken[first:last] = [1] * (last - first)
        return [
            sum(taken[a:b]) * SHARE < self._rules.covered_share * (b - a)
            for a, b in pairwise(bounds)
        ]

    def places(self) -> Places:
        """Return the number of each unit of both sides.

        There is a leap wherever furniture or a passage stands between two.
        """
        left, right = (
            [
                unit + self._rules.leap * sum(2 * last <= a + b for _, last in self._taken_on(side))
                for unit, (a, b) in enumerate(pairwise(self._sides[side].bounds))
            ]
            for side in (0, 1)
        )
        return left, right

    def has_summary(self) -> bool:
        """Return whether a summary was taken."""
        return self._summary is not None

    def is_empty(self) -> bool:
        """Return whether nothing was taken."""
        return not self._taken

    def kept(self) -> list[Rectangle]:
        """Return the rectangles with enough evidence, alone or with strong ones beside them."""
        strong = [one for one in self._taken if self._is_strong(one)]
        supported = sum(one.evidence for one in strong) >= self._rules.support
        if not supported:
            return sorted(strong)
        return sorted(one for one in self._taken if one in strong or self._is_told(one))

    def _is_told(self, one: Rectangle) -> bool:
        """Whether a rectangle beside strong ones is more than a name or scattered words."""
        rules = self._rules
        if rules.scattered and shared_heads(*self._sides, one) < rules.shortest:
            return False
        return one.evidence >= rules.scattered or self._has_phrase(one)

    def _has_phrase(self, one: Rectangle) -> bool:
        """Whether the two spans have some heads in a row in common that prove something themselves.

        Names and turns of phrase that both articles are full of do not.
        """
        left, right = self._phrases(0, one), self._phrases(1, one)
        least = self._rules.phrase_worth
        return any(left[heads] + right[heads] >= least for heads in left.keys() & right.keys())

    def _phrases(self, side: int, one: Rectangle) -> dict[tuple[int, ...], int]:
        """Return the heads that stand in a row on a side, and what they are worth at most."""
        spans, words = ((one.a, one.b), (one.c, one.d)), self._rules.phrase
        (first, last), heads = spans[side], self._sides[side].heads
        worths = self._refiner.worths.each(side, first, last, spans, 0)
        phrases: dict[tuple[int, ...], int] = {}
        for at in range(first, last - words + 1):
            row = tuple(heads[at : at + words])
            worth = sum(worths[at - first : at - first + words])
            phrases[row] = max(worth, phrases.get(row, 0))
        return phrases

    def _is_strong(self, one: Rectangle) -> bool:
        rules = self._rules
        if one is self._summary:
            return True
        if one.evidence < rules.evidence or one.shorter < rules.alone:
            return False
        return shared_heads(*self._sides, one) * SHARE >= rules.alone_share * one.longer

    def is_sure(self, kept: Sequence[Rectangle]) -> bool:
        """Whether one that was kept has enough in common, of the words of both sides."""
        rules = self._rules
        return rules.sure_share == 0 or any(
            one.evidence >= rules.evidence and self._is_alike(one) for one in kept
        )

    def _is_alike(self, one: Rectangle) -> bool:
        """Whether the geometric mean of both sides' shares of common heads is enough."""
        shared, least = float(shared_heads(*self._sides, one)), self._rules.sure_share / SHARE
        return shared * shared >= least * least * (float(one.longer) * float(one.shorter))

    def is_told_alike(self, kept: Sequence[Rectangle]) -> bool:
        """Whether two articles tell something alike, and not merely tell of one subject.

        What is kept proves enough together, or one rectangle is the same for certain, or mostly
        quoted on a side.
        """
        rules = self._rules
        return (
            sum(one.evidence for one in kept if one.evidence >= rules.plain_part) >= rules.doubt
            or any(one.evidence >= rules.evidence and self._is_quoted(one) for one in kept)
            or any(self._is_plain(one) for one in kept)
        )

    def _is_plain(self, one: Rectangle) -> bool:
        rules = self._rules
        if one.evidence < rules.plain:
            return False
        least = rules.plain_share if one.shorter < rules.plain_words else rules.long_share
        return shared_heads(*self._sides, one) * SHARE >= least * one.longer

    def _is_quoted(self, one: Rectangle) -> bool:
        """Whether most words of a side stand in quote marks."""
        left, right = self._sides
        parts = left.marks[one.a : one.b], right.marks[one.c : one.d]
        return any(2 * sum(bool(k & Mark.QUOTED) for k in part) > len(part) for part in parts)


def _freest(span: Span, taken: Sequence[Span]) -> tuple[Span, Span] | None:
    """Return the longest free part of ``span``, and the free interval around it.

    Args:
        span: half-open.
        taken: ascending; the first and the last are the walls at either end of the text.
    """
    best: tuple[Span, Span] | None = None
    for (_, low), (high, _) in pairwise(taken):
        start, end = max(low, span[0]), min(high, span[1])
        if start < end and (best is None or end - start > best[0][1] - best[0][0]):
            best = (start, end), (low, high)
    return best
