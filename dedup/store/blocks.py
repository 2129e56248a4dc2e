"""Blocks: sorted postings as they lie on the disk, each with what proves it whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup import kernels

Keys = NDArray[np.uint64]
Owners = NDArray[np.int64]
Placed = tuple[int, bytes]
"""The place of a block, and the block."""

KEY_BITS = 42
"""Of a key: two for its channel, forty for what is looked up. Of 170 million anchors of a million
articles, forty bits take two different ones for one in 1 of 6,500 lookups; every candidate is
verified, so that costs time and no answer."""
KEYS = 1 << KEY_BITS
MOST_POSTINGS = 200
"""In a block, more only where one key has more: about 1 kB, eight to a page of SQLite."""

_CHECK = 8  # bytes of a check sum


class DamagedError(ValueError):
    """What lies on the disk is not what was written."""


def write_blocks(slot: int, keys: Keys, owners: Owners, begin: int, end: int) -> list[Placed]:
    """Return the blocks of some postings.

    Blocks of a slot cover all keys from ``begin`` to ``end`` without a gap, so that a key that
    no block covers tells of damage, and not of absence.

    Args:
        slot: of the segment.
        keys, owners: of the postings, ascending.
        begin, end: the keys that these blocks cover.
    """
    packed, places, offsets = kernels.pack_blocks(
        keys, owners, MOST_POSTINGS, KEY_BITS, slot, begin, end
    )
    bounds = offsets.tolist()
    bodies = (packed[at:stop] for at, stop in zip(bounds, bounds[1:], strict=False))
    return list(zip(places.tolist(), bodies, strict=True))


def read_blocks(blocks: Sequence[Placed]) -> tuple[Keys, Owners, Keys]:
    """Return the postings of some blocks, in their order, and the key that each ends before.

    Raises:
        DamagedError: a block is not as it was written, or stands elsewhere.
    """
    try:
        return kernels.unpack_blocks(*_joined(blocks), KEY_BITS)
    except (ValueError, TypeError) as error:
        raise DamagedError(str(error)) from error


def find_in_blocks(
    blocks: Sequence[Placed], keys: Keys, among: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Owners]:
    """Return for each posting of some keys the place of its key in ``keys``, and its owner.

    Args:
        blocks: as they were read.
        keys: those of one block together, ascending.
        among: the number of the block that must cover each key.

    Raises:
        DamagedError: a block is not as it was written, or covers not what it must.
    """
    try:
        return kernels.find_in_blocks(*_joined(blocks), KEY_BITS, keys, among)
    except (ValueError, TypeError) as error:
        raise DamagedError(str(error)) from error


def place_of(block: object) -> int:
    """Return the place that a block says it has, -1 if it is none; its check sum is of it too."""
    return int.from_bytes(block[:8], "little") if isinstance(block, bytes) else -1


def _joined(blocks: Sequence[Placed]) -> tuple[bytes, NDArray[np.int64], NDArray[np.int64]]:
    """Return blocks end to end, where each begins, and their places; bytes, else a TypeError."""
    bodies = [body for _, body in blocks]  # a flipped bit may change what SQLite takes one for
    sizes = np.fromiter(map(len, bodies), np.int64, len(bodies))
    places = np.array([place for place, _ in blocks], np.int64)
    return b"".join(bodies), np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes))), places


def merge_sorted(parts: Sequence[tuple[Keys, Owners]], gone: Owners) -> tuple[Keys, Owners]:
    """Return the postings of several parts as one, by key and owner, without owners that are gone.

    Args:
        parts: each ascending.
        gone: ascending.
    """
    first = np.cumsum([0, *(len(keys) for keys, _ in parts)], dtype=np.int64)
    keys = np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in parts)])
    owners = np.concatenate([np.empty(0, np.int64), *(owners for _, owners in parts)])
    return kernels.merge_postings(keys, owners, first, gone)


def seal(content: bytes, number: int = 0) -> bytes:
    """Return bytes that ``unseal`` gives back, and that no flipped bit passes through."""
    return content + xxhash.xxh64_digest(content, number)


def unseal(sealed: bytes, what: str, number: int = 0) -> bytes:
    """Return what was sealed.

    Raises:
        DamagedError: it is not as it was written, or stands under another number.
    """
    return bytes(view_sealed(sealed, what, number))


def view_sealed(sealed: bytes, what: str, number: int = 0) -> memoryview:
    """Return what was sealed without a copy of it, as ``unseal`` does."""
    if not isinstance(sealed, bytes):  # a flipped bit may change what SQLite takes it for
        raise DamagedError(f"{what} is no bytes")
    content = memoryview(sealed)[:-_CHECK]
    if sealed[-_CHECK:] != xxhash.xxh64_digest(content, number):
        raise DamagedError(f"{what} does not have the check sum it was written with")
    return content
