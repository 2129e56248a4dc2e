"""Chains: verbatim runs that follow each other closely enough to be one copied passage."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

import numpy as np

from dedup import kernels
from dedup.passages.pairing import Pairing
from dedup.passages.rectangles import Rectangle
from dedup.passages.units import Flags

Run = tuple[int, int, int]
"""Left start, right start, length, in own words."""

SHORTEST_RUN = 5
"""Words in a row; four are often the language's own."""
MOST_OCCURRENCES = 8
"""A start that occurs more often is a refrain, and refrains align nothing."""
WIDEST_GAP = 6
"""Words between two runs of one chain: an edited phrase, not a new thought."""
MOST_OVERLAP = 2
"""Words two runs may share: where "of the" stands on both sides of an edit, both claim it."""
GAP_COST = 0.5
SHORTEST_CHAIN = 40
"""Matched words from which a chain stands by itself; shorter ones are left to the rectangles."""
MOST_TRIMMED = 3
"""Words an end moves inward to reach a boundary: chance makes runs a word or two too long."""
LOOK_BACK = 64
"""Runs before one among which its predecessor is sought; a near one is among the last few."""


def find_runs(pairing: Pairing) -> tuple[list[Run], list[Run]]:
    """Return the maximal verbatim runs of two articles: in their own words, and in furniture.

    Returns:
        Runs of own words, ascending; and runs over all words of the pages that stand in furniture
        on either side, those of the longest runs first.
    """
    left, right = pairing.left, pairing.right
    runs = kernels.common_runs(left.page, right.page, SHORTEST_RUN, MOST_OCCURRENCES).tolist()
    marks = left.units.tokens.furnished, right.units.tokens.furnished
    if not marks[0].any() and not marks[1].any():
        return [(i, j, length) for i, j, length in runs], []
    own_left, own_right = np.cumsum(~marks[0]) - 1, np.cumsum(~marks[1]) - 1
    own: list[Run] = []
    furniture: list[Run] = []
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run)):
        inside = marks[0][i : i + length] | marks[1][j : j + length]
        edges = [0, *(1 + np.flatnonzero(np.diff(inside))).tolist(), length]
        for start, end in pairwise(edges):
            if end - start < SHORTEST_RUN:
                continue
            if inside[start]:
                furniture.append((i + start, j + start, end - start))
            else:
                own.append((int(own_left[i + start]), int(own_right[j + start]), end - start))
    return sorted(own), furniture


def find_chains(pairing: Pairing, runs: Sequence[Run], free: bool) -> list[Rectangle]:
    """Return the rectangles of long chains, trimmed to boundaries, longest first.

    Args:
        pairing: the two articles.
        runs: their common runs.
        free: whether the boundaries are those of clauses, not of sentences alone.
    """
    ends = tuple(
        side.units.clause_ends if free else side.units.sentence_ends
        for side in (pairing.left, pairing.right)
    )
    breaks = set(pairing.left.units.breaks.tolist()), set(pairing.right.units.breaks.tolist())
    return [
        _trim(chain, *ends) for matched, chain in link(runs, *breaks) if matched >= SHORTEST_CHAIN
    ]


def link(
    runs: Sequence[Run], left_breaks: Container[int] = (), right_breaks: Container[int] = ()
) -> list[tuple[int, list[Run]]]:
    """Return disjoint chains of runs with their matched words, longest first.

    A chain is worth its matched words less half its gaps; each run follows the one behind it that
    makes it worth most, never across a break.
    """
    value = [float(length) for _, _, length in runs]
    before = [-1] * len(runs)
    for k, (i, j, length) in enumerate(runs):
        for m in range(max(0, k - LOOK_BACK), k):
            end, bottom = runs[m][0] + runs[m][2], runs[m][1] + runs[m][2]
            lefts, rights = i - end, j - bottom
            if not -MOST_OVERLAP <= min(lefts, rights) <= max(lefts, rights) <= WIDEST_GAP:
                continue
            if any(at in left_breaks for at in range(end, i + 1)):
                continue
            if any(at in right_breaks for at in range(bottom, j + 1)):
                continue
            gaps = max(0, lefts) + max(0, rights)
            reached = value[m] + length - max(0, -lefts, -rights) - GAP_COST * gaps
            if reached > value[k]:
                value[k], before[k] = reached, m
    return _unwind(runs, value, before)


def _unwind(
    runs: Sequence[Run], value: Sequence[float], before: Sequence[int]
) -> list[tuple[int, list[Run]]]:
    used = [False] * len(runs)
    chains: list[tuple[int, list[Run]]] = []
    for k in sorted(range(len(runs)), key=lambda k: (-value[k], runs[k])):
        chain: list[Run] = []
        at = k
        while at >= 0 and not used[at]:
            used[at] = True
            chain.append(runs[at])
            at = before[at]
        if chain:
            chains.append((sum(length for _, _, length in chain), chain[::-1]))
    return sorted(chains, key=lambda one: (-one[0], one[1]))


def _trim(chain: Sequence[Run], left_ends: Flags, right_ends: Flags) -> Rectangle:
    (i, j, first), (k, m, last) = chain[0], chain[-1]
    head = _inward(left_ends, right_ends, i, j, range(min(MOST_TRIMMED, first - 1) + 1))
    tail = range(0, -min(MOST_TRIMMED, last - 1) - 1, -1)
    foot = _inward(left_ends, right_ends, k + last, m + last, tail)
    return Rectangle(i + head, k + last + foot, j + head, m + last + foot)


def _inward(left_ends: Flags, right_ends: Flags, i: int, j: int, steps: range) -> int:
    """Return the first step inward at which either text has a boundary; 0 where none has."""
    return next((step for step in steps if left_ends[i + step] or right_ends[j + step]), 0)
