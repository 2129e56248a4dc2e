"""The aligner: two articles in, the passages they share out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from dedup.passages.anchors import cluster, find_anchors, halves, hull
from dedup.passages.chains import Run, find_chains, find_runs
from dedup.passages.pairing import Pairing, Resemblance, pair, resemble
from dedup.passages.passage import Passage
from dedup.passages.presentation import present, present_furniture
from dedup.passages.profile import READING, Ends, Profile
from dedup.passages.quotations import SHORTEST_QUOTATION, find_quotations
from dedup.passages.rectangles import Rectangle, Refiner
from dedup.passages.selection import Selection, yield_chains, yield_quotations
from dedup.passages.summaries import find_summaries
from dedup.passages.units import Shelf, Units, prepare
from dedup.tokens import Tokens, tokenize

PASSES = 2
"""Sentences left over are compared among themselves once more: their best may have been taken."""
COVERED_SHARE = 0.75
"""A unit of which this share stands in passages already is not looked at again."""


def align(
    left: str | Tokens | Units, right: str | Tokens | Units, profile: Profile = READING
) -> list[Passage]:
    """Return the passages two texts share, by ``left_start``; they do not overlap on either side.

    ``align(b, a)`` is the mirror of ``align(a, b)``. Furniture is no part of any passage but those
    of kind ``furniture``, which are verbatim and worth nothing.

    Args:
        left: an article; ``prepare`` one that is aligned more than once.
        right: another.
        profile: what counts as a shared passage.

    References:
        Potthast et al., "Overview of the 5th international competition on plagiarism detection",
        2013, for seeding, extension and filtering; Dunning, "Accurate methods for the statistics
        of surprise and coincidence", 1993, for likelihood ratios of words.
    """
    return align_each(left, right, (profile,))[0]


def align_each(
    left: str | Tokens | Units, right: str | Tokens | Units, profiles: Sequence[Profile]
) -> list[list[Passage]]:
    """Return what ``align`` returns for each profile; what they have in common is done once."""
    a, b = _as_units(left), _as_units(right)
    # Sums of floats depend on their order: one orientation of a pair makes its mirror exact.
    turned = _rank(b) < _rank(a)
    pairing = pair(b, a) if turned else pair(a, b)
    workings = _Workings(pairing, *find_runs(pairing))
    found = (_align(workings, profile) for profile in profiles)
    return [sorted(p.mirrored() if turned else p for p in passages) for passages in found]


def _as_units(article: str | Tokens | Units) -> Units:
    if isinstance(article, Units):
        return article
    return prepare(tokenize(article) if isinstance(article, str) else article)


def _rank(units: Units) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    return len(units.tokens.text), units.tokens.text, units.tokens.furniture


@dataclass(slots=True)
class _Workings:
    """What several profiles of one pair have in common."""

    pairing: Pairing
    runs: list[Run]
    furniture: list[Run]
    _resemblances: dict[int, Resemblance] = field(default_factory=dict)
    _refiners: dict[Ends, Refiner] = field(default_factory=dict)

    def refiner(self, ends: Ends) -> Refiner:
        if ends not in self._refiners:
            self._refiners[ends] = Refiner(self.pairing, ends)
        return self._refiners[ends]

    def resemblance(self, longest_unit: int) -> Resemblance:
        if longest_unit not in self._resemblances:
            self._resemblances[longest_unit] = resemble(self.pairing, longest_unit)
        return self._resemblances[longest_unit]

    def shelves(self, longest_unit: int) -> tuple[Shelf, Shelf]:
        left, right = self.pairing.left.units, self.pairing.right.units
        return left.shelf(longest_unit), right.shelf(longest_unit)


def _align(workings: _Workings, profile: Profile) -> list[Passage]:
    pairing = workings.pairing
    if not len(pairing.left) or not len(pairing.right):
        return present_furniture(pairing, workings.furniture, [])
    refiner = workings.refiner(profile.ends)
    if np.array_equal(pairing.left.words, pairing.right.words):
        chosen = [refiner.weigh(one) for one in _same(pairing)]
    else:
        chosen = _choose(workings, profile, refiner)
    passages = present(pairing, chosen, workings.runs)
    return passages + present_furniture(pairing, workings.furniture, passages)


def _same(pairing: Pairing) -> list[Rectangle]:
    """Return the rectangles of two equal texts: one, or one for each piece between furniture."""
    walls = {0, len(pairing.left)}
    walls.update(pairing.left.units.breaks.tolist(), pairing.right.units.breaks.tolist())
    edges = sorted(walls)
    return [Rectangle(a, b, a, b) for a, b in pairwise(edges)]


def _choose(workings: _Workings, profile: Profile, refiner: Refiner) -> list[Rectangle]:
    """Chains first, then what both quote, then whatever resembles, the best first."""
    pairing = workings.pairing
    selection = Selection(pairing, profile, refiner)
    chains = find_chains(pairing, workings.runs, profile.ends.free_clauses)
    found = _resembling(workings, profile, selection)
    strong = [one for one in found if one.evidence >= profile.evidence]
    selection.add(yield_chains([refiner.weigh(one) for one in chains], strong))
    if profile.quotations:
        selection.add(
            yield_quotations(find_quotations(pairing, refiner), strong), SHORTEST_QUOTATION
        )
    if profile.summaries:
        resemblance = workings.resemblance(profile.longest_unit)
        selection.add(find_summaries(pairing, resemblance, profile, refiner, found))
    for _ in range(PASSES):
        selection.add(_resembling(workings, profile, selection))
    return selection.kept()


def _resembling(workings: _Workings, profile: Profile, selection: Selection) -> list[Rectangle]:
    """Return the rectangles of units that resemble each other and are not covered yet."""
    resemblance = workings.resemblance(profile.longest_unit)
    if not resemblance.cosine.size:
        return []
    left, right = workings.shelves(profile.longest_unit)
    open_left = selection.covered(0, left.bounds) < COVERED_SHARE
    open_right = selection.covered(1, right.bounds) < COVERED_SHARE
    anchors = find_anchors(resemblance, profile, open_left[:, None] & open_right[None, :])
    gaps = (profile.gap, profile.gap)
    found: list[Rectangle] = []
    waiting = cluster(anchors, left, right, gaps)
    while waiting:
        group = waiting.pop()
        refined = selection.refine_beside(hull(group, left, right))
        if refined is not None:
            found.append(refined)
        else:
            # A rectangle of whole articles holds any word by chance; its halves may hold more.
            waiting += [part for half in halves(group) for part in cluster(half, left, right, gaps)]
    return sorted(found)
