"""Rectangles: ranges of words of two texts, and what the words in them prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dedup.kernels._alignment import (
    IMAGINED_WORDS,
    SHARE,
    WORTH_COUNT,
    WORTH_LOWEST,
    WORTH_STEPS,
    Mark,
)
from dedup.kernels._arrays import Offsets
from dedup.kernels._python.alignment.pairing import Pairing

Span = tuple[int, int]


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
    """Cuts rectangles of one pair to the words that are more than chance.

    A word of a rectangle that the other side has is worth ln((q + (1 - q) p) / p), one that it has
    not ln(1 - q), where q is the share of words a rewriter keeps and p the chance that the other
    side has it anyway: 1 - exp(-L r), for L words at the rate r the word has outside. A word of a
    stock phrase is nobody's own: it neither proves nor contradicts.
    """

    def __init__(self, pairing: Pairing, worths: Offsets, missed: int | None = None) -> None:
        self._pairing = pairing
        self._table = worths
        self._missed = pairing.rules.missed if missed is None else missed
        self._sides = pairing.left, pairing.right
        self._totals = pairing.totals
        self._rules = pairing.rules
        self._worths = worths.tolist()

    def strictly(self) -> Refiner:
        """Return one that finds only what keeps nearly every word."""
        return Refiner(self._pairing, self._table, self._pairing.rules.plain_missed)

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
        # The best segment of either side in turn, until the ends stay where they are.
        for turn in range(2 * self._rules.rounds):
            side = turn % 2
            before = spans[side]
            low, high = windows[side]
            free = self._sides[side].free[low : high + 1]
            found = best_segment(self.worth(side, low, high, spans), free, self._rules.end_cost)
            if found is None:
                return None
            spans[side] = low + found[0], low + found[1]
            if turn > 0 and spans[side] == before:
                break
        return self._finish(spans)

    def weigh(self, one: Rectangle) -> Rectangle:
        """Return the same rectangle with its evidence: what the words of both sides are worth."""
        spans = [(one.a, one.b), (one.c, one.d)]
        evidence = sum(sum(self.worth(side, *spans[side], spans)) for side in (0, 1))
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
            for k, worth in enumerate(self.worth(side, low, high, spans)):
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
            worth = self.worth(side, *spans[side], spans)
            free = self._sides[side].free
            spans[side] = cut_trifles(*spans[side], worth, free, self._rules.least_at_edge)
        return self.weigh(Rectangle(*spans[0], *spans[1]))

    def worth(self, side: int, low: int, high: int, spans: list[Span]) -> list[int]:
        """Return what each word from ``low`` to ``high - 1`` of a side is worth."""
        one, other = self._sides[side], self._sides[1 - side]
        here = Counter(one.heads[slice(*spans[side])])
        there = Counter(other.heads[slice(*spans[1 - side])])
        words_there = there.total()
        outside = len(one) + len(other) - here.total() - words_there
        worth = []
        for head, mark in zip(one.heads[low:high], one.marks[low:high], strict=True):
            if not there[head]:
                worth.append(self._missed)
            elif mark & Mark.STOCK:
                worth.append(0)
            else:
                elsewhere = self._totals[head] - here[head] - there[head]
                chance = words_there * (4 * elsewhere + 1) / (4 * (outside + IMAGINED_WORDS))
                worth.append(self._worths[worth_place(chance)])
        return worth


def worth_place(chance: float) -> int:
    """Return where in the table of worths a chance is: by its exponent and first seven bits."""
    bits = int(np.float64(chance).view(np.int64))
    return max(0, min((bits >> 45) - (1023 + WORTH_LOWEST) * WORTH_STEPS, WORTH_COUNT - 1))


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
