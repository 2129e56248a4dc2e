"""The aligner: two prepared articles in, the passages they share out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dedup.kernels._alignment import SHARE, Alignment, Rules, Strand
from dedup.kernels._arrays import Offsets
from dedup.kernels._python.alignment.anchors import cluster, find_anchors, halves, hull
from dedup.kernels._python.alignment.chains import find_chains, find_runs
from dedup.kernels._python.alignment.pairing import Pairing, pair, require_strand
from dedup.kernels._python.alignment.presentation import present
from dedup.kernels._python.alignment.quotations import find_quotations
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner
from dedup.kernels._python.alignment.rules import require_rules
from dedup.kernels._python.alignment.selection import Selection
from dedup.kernels._python.alignment.summaries import find_summary

__all__ = ["align_strands"]


def align_strands(
    left: Strand, right: Strand, rules: Rules, worths: Offsets, logs: Offsets
) -> Alignment:
    """Return the passages that two prepared articles share.

    Args:
        left, right: the articles.
        rules: what counts as a shared passage.
        worths: shape (2560,), what a matched word is worth by the chance that it is there anyway.
        logs: natural logarithms of 0 (as 0), 1, 2, … to the number of units of both.

    Raises:
        ValueError: a strand, a rule or a table is not what it must be.
    """
    require_rules(rules, worths)
    for strand in (left, right):
        require_strand(strand)
    pairing = pair(left, right, rules, logs)
    runs, furniture = find_runs(pairing)
    refiner = Refiner(pairing, worths)
    chosen: list[Rectangle] = []
    if len(pairing.left) and len(pairing.right):
        same = np.array_equal(pairing.left.words, pairing.right.words)
        chosen = _same(pairing, refiner) if same else _choose(pairing, runs, refiner)
    return present(pairing, chosen, runs, furniture, refiner)


def _same(pairing: Pairing, refiner: Refiner) -> list[Rectangle]:
    """Return the rectangles of two equal texts: one, or one for each piece between furniture."""
    edges = sorted({0, len(pairing.left), *pairing.left.breaks, *pairing.right.breaks})
    return [refiner.weigh(Rectangle(a, b, a, b)) for a, b in pairwise(edges)]


def _choose(
    pairing: Pairing, runs: Sequence[tuple[int, int, int]], refiner: Refiner
) -> list[Rectangle]:
    """Return what was gathered, unless two texts of one subject may share it."""
    selection = _gather(pairing, runs, refiner)
    kept = selection.kept()
    if selection.has_summary() or any(run[2] >= pairing.rules.own_run for run in runs):
        return kept
    told_alike = not pairing.rules.doubt or selection.is_told_alike(kept)
    return kept if told_alike and selection.is_sure(kept) else []


def _gather(pairing: Pairing, runs: Sequence[tuple[int, int, int]], refiner: Refiner) -> Selection:
    """Take chains first, then what both quote, then whatever resembles, the best first."""
    rules = pairing.rules
    selection = Selection(pairing, refiner)
    chains = find_chains(pairing, runs, refiner)
    found = _resembling(pairing, selection)
    strong = [one for one in found if one.evidence >= rules.evidence]
    selection.add(_yield_chains(chains, strong, rules), rules.shortest)
    if rules.quotations:
        quotations = find_quotations(pairing, refiner)
        selection.add(
            _yield_quotations(quotations, strong, rules.own_worth), rules.shortest_quotation
        )
    if rules.summaries:
        selection.take_summary(find_summary(pairing, refiner, chains, found))
    for _ in range(rules.passes):
        selection.add(_resembling(pairing, selection), rules.shortest)
    if rules.brief and selection.is_empty():
        # Where nothing else was found, a brief passage counts if it proves more.
        found = _resembling(pairing, selection)
        selection.add([one for one in found if one.evidence >= rules.brief_evidence], rules.brief)
    return selection


def _resembling(pairing: Pairing, selection: Selection) -> list[Rectangle]:
    """Return the rectangles of units that resemble each other and are not covered yet."""
    gaps = (pairing.rules.gap, pairing.rules.gap)
    places = selection.places()
    open_units = selection.open_units(0), selection.open_units(1)
    near = [one for one in pairing.near if open_units[0][one[0]] and open_units[1][one[1]]]
    anchors = find_anchors(near, 0, bool(pairing.rules.mutual))
    found: list[Rectangle] = []
    waiting = cluster(anchors, places, gaps)
    while waiting:
        group = waiting.pop()
        refined = selection.refine_beside(hull(group, pairing.left, pairing.right))
        if refined is not None:
            parts = _at_stretch(pairing, selection.stretch(refined), group)
            for part in parts:
                waiting += cluster(part, places, gaps)
            if not parts:
                found.append(refined)
            continue
        # A rectangle of whole articles holds any word by chance; its halves may hold more.
        for half in halves(group):
            waiting += cluster(half, places, gaps)
    return sorted(found)


def _at_stretch(
    pairing: Pairing, stretch: tuple[int, int, int] | None, group: Sequence[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """Return a group cut where its rectangle holds a stretch that costs too much, if it does.

    The passage ends there, and another may begin behind it.
    """
    if stretch is None:
        return []
    side, first, last = stretch
    bounds = (pairing.left, pairing.right)[side].bounds
    is_before = [bounds[one[side]] + bounds[one[side] + 1] < first + last for one in group]
    before = [one for one, is_so in zip(group, is_before, strict=True) if is_so]
    behind = [one for one, is_so in zip(group, is_before, strict=True) if not is_so]
    return [before, behind] if before and behind else []


def _yield_chains(
    chains: Sequence[Rectangle], wholes: Sequence[Rectangle], rules: Rules
) -> list[Rectangle]:
    """Return the chains that are not merely a part of some rectangle."""
    return [one for one in chains if not any(_is_part(one, whole, rules) for whole in wholes)]


def _is_part(chain: Rectangle, whole: Rectangle, rules: Rules) -> bool:
    left = min(chain.b, whole.b) - max(chain.a, whole.a)
    right = min(chain.d, whole.d) - max(chain.c, whole.c)
    around = whole.words - left - right
    if rules.around_worth and whole.evidence - chain.evidence < rules.around_worth * around:
        return False
    inside = 2 * left > chain.b - chain.a and 2 * right > chain.d - chain.c
    small_left = left * SHARE < rules.chain_share * (whole.b - whole.a)
    return inside and small_left and right * SHARE < rules.chain_share * (whole.d - whole.c)


def _yield_quotations(
    quotations: Sequence[Rectangle], wholes: Sequence[Rectangle], own_worth: int
) -> list[Rectangle]:
    """Return the quotations that are more than a part of some rectangle."""
    parts: set[Rectangle] = set()
    for whole in wholes:
        inside = [one for one in quotations if one.lies_in(whole)]
        # What the words around the quotations prove.
        evidence = whole.evidence - sum(one.evidence for one in inside)
        words = whole.words - sum(one.words for one in inside)
        if words > 0 and evidence >= own_worth * words:
            parts.update(inside)
    return [one for one in quotations if one not in parts]
