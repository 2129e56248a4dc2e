"""The kernel in C that finds names near cues."""

from __future__ import annotations

from dedup.kernels import _core
from dedup.kernels._arrays import Slots
from dedup.kernels._cues import CuedNames, CueRules
from dedup.kernels._native.memory import hashes_of, slots_of


def cued_names(
    points: Slots,
    starts: Slots,
    ends: Slots,
    classes: Slots,
    apart: Slots,
    cuts: Slots,
    top: int,
    rules: CueRules,
) -> CuedNames:
    """Return the names in a text that stand near a cue, or end a line."""
    names, rows, glued, lanes = _core.cued_names(
        points, starts, ends, classes, apart, cuts, top, rules.arrays
    )
    return CuedNames.of_numbers(
        slots_of(names).tolist(),
        slots_of(rows).tolist(),
        slots_of(glued).tolist(),
        hashes_of(lanes).tolist(),
    )
