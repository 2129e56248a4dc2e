"""The kernels in C that the store keeps and searches postings with."""

from __future__ import annotations

from dedup.kernels import _core
from dedup.kernels._arrays import Bytes, Hashes, Offsets
from dedup.kernels._native.memory import hashes_of, offsets_of


def pack_postings(keys: Hashes, owners: Offsets, first: Offsets) -> tuple[bytes, Offsets]:
    """Return runs of sorted postings in few bits."""
    packed, offsets = _core.pack_postings(keys, owners, first)
    return packed, offsets_of(offsets)


def unpack_postings(packed: Bytes, offsets: Offsets) -> tuple[Hashes, Offsets, Offsets]:
    """Return the keys and owners of some runs of postings."""
    keys, owners, first = _core.unpack_postings(packed, offsets)
    return hashes_of(keys), offsets_of(owners), offsets_of(first)


def pack_blocks(
    keys: Hashes, owners: Offsets, most: int, bits: int, slot: int, begin: int, end: int
) -> tuple[bytes, Offsets, Offsets]:
    """Return sorted postings as the blocks of a slot."""
    blocks, places, offsets = _core.pack_blocks(keys, owners, most, bits, slot, begin, end)
    return blocks, offsets_of(places), offsets_of(offsets)


def unpack_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int
) -> tuple[Hashes, Offsets, Hashes]:
    """Return the postings of some blocks, having checked each."""
    keys, owners, ends = _core.unpack_blocks(blocks, offsets, places, bits)
    return hashes_of(keys), offsets_of(owners), hashes_of(ends)


def find_in_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int, keys: Hashes, among: Offsets
) -> tuple[Offsets, Offsets]:
    """Return who holds some keys, of which the block is known that must cover each."""
    found, owners = _core.find_in_blocks(blocks, offsets, places, bits, keys, among)
    return offsets_of(found), offsets_of(owners)


def merge_postings(
    keys: Hashes, owners: Offsets, first: Offsets, gone: Offsets
) -> tuple[Hashes, Offsets]:
    """Return the postings of several parts as one, each once, without owners that are gone."""
    merged, holders = _core.merge_postings(keys, owners, first, gone)
    return hashes_of(merged), offsets_of(holders)


def find_sorted(held: Hashes, owners: Offsets, keys: Hashes) -> tuple[Offsets, Offsets]:
    """Return who holds some keys among postings in memory."""
    found, holders = _core.find_sorted(held, owners, keys)
    return offsets_of(found), offsets_of(holders)


def make_sieve(keys: Hashes, octets: int) -> bytes:
    """Return the piece of a sieve that lets some keys through."""
    return _core.make_sieve(keys, octets)


def sift(keys: Hashes, begins: Hashes, ends: Hashes, offsets: Offsets, bits: Bytes) -> Offsets:
    """Return the places of those keys that a sieve lets through."""
    return offsets_of(_core.sift(keys, begins, ends, offsets, bits))
