"""Rectangles: ranges of words of two texts, and where they begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.kernels._alignment import SHARE, Mark
from dedup.kernels._arrays import Offsets
from dedup.kernels._python.alignment.answers import evidence_of, settle_ends
from dedup.kernels._python.alignment.pairing import Pairing
from dedup.kernels._python.alignment.worths import Span, Worths


@dataclass(frozen=True, slots=True, order=True)
class Rectangle:
    """Own words ``a`` to ``b - 1`` of the left and ``c`` to ``d - 1`` of the right.

    Attributes:
        a, b, c, d: half-open ranges.
        evidence: how far the words in them are from chance, in 2^-16 nats.
    """

    a: int
    b: int
    c: int
    d: int
    evidence: int = 0

    @property
    def shorter(self) -> int:
        """Words of the shorter side."""
        return min(self.b - self.a, self.d - self.c)

    @property
    def longer(self) -> int:
        """Words of the longer side."""
        return max(self.b - self.a, self.d - self.c)

    @property
    def words(self) -> int:
        """Words of both sides."""
        return self.b - self.a + self.d - self.c

    def overlaps(self, other: Rectangle) -> bool:
        """Whether the two share a word on either side."""
        left = max(self.a, other.a) < min(self.b, other.b)
        return left or max(self.c, other.c) < min(self.d, other.d)

    def lies_in(self, other: Rectangle) -> bool:
        """Whether the other holds every word of this one, on both sides."""
        left = other.a <= self.a and self.b <= other.b
        return left and other.c <= self.c and self.d <= other.d


class Refiner:
    """Cuts rectangles of one pair to the words that are more than chance."""

    def __init__(self, pairing: Pairing, table: Offsets) -> None:
        self._pairing = pairing
        self._sides = pairing.left, pairing.right
        self._rules = pairing.rules
        self.worths = Worths(pairing, table)

    def refine(self, start: Rectangle, within: Rectangle) -> Rectangle | None:
        """Return the rectangle near ``start`` with the most evidence; None where there is none.

        Args:
            start: the words of the anchors.
            within: the words that are free to be taken.
        """
        reach = self._rules.window
        windows = (
            (max(within.a, start.a - reach), min(within.b, start.b + reach)),
            (max(within.c, start.c - reach), min(within.d, start.d + reach)),
        )
        spans = [(start.a, start.b), (start.c, start.d)]
        # The best segment of either side in turn, until the ends stay where they are; then each
        # end where words answer one another.
        for turn in range(2 * self._rules.rounds):
            side = turn % 2
            before = spans[side]
            low, high = windows[side]
            free = self._sides[side].free[low : high + 1]
            found = best_segment(
                self.worths.each(side, low, high, spans), free, self._rules.end_cost
            )
            if found is None:
                return None
            spans[side] = low + found[0], low + found[1]
            if turn > 0 and spans[side] == before:
                break
        return self._finish(settle_ends(self._pairing, self.worths, windows, spans))

    def weigh(self, one: Rectangle) -> Rectangle:
        """Return the same rectangle with its evidence: what the words of both sides are worth."""
        spans = [(one.a, one.b), (one.c, one.d)]
        evidence = evidence_of(self._pairing, self.worths, spans)
        return Rectangle(one.a, one.b, one.c, one.d, evidence)

    def stretch(self, one: Rectangle) -> tuple[int, int, int] | None:
        """Return the side and the words of the stretch inside a rectangle that costs most.

        None where it costs no more than a passage may hold.
        """
        spans = [(one.a, one.b), (one.c, one.d)]
        deepest, found = self._rules.deepest, None
        if not deepest:
            return None
        for side in (0, 1):
            low, high = spans[side]
            total, top, at_top = 0, 0, 0
            for k, worth in enumerate(self.worths.each(side, low, high, spans)):
                total += worth
                if total >= top:
                    top, at_top = total, k + 1
                elif top - total > deepest:
                    deepest, found = top - total, (side, low + at_top, low + k + 1)
        return found

    def _finish(self, spans: list[Span]) -> Rectangle:
        """Cut what trails into a sentence and what trails inside a clause, and weigh the rest."""
        if self._rules.tail > 0:
            for side in (0, 1):
                ends = [bool(mark & Mark.SENTENCE) for mark in self._sides[side].marks]
                spans[side] = cut_tails(*spans[side], ends, self._rules.tail)
        for side in (0, 1):
            worth = self.worths.each(side, *spans[side], spans)
            free = self._sides[side].free
            spans[side] = cut_trifles(*spans[side], worth, free, self._rules.least_at_edge)
        return self.weigh(Rectangle(*spans[0], *spans[1]))


def best_segment(worth: Sequence[int], free: Sequence[bool], cost: int) -> Span | None:
    """Return the segment whose words are worth most, less what its two ends cost, if any is.

    Args:
        worth: of n words.
        free: n + 1, whether an end before each word costs nothing.
        cost: of the others.
    """
    total, most, best = 0, 0, None
    least, at_least = (0 if free[0] else cost), 0
    for k, one in enumerate(worth):
        total += one
        end_cost = 0 if free[k + 1] else cost
        if total - end_cost - least > most:
            most, best = total - end_cost - least, (at_least, k + 1)
        if total + end_cost <= least:  # of two that are worth the same, the shorter
            least, at_least = total + end_cost, k + 1
    return best


def cut_tails(first: int, last: int, ends: Sequence[bool], share: int) -> Span:
    """Return the segment without the small parts of sentences at its two ends."""
    inside = [at for at in range(first + 1, last) if ends[at]]
    if not inside:
        return first, last
    low, high = inside[0], inside[-1]
    opened = next(at for at in range(first, -1, -1) if ends[at])
    closed = next(at for at in range(last, len(ends)) if ends[at])
    begin = low if (low - first) * SHARE < share * (low - opened) else first
    stop = high if (last - high) * SHARE < share * (closed - high) else last
    return (begin, stop) if begin < stop else (first, last)


def cut_trifles(
    first: int, last: int, worth: Sequence[int], free: Sequence[bool], least: int
) -> Span:
    """Return the segment without worthless words at ends that are no boundaries."""
    begin, stop = first, last
    while stop > begin + 1 and not free[stop] and worth[stop - 1 - first] < least:
        stop -= 1
    while begin < stop - 1 and not free[begin] and worth[begin - first] < least:
        begin += 1
    return begin, stop
