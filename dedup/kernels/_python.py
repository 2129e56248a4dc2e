"""The kernels in Python and NumPy: slow, readable, and the measure of any faster core."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import numpy as np
import xxhash

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    Slots,
    WordTable,
    require_array,
    require_at_least_one,
    require_offsets,
)
from dedup.kernels._unicode import LETTERS, SPACELESS

_APOSTROPHES = "’ʼ＇‛′`´"
_WORD = re.compile(f"[{SPACELESS}]|[{LETTERS}]+(?:['{_APOSTROPHES}][{LETTERS}]+)*")
_FOLDED_AWAY = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys("\u00ad\u200c\u200d", None)
)
"""One apostrophe; soft hyphen and joiners change how a word is drawn, not which word it is."""


def tokenize(utf8: Bytes, offsets: Offsets) -> WordTable:
    """Return the folded words of n texts.

    A word is a run of letters, numbers and marks of Unicode 14; an apostrophe inside it belongs to
    it, a hyphen separates ("battle-tested" equals "battle tested"). In scripts written without
    spaces every code point is a word. Folding is NFKC and case folding, with one apostrophe, and
    without soft hyphens and joiners; a word that folds to nothing is left out.

    Args:
        utf8: the texts, end to end.
        offsets: shape (n + 1,), the byte where each text starts; the last is ``len(utf8)``.

    Raises:
        ValueError: the bytes of a text are not UTF-8, or the offsets do not partition them.
    """
    require_offsets("offsets", offsets, len(utf8), "bytes")
    words: list[bytes] = []
    starts: list[int] = []
    ends: list[int] = []
    first = [0]
    for row, (begin, end) in enumerate(zip(offsets.tolist(), offsets[1:].tolist(), strict=False)):
        for match in _WORD.finditer(_decoded(bytes(utf8[begin:end]), row)):
            word = _fold(match.group())
            if word:
                words.append(word.encode("utf-8"))
                starts.append(match.start())
                ends.append(match.end())
        first.append(len(words))
    lengths = np.fromiter((len(word) + 1 for word in words), np.int64, len(words))
    return WordTable(
        normalized=b"".join(word + b" " for word in words),
        bounds=np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64))),
        starts=np.array(starts, np.int64),
        ends=np.array(ends, np.int64),
        first=np.array(first, np.int64),
    )


def _decoded(utf8: bytes, row: int) -> str:
    try:
        return utf8.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        raise ValueError(
            f"text {row} is not utf-8: byte {utf8[at]} at {at} of its {len(utf8)}; "
            'decode it with errors="replace" first'
        ) from error


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKC", word.translate(_FOLDED_AWAY)).casefold()
    # Folding can leave a text that is no longer composed, and some ligatures hold spaces.
    return unicodedata.normalize("NFKC", folded).replace(" ", "").translate(_FOLDED_AWAY)


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
) -> tuple[Slots, Offsets]:
    """Return the MinHash signatures of n texts, and how many words each has.

    The same as :func:`tokenize`, :func:`shingle_hashes` and :func:`minhash` one after the other,
    without the memory that words and shingles take.

    Args:
        utf8, offsets: as for :func:`tokenize`.
        width: words in a shingle.
        multipliers, increments: as for :func:`minhash`.
        threads: how many work at once; the numbers do not depend on it.

    Returns:
        Signatures, shape (n, slots), and words, shape (n,).
    """
    require_at_least_one("threads", threads)
    table = tokenize(utf8, offsets)
    signatures = minhash(*shingle_hashes(table, width), multipliers, increments)
    return signatures, np.diff(table.first)


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
    counts = np.array([0] + [len(row) for row in rows], np.int64)
    return np.concatenate([np.empty(0, np.uint64), *rows]), np.cumsum(counts)


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


def common_runs(left: Offsets, right: Offsets, shortest: int, most: int) -> Offsets:
    """Return the maximal runs that two sequences have in common.

    A run cannot be made longer on either end. Runs begin where the first ``shortest`` ids are
    found on both sides; a start that occurs more than ``most`` times on a side is passed over,
    because what is printed everywhere aligns nothing.

    Args:
        left, right: sequences of ids.
        shortest: the least length of a run, at least 1.
        most: the largest number of occurrences of a start on a side.

    Returns:
        Shape (r, 3): left start, right start, length; ascending.

    Raises:
        ValueError: ``shortest`` or ``most`` is below 1.
    """
    require_array("left", left, np.int64)
    require_array("right", right, np.int64)
    require_at_least_one("shortest", shortest)
    require_at_least_one("most", most)
    a, b = left.tolist(), right.tolist()
    places: dict[tuple[int, ...], list[int]] = {}
    for j in range(len(b) - shortest + 1):
        places.setdefault(tuple(b[j : j + shortest]), []).append(j)
    starts = Counter(tuple(a[i : i + shortest]) for i in range(len(a) - shortest + 1))
    runs: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}  # diagonal -> left end of the run last found on it
    for i in range(len(a) - shortest + 1):
        start = tuple(a[i : i + shortest])
        found = places.get(start, ())
        if len(found) > most or starts[start] > most:
            continue
        for j in found:
            if reached.get(i - j, -1) > i:
                continue
            begin, end = 0, shortest
            while i - begin > 0 and j - begin > 0 and a[i - begin - 1] == b[j - begin - 1]:
                begin += 1
            while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end]:
                end += 1
            runs.append((i - begin, j - begin, begin + end))
            reached[i - j] = i + end
    return np.array(sorted(runs), np.int64).reshape(-1, 3)
