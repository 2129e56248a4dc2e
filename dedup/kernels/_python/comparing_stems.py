"""What the stems of two articles have in common: facts, terms, what is told once, and its order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from dedup.kernels._comparing import Count, Sheet, Weight


def compare_stems(left: Sheet, right: Sheet, counts: Any, weights: Any) -> None:
    """Count what both tell once, and add up the weights of stems that are shared or missing."""
    sides = (left, right)
    for side, sheet in enumerate(sides):
        facts, shared, total = _weights(sheet, sides[1 - side])
        weights[Weight.MISSING + side] = facts
        weights[Weight.SHARED + side], weights[Weight.TOTAL + side] = shared, total
    followed = _followed(left, right)
    counts[Count.ONCE_IN_BOTH] = len(followed)
    counts[Count.ASCENT] = _longest_ascent(followed)
    counts[Count.INVERSIONS] = _inversions(followed)
    weights[Weight.COSINE] = _dot(left, right)


def _followed(left: Sheet, right: Sheet) -> list[int]:
    """Return where the right has what both tell exactly once, in the order of the left."""
    places = [
        {
            stem: place
            for stem, place in zip(s.stems.tolist(), s.places.tolist(), strict=True)
            if place
        }
        for s in (left, right)
    ]
    shared = places[0].keys() & places[1].keys()
    return [there for _, there in sorted((places[0][stem], places[1][stem]) for stem in shared)]


def _inversions(places: Sequence[int]) -> int:
    """Return how many pairs of numbers stand in descending order."""
    return sum(one > other for i, one in enumerate(places) for other in places[i + 1 :])


def _longest_ascent(places: Sequence[int]) -> int:
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _weights(sheet: Sheet, other: Sheet) -> tuple[float, float, float]:
    """Return the weight of the facts that the other has not; of shared own stems, and of all."""
    stems, weights = sheet.stems.tolist(), sheet.weights.tolist()
    theirs = set(other.stems.tolist())
    own = {other.stems[place] for place in other.own.tolist()}
    missing = shared = total = 0.0
    # One after the other: the sum of floats depends on the order.
    for place in sheet.facts.tolist():
        if stems[place] not in theirs:
            missing += weights[place]
    for place in sheet.own.tolist():
        total += weights[place]
        if stems[place] in own:
            shared += weights[place]
    return missing, shared, total


def _dot(left: Sheet, right: Sheet) -> float:
    theirs = {
        int(right.stems[place]): weight
        for place, weight in zip(right.terms.tolist(), right.term_weights.tolist(), strict=True)
    }
    total = 0.0
    for place, weight in zip(left.terms.tolist(), left.term_weights.tolist(), strict=True):
        stem = int(left.stems[place])
        if theirs.get(stem):
            total += weight * theirs[stem]
    return total
