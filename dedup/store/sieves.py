"""Sieves: which names a large segment cannot hold, told without asking the disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.store.blocks import Keys
from dedup.store.contract import HASH_BITS, Channel

FIRST_NAME = Channel.NAME << HASH_BITS
"""The lowest key of a name; names are the highest keys."""
_BITS_A_NAME = 32
"""One name in 32 that is not there passes, for 4 bytes of memory a name: 8 MB at a million
articles."""


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """One bit for each stretch of names, set where the segment has one in it.

    Attributes:
        bits: eight to a byte, highest first.
        shift: of a name, to the number of its stretch.
    """

    bits: NDArray[np.uint8]
    shift: int

    def may_hold(self, names: Keys) -> NDArray[np.bool_]:
        """Return for each name False where the segment does not hold it."""
        at = (names - np.uint64(FIRST_NAME)) >> np.uint64(self.shift)
        kept: NDArray[np.bool_] = (self.bits[at >> np.uint64(3)] << (at & np.uint64(7))) & 128 != 0
        return kept


def sieve_of(parts: Iterable[Keys]) -> Sieve:
    """Return a sieve that all these names pass."""
    names = np.concatenate([np.empty(0, np.uint64), *parts])
    width = min(HASH_BITS, max(3, (_BITS_A_NAME * max(1, len(names)) - 1).bit_length()))
    shift = HASH_BITS - width
    marked = np.zeros(1 << width, np.bool_)
    marked[(names - np.uint64(FIRST_NAME)) >> np.uint64(shift)] = True
    return Sieve(np.packbits(marked), shift)
