"""Quotations: what both articles put between quote marks, however it was re-translated."""

from __future__ import annotations

from dedup.kernels._alignment import SHARE
from dedup.kernels._python.alignment.pairing import Pairing, Side
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner

Quotation = tuple[int, int, frozenset[int]]


def find_quotations(pairing: Pairing, refiner: Refiner) -> list[Rectangle]:
    """Return the rectangles of what is quoted on both sides, each inside one pair of quotations."""
    rules = pairing.rules
    found: list[Rectangle] = []
    rights = _long_ones(pairing.right, rules.shortest_quotation)
    for a, b, heads in _long_ones(pairing.left, rules.shortest_quotation):
        for c, d, others in rights:
            shared = len(heads & others)
            least = rules.shared_part * min(len(heads), len(others))
            if shared < rules.shared_heads or shared * SHARE < least:
                continue
            whole = Rectangle(a, b, c, d)
            core = refiner.refine(whole, whole)
            if core is not None and core.shorter >= rules.shortest_quotation:
                found.append(core)
    return found


def _long_ones(side: Side, shortest: int) -> list[Quotation]:
    return [
        (first, last, frozenset(side.heads[first:last]))
        for first, last in side.quotations
        if last - first >= shortest
    ]
