"""Signatures and sets to pairs, and how much a pair shares."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import (
    Hashes,
    Offsets,
    ShortSlots,
    Slots,
    require_array,
    require_at_least_one,
    require_offsets,
)


def band_keys(signatures: Slots, bands: int) -> Hashes:
    """Return one key for each band of each signature: equal bands have equal keys.

    The rows of band k are mixed, one after the other, into k + 1 by SplitMix64's finalizer, so
    that equal rows of different bands do not meet.

    Args:
        signatures: shape (n, slots).
        bands: divides ``slots``.

    Returns:
        Shape (n, bands).

    Raises:
        ValueError: ``bands`` does not divide the slots.
    """
    require_array("signatures", signatures, np.uint32, 2)
    count, slots = signatures.shape
    if bands < 1 or slots % bands:
        raise ValueError(f"{bands} bands do not divide {slots} slots; choose a divisor")
    rows = signatures.reshape(count, bands, slots // bands).astype(np.uint64)
    keys = np.broadcast_to(np.arange(1, bands + 1, dtype=np.uint64), (count, bands)).copy()
    for row in range(slots // bands):
        keys += np.uint64(0x9E3779B97F4A7C15) + rows[:, :, row]
        keys ^= keys >> np.uint64(30)
        keys *= np.uint64(0xBF58476D1CE4E5B9)
        keys ^= keys >> np.uint64(27)
        keys *= np.uint64(0x94D049BB133111EB)
        keys ^= keys >> np.uint64(31)
    return keys


def candidate_pairs(keys: Hashes, owners: Offsets, cap: int) -> tuple[Offsets, Offsets]:
    """Return the pairs of owners that share a key, each once.

    Args:
        keys, owners: shape (m,); owner ``owners[i]`` holds ``keys[i]``.
        cap: a key held by more owners pairs each of them with its lowest owner alone, which keeps
            copies together without pairing all with all.

    Returns:
        pairs: shape (p, 2), ascending, ``pairs[:, 0] < pairs[:, 1]``.
        capped: shape (c,), how many owners held each key that was over the cap, descending.

    Raises:
        ValueError: ``cap`` is below 1, or an owner is not in 0 .. 2**32 - 1.
    """
    _require_holdings(keys, owners)
    require_at_least_one("cap", cap)
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    keys, owners = keys[fresh], owners[fresh]
    edges = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
    sizes = np.diff(edges)
    found: list[Offsets] = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= cap)]).tolist():
        groups = owners[edges[:-1][sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        found.append(np.stack((groups[:, left].ravel(), groups[:, right].ravel()), axis=1))
    for begin, size in zip(
        edges[:-1][sizes > cap].tolist(), sizes[sizes > cap].tolist(), strict=True
    ):
        group = owners[begin : begin + size]
        found.append(np.stack((np.full(size - 1, group[0]), group[1:]), axis=1))
    pairs = np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), np.int64)
    return pairs, np.sort(sizes[sizes > cap])[::-1].astype(np.int64)


def near_pairs(
    slots: ShortSlots, owners: Offsets, bands: tuple[int, int], rows: int, cap: int, least: int
) -> tuple[Offsets, Offsets]:
    """Return the pairs of owners that share a band and have enough equal slots.

    Args:
        slots: shape (n, slots), the low 16 bits of MinHash signatures.
        owners: shape (m,), ascending: which of the signatures take part.
        bands: the first band, and the one after the last; band b is the slots from ``b * rows``.
        rows: slots in a band.
        cap: a band that more owners share pairs each with the lowest alone.
        least: a pair with fewer equal slots, of all, is left out.

    Returns:
        Pairs, shape (p, 2), ascending, each once, left below right; and how many owners held each
        band that was over the cap, descending.

    Raises:
        ValueError: an owner is none of the signatures, owners do not ascend, or the bands do not
            fit the slots.
    """
    require_array("slots", slots, np.uint16, 2)
    require_array("owners", owners, np.int64)
    require_at_least_one("rows", rows)
    require_at_least_one("cap", cap)
    count, width = slots.shape
    begin, end = bands
    if begin < 0 or end < begin or end * rows > width or rows > width:
        raise ValueError(f"bands {begin} to {end} of {rows} rows are not in {width} slots")
    wrong = np.flatnonzero((owners < 0) | (owners >= count))
    if len(wrong):
        at = int(wrong[0])
        raise ValueError(f"owner {owners[at]} at {at} is not among the {count} signatures")
    wrong = np.flatnonzero(np.diff(owners) <= 0) + 1
    if len(wrong):
        at = int(wrong[0])
        raise ValueError(f"owner {owners[at]} at {at} does not ascend; pass each once, in order")
    pairs: set[tuple[int, int]] = set()
    capped: list[int] = []
    for band in range(begin, end):
        holders: dict[bytes, set[int]] = {}
        for owner in owners.tolist():
            key = slots[owner, band * rows : (band + 1) * rows].tobytes()
            holders.setdefault(key, set()).add(owner)
        for group in map(sorted, holders.values()):
            if len(group) > cap:
                capped.append(len(group))
            firsts = group if len(group) <= cap else group[:1]
            pairs.update((i, j) for i in firsts for j in group if i < j)
    kept = sorted((i, j) for i, j in pairs if np.count_nonzero(slots[i] == slots[j]) >= least)
    return (
        np.array(kept, np.int64).reshape(-1, 2),
        np.array(sorted(capped, reverse=True), np.int64),
    )


def _require_holdings(keys: Hashes, owners: Offsets) -> None:
    require_array("keys", keys, np.uint64)
    require_array("owners", owners, np.int64)
    if len(keys) != len(owners):
        raise ValueError(f"{len(keys)} keys and {len(owners)} owners: pass one owner a key")
    strange = np.flatnonzero((owners < 0) | (owners > 0xFFFFFFFF))
    if len(strange):
        raise ValueError(
            f"owner {owners[strange[0]]} at {strange[0]} is not in 0 .. 2**32 - 1; "
            "number the owners"
        )


def overlaps(hashes: Hashes, first: Offsets, pairs: Offsets) -> Offsets:
    """Return how many hashes the two sets of each pair have in common.

    Args:
        hashes, first: a ragged array of sets: each row ascending and distinct.
        pairs: shape (p, 2), rows of the ragged array.

    Returns:
        Shape (p,).

    Raises:
        ValueError: a row does not ascend without repeats, or a pair names no row.
    """
    require_array("hashes", hashes, np.uint64)
    require_offsets("first", first, len(hashes), "hashes")
    _require_sets(hashes, first)
    _require_pairs(pairs, len(first) - 1)
    counts = np.empty(len(pairs), np.int64)
    for number, (left, right) in enumerate(pairs.tolist()):
        a, b = hashes[first[left] : first[left + 1]], hashes[first[right] : first[right + 1]]
        small, large = (a, b) if len(a) <= len(b) else (b, a)
        place = np.searchsorted(large, small)
        inside = place < len(large)
        counts[number] = np.count_nonzero(large[place[inside]] == small[inside])
    return counts


def _require_sets(hashes: Hashes, first: Offsets) -> None:
    falls = np.flatnonzero(hashes[1:] <= hashes[:-1]) + 1
    falls = falls[~np.isin(falls, first)]
    if len(falls):
        row = int(np.searchsorted(first, falls[0], side="right")) - 1
        raise ValueError(
            f"row {row} is no set: its hashes must ascend without repeats; "
            "pass it through numpy.unique"
        )


def _require_pairs(pairs: Offsets, rows: int) -> None:
    require_array("pairs", pairs, np.int64, 2)
    if pairs.shape[1] != 2:
        raise ValueError(f"pairs must have shape (p, 2), not {pairs.shape}")
    outside = np.argwhere((pairs < 0) | (pairs >= rows))
    if len(outside):
        number, side = outside[0].tolist()
        raise ValueError(f"pair {number} names row {pairs[number, side]} of {rows}")
