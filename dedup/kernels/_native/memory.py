"""Arrays over the memory that the core gives."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import Hashes, Offsets


def hashes_of(memory: bytearray | memoryview) -> Hashes:
    """Return the hashes that stand in some memory."""
    return np.frombuffer(memory, np.uint64)


def offsets_of(memory: bytearray) -> Offsets:
    """Return the offsets that stand in some memory."""
    return np.frombuffer(memory, np.int64)
