"""Words to shingle hashes, MinHash signatures and winnowed fingerprints."""

from __future__ import annotations

import numpy as np
import xxhash

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    ShortSlots,
    Slots,
    WordTable,
    bounds_of,
    require_array,
    require_at_least_one,
    require_offsets,
)
from dedup.kernels._python.words import tokenize


def shingle_hashes(table: WordTable, width: int) -> tuple[Hashes, Offsets]:
    """Return the XXH64 of each run of ``width`` words, in the order of the texts.

    A text of 1 to ``width`` words is one shingle; a text without words has none.

    Returns:
        A ragged array: hashes, and ``first`` of shape (n + 1,).

    Raises:
        ValueError: ``width`` is below 1, or the table's offsets do not ascend.
    """
    require_offsets("bounds", table.bounds, len(table.normalized), "bytes")
    require_offsets("first", table.first, len(table.bounds) - 1, "words")
    require_at_least_one("width", width)
    if np.any(table.bounds[1:] == table.bounds[:-1]):
        raise ValueError("bounds do not ascend; pass a table that tokenize made")
    normalized, bounds = table.normalized, table.bounds.tolist()
    hashes: list[int] = []
    first = [0]
    digest = xxhash.xxh64_intdigest
    for begin, end in zip(table.first[:-1].tolist(), table.first[1:].tolist(), strict=True):
        if end > begin:
            last = max(begin + 1, end - width + 1)
            hashes.extend(
                digest(normalized[bounds[i] : bounds[min(i + width, end)] - 1])
                for i in range(begin, last)
            )
        first.append(len(hashes))
    return np.array(hashes, np.uint64), np.array(first, np.int64)


def minhash(hashes: Hashes, first: Offsets, multipliers: Slots, increments: Slots) -> Slots:
    """Return the MinHash signatures of n sets of hashes, datasketch 2's ``affine32`` bit for bit.

    The low 32 bits of a hash h go through the finalizer of MurmurHash3; slot k is the minimum of
    ``multipliers[k] * h + increments[k]`` modulo 2**32 over the set.

    Returns:
        Shape (n, slots); the slots of an empty set are 2**32 - 1.

    Raises:
        ValueError: there is not one multiplier and one increment a slot.

    References:
        Broder, "On the resemblance and containment of documents", 1997; datasketch 2.0.
    """
    require_array("hashes", hashes, np.uint64)
    require_offsets("first", first, len(hashes), "hashes")
    _require_permutations(multipliers, increments)
    mixed = (hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    signatures = np.full((len(first) - 1, len(multipliers)), 0xFFFFFFFF, np.uint32)
    for row in range(len(first) - 1):
        begin, end = int(first[row]), int(first[row + 1])
        for chunk in range(begin, end, _MINHASH_CHUNK):
            part = mixed[chunk : min(chunk + _MINHASH_CHUNK, end), None]
            slots = (part * multipliers[None, :] + increments[None, :]).min(axis=0)
            np.minimum(signatures[row], slots, out=signatures[row])
    return signatures


def _require_permutations(multipliers: Slots, increments: Slots) -> None:
    require_array("multipliers", multipliers, np.uint32)
    require_array("increments", increments, np.uint32)
    if len(multipliers) != len(increments):
        raise ValueError(
            f"{len(multipliers)} multipliers and {len(increments)} increments: "
            "pass one of each a slot"
        )


_MINHASH_CHUNK = 4096
"""Shingles permuted at once: 128 slots of them are 2 MB, which stays in a core's cache."""


def minhash_texts(
    utf8: Bytes,
    offsets: Offsets,
    width: int,
    multipliers: Slots,
    increments: Slots,
    threads: int = 1,
) -> tuple[Slots, Offsets, Hashes]:
    """Return the MinHash signatures of n texts, their numbers of words, and their digests.

    The same as :func:`tokenize`, :func:`shingle_hashes` and :func:`minhash` one after the other,
    without the memory that words and shingles take.

    Args:
        utf8, offsets: as for :func:`tokenize`.
        width: words in a shingle.
        multipliers, increments: as for :func:`minhash`.
        threads: how many work at once; the numbers do not depend on it.

    Returns:
        Signatures, shape (n, slots); words, shape (n,); digests, shape (n,): the XXH64 of each
        text's words, joined by single spaces.
    """
    require_at_least_one("threads", threads)
    table = tokenize(utf8, offsets)
    signatures = minhash(*shingle_hashes(table, width), multipliers, increments)
    bounds = table.bounds[table.first].tolist()
    digests = [
        xxhash.xxh64_intdigest(table.normalized[a : max(a, b - 1)])
        for a, b in zip(bounds, bounds[1:], strict=False)
    ]
    return signatures, np.diff(table.first), np.array(digests, np.uint64)


def sign_texts(
    utf8: Bytes, offsets: Offsets, width: int, multipliers: Slots, increments: Slots
) -> tuple[ShortSlots, Offsets, Hashes]:
    """Return what :func:`minhash_texts` does, of signatures the low 16 bits of each slot."""
    signatures, words, digests = minhash_texts(utf8, offsets, width, multipliers, increments)
    return signatures.astype(np.uint16), words, digests


def shingle_sets(
    utf8: Bytes, offsets: Offsets, width: int, threads: int = 1
) -> tuple[Hashes, Offsets]:
    """Return the distinct shingle hashes of n texts, each row ascending, as `overlaps` takes them.

    Args:
        utf8, offsets, width, threads: as for :func:`minhash_texts`.

    Returns:
        A ragged array: hashes, and ``first`` of shape (n + 1,).
    """
    require_at_least_one("threads", threads)
    flat, first = shingle_hashes(tokenize(utf8, offsets), width)
    return _ragged([np.unique(flat[a:b]) for a, b in zip(first[:-1], first[1:], strict=True)])


def winnow(hashes: Hashes, first: Offsets, window: int) -> tuple[Hashes, Offsets]:
    """Return the winnowed fingerprints of n sequences of hashes: distinct, ascending.

    The minimum of every ``window`` hashes in a row is kept, so two sequences that have
    ``window`` hashes in a row in common have a fingerprint in common. A sequence shorter than
    ``window`` keeps its minimum.

    Returns:
        A ragged array: fingerprints, and ``first`` of shape (n + 1,).

    Raises:
        ValueError: ``window`` is below 1.

    References:
        Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting",
        2003.
    """
    require_array("hashes", hashes, np.uint64)
    require_offsets("first", first, len(hashes), "hashes")
    require_at_least_one("window", window)
    kept: list[Hashes] = []
    for begin, end in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
        row = hashes[begin:end]
        if len(row) > window:
            row = np.lib.stride_tricks.sliding_window_view(row, window).min(axis=1)
        elif len(row):
            row = row.min(keepdims=True)
        kept.append(np.unique(row))
    return _ragged(kept)


def _ragged(rows: list[Hashes]) -> tuple[Hashes, Offsets]:
    return np.concatenate([np.empty(0, np.uint64), *rows]), bounds_of(map(len, rows))
