"""Sieves: which keys a large segment cannot hold, told without fetching a block.

A piece of a sieve has eight bits for each band that is held in a stretch of keys, and five for each
anchor, term and name; each key sets four. Of bands that are not there, one in forty passes, of
others one in eleven; what is there always does. A stretch without a piece lets everything pass.
At a million near-only articles that is 43 MB of memory, for a check that fetches a dozen blocks
instead of 300.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.store.blocks import KEYS, DamagedError, Keys, seal, unseal
from dedup.store.contract import HASH_BITS, Channel

BAND_BITS = 8
OTHER_BITS = 5
"""Of a sieve, for each key. A check of near-duplicates takes a third of a millisecond and asks for
bands alone; that of an index with anchors takes forty times as long, and a million articles have a
hundred million of them."""
_HEAD = Struct("<QQ")
_BEHIND_BANDS = np.uint64(Channel.ANCHOR << HASH_BITS)


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """The pieces of one segment's sieve, side by side.

    Attributes:
        begins, ends: shape (p,), the keys that each piece is for, half-open, ascending.
        offsets: shape (p + 1,), the byte in ``bits`` that each begins at.
        bits: of all pieces, as ``kernels.make_sieve`` makes them.
    """

    begins: Keys
    ends: Keys
    offsets: NDArray[np.int64]
    bits: bytes

    def let_through(self, keys: Keys) -> NDArray[np.int64]:
        """Return the places of those keys that the segment may hold."""
        return kernels.sift(keys, self.begins, self.ends, self.offsets, self.bits)


def make_piece(keys: Keys, begin: int, end: int) -> bytes:
    """Return the piece of a sieve for a stretch of keys.

    Args:
        keys: of its postings, ascending.
        begin, end: the stretch.
    """
    distinct = keys[np.concatenate((keys[1:] != keys[:-1], [True]))] if len(keys) else keys
    bands = int(np.searchsorted(distinct, _BEHIND_BANDS))
    bits = BAND_BITS * bands + OTHER_BITS * (len(distinct) - bands)
    return seal(_HEAD.pack(begin, end) + kernels.make_sieve(distinct, bits // 8 + 1))


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
    return Sieve(
        begins=np.array(begins, np.uint64),
        ends=np.array(ends, np.uint64),
        offsets=np.cumsum([0, *map(len, bits)], dtype=np.int64),
        bits=b"".join(bits),
    )
