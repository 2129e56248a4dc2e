"""Articles cut up for alignment: what begins before each word, heads, units, quotations."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from dedup.kernels._alignment import Mark
from dedup.kernels._arrays import Offsets, Slots, require_at_least_one
from dedup.kernels._python.sheets import Flags, Kinds, first_of, joined, require_rows, require_words
from dedup.kernels._sheets import Cuts, Kind


def cut_units(
    first: Offsets,
    starts: Slots,
    kinds: Kinds,
    heads: Slots,
    types: int,
    marks_first: Offsets,
    marks: Offsets,
    quoted_first: Offsets,
    quotations: Offsets,
    shortest: int,
    dateline: int,
    dated: float,
) -> Cuts:
    """Return the words of n texts cut up for alignment.

    Args:
        first: shape (n + 1,), the index of each text's first word.
        starts: shape (t,), where each word begins in its text, ascending in each.
        kinds: shape (t,), a ``Kind`` for each word.
        heads: shape (t,), what stands for each word: a number below ``types``.
        types: how many numbers there are.
        marks_first: shape (n + 1,), whose marks are whose.
        marks: where clauses end in their text.
        quoted_first: likewise, of the quotations.
        quotations: where they begin and end.
        shortest: words of a unit.
        dateline: most words of a line that is mostly a date.
        dated: least share of numbers in it.

    Raises:
        TypeError, ValueError: the arrays are none that could be followed.
    """
    require_words(
        first, starts, "starts", {"kinds": (kinds, np.uint8), "heads": (heads, np.uint32)}
    )
    require_rows(marks_first, marks, len(first), "marks")
    require_rows(quoted_first, quotations, len(first), "quotations")
    for name, value in (("types", types), ("shortest", shortest), ("dateline", dateline)):
        require_at_least_one(name, value)
    flags = np.zeros(len(starts), np.uint8)
    ranks, held, bounds, spans = [], [], [], []
    for row, (begin, end) in enumerate(pairwise(first.tolist())):
        _require_ascent(row, starts[begin:end], heads[begin:end], types)
        kind = kinds[begin:end]
        own = np.flatnonzero((kind & Kind.FURNISHED) == 0)
        at = starts[begin:end][own].astype(np.int64)
        clauses = np.searchsorted(at, marks[slice(*marks_first[row : row + 2])])
        flags[begin:end], cut = _cut_text(own, kind, clauses, shortest, (dateline, dated))
        bounds.append(cut)
        spans.append(np.searchsorted(at, quotations[slice(*quoted_first[row : row + 2])]))
        distinct, of = np.unique(heads[begin:end][own], return_inverse=True)
        held.append(distinct)
        ranks.append(of.reshape(-1))
    return Cuts(
        flags=flags,
        quotations=joined(spans, np.uint32),
        heads=joined(ranks, np.uint32),
        held=joined(held, np.uint32),
        bounds=joined(bounds, np.uint32),
        first=first_of(ranks, held, bounds),
    )


def _cut_text(
    own: Offsets, kinds: Kinds, clauses: Offsets, shortest: int, dates: tuple[int, float]
) -> tuple[Kinds, Offsets]:
    """Return the flags and bounds of one text.

    A sentence begins where a word does that begins one, and behind furniture; a clause there too,
    and at the first word behind each mark. Units are sentences; one of fewer than ``shortest``
    words joins the next, but never across furniture. A sentence of at most ``dates`` words is
    stock if two of them are numbers, and the share that ``dates`` has.
    """
    apart, ends = _ends(own, kinds)
    stock = _datelines((kinds[own] & Kind.NUMBER) != 0, ends, *dates)
    flags = _flags(own, kinds, ends, clauses, stock)
    return flags, _join_short(np.flatnonzero(ends), apart, shortest)


def _require_ascent(row: int, starts: Slots, heads: Slots, types: int) -> None:
    for word in range(len(starts)):
        if word and starts[word] < starts[word - 1]:
            raise ValueError(
                f"word {word} of text {row} starts at {starts[word]}, before the one before it"
            )
        if heads[word] >= types:
            raise ValueError(f"head {heads[word]} of text {row} is not among {types}")


def _ends(own: Offsets, kinds: Kinds) -> tuple[Flags, Flags]:
    """Return before which own words furniture stands, and before which a sentence ends."""
    apart = np.zeros(len(own), np.bool_)
    apart[1:] = np.diff(own) > 1
    ends = np.append(apart | ((kinds[own] & Kind.BEGINS_SENTENCE) != 0), True)
    ends[0] = True
    return apart, ends


def _flags(own: Offsets, kinds: Kinds, ends: Flags, clauses: Offsets, stock: Flags) -> Kinds:
    """Return the flags of a text's words."""
    flags = kinds & np.uint8(Kind.FURNISHED | Kind.BEGINS_SENTENCE)
    flags[:1] |= np.uint8(Kind.BEGINS_SENTENCE)
    marks = ends * np.uint8(Mark.SENTENCE | Mark.CLAUSE)
    marks[clauses] |= np.uint8(Mark.CLAUSE)
    flags[own] |= marks[: len(own)] | (kinds[own] & np.uint8(Kind.QUOTED | Kind.STOCK))
    flags[own] |= stock * np.uint8(Mark.STOCK)
    return flags


def _datelines(numbers: Flags, ends: Flags, dateline: int, dated: float) -> Flags:
    """Return which own words stand in a line that is mostly a date: when, not what."""
    edges = np.flatnonzero(ends)
    words = np.diff(edges)
    counts = np.diff(np.concatenate((np.zeros(1, np.int64), np.cumsum(numbers)))[edges])
    return np.repeat((words <= dateline) & (counts >= 2) & (counts >= dated * words), words)


def _join_short(ends: Offsets, apart: Flags, shortest: int) -> Offsets:
    """Join short sentences to the next one, but never across furniture."""
    bounds, last = [0], len(apart)
    for end in ends.tolist()[1:]:
        if end - bounds[-1] >= shortest or end == last or apart[end]:
            bounds.append(end)
    return np.array(bounds, np.int64)
