"""Summaries: one paragraph that stands for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dedup.kernels._alignment import SHARE
from dedup.kernels._python.alignment.anchors import Anchor, cluster, find_anchors, hull
from dedup.kernels._python.alignment.pairing import Pairing
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner


def find_summaries(
    pairing: Pairing, refiner: Refiner, rectangles: Sequence[Rectangle]
) -> list[Rectangle]:
    """Return rectangles far longer on one side, whose units resemble each other in many places.

    Args:
        pairing: the two articles.
        refiner: of the pair.
        rectangles: the passages found so far.
    """
    left, right, rules = pairing.left, pairing.right, pairing.rules
    whole = Rectangle(0, len(left), 0, len(right))
    anchors = find_anchors(pairing.near, rules.summary_cosine, True)
    groups = [
        *cluster(anchors, left, right, (rules.gap, rules.summary_gap)),
        *cluster(anchors, left, right, (rules.summary_gap, rules.gap)),
    ]
    found: list[Rectangle] = []
    for group in groups:
        one = hull(group, left, right)
        if not _is_summary(pairing, group, one):
            continue
        if any(_answers(other, one, rules.most_in_one) for other in rectangles):
            continue
        core = refiner.refine(one, whole)
        if core is not None and core.evidence >= rules.evidence:
            found.append(replace(one, evidence=core.evidence))
    return found


def _is_summary(pairing: Pairing, group: Sequence[Anchor], one: Rectangle) -> bool:
    rules = pairing.rules
    if min(len({i for i, _ in group}), len({j for _, j in group})) < rules.summary_units:
        return False
    page = len(pairing.left) if one.b - one.a == one.longer else len(pairing.right)
    long_enough = one.longer >= rules.summary_ratio * one.shorter
    return long_enough and one.longer * SHARE >= rules.page_share * page


def _answers(other: Rectangle, one: Rectangle, share: int) -> bool:
    """Whether a rectangle holds most of the shorter side of ``one``, for some of its longer."""
    left = min(one.b, other.b) - max(one.a, other.a)
    right = min(one.d, other.d) - max(one.c, other.c)
    paragraph = left if one.b - one.a == one.shorter else right
    return min(left, right) > 0 and paragraph * SHARE > share * one.shorter
