"""Summaries: one paragraph that stands for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dedup.passages.anchors import cluster, find_anchors, hull
from dedup.passages.pairing import Pairing, Resemblance
from dedup.passages.profile import Profile
from dedup.passages.rectangles import Rectangle, Refiner

COSINE, GAP = 0.30, 40
"""Anchors must be surer than elsewhere, since they stand as far apart as forty units."""
RATIO, UNITS = 3, 3
"""The page is three times as long as the paragraph; three units at least are anchored on each."""
PAGE_SHARE = 0.4
"""The page is this much of its text: otherwise stray resemblances stretch a passage into one."""
MOST_IN_ONE = 0.7
"""A rectangle that holds this share of the paragraph is the better answer."""


def find_summaries(
    pairing: Pairing,
    resemblance: Resemblance,
    profile: Profile,
    refiner: Refiner,
    rectangles: Sequence[Rectangle],
) -> list[Rectangle]:
    """Return rectangles far longer on one side, whose units resemble each other in many places.

    Args:
        pairing: the two articles.
        resemblance: of their units.
        profile: what counts as a passage.
        refiner: of the pair.
        rectangles: the passages found so far.
    """
    left = pairing.left.units.shelf(profile.longest_unit)
    right = pairing.right.units.shelf(profile.longest_unit)
    whole = Rectangle(0, len(pairing.left), 0, len(pairing.right))
    anchors = find_anchors(resemblance, replace(profile, cosine=COSINE, mutual=True))
    groups = [
        *cluster(anchors, left, right, (profile.gap, GAP)),
        *cluster(anchors, left, right, (GAP, profile.gap)),
    ]
    found: list[Rectangle] = []
    for group in groups:
        one = hull(group, left, right)
        if min(len({i for i, _ in group}), len({j for _, j in group})) < UNITS:
            continue
        if _is_summary(one, whole) and not any(_answers(other, one) for other in rectangles):
            core = refiner.refine(one, whole)
            if core is not None and core.evidence >= profile.evidence:
                found.append(replace(one, evidence=core.evidence))
    return found


def _is_summary(one: Rectangle, whole: Rectangle) -> bool:
    page = whole.b if one.b - one.a == one.longer else whole.d
    return one.longer >= RATIO * one.shorter and one.longer >= PAGE_SHARE * page


def _answers(other: Rectangle, one: Rectangle) -> bool:
    """Whether a rectangle holds most of the shorter side of ``one``, for some of its longer."""
    left = min(one.b, other.b) - max(one.a, other.a)
    right = min(one.d, other.d) - max(one.c, other.c)
    paragraph = left if one.b - one.a == one.shorter else right
    return min(left, right) > 0 and paragraph > MOST_IN_ONE * one.shorter
