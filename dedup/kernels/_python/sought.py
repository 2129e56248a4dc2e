"""Keys that are looked for: among postings in memory, and in sieves before a disk is read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    require_array,
    require_beside,
    require_offsets,
)

_SPREADING = (0x9E3779B97F4A7C15, 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MOST_OCTETS = 1 << 29


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
    require_beside(len(held), len(owners), "held and owners")
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
        require_beside(len(begins), other, f"begins and {name}")
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


def _bits_of(key: int, octets: int) -> list[int]:
    return [((key * odd % (1 << 64)) >> 32) * (octets << 3) >> 32 for odd in _SPREADING]
