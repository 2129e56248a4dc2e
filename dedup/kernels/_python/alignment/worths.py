"""Worths: what each word of a rectangle proves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

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


class Worths:
    """What words of one pair prove in a rectangle of two spans.

    A word of a rectangle that the other side has is worth ln((q + (1 - q) p) / p), one that it has
    not ln(1 - q), where q is the share of words a rewriter keeps and p the chance that the other
    side has it anyway: 1 - exp(-L r), for L words at the rate r the word has outside. A word of a
    stock phrase is nobody's own: it neither proves nor contradicts.
    """

    def __init__(self, pairing: Pairing, table: Offsets) -> None:
        self._sides = pairing.left, pairing.right
        self._totals = pairing.totals
        self._rules = pairing.rules
        self._table: list[int] = table.tolist()

    def counts(self, spans: Sequence[Span]) -> tuple[Counter[int], Counter[int]]:
        """Return how often each head stands in the two spans."""
        left, right = self._sides
        return Counter(left.heads[slice(*spans[0])]), Counter(right.heads[slice(*spans[1])])

    def of(self, side: int, spans: Sequence[Span]) -> Callable[[int], int]:
        """Return what tells the worth of a head of a side if the other side has it."""
        counts = self.counts(spans)
        here, there = (last - first for first, last in (spans[side], spans[1 - side]))
        outside = len(self._sides[0]) + len(self._sides[1]) - here - there

        def worth(head: int) -> int:
            elsewhere = self._totals[head] - counts[0][head] - counts[1][head]
            chance = there * (4 * elsewhere + 1) / (4 * (outside + IMAGINED_WORDS))
            return self._table[worth_place(chance)]

        return worth

    def missed(self, side: int, spans: Sequence[Span]) -> int:
        """Return what a word of a side costs that the other has not.

        A longer side must leave words over: how much less each of them costs is the profile's.
        """
        here, there = (last - first for first, last in (spans[side], spans[1 - side]))
        if there >= here:
            return self._rules.missed
        share = max(0, SHARE - self._rules.lenience * (here - there) // here)
        return -(-self._rules.missed * share // SHARE)

    def each(
        self, side: int, low: int, high: int, spans: Sequence[Span], missed: int | None = None
    ) -> list[int]:
        """Return what each word from ``low`` to ``high - 1`` of a side is worth.

        Args:
            side: 0 or 1.
            low, high: words of it.
            spans: the two spans of the rectangle.
            missed: what one costs that the other side has not, if not what ``missed`` says.
        """
        if missed is None:
            missed = self.missed(side, spans)
        there = self.counts(spans)[1 - side]
        one, worth_of = self._sides[side], self.of(side, spans)
        worth = []
        for head, mark in zip(one.heads[low:high], one.marks[low:high], strict=True):
            if not there[head]:
                worth.append(missed)
            else:
                worth.append(0 if mark & Mark.STOCK else worth_of(head))
        return worth


def worth_place(chance: float) -> int:
    """Return where in the table of worths a chance is: by its exponent and first seven bits."""
    bits = int(np.float64(chance).view(np.int64))
    return max(0, min((bits >> 45) - (1023 + WORTH_LOWEST) * WORTH_STEPS, WORTH_COUNT - 1))
