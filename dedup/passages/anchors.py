"""Anchors: pairs of units that resemble each other most, and the groups they form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.passages.pairing import Resemblance
from dedup.passages.profile import Profile
from dedup.passages.rectangles import Rectangle
from dedup.passages.units import Shelf

Anchor = tuple[int, int]


def find_anchors(
    resemblance: Resemblance, profile: Profile, cells: NDArray[np.bool_] | None = None
) -> list[Anchor]:
    """Return the pairs of units that resemble each other most, ascending.

    Args:
        resemblance: of the units of two articles.
        profile: sets the thresholds, and whether the best for either side is enough.
        cells: which pairs of units are open; None opens all.
    """
    if not resemblance.cosine.size:
        return []
    near = (resemblance.cosine > profile.cosine) & (resemblance.dice > profile.dice)
    if cells is not None:
        near &= cells
    cosine = np.where(near, resemblance.cosine, -1.0)
    best_right = cosine == cosine.max(axis=1, keepdims=True)
    best_left = cosine == cosine.max(axis=0, keepdims=True)
    best = best_right & best_left if profile.mutual else best_right | best_left
    lefts, rights = np.nonzero(best & near)
    return list(zip(lefts.tolist(), rights.tolist(), strict=True))


def cluster(
    anchors: Sequence[Anchor], left: Shelf, right: Shelf, gaps: tuple[int, int]
) -> list[list[Anchor]]:
    """Return the anchors in groups, ascending; no group has a gap above a side's largest.

    It is the coarsest such grouping, so it does not depend on the side that is split first.
    """
    places = left.places.tolist(), right.places.tolist()
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


def _split(group: list[Anchor], side: int, places: list[int], gap: int) -> list[list[Anchor]]:
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


def hull(group: Iterable[Anchor], left: Shelf, right: Shelf) -> Rectangle:
    """Return the rectangle of the words of a group's units."""
    lefts, rights = zip(*group, strict=True)
    return Rectangle(
        int(left.bounds[min(lefts)]),
        int(left.bounds[max(lefts) + 1]),
        int(right.bounds[min(rights)]),
        int(right.bounds[max(rights) + 1]),
    )
