"""Sieves: which keys a large segment cannot hold, told without fetching a block.

A piece of a sieve has eight bits for each posting of a stretch of keys, set where a key is near. Of
keys that are not there, one in nine passes; what is there always does. A stretch without a piece
lets everything pass. At a million near-only articles that is 43 MB of memory, for a check that
fetches some 40 blocks instead of 300.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.store.blocks import KEYS, DamagedError, Keys, seal, unseal

_MOST_OCTETS = 1 << 18
"""Of a piece, which has one for each posting: a key's place in it is worked out in 64 bits."""

_HEAD = Struct("<QQ")


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """The pieces of one segment's sieve, side by side.

    Attributes:
        begins, ends: shape (p,), the keys that each piece is for, half-open, ascending.
        sizes: shape (p,), bits of each piece.
        first: shape (p,), the byte in ``bits`` that each begins at.
        bits: eight to a byte, highest first.
    """

    begins: Keys
    ends: Keys
    sizes: Keys
    first: Keys
    bits: bytes

    def let_through(self, keys: Keys) -> NDArray[np.int64]:
        """Return the places of those keys that the segment may hold."""
        return kernels.sift(keys, self.begins, self.ends, self.sizes, self.first, self.bits)


def _bit_of(within: Keys, size: Keys | np.uint64, width: Keys | np.uint64) -> Keys:
    """Return the bit of each key: 42 bits of key times 21 of size stay under 64."""
    bit: Keys = within * size // width
    return bit


def make_piece(keys: Keys, begin: int, end: int) -> bytes:
    """Return the piece of a sieve for a stretch of keys.

    Args:
        keys: of its postings, ascending.
        begin, end: the stretch.
    """
    size = np.uint64(8 * max(1, min(len(keys), _MOST_OCTETS)))
    marked = np.zeros(int(size), np.bool_)
    marked[_bit_of(keys - np.uint64(begin), size, np.uint64(end - begin))] = True
    return seal(_HEAD.pack(begin, end) + np.packbits(marked).tobytes())


def read_pieces(pieces: Sequence[tuple[int, bytes]]) -> Sieve:
    """Return the sieve of a segment.

    Args:
        pieces: places and contents, ascending.

    Raises:
        DamagedError: one is not as it was written, or stands elsewhere.
    """
    begins, ends, bits = [], [], []
    for place, sealed in pieces:
        content = unseal(sealed, f"the sieve at {place}")
        begin, end = _HEAD.unpack_from(content)
        if begin != place & (KEYS - 1):
            raise DamagedError(f"the sieve at {place} is that at {begin}")
        begins.append(begin)
        ends.append(end)
        bits.append(content[_HEAD.size :])
    octets = np.array([len(one) for one in bits], np.uint64)
    return Sieve(
        begins=np.array(begins, np.uint64),
        ends=np.array(ends, np.uint64),
        sizes=octets * np.uint64(8),
        first=np.cumsum(octets, dtype=np.uint64) - octets,
        bits=b"".join(bits),
    )
