"""Who holds which key, sorted, in few bytes."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    require_array,
    require_at_least_one,
    require_beside,
    require_offsets,
)

_LIMIT = 1 << 62
"""Keys and owners stay under it: a doubled gap must fit in 63 bits."""


def pack_postings(keys: Hashes, owners: Offsets, most: int) -> tuple[bytes, Offsets, Offsets]:
    """Return sorted postings in few bytes, cut into blocks; `core/postings.c` has the form.

    Args:
        keys: shape (m,), ascending; owner ``owners[i]`` holds ``keys[i]``.
        owners: shape (m,), from 0, ascending among those of one key.
        most: a block that has as many postings takes no further key; keys are not divided.

    Returns:
        packed: the blocks, end to end.
        first: shape (b,), each block's first posting; its key is the block's base.
        offsets: shape (b + 1,), where each block stands in ``packed``.

    Raises:
        ValueError: keys or owners do not ascend, or are too large.
    """
    require_array("keys", keys, np.uint64)
    require_array("owners", owners, np.int64)
    require_beside(len(keys), len(owners), "keys and owners")
    require_at_least_one("most", most)
    packed = bytearray()
    first, offsets = [], []
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)]).tolist()
    last, in_block = -1, most
    for begin, end in zip(begins, [*begins[1:], len(keys)], strict=False):
        key, holders = int(keys[begin]), owners[begin:end].tolist()
        if key >= _LIMIT or key <= last:
            raise ValueError(f"posting {begin}: keys must ascend and stay under 2**62")
        if in_block >= most:
            first.append(begin)
            offsets.append(len(packed))
            last, in_block = key, 0
        packed += pack_key(key - last, holders)
        last, in_block = key, in_block + len(holders)
    offsets.append(len(packed))
    return bytes(packed), np.array(first, np.int64), np.array(offsets, np.int64)


def pack_key(gap: int, holders: list[int]) -> bytes:
    """Return one key, by its gap from the one before it, and who holds it."""
    packed = _number(gap << 1 | (len(holders) > 1))
    if len(holders) > 1:
        packed += _number(len(holders))
    return packed + _gaps(holders)


def _gaps(owners: list[int]) -> bytes:
    packed, last = bytearray(), None
    for owner in owners:
        if owner < 0 or (last is not None and owner <= last):
            raise ValueError(
                f"owner {owner} after {last or 0}: the owners of a key must ascend from 0"
            )
        packed += _number(owner - (last or 0))
        last = owner
    return bytes(packed)


def _number(number: int) -> bytes:
    packed = bytearray()
    while number >= 0x80:
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    packed.append(number)
    return bytes(packed)


def unpack_postings(
    packed: Bytes, offsets: Offsets, bases: Hashes
) -> tuple[Hashes, Offsets, Offsets]:
    """Return the keys and owners of some blocks of postings.

    Args:
        packed: the blocks, end to end.
        offsets: shape (b + 1,), where each stands.
        bases: shape (b,), the first key of each.

    Returns:
        keys, owners: shape (m,), as they were packed.
        first: shape (b + 1,), where the postings of each block begin.

    Raises:
        ValueError: a block is damaged.
    """
    octets = memoryview(packed).cast("B")
    require_offsets("offsets", offsets, len(octets), "bytes")
    require_array("bases", bases, np.uint64)
    require_beside(len(bases), len(offsets) - 1, "bases and blocks")
    keys: list[int] = []
    owners: list[int] = []
    first = [0]
    for block, base in enumerate(bases.tolist()):
        body = bytes(octets[int(offsets[block]) : int(offsets[block + 1])])
        if base >= _LIMIT or not unpack_run(body, base, keys, owners):
            raise ValueError(f"block {block} of postings is damaged")
        first.append(len(keys))
    return np.array(keys, np.uint64), np.array(owners, np.int64), np.array(first, np.int64)


def unpack_run(body: bytes, key: int, keys: list[int], owners: list[int]) -> bool:
    """Append the postings of some bytes, gaps from ``key`` on; return whether all were whole."""
    at = 0
    while at < len(body):
        key, count, at = take_key(body, key, at)
        owner = 0
        for number in range(count):
            if at >= 0:
                owner, at = take_owner(body, owner, number, at)
                keys.append(key)
                owners.append(owner)
        if at < 0:
            return False
    return True


def take_key(body: bytes, key: int, at: int) -> tuple[int, int, int]:
    """Return the key after ``key``, how many hold it, and where its owners begin; -1: damaged."""
    gap, at = _take(body, at)
    key += max(gap, 0) >> 1
    count = 1
    if gap > 0 and gap & 1 and key < _LIMIT:
        count, at = _take(body, at)
    if gap < 0 or key >= _LIMIT or not 1 <= count <= len(body) - at:
        return key, 0, -1
    return key, count, at


def take_owner(body: bytes, owner: int, number: int, at: int) -> tuple[int, int]:
    """Return the owner after ``owner``, number ``number`` of its key, and where the next stands."""
    step, at = _take(body, at)
    owner += step
    if step < 0 or owner >= _LIMIT or (number and step == 0):
        return owner, -1
    return owner, at


def _take(body: bytes, at: int) -> tuple[int, int]:
    """Return the number that starts at ``at``, -1 if it is not whole, and where the next does."""
    number = 0
    for place in range(at, min(at + 9, len(body))):
        number |= (body[place] & 0x7F) << 7 * (place - at)
        if body[place] < 0x80:
            return number, place + 1
    return -1, len(body)
