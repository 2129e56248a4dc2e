"""Summaries: one paragraph that stands for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from dedup.kernels._alignment import SHARE, Mark
from dedup.kernels._python.alignment.pairing import Pairing, Side
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner, best_segment
from dedup.kernels._python.alignment.selection import shared_heads
from dedup.kernels._python.alignment.worths import Span


def find_summary(
    pairing: Pairing,
    refiner: Refiner,
    chains: Sequence[Rectangle],
    rectangles: Sequence[Rectangle],
) -> Rectangle | None:
    """Return the paragraph of one side that sums up the other, and the page it sums up, if any.

    A paragraph is a summary if it says what the page says, wherever the page says it: its words
    prove more against the whole page than against any part of it. The page is summed up as a
    whole: the rectangle holds all of it that stands between furniture.

    Args:
        pairing: the two articles.
        refiner: of the pair.
        chains, rectangles: found so far; a page that another passage is from is not summed up.
    """
    found = [_Page(pairing, refiner, side).summary(rectangles) for side in (0, 1)]
    known = [
        one
        for side, one in enumerate(found)
        if one is not None and not _is_used_elsewhere(one, side, [*chains, *rectangles], pairing)
    ]
    return max(known, key=lambda one: one.evidence, default=None)


def _is_used_elsewhere(
    summary: Rectangle, side: int, rectangles: Iterable[Rectangle], pairing: Pairing
) -> bool:
    """Whether a strong passage mostly outside the paragraph is from the page too."""
    return any(
        one.shorter >= pairing.rules.shortest and not _lies_in(one, summary, side)
        for one in _of_the_page(summary, side, rectangles, pairing)
    )


def _is_said_in_parts(
    summary: Rectangle, side: int, rectangles: Iterable[Rectangle], pairing: Pairing
) -> bool:
    """Whether strong passages of the paragraph are from far apart places of the page."""
    parts = [
        _span(one, 1 - side)
        for one in _of_the_page(summary, side, rectangles, pairing)
        if _lies_in(one, summary, side)
    ]
    first, last = _span(summary, side)
    apart = max(parts, default=(0, 0))[0] - min((end for _, end in parts), default=0)
    return apart > last - first


def _is_copied(
    summary: Rectangle, side: int, rectangles: Iterable[Rectangle], pairing: Pairing
) -> bool:
    """Whether one passage that has mostly the same words on both sides makes up the paragraph.

    Then it is from there.
    """
    rules = pairing.rules
    words = max(
        (
            _shared(one, summary, side)
            for one in _of_the_page(summary, side, rectangles, pairing)
            if _lies_in(one, summary, side)
            and shared_heads(pairing.left, pairing.right, one) * SHARE
            >= rules.summary_copied * one.longer
        ),
        default=0,
    )
    first, last = _span(summary, side)
    return words * SHARE >= rules.summary_share * (last - first)


def _of_the_page(
    summary: Rectangle, side: int, rectangles: Iterable[Rectangle], pairing: Pairing
) -> list[Rectangle]:
    least = pairing.rules.evidence
    return [one for one in rectangles if one.evidence >= least and _shared(one, summary, 1 - side)]


def _lies_in(one: Rectangle, summary: Rectangle, side: int) -> bool:
    """Whether half of a rectangle's words on a side, or more, stand in the summary."""
    first, last = _span(one, side)
    return 2 * _shared(one, summary, side) >= last - first


def _span(one: Rectangle, side: int) -> Span:
    return ((one.a, one.b), (one.c, one.d))[side]


def _shared(one: Rectangle, other: Rectangle, side: int) -> int:
    (a, b), (c, d) = _span(one, side), _span(other, side)
    return max(0, min(b, d) - max(a, c))


def _body(side: Side) -> Span:
    """Return the longest stretch of own words without furniture, the first of those."""
    edges = [0, *side.breaks, len(side)]
    return max(pairwise(edges), key=lambda span: span[1] - span[0])


class _Page:
    """One side as the page, the other as what holds its summary."""

    def __init__(self, pairing: Pairing, refiner: Refiner, side: int) -> None:
        sides = pairing.left, pairing.right
        self._side = side
        self._pairing = pairing
        self._refiner = refiner
        self._rules = pairing.rules
        self._one = sides[side]
        self._other = sides[1 - side]
        self._body = _body(self._one)
        self._page = _body(self._other)

    def _spans(self, mine: Span, page: Span) -> list[Span]:
        return [mine, page] if self._side == 0 else [page, mine]

    def _worth(self, mine: Span, page: Span) -> list[int]:
        """Return what each word of the paragraph proves against a part of the page."""
        return self._each(self._side, mine, self._spans(mine, page))

    def _each(self, side: int, words: Span, spans: Sequence[Span]) -> list[int]:
        return self._refiner.worths.each(side, *words, spans, self._rules.missed)

    def summary(self, rectangles: Sequence[Rectangle]) -> Rectangle | None:
        """Return the rectangle of a paragraph and the page, if the one sums up the other."""
        rules = self._rules
        if self._page[1] - self._page[0] < rules.summary_ratio * rules.summary_shortest:
            return None
        start = self._likeliest()
        mine = start and self._settle(start)
        if mine is None:
            return None
        worth = self._worth(mine, self._page)
        words, evidence = len(worth), sum(worth)
        unsaid = sum(one == rules.missed for one in worth)
        if words < rules.summary_shortest or evidence < rules.summary_evidence:
            return None
        if self._page[1] - self._page[0] < rules.summary_ratio * words:
            return None
        if (words - unsaid) * SHARE < rules.summary_share * words:
            return None
        (a, b), (c, d) = self._spans(mine, self._page)
        summary = Rectangle(a, b, c, d, evidence)
        if _is_copied(summary, self._side, rectangles, self._pairing):
            return None
        if _is_said_in_parts(
            summary, self._side, rectangles, self._pairing
        ) or self._is_of_the_whole(mine, worth, evidence):
            return summary
        return None

    def _likeliest(self) -> Span | None:
        """Return the sentences, about as long as a paragraph, that prove most against the page."""
        length = self._rules.summary_words
        first, last = self._body
        ends = [
            k
            for k in range(first, last + 1)
            if self._one.marks[k] & Mark.SENTENCE or k in (first, last)
        ]
        best, most = None, 0
        stop = 0
        for begin in ends[:-1]:
            while stop < len(ends) - 1 and ends[stop] - begin < length:
                stop += 1
            if 2 * (ends[stop] - begin) < length:
                break
            span = begin, ends[stop]
            evidence = sum(self._worth(span, self._page))
            if evidence > most:
                best, most = span, evidence
        return best

    def _settle(self, mine: Span) -> Span | None:
        """Return the best segment around a paragraph, its ends moved until they stay."""
        rules = self._rules
        first, last = self._body
        for _ in range(rules.rounds):
            low, high = (
                max(first, mine[0] - rules.summary_words),
                min(last, mine[1] + rules.summary_words),
            )
            worth = self._each(self._side, (low, high), self._spans(mine, self._page))
            found = best_segment(worth, self._one.free[low : high + 1], rules.end_cost)
            if found is None:
                return None
            before, mine = mine, (low + found[0], low + found[1])
            if mine == before:
                break
        return mine

    def _is_of_the_whole(self, mine: Span, worth: Sequence[int], evidence: int) -> bool:
        """Whether a part of the page does not say it all: then the paragraph is from there."""
        rules, part = self._rules, self._page
        for _ in range(2):
            spans = self._spans(mine, part)
            against = self._each(1 - self._side, self._page, spans)
            free = self._other.free[self._page[0] : self._page[1] + 1]
            found = best_segment(against, free, rules.end_cost)
            if found is None:
                return True
            part = self._page[0] + found[0], self._page[0] + found[1]
        spans = self._spans(mine, part)
        own = self._worth(mine, part)
        both = sum(own) + sum(self._each(1 - self._side, part, spans))
        rest = sum(one for one, near in zip(worth, own, strict=True) if near == rules.missed)
        return rest >= rules.summary_rest or 2 * (evidence + rules.summary_margin) >= both
