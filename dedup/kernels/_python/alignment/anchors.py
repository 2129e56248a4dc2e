"""Anchors: pairs of units that resemble each other most, and the groups they form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dedup.kernels._python.alignment.pairing import Near, Side
from dedup.kernels._python.alignment.rectangles import Rectangle

Anchor = tuple[int, int]
Places = tuple[Sequence[int], Sequence[int]]
"""The number of each unit of the left and of the right; where two are apart, nothing joins them."""


def find_anchors(near: Iterable[Near], least: int, mutual: bool) -> list[Anchor]:
    """Return the pairs of units that resemble each other most, ascending.

    Args:
        near: the pairs that are looked at.
        least: the cosine they must exceed.
        mutual: whether the two must be each other's best, or the best for either is enough.
    """
    found = [one for one in near if one[2] > least]
    best_right: dict[int, int] = {}
    best_left: dict[int, int] = {}
    for i, j, cosine in found:
        best_left[i] = max(cosine, best_left.get(i, 0))
        best_right[j] = max(cosine, best_right.get(j, 0))
    enough = all if mutual else any
    return [
        (i, j)
        for i, j, cosine in found
        if enough((cosine == best_left[i], cosine == best_right[j]))
    ]


def cluster(anchors: Sequence[Anchor], places: Places, gaps: tuple[int, int]) -> list[list[Anchor]]:
    """Return the anchors in groups, ascending; no group has a gap above a side's largest.

    It is the coarsest such grouping, so it does not depend on the side that is split first.
    """
    groups: list[list[Anchor]] = []
    waiting = [(sorted(anchors), 0, 0)] if anchors else []
    while waiting:
        group, side, settled = waiting.pop()
        parts = _split(group, side, places[side], gaps[side])
        settled = settled + 1 if len(parts) == 1 else 0
        if settled == 2:
            groups.append(sorted(group))
        else:
            waiting.extend((part, 1 - side, settled) for part in parts)
    return sorted(groups)


def _split(group: list[Anchor], side: int, places: Sequence[int], gap: int) -> list[list[Anchor]]:
    ordered = sorted(group, key=lambda one: one[side])
    at = [places[one[side]] for one in ordered]
    cuts = [i for i in range(1, len(at)) if at[i] - at[i - 1] > gap]
    return [ordered[i:j] for i, j in zip([0, *cuts], [*cuts, len(at)], strict=True)]


def halves(group: Sequence[Anchor]) -> list[list[Anchor]]:
    """Return a group cut at the middle of its left units; nothing where it has but one."""
    lefts = sorted({left for left, _ in group})
    middle = lefts[len(lefts) // 2]
    parts = ([a for a in group if a[0] < middle], [a for a in group if a[0] >= middle])
    return [part for part in parts if part] if len(lefts) > 1 else []


def hull(group: Iterable[Anchor], left: Side, right: Side) -> Rectangle:
    """Return the rectangle of the words of a group's units."""
    lefts, rights = zip(*group, strict=True)
    return Rectangle(
        left.bounds[min(lefts)],
        left.bounds[max(lefts) + 1],
        right.bounds[min(rights)],
        right.bounds[max(rights) + 1],
    )
