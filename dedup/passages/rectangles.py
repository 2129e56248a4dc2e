"""Rectangles: ranges of words of two texts, and what the words in them prove."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dedup.passages.pairing import Floats, Pairing, Side
from dedup.passages.profile import Ends
from dedup.passages.units import Flags, Ids

Span = tuple[int, int]

MOST_PER_WORD = 6.0
"""Nats one word may add: a name that both texts use once is telling, but not proof."""
END_COST = 4.0
"""Nats an end costs that is no boundary: without it passages grow ragged edges."""
ROUNDS = 4
"""The ends settle after two or three turns; a pair that swings is stopped here."""
IMAGINED_COUNT, IMAGINED_WORDS = 0.25, 500
"""Smoothing of a word's rate outside the rectangle: a quarter of an occurrence in 500 words."""
LEAST_AT_EDGE = 1.0
"""Nats of the last word of a passage that ends inside a clause: "issued a new order to" ends at
"order"."""


@dataclass(frozen=True, slots=True, order=True)
class Rectangle:
    """Own words ``a`` to ``b - 1`` of the left and ``c`` to ``d - 1`` of the right.

    Attributes:
        a, b, c, d: half-open ranges.
        evidence: how far the words in them are from chance, in nats.
    """

    a: int
    b: int
    c: int
    d: int
    evidence: float = 0.0

    @property
    def shorter(self) -> int:
        """Words of the shorter side."""
        return min(self.b - self.a, self.d - self.c)

    @property
    def longer(self) -> int:
        """Words of the longer side."""
        return max(self.b - self.a, self.d - self.c)

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
    side has it anyway: 1 - exp(-L r), for L words at the rate r the word has outside.
    """

    def __init__(self, pairing: Pairing, ends: Ends) -> None:
        self._heads = pairing.left.heads, pairing.right.heads
        self._counts = pairing.counts
        self._ends = ends
        self._free = _free_ends(pairing.left, ends), _free_ends(pairing.right, ends)
        self._costs = tuple(np.where(free, 0.0, END_COST) for free in self._free)
        self._refined: dict[tuple[Rectangle, tuple[Span, Span]], Rectangle | None] = {}
        self._sentences = pairing.left.units.sentence_ends, pairing.right.units.sentence_ends

    def refine(self, start: Rectangle, within: Rectangle) -> Rectangle | None:
        """Return the rectangle near ``start`` with the most evidence; None where there is none.

        Args:
            start: the words of the anchors.
            within: the words that are free to be taken.
        """
        reach = self._ends.window
        windows = (
            (max(within.a, start.a - reach), min(within.b, start.b + reach)),
            (max(within.c, start.c - reach), min(within.d, start.d + reach)),
        )
        # Each pass meets most of its rectangles again, with the same words free around them.
        key = (start, windows)
        if key not in self._refined:
            self._refined[key] = self._settle([(start.a, start.b), (start.c, start.d)], windows)
        return self._refined[key]

    def _settle(self, spans: list[Span], windows: tuple[Span, Span]) -> Rectangle | None:
        """Choose the best segment of either side in turn until the ends stay where they are."""
        for turn in range(2 * ROUNDS):
            side = turn % 2
            before = spans[side]
            low, high = windows[side]
            worth = self._worth(side, low, high, spans)
            found = _best_segment(worth, self._costs[side][low : high + 1])
            if found is None:
                return None
            spans[side] = low + found[0], low + found[1]
            if turn > 0 and spans[side] == before:
                break
        return self._finish(spans)

    def weigh(self, one: Rectangle) -> Rectangle:
        """Return the same rectangle with its evidence: what the words of both sides are worth."""
        spans = [(one.a, one.b), (one.c, one.d)]
        evidence = sum(float(self._worth(side, *spans[side], spans).sum()) for side in (0, 1))
        return Rectangle(one.a, one.b, one.c, one.d, evidence)

    def _finish(self, spans: list[Span]) -> Rectangle:
        """Cut what trails into a sentence and what trails inside a clause, and weigh the rest."""
        if self._ends.tail > 0:
            for side in (0, 1):
                spans[side] = cut_tails(*spans[side], self._sentences[side], self._ends.tail)
        for side in (0, 1):
            worth = self._worth(side, *spans[side], spans)
            spans[side] = cut_trifles(*spans[side], worth, self._free[side])
        return self.weigh(Rectangle(*spans[0], *spans[1]))

    def _worth(self, side: int, low: int, high: int, spans: list[Span]) -> Floats:
        """Return what each word from ``low`` to ``high - 1`` of a side is worth, in nats."""
        (a, b), (c, d) = spans
        types = len(self._counts)
        heads = self._heads[side][low:high]
        here = np.bincount(self._heads[side][slice(*spans[side])], minlength=types)[heads]
        there = np.bincount(self._heads[1 - side][slice(*spans[1 - side])], minlength=types)[heads]
        words_there = spans[1 - side][1] - spans[1 - side][0]
        outside = self._counts[heads] - here - there
        words_outside = len(self._heads[0]) + len(self._heads[1]) - (b - a) - (d - c)
        rate = (outside + IMAGINED_COUNT) / (words_outside + IMAGINED_WORDS)
        return word_worth(there > 0, rate, words_there, self._ends.kept_share)


def word_worth(matched: Flags, rate: Floats, words: int, kept_share: float) -> Floats:
    """Return the log-likelihood ratio of each word: copied against there by chance, in nats.

    Args:
        matched: whether the other side has the word.
        rate: how often the word occurs per word elsewhere.
        words: length of the other side.
        kept_share: the share of words that a rewriter keeps.
    """
    chance = -np.expm1(-words * rate)
    worth = np.minimum(MOST_PER_WORD, np.log((kept_share + (1 - kept_share) * chance) / chance))
    return np.where(matched, worth, np.log1p(-kept_share))


def _free_ends(side: Side, ends: Ends) -> Flags:
    return side.units.clause_ends if ends.free_clauses else side.units.sentence_ends


def _best_segment(worth: Floats, costs: Floats) -> Span | None:
    """Return the segment whose words are worth most, less what its two ends cost, if any is."""
    if not len(worth):
        return None
    sums = np.concatenate((np.zeros(1), np.cumsum(worth)))
    starts = sums + costs
    gains = sums[1:] - costs[1:] - np.minimum.accumulate(starts)[:-1]
    end = int(np.argmax(gains)) + 1
    if gains[end - 1] <= 0:
        return None
    return int(np.argmin(starts[:end])), end


def cut_tails(first: int, last: int, ends: Flags, share: float) -> Span:
    """Return the segment without the small parts of sentences at its two ends."""
    inside: Ids = first + 1 + np.flatnonzero(ends[first + 1 : last])
    if not len(inside):
        return first, last
    low, high = int(inside[0]), int(inside[-1])
    opened = first - int(np.argmax(ends[first::-1]))
    closed = last + int(np.argmax(ends[last:]))
    begin = low if low - first < share * (low - opened) else first
    stop = high if last - high < share * (closed - high) else last
    return (begin, stop) if begin < stop else (first, last)


def cut_trifles(first: int, last: int, worth: Floats, free: Flags) -> Span:
    """Return the segment without worthless words at ends that are no boundaries."""
    begin, stop = first, last
    while stop > begin + 1 and not free[stop] and worth[stop - 1 - first] < LEAST_AT_EDGE:
        stop -= 1
    while begin < stop - 1 and not free[begin] and worth[begin - first] < LEAST_AT_EDGE:
        begin += 1
    return begin, stop
