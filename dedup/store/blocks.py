"""Blocks: sorted postings as they lie on the disk, each with what proves it whole."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dedup import kernels

Keys = NDArray[np.uint64]
Owners = NDArray[np.int64]

KEY_BITS = 42
"""Of a key: two for its channel, forty for what is looked up. Of 170 million anchors of a million
articles, forty bits take two different ones for one in 1 of 6,500 lookups; every candidate is
verified, so that costs time and no answer."""
KEYS = 1 << KEY_BITS
MOST_POSTINGS = 200
"""In a block, more only where one key has more: about 1 kB, four to a page of SQLite."""

_HEAD = Struct("<QQ")
_TAIL = Struct("<I")


class DamagedError(ValueError):
    """What lies on the disk is not what was written."""


def write_blocks(
    slot: int, keys: Keys, owners: Owners, begin: int, end: int
) -> list[tuple[int, bytes]]:
    """Return the places and bodies of the blocks of some postings.

    Blocks of a slot cover all keys from ``begin`` to ``end`` without a gap, so that a key that
    no block covers tells of damage, and not of absence.

    Args:
        slot: of the segment.
        keys, owners: of the postings, ascending.
        begin, end: the keys that these blocks cover.
    """
    packed, first, offsets = kernels.pack_postings(keys, owners, MOST_POSTINGS)
    bases = keys[first].tolist() or [begin]
    bounds = offsets.tolist() if len(first) else [0, 0]
    covers = [begin, *bases[1:], end]
    blocks = []
    for number, base in enumerate(bases):
        body = _HEAD.pack(base, covers[number + 1]) + packed[bounds[number] : bounds[number + 1]]
        place = slot << KEY_BITS | covers[number]
        blocks.append((place, body + _TAIL.pack(crc32(body, place & 0xFFFFFFFF))))
    return blocks


def read_blocks(
    blocks: Sequence[tuple[int, bytes]], *, checked: bool = False
) -> tuple[Keys, Owners]:
    """Return the postings of some blocks, in their order.

    Args:
        blocks: places and bodies.
        checked: whether ``covered_from`` has looked at each already.

    Raises:
        DamagedError: a block is not as it was written.
    """
    bases, bodies, bounds = [], [], [0]
    for place, body in blocks:
        if not checked:
            covered_from(place, body)
        bases.append(_HEAD.unpack_from(body)[0])
        bodies.append(body[_HEAD.size : -_TAIL.size])
        bounds.append(bounds[-1] + len(bodies[-1]))
    try:
        keys, owners, _ = kernels.unpack_postings(
            b"".join(bodies), np.array(bounds, np.int64), np.array(bases, np.uint64)
        )
    except ValueError as error:
        raise DamagedError(str(error)) from error
    return keys, owners


def covered_from(place: int, body: bytes) -> tuple[int, int]:
    """Return the keys that a block covers, half-open.

    Raises:
        DamagedError: the block is not as it was written.
    """
    if not isinstance(body, bytes) or len(body) < _HEAD.size + _TAIL.size:
        raise DamagedError(f"the block at {place} is none")
    (kept,) = _TAIL.unpack_from(body, len(body) - _TAIL.size)
    if crc32(memoryview(body)[: -_TAIL.size], place & 0xFFFFFFFF) != kept:
        raise DamagedError(f"the block at {place} does not have the check sum it was written with")
    return place & (KEYS - 1), _HEAD.unpack_from(body)[1]


def seal(content: bytes, number: int = 0) -> bytes:
    """Return bytes that ``unseal`` gives back, and that no flipped bit passes through."""
    return content + _TAIL.pack(crc32(content, number & 0xFFFFFFFF))


def unseal(sealed: bytes, what: str, number: int = 0) -> bytes:
    """Return what was sealed.

    Raises:
        DamagedError: it is not as it was written, or stands under another number.
    """
    if not isinstance(sealed, bytes):  # a flipped bit may change what SQLite takes it for
        raise DamagedError(f"{what} is no bytes")
    content = sealed[: -_TAIL.size]
    if sealed != seal(content, number):
        raise DamagedError(f"{what} does not have the check sum it was written with")
    return content


def merge_sorted(parts: Sequence[tuple[Keys, Owners]], gone: Owners) -> tuple[Keys, Owners]:
    """Return the postings of several parts as one, by key and owner, without owners that are gone.

    Args:
        parts: each ascending; owners of a key ascend from part to part.
        gone: ascending.
    """
    keys = np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in parts)])
    owners = np.concatenate([np.empty(0, np.int64), *(owners for _, owners in parts)])
    if len(gone) and len(owners):
        keep = gone[np.minimum(np.searchsorted(gone, owners), len(gone) - 1)] != owners
        keys, owners = keys[keep], owners[keep]
    order = np.argsort(keys, kind="stable")  # merges the sorted parts; a full sort is slower
    keys, owners = keys[order], owners[order]
    unordered = (keys[1:] == keys[:-1]) & (owners[1:] <= owners[:-1])
    if unordered.any():  # an article that took the number of its copy: rare
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        new = np.concatenate(([True], (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])))
        keys, owners = keys[new], owners[new]
    return keys, owners
