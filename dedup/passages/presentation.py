"""Presentation: rectangles of words become passages of text, with what a reader asks of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedup.passages.chains import SHORTEST_RUN, Run
from dedup.passages.pairing import Pairing
from dedup.passages.passage import Passage, PassageKind
from dedup.passages.rectangles import Rectangle
from dedup.passages.units import Flags

VERBATIM_SHARE = 0.95
"""Share of the longer side's words in verbatim runs: one word in twenty may be a correction."""
OWN_RUN = 12
"""Words in a row outside quote marks that make a passage more than a quotation: independent
reports of one event never reached 11."""
SHORTEST_FURNITURE = 8
"""Words of site boilerplate worth showing; a share bar is shorter."""


def present(
    pairing: Pairing, rectangles: Sequence[Rectangle], runs: Sequence[Run]
) -> list[Passage]:
    """Return the passages of some rectangles, with the verbatim runs that lie inside each."""
    return [_present_one(pairing, one, _runs_in(pairing, one, runs)) for one in rectangles]


def _present_one(pairing: Pairing, one: Rectangle, runs: Sequence[Run]) -> Passage:
    left, right = pairing.left, pairing.right
    in_runs = sum(length for _, _, length in runs)
    kind = PassageKind.REWORDED
    if _is_quotation(pairing, one, runs):
        kind = PassageKind.QUOTATION
    elif in_runs >= VERBATIM_SHARE * one.longer:
        kind = PassageKind.VERBATIM
    return Passage(
        *left.units.span(one.a, one.b),
        *right.units.span(one.c, one.d),
        kind,
        one.evidence,
        max(in_runs, _shared_words(pairing, one)) / one.longer,
        tuple(
            (*left.units.span(i, i + length), *right.units.span(j, j + length))
            for i, j, length in runs
        ),
    )


def _runs_in(pairing: Pairing, one: Rectangle, runs: Sequence[Run]) -> list[Run]:
    if np.array_equal(pairing.left.words[one.a : one.b], pairing.right.words[one.c : one.d]):
        return [(one.a, one.c, one.longer)]  # however short, or full of refrains
    return _clip(runs, one)


def _clip(runs: Sequence[Run], one: Rectangle) -> list[Run]:
    """Return the runs, or their parts, inside a rectangle: longest first, none over another."""
    inside = []
    for i, j, length in runs:
        skip = max(0, one.a - i, one.c - j)
        rest = min(length, one.b - i, one.d - j) - skip
        if rest >= min(SHORTEST_RUN, one.shorter):
            inside.append((i + skip, j + skip, rest))
    kept: list[Run] = []
    for i, j, length in sorted(inside, key=lambda run: (-run[2], run)):
        free = all(
            (i + length <= a or a + n <= i) and (j + length <= b or b + n <= j) for a, b, n in kept
        )
        if free:
            kept.append((i, j, length))
    return sorted(kept)


def _shared_words(pairing: Pairing, one: Rectangle) -> int:
    left, right = pairing.left.words[one.a : one.b], pairing.right.words[one.c : one.d]
    size = int(max(left.max(), right.max())) + 1
    return int(
        np.minimum(np.bincount(left, minlength=size), np.bincount(right, minlength=size)).sum()
    )


def _is_quotation(pairing: Pairing, one: Rectangle, runs: Sequence[Run]) -> bool:
    """Whether most matched words stand in quote marks on a side, and no long run stands outside."""
    left, right = pairing.left, pairing.right
    heads = left.heads[one.a : one.b], right.heads[one.c : one.d]
    quoted = left.quoted[one.a : one.b], right.quoted[one.c : one.d]
    shares = [
        quoted[side][np.isin(heads[side], heads[1 - side])].mean() if quoted[side].any() else 0.0
        for side in (0, 1)
    ]
    if max(shares) <= 0.5:
        return False
    outside = [
        left.quoted[i : i + length] | right.quoted[j : j + length]
        for i, j, length in runs
        if length >= OWN_RUN
    ]
    return all(_longest_false(marks) < OWN_RUN for marks in outside)


def _longest_false(marks: Flags) -> int:
    edges = np.flatnonzero(np.concatenate(([True], marks, [True])))
    return int(np.diff(edges).max()) - 1


def present_furniture(
    pairing: Pairing, runs: Sequence[Run], passages: Sequence[Passage]
) -> list[Passage]:
    """Return the verbatim runs inside furniture, beside the passages there are already.

    Args:
        pairing: the two articles.
        runs: over all words of the pages, in furniture on either side, the best first.
        passages: what the articles share besides.
    """
    found: list[Passage] = []
    for i, j, length in runs:
        if length >= SHORTEST_FURNITURE:
            one = _furniture(pairing, i, j, length)
            if not any(_overlap(one, other) for other in (*passages, *found)):
                found.append(one)
    return found


def _furniture(pairing: Pairing, i: int, j: int, length: int) -> Passage:
    left, right = pairing.left.units.tokens, pairing.right.units.tokens
    spans = (*left.span(i, i + length), *right.span(j, j + length))
    return Passage(*spans, PassageKind.FURNITURE, 0.0, 1.0, (spans,))


def _overlap(one: Passage, other: Passage) -> bool:
    left = max(one.left_start, other.left_start) < min(one.left_end, other.left_end)
    return left or max(one.right_start, other.right_start) < min(one.right_end, other.right_end)
