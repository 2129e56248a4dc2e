"""Answers: each word of a rectangle answers one word of the other side, not several.

A sentence more that repeats what another has said proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dedup.kernels._alignment import Mark
from dedup.kernels._python.alignment.pairing import Pairing
from dedup.kernels._python.alignment.worths import Span, Worths


def evidence_of(pairing: Pairing, worths: Worths, spans: Sequence[Span]) -> int:
    """Return what the words of both sides are worth."""
    counts = worths.counts(spans)
    evidence = 0
    for side, one in enumerate((pairing.left, pairing.right)):
        missed, seen = worths.missed(side, spans), Counter[int]()
        each = worths.each(side, *spans[side], spans)
        for head, worth in zip(one.heads[slice(*spans[side])], each, strict=True):
            evidence += worth if seen[head] < counts[1 - side][head] else missed
            seen[head] += 1
    return evidence


def settle_ends(
    pairing: Pairing, worths: Worths, windows: Sequence[Span], spans: Sequence[Span]
) -> list[Span]:
    """Return the spans, their four ends moved in turn to where the evidence is most."""
    settled = list(spans)
    for _ in range(pairing.rules.rounds):
        before = list(settled)
        for side in (0, 1):
            for begins in (True, False):
                at = _find_end(pairing, worths, windows[side], settled, side, begins)
                first, last = settled[side]
                settled[side] = (at, last) if begins else (first, at)
        if settled == before:
            break
    return settled


def _find_end(
    pairing: Pairing,
    worths: Worths,
    window: Span,
    spans: Sequence[Span],
    side: int,
    begins: bool,
) -> int:
    """Return where a side best begins, or ends, while the other three ends stay."""
    one, (first, last) = (pairing.left, pairing.right)[side], spans[side]
    there = worths.counts(spans)[1 - side]
    missed, missed_there = worths.missed(side, spans), worths.missed(1 - side, spans)
    worth_here, worth_there = worths.of(side, spans), worths.of(1 - side, spans)
    seen = Counter[int]()
    total, most, best = 0, None, 0
    for at in range(last - 1, window[0] - 1, -1) if begins else range(first, window[1]):
        head = one.heads[at]
        if seen[head] >= there[head]:
            total += missed
        else:
            # With this word the other side gets an answer to one of its own.
            total -= missed_there
            if not one.marks[at] & Mark.STOCK:
                total += worth_here(head) + worth_there(head)
        seen[head] += 1
        end = at if begins else at + 1
        gain = total - (0 if one.free[end] else pairing.rules.end_cost)
        if most is None or gain > most:  # of two that are worth the same, the shorter
            most, best = gain, end
    return best
