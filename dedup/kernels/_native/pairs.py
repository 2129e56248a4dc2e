"""The kernels in C that prepare articles and compare them in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dedup.kernels import _core
from dedup.kernels._arrays import Offsets, Slots, Weights
from dedup.kernels._native.memory import offsets_of, slots_of, weights_of

if TYPE_CHECKING:
    from dedup.kernels._alignment import Alignment, Marks, Rules, Strand
    from dedup.kernels._comparing import Alignments, Comparisons, Sheet
    from dedup.kernels._sheets import Cuts, Weighed


def align_strands(
    left: Strand, right: Strand, rules: Rules, worths: Offsets, logs: Offsets
) -> Alignment:
    """Return the passages that two prepared articles share."""
    passages, runs, sentences = _core.align_strands(
        left.arrays, right.arrays, rules.as_array(), worths, logs
    )
    return _alignment(passages, runs, sentences)


def align_pairs(
    sheets: Sequence[Sheet], pairs: Offsets, rules: Rules, worths: Offsets, logs: Offsets
) -> Alignments:
    """Return the passages that the articles of some pairs share."""
    from dedup.kernels._comparing import Alignments

    counts, passages, runs, sentences = _core.align_pairs(
        [sheet.arrays for sheet in sheets], pairs, rules.as_array(), worths, logs
    )
    found = _alignment(passages, runs, sentences)
    return Alignments.of_counts(offsets_of(counts).reshape(-1, 3), found)


def _alignment(passages: bytearray, runs: bytearray, sentences: bytearray) -> Alignment:
    from dedup.kernels._alignment import Alignment

    return Alignment(
        passages=offsets_of(passages).reshape(-1, 8),
        runs=offsets_of(runs).reshape(-1, 4),
        sentences=offsets_of(sentences).reshape(-1, 5),
    )


def compare_pairs(
    sheets: Sequence[Sheet],
    pairs: Offsets,
    first: Offsets,
    passages: Offsets,
    parts: int,
) -> Comparisons:
    """Return what the two articles of each pair have in common."""
    from dedup.kernels._comparing import COUNTS, WEIGHTS, Comparisons

    counts, weights = _core.compare_pairs(
        [sheet.arrays for sheet in sheets], pairs, first, passages, parts
    )
    return Comparisons(
        offsets_of(counts).reshape(-1, COUNTS),
        weights_of(weights).reshape(-1, WEIGHTS),
    )


def cut_units(
    first: Offsets,
    starts: Slots,
    kinds: Marks,
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
    """Return the words of n texts cut up for alignment."""
    from dedup.kernels._sheets import Cuts

    flags, spans, ranks, held, bounds, ends = _core.cut_units(
        first, starts, kinds, heads, types, marks_first, marks, quoted_first, quotations,
        shortest, dateline, dated,
    )  # fmt: skip
    return Cuts(
        flags=np.frombuffer(flags, np.uint8),
        quotations=slots_of(spans),
        heads=slots_of(ranks),
        held=slots_of(held),
        bounds=slots_of(bounds),
        first=offsets_of(ends).reshape(-1, 3),
    )


def weigh_stems(
    first: Offsets,
    stems: Slots,
    weights: Weights,
    kinds: Marks,
    ranks: Slots,
    term_first: Offsets,
    terms: Slots,
    frequencies: Weights,
    most: int,
    telling: float,
    fact: float,
    term: float,
) -> Weighed:
    """Return the stems of n texts as they are compared."""
    from dedup.kernels._sheets import Weighed

    found = _core.weigh_stems(
        first, stems, weights, kinds, ranks, term_first, terms, frequencies, most, telling, fact,
        term,
    )  # fmt: skip
    distinct, places, heavy, own, facts, best, unit, ends = found
    return Weighed(
        stems=slots_of(distinct),
        places=slots_of(places),
        weights=weights_of(heavy),
        own=slots_of(own),
        facts=slots_of(facts),
        terms=slots_of(best),
        term_weights=weights_of(unit),
        first=offsets_of(ends).reshape(-1, 4),
    )
