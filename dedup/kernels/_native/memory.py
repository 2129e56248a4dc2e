"""Arrays over the memory that the core gives."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import Hashes, Offsets, Slots, Weights


def hashes_of(memory: bytearray | memoryview) -> Hashes:
    """Return the hashes that stand in some memory."""
    return np.frombuffer(memory, np.uint64)


def offsets_of(memory: bytearray) -> Offsets:
    """Return the offsets that stand in some memory."""
    return np.frombuffer(memory, np.int64)


def slots_of(memory: bytearray) -> Slots:
    """Return the numbers of 32 bits that stand in some memory."""
    return np.frombuffer(memory, np.uint32)


def weights_of(memory: bytearray) -> Weights:
    """Return the weights that stand in some memory."""
    return np.frombuffer(memory, np.float64)
