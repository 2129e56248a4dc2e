"""Comparing: exact copies by digest, and exact similarities of the pairs that bands found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup import kernels
from dedup.near.order import in_order
from dedup.near.signing import BANDING, SCHEME, Signed
from dedup.readers.batches import Batches
from dedup.readers.rereading import Texts, reread_texts

Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """The shingle sets of the texts that are in a candidate pair.

    Attributes:
        hashes, first: a ragged array of sets.
        places: shape (n,), the row of each text in it, -1 where it has none.
    """

    hashes: NDArray[np.uint64]
    first: NDArray[np.int64]
    places: NDArray[np.int64]

    def sizes(self, texts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many distinct shingles each of these texts has."""
        return np.diff(self.first)[self.places[texts]]

    def overlaps(self, pairs: Pairs) -> NDArray[np.int64]:
        """Return how many shingles the two texts of each pair share."""
        return kernels.overlaps(
            self.hashes, self.first, np.ascontiguousarray(self.places[pairs].reshape(-1, 2))
        )


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What was found out about n texts.

    Attributes:
        words: shape (n,).
        copy_of: shape (n,), the first text with the same words in the same order, or itself.
        pairs: shape (p, 2), ascending: candidate pairs of texts that are no copies.
        shared: shape (p,), how many shingles each pair shares.
        shingled: the sets of the texts in ``pairs``.
        capped: how many texts held each band key that was over the cap.
    """

    words: NDArray[np.int64]
    copy_of: NDArray[np.int64]
    pairs: Pairs
    shared: NDArray[np.int64]
    shingled: Shingled
    capped: NDArray[np.int64]


def compare_candidates(
    batches: Batches,
    signed: Signed,
    pool: Executor,
    told: Callable[[int, int], None] | None = None,
) -> Compared:
    """Return the candidate pairs of texts, exactly compared; reads the texts in them again.

    Args:
        batches: that were signed.
        signed: their signs; the band keys are not needed afterwards.
        pool: its threads compare.
        told: is called with the texts read again and those to read.
    """
    owners = np.repeat(signed.firsts, BANDING.bands)
    pairs, capped = kernels.candidate_pairs(signed.keys.ravel(), owners, BANDING.cap)
    del owners
    count = len(signed.words)
    alike = np.zeros(count, np.bool_)
    copies = np.flatnonzero(signed.first_alike != np.arange(count))
    alike[copies] = alike[signed.first_alike[copies]] = True
    paired = np.zeros(count, np.bool_)
    paired[pairs.ravel()] = True
    copy_of = np.arange(count)
    known: dict[tuple[int, bytes], int] = {}
    sets = _Sets(count)
    wanted = np.flatnonzero(alike | paired)
    done = 0
    for texts, digests, hashes, first in _read_again(batches, wanted, alike, paired, pool):
        for text, digest in digests:
            copy_of[text] = known.setdefault((int(signed.first_alike[text]), digest), text)
        sets.add(texts[paired[texts]], hashes, first)
        done += len(texts)
        if told:
            told(done, len(wanted))
    pairs, more = _part_alike(pairs, signed.first_alike, copy_of)
    missing = more[~paired[more]]
    only = np.zeros(count, np.bool_)
    only[missing] = True
    for texts, _, hashes, first in _read_again(
        batches, missing, np.zeros(count, np.bool_), only, pool
    ):
        sets.add(texts, hashes, first)
    shingled = sets.shingled()
    return Compared(signed.words, copy_of, pairs, shingled.overlaps(pairs), shingled, capped)


def _part_alike(
    pairs: Pairs, first_alike: NDArray[np.int64], copy_of: NDArray[np.int64]
) -> tuple[Pairs, NDArray[np.int64]]:
    """Return the pairs with those of texts that only looked like copies, and these texts.

    Texts with one signature are candidates of one another and of each other's candidates.
    """
    rows = np.arange(len(copy_of))
    parted = np.flatnonzero((copy_of == rows) & (first_alike != rows))
    if not len(parted):
        return pairs, parted
    like: dict[int, list[int]] = {}
    for text in parted.tolist():
        first = int(first_alike[text])
        like.setdefault(first, [first]).append(text)
    touched = pairs[np.isin(pairs, list(like)).any(axis=1)]
    more = {
        (min(i, j), max(i, j))
        for left, right in touched.tolist()
        for i in like.get(left, [left])
        for j in like.get(right, [right])
    }
    more |= {(i, j) for group in like.values() for i in group for j in group if i < j}
    found = np.unique(np.concatenate((pairs, np.array(sorted(more), np.int64))), axis=0)
    return found, np.unique([text for group in like.values() for text in group])


Reread = tuple[NDArray[np.int64], list[tuple[int, bytes]], NDArray[np.uint64], NDArray[np.int64]]


def _read_again(
    batches: Batches,
    wanted: NDArray[np.int64],
    digested: NDArray[np.bool_],
    shingled: NDArray[np.bool_],
    pool: Executor,
) -> Iterator[Reread]:
    """Yield texts, the digests of those to digest, and the shingle sets of those to shingle."""

    def work(texts: Texts) -> Reread:
        rows, utf8, offsets = texts
        digests = _digests(rows, *_choose(utf8, offsets, digested[rows]), digested)
        sets = kernels.shingle_sets(*_choose(utf8, offsets, shingled[rows]), SCHEME.shingle)
        return rows, digests, *sets

    yield from in_order(pool, work, reread_texts(batches, wanted))


def _choose(
    utf8: memoryview, offsets: NDArray[np.int64], chosen: NDArray[np.bool_]
) -> tuple[memoryview, NDArray[np.int64]]:
    if chosen.all():
        return utf8, offsets
    keep = np.flatnonzero(chosen)
    begins, ends = offsets[keep].tolist(), offsets[keep + 1].tolist()
    octets = b"".join([utf8[a:b] for a, b in zip(begins, ends, strict=True)])
    lengths = offsets[keep + 1] - offsets[keep]
    return memoryview(octets), np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))


def _digests(
    rows: NDArray[np.int64],
    utf8: memoryview,
    offsets: NDArray[np.int64],
    digested: NDArray[np.bool_],
) -> list[tuple[int, bytes]]:
    """Return the XXH3-128 of each chosen text's words, as ``Signature.digest`` is."""
    if len(offsets) == 1:
        return []
    table = kernels.tokenize(utf8, offsets)
    bounds = table.bounds[table.first].tolist()
    normalized = memoryview(table.normalized)
    return [
        (row, xxhash.xxh3_128_digest(normalized[begin : end - 1]))
        for row, begin, end in zip(rows[digested[rows]].tolist(), bounds, bounds[1:], strict=False)
    ]


class _Sets:
    """Shingle sets, gathered one after the other."""

    def __init__(self, count: int) -> None:
        self._places = np.full(count, -1, np.int64)
        self._hashes: list[NDArray[np.uint64]] = []
        self._sizes: list[NDArray[np.int64]] = []
        self._count = 0

    def add(
        self, texts: NDArray[np.int64], hashes: NDArray[np.uint64], first: NDArray[np.int64]
    ) -> None:
        self._places[texts] = np.arange(self._count, self._count + len(texts))
        self._count += len(texts)
        self._hashes.append(hashes)
        self._sizes.append(np.diff(first))

    def shingled(self) -> Shingled:
        """Return the sets, each piece let go as soon as it is copied."""
        sizes = np.concatenate([np.zeros(1, np.int64), *self._sizes])
        first = np.cumsum(sizes)
        hashes = np.empty(int(first[-1]), np.uint64)
        filled = 0
        for place, piece in enumerate(self._hashes):
            hashes[filled : filled + len(piece)] = piece
            filled += len(piece)
            self._hashes[place] = piece[:0].copy()
        return Shingled(hashes, first, self._places)
