"""Chains: verbatim runs that follow each other closely enough to be one copied passage."""

from __future__ import annotations

from collections.abc import Container, Sequence

from dedup.kernels._alignment import Rules
from dedup.kernels._python.alignment.pairing import Pairing
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner
from dedup.kernels._python.runs import common_runs

Run = tuple[int, int, int]
"""Left start, right start, length, in words."""


def find_runs(pairing: Pairing) -> tuple[list[Run], list[Run]]:
    """Return the maximal verbatim runs of two articles: in their own words, and in furniture.

    Returns:
        Runs of own words, ascending; and runs over all words of the pages that stand in furniture
        on either side, the longest first.
    """
    left, right, rules = pairing.left, pairing.right, pairing.rules
    rank_left = {at: k for k, at in enumerate(left.own)}
    rank_right = {at: k for k, at in enumerate(right.own)}
    own: list[Run] = []
    furniture: list[Run] = []
    every = common_runs(left.page, right.page, rules.shortest_run, rules.most_occurrences)
    for i, j, length in every.tolist():
        mine = [i + k in rank_left and j + k in rank_right for k in range(length)]
        edges = [0, *(k for k in range(1, length) if mine[k] != mine[k - 1]), length]
        for start, end in zip(edges, edges[1:], strict=False):
            if end - start < rules.shortest_run:
                continue
            if mine[start]:
                own.append((rank_left[i + start], rank_right[j + start], end - start))
            else:
                furniture.append((i + start, j + start, end - start))
    return sorted(own), sorted(furniture, key=lambda run: (-run[2], run))


def find_chains(pairing: Pairing, runs: Sequence[Run], refiner: Refiner) -> list[Rectangle]:
    """Return the rectangles of long chains, trimmed to boundaries."""
    rules = pairing.rules
    linked = link(runs, rules, set(pairing.left.breaks), set(pairing.right.breaks))
    trimmed = [
        _trim(chain, pairing) for matched, chain in linked if matched >= rules.shortest_chain
    ]
    return [refiner.weigh(one) for one in trimmed if one.a < one.b and one.c < one.d]


def link(
    runs: Sequence[Run],
    rules: Rules,
    left_breaks: Container[int] = (),
    right_breaks: Container[int] = (),
) -> list[tuple[int, list[Run]]]:
    """Return disjoint chains of runs with their matched words, longest first.

    A chain is worth its matched words less half its gaps (counted twice here, to stay whole); each
    run follows the one behind it that makes it worth most, never across a break.
    """
    value = [2 * length for _, _, length in runs]
    before = [-1] * len(runs)
    for k, (i, j, length) in enumerate(runs):
        for m in range(max(0, k - rules.look_back), k):
            end, bottom = runs[m][0] + runs[m][2], runs[m][1] + runs[m][2]
            lefts, rights = i - end, j - bottom
            if min(lefts, rights) < -rules.most_overlap or max(lefts, rights) > rules.widest_gap:
                continue
            if any(at in left_breaks for at in range(end, i + 1)):
                continue
            if any(at in right_breaks for at in range(bottom, j + 1)):
                continue
            gaps = max(0, lefts) + max(0, rights)
            reached = value[m] + 2 * (length - max(0, -lefts, -rights)) - gaps
            if reached > value[k]:
                value[k], before[k] = reached, m
    return _unwind(runs, value, before)


def _unwind(
    runs: Sequence[Run], value: Sequence[int], before: Sequence[int]
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


def _trim(chain: Sequence[Run], pairing: Pairing) -> Rectangle:
    (i, j, first), (k, m, last) = chain[0], chain[-1]
    most = pairing.rules.most_trimmed
    head = _inward(pairing, i, j, range(min(most, first - 1) + 1))
    foot = _inward(pairing, k + last, m + last, range(0, -min(most, last - 1) - 1, -1))
    return Rectangle(i + head, k + last + foot, j + head, m + last + foot)


def _inward(pairing: Pairing, i: int, j: int, steps: range) -> int:
    """Return the first step inward at which either text has a boundary; 0 where none has."""
    left, right = pairing.left.free, pairing.right.free
    return next((step for step in steps if left[i + step] or right[j + step]), 0)
