"""Quotations: what both articles put between quote marks, however it was re-translated."""

from __future__ import annotations

from dedup.passages.pairing import Pairing, Side
from dedup.passages.rectangles import Rectangle, Refiner

SHORTEST_QUOTATION = 5
"""Words; shorter ones are scare quotes and names of things."""
SHARED_HEADS, SHARED_PART = 3, 0.5
"""Two quotations are compared in earnest if they share three heads, and half of those of the
shorter one."""

Quotation = tuple[int, int, frozenset[int]]


def find_quotations(pairing: Pairing, refiner: Refiner) -> list[Rectangle]:
    """Return the rectangles of what is quoted on both sides, each inside one pair of quotations."""
    found: list[Rectangle] = []
    rights = _long_ones(pairing.right)
    for a, b, heads in _long_ones(pairing.left):
        for c, d, others in rights:
            shared = len(heads & others)
            if shared < SHARED_HEADS or shared < SHARED_PART * min(len(heads), len(others)):
                continue
            whole = Rectangle(a, b, c, d)
            core = refiner.refine(whole, whole)
            if core is not None and core.shorter >= SHORTEST_QUOTATION:
                found.append(core)
    return found


def _long_ones(side: Side) -> list[Quotation]:
    return [
        (first, last, frozenset(side.heads[first:last].tolist()))
        for first, last in side.units.quotations
        if last - first >= SHORTEST_QUOTATION
    ]
