"""Blocks of postings as they lie on a disk, each with what proves it whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from struct import Struct

import numpy as np
import xxhash

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    require_array,
    require_at_least_one,
    require_offsets,
)
from dedup.kernels._python.postings import OpenRun, Run, block_end, unpack_run

_HEAD = Struct("<QQ")
_CHECK = Struct("<Q")
_SPREADING = (0x9E3779B97F4A7C15, 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MOST_OCTETS = 1 << 29


def pack_blocks(
    keys: Hashes, owners: Offsets, most: int, bits: int, slot: int, begin: int, end: int
) -> tuple[bytes, Offsets, Offsets]:
    """Return sorted postings as the blocks of a slot; `core/blocks.c` has the form.

    Args:
        keys: shape (m,), ascending, from ``begin`` and below ``end``.
        owners: shape (m,), from 0, ascending among those of one key.
        most: a block that has as many postings takes no further key; keys are not divided.
        bits: of a key.
        slot: that the places of the blocks are in.
        begin, end: the keys that the blocks cover, without a gap.

    Returns:
        blocks: end to end.
        places: shape (b,), ``slot << bits |`` the key that a block begins with.
        offsets: shape (b + 1,), where each block stands in ``blocks``.

    Raises:
        ValueError: keys or owners do not ascend, or are out of range.
    """
    require_array("keys", keys, np.uint64)
    require_array("owners", owners, np.int64)
    if len(keys) != len(owners):
        raise ValueError(f"{len(keys)} and {len(owners)} keys and owners: pass one for each")
    require_at_least_one("most", most)
    _require_bits(bits)
    if not (0 <= slot < 1 << (63 - bits) and 0 <= begin <= end <= 1 << bits):
        raise ValueError(
            f"slot {slot} with keys of {bits} bits from {begin} to {end}: out of range"
        )
    blocks: list[bytes] = []
    places: list[int] = []
    at, begins, least = 0, begin, begin
    while at < len(keys) or not blocks:
        stop = block_end(keys, at, most)
        own = Run(keys[at:stop].tolist(), owners[at:stop].tolist())
        body, wrong = own.pack(begins, least, end)
        if wrong >= 0:
            raise ValueError(
                f"posting {at + wrong}: keys must ascend, from {begin} and below {end}"
            )
        places.append(slot << bits | begins)
        least = int(keys[stop - 1]) + 1 if stop > at else least
        at, begins = stop, int(keys[stop]) if stop < len(keys) else end
        blocks.append(_sealed(places[-1], begins, body))
    offsets = np.cumsum([0, *map(len, blocks)], dtype=np.int64)
    return b"".join(blocks), np.array(places, np.int64), offsets


def _sealed(place: int, end: int, postings: bytes) -> bytes:
    content = _HEAD.pack(place, end) + postings
    return content + _CHECK.pack(xxhash.xxh64_intdigest(content))


def unpack_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int
) -> tuple[Hashes, Offsets, Hashes]:
    """Return the postings of some blocks, having checked each.

    Args:
        blocks: end to end.
        offsets: shape (b + 1,), where each stands.
        places: shape (b,), where each was found.
        bits: of a key.

    Returns:
        keys, owners: shape (m,), as they were packed.
        ends: shape (b,), the key before which each block ends.

    Raises:
        ValueError: a block is not as it was written, or was found elsewhere.
    """
    octets = _require_blocks(blocks, offsets, places, bits)
    keys: list[int] = []
    owners: list[int] = []
    ends = []
    for number in range(len(places)):
        begin, end, postings = _read_block(octets, offsets, places, bits, number)
        if not unpack_run(postings, begin, keys, owners):
            raise ValueError(f"the block at {places[number]} is damaged")
        ends.append(end)
    return np.array(keys, np.uint64), np.array(owners, np.int64), np.array(ends, np.uint64)


def find_in_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int, keys: Hashes, among: Offsets
) -> tuple[Offsets, Offsets]:
    """Return who holds some keys, of which the block is known that must cover each.

    Args:
        blocks, offsets, places, bits: as ``unpack_blocks`` takes them.
        keys: shape (k,), those of one block together, ascending and distinct.
        among: shape (k,), the number of each key's block.

    Returns:
        found: shape (f,), for each posting of these keys the place of its key in ``keys``.
        owners: shape (f,), and its owner.

    Raises:
        ValueError: a block is not as it was written, or does not cover its keys.
    """
    octets = _require_blocks(blocks, offsets, places, bits)
    require_array("keys", keys, np.uint64)
    require_array("among", among, np.int64)
    if len(keys) != len(among):
        raise ValueError(
            f"{len(keys)} and {len(among)} keys and blocks of theirs: pass one for each"
        )
    found: list[tuple[int, int]] = []
    cuts = np.flatnonzero(np.concatenate(([True], among[1:] != among[:-1]))[: len(among)]).tolist()
    for at, stop in zip(cuts, [*cuts[1:], len(among)], strict=False):
        number = int(among[at])
        if not 0 <= number < len(places):
            raise ValueError(f"key {at} is looked for in block {number} of {len(places)}")
        begin, end, postings = _read_block(octets, offsets, places, bits, number)
        wanted = keys[at:stop].tolist()
        if any(not begin <= key < end for key in wanted):
            raise ValueError(f"the block after {places[number]} is missing")
        if not _find(postings, begin, wanted, at, found):
            raise ValueError(f"the block at {places[number]} is damaged")
    return np.array([at for at, _ in found], np.int64), np.array([of for _, of in found], np.int64)


def _find(
    postings: bytes, key: int, wanted: list[int], number: int, found: list[tuple[int, int]]
) -> bool:
    """Append who holds the wanted keys of a block; return whether it was whole so far."""
    run, passed = OpenRun(postings), 0
    for _ in range(run.keys):
        if passed == len(wanted):
            break
        key, count = run.take_key(key)
        while not run.damaged and passed < len(wanted) and wanted[passed] < key:
            passed += 1
        is_wanted = passed < len(wanted) and wanted[passed] == key
        owner = 0
        for holder in range(count):
            owner = run.take_owner(owner, holder)
            if is_wanted:
                found.append((number + passed, owner))
        if run.damaged:
            return False
    return not run.damaged


def _require_bits(bits: int) -> None:
    if not 1 <= bits <= 61:
        raise ValueError(f"bits={bits} must be from 1 to 61")


def _require_blocks(blocks: Bytes, offsets: Offsets, places: Offsets, bits: int) -> memoryview:
    octets = memoryview(blocks).cast("B")
    require_offsets("offsets", offsets, len(octets), "bytes")
    require_array("places", places, np.int64)
    if len(places) != len(offsets) - 1:
        raise ValueError(
            f"{len(places)} and {len(offsets) - 1} places and blocks: pass one for each"
        )
    _require_bits(bits)
    return octets


def _read_block(
    octets: memoryview, offsets: Offsets, places: Offsets, bits: int, number: int
) -> tuple[int, int, bytes]:
    """Return the keys that a block covers, and its postings."""
    block = bytes(octets[int(offsets[number]) : int(offsets[number + 1])])
    place = int(places[number])
    content = block[: -_CHECK.size]
    if (
        len(block) < _HEAD.size + _CHECK.size
        or _CHECK.unpack_from(block, len(content))[0] != xxhash.xxh64_intdigest(content)
        or _HEAD.unpack_from(block)[0] != place % (1 << 64)
    ):
        raise ValueError(f"the block at {place} does not have the check sum it was written with")
    return place & ((1 << bits) - 1), _HEAD.unpack_from(block)[1], content[_HEAD.size :]


def merge_postings(
    keys: Hashes, owners: Offsets, first: Offsets, gone: Offsets
) -> tuple[Hashes, Offsets]:
    """Return the postings of several parts as one, each once, without owners that are gone.

    Args:
        keys, owners: shape (m,), ascending by key and owner within each part.
        first: shape (p + 1,), where each part begins.
        gone: ascending.

    Returns:
        keys, owners: ascending by key and owner.
    """
    require_array("keys", keys, np.uint64)
    require_array("owners", owners, np.int64)
    if len(keys) != len(owners):
        raise ValueError(f"{len(keys)} and {len(owners)} keys and owners: pass one for each")
    require_offsets("first", first, len(keys), "postings")
    require_array("gone", gone, np.int64)
    left = set(zip(keys.tolist(), owners.tolist(), strict=True))
    removed = set(gone.tolist())
    merged = sorted((key, owner) for key, owner in left if owner not in removed)
    return (
        np.array([key for key, _ in merged], np.uint64),
        np.array([owner for _, owner in merged], np.int64),
    )


def find_sorted(held: Hashes, owners: Offsets, keys: Hashes) -> tuple[Offsets, Offsets]:
    """Return who holds some keys among postings in memory.

    Args:
        held, owners: shape (m,), ascending by key and owner.
        keys: in any order.

    Returns:
        found: shape (f,), for each posting of these keys the place of its key in ``keys``.
        owners: shape (f,), and its owner.
    """
    require_array("held", held, np.uint64)
    require_array("owners", owners, np.int64)
    if len(held) != len(owners):
        raise ValueError(f"{len(held)} and {len(owners)} held and owners: pass one for each")
    require_array("keys", keys, np.uint64)
    postings, found = held.tolist(), []
    for place, key in enumerate(keys.tolist()):
        at = bisect_left(postings, key)
        while at < len(postings) and postings[at] == key:
            found.append((place, int(owners[at])))
            at += 1
    return np.array([at for at, _ in found], np.int64), np.array([of for _, of in found], np.int64)


def make_sieve(keys: Hashes, octets: int) -> bytes:
    """Return the piece of a sieve that lets some keys through; `core/sought.c` has its form.

    Args:
        keys: in any order.
        octets: of the piece, under 2**29.

    Raises:
        ValueError: octets is out of range.

    References:
        Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970.
    """
    require_array("keys", keys, np.uint64)
    if not 1 <= octets < _MOST_OCTETS:
        raise ValueError(f"octets={octets} must be from 1 to 2**29 - 1")
    bits = bytearray(octets)
    for key in keys.tolist():
        for bit in _bits_of(key, octets):
            bits[bit >> 3] |= 128 >> (bit & 7)
    return bytes(bits)


def _bits_of(key: int, octets: int) -> list[int]:
    return [((key * odd % (1 << 64)) >> 32) * (octets << 3) >> 32 for odd in _SPREADING]


def sift(keys: Hashes, begins: Hashes, ends: Hashes, offsets: Offsets, bits: Bytes) -> Offsets:
    """Return the places of those keys that a sieve lets through.

    Args:
        keys: in any order.
        begins, ends: shape (p,), the keys that each piece is for, half-open, ascending.
        offsets: shape (p + 1,), the byte in ``bits`` that each begins at.
        bits: of all pieces, as ``make_sieve`` makes them.

    Raises:
        ValueError: a piece that is asked has no bytes, or too many.
    """
    require_array("keys", keys, np.uint64)
    require_array("begins", begins, np.uint64)
    require_array("ends", ends, np.uint64)
    octets = memoryview(bits).cast("B")
    require_offsets("offsets", offsets, len(octets), "bytes")
    for name, other in (("ends", len(ends)), ("offsets", len(offsets) - 1)):
        if other != len(begins):
            raise ValueError(f"{len(begins)} and {other} begins and {name}: pass one for each")
    starts, passed = begins.tolist(), []
    for place, key in enumerate(keys.tolist()):
        piece = bisect_right(starts, key) - 1
        if piece >= 0 and key < int(ends[piece]):
            own = octets[int(offsets[piece]) : int(offsets[piece + 1])]
            if not 1 <= len(own) < _MOST_OCTETS:
                raise ValueError(
                    f"piece {piece} has {len(own)} bytes: 1 to 2**29 - 1 are a sieve's"
                )
            if not all(own[bit >> 3] << (bit & 7) & 128 for bit in _bits_of(key, len(own))):
                continue
        passed.append(place)
    return np.array(passed, np.int64)
