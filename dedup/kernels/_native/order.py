"""The kernels in C that put numbers in order."""

from __future__ import annotations

from dedup.kernels import _core
from dedup.kernels._arrays import Hashes, Offsets
from dedup.kernels._native.memory import hashes_of, offsets_of


def order_numbers(numbers: Hashes) -> Offsets:
    """Return the places of some numbers in the order of the numbers, equal ones as they stand."""
    return offsets_of(_core.order_numbers(numbers))


def distinct_numbers(numbers: Hashes) -> Hashes:
    """Return the distinct ones of some numbers, ascending."""
    return hashes_of(_core.distinct_numbers(numbers))
