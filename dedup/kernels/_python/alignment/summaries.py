"""Summaries: one paragraph that stands for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dedup.kernels._alignment import SHARE
from dedup.kernels._python.alignment.anchors import Anchor, Places, cluster, find_anchors, hull
from dedup.kernels._python.alignment.pairing import Pairing
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner


def find_summaries(
    pairing: Pairing, refiner: Refiner, rectangles: Sequence[Rectangle], places: Places
) -> list[Rectangle]:
    """Return rectangles far longer on one side, whose units resemble each other in many places.

    Args:
        pairing: the two articles.
        refiner: of the pair.
        rectangles: the passages found so far.
        places: of the units, as if nothing were taken.
    """
    left, right, rules = pairing.left, pairing.right, pairing.rules
    whole = Rectangle(0, len(left), 0, len(right))
    anchors = find_anchors(pairing.near, rules.summary_cosine, True)
    groups = [
        *cluster(anchors, places, (rules.gap, rules.summary_gap)),
        *cluster(anchors, places, (rules.summary_gap, rules.gap)),
    ]
    found: list[Rectangle] = []
    for group in groups:
        one = hull(group, left, right)
        if not _is_summary(pairing, group, one):
            continue
        if any(_answers(pairing, other, group) for other in rectangles):
            continue
        core = refiner.refine(one, whole)
        if core is not None and core.evidence >= rules.evidence:
            found.append(replace(one, evidence=core.evidence))
    return found


def _is_summary(pairing: Pairing, group: Sequence[Anchor], one: Rectangle) -> bool:
    rules = pairing.rules
    longer = 0 if one.b - one.a == one.longer else 1
    page = (pairing.left, pairing.right)[longer]
    if one.longer < rules.summary_ratio * one.shorter:
        return False
    if one.longer * SHARE < rules.page_share * len(page):
        return False
    return min(len({i for i, _ in group}), len({j for _, j in group})) >= rules.summary_units


def _answers(pairing: Pairing, one: Rectangle, group: Sequence[Anchor]) -> bool:
    """Whether a rectangle holds most anchors of a group: then it says where they are from."""
    left, right = pairing.left.bounds, pairing.right.bounds
    inside = sum(
        left[i] < one.b and one.a < left[i + 1] and right[j] < one.d and one.c < right[j + 1]
        for i, j in group
    )
    return inside * SHARE > pairing.rules.most_in_one * len(group)
