"""The kernels in C, with the signatures of their Python twins, where each is described."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from dedup.kernels import _core
from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    LineTable,
    Offsets,
    ShortSlots,
    Slots,
    Weights,
    WordTable,
    require_at_least_one,
)

if TYPE_CHECKING:
    from dedup.kernels._alignment import Alignment, Marks, Rules, Strand
    from dedup.kernels._comparing import Alignments, Comparisons, Sheet

paths, path, use_path = _core.paths, _core.path, _core.use_path

_CHUNKS_A_THREAD = 4
"""Texts differ in length, so a thread that is done early finds another chunk to take."""


def _hashes(memory: bytearray) -> Hashes:
    return np.frombuffer(memory, np.uint64)


def _offsets(memory: bytearray) -> Offsets:
    return np.frombuffer(memory, np.int64)


def tokenize(utf8: Bytes, offsets: Offsets) -> WordTable:
    """Return the folded words of n texts."""
    normalized, bounds, starts, ends, first = _core.tokenize(utf8, offsets)
    return WordTable(
        normalized=normalized,
        bounds=_offsets(bounds),
        starts=_offsets(starts),
        ends=_offsets(ends),
        first=_offsets(first),
    )


def shingle_hashes(table: WordTable, width: int) -> tuple[Hashes, Offsets]:
    """Return the XXH64 of each run of ``width`` words, in the order of the texts."""
    hashes, first = _core.shingle_hashes(table.normalized, table.bounds, table.first, width)
    return _hashes(hashes), _offsets(first)


def minhash(hashes: Hashes, first: Offsets, multipliers: Slots, increments: Slots) -> Slots:
    """Return the MinHash signatures of n sets of hashes."""
    signatures = _core.minhash(hashes, first, multipliers, increments)
    return np.frombuffer(signatures, np.uint32).reshape(len(first) - 1, len(multipliers))


def minhash_texts(
    utf8: Bytes,
    offsets: Offsets,
    width: int,
    multipliers: Slots,
    increments: Slots,
    threads: int = 1,
) -> tuple[Slots, Offsets, Hashes]:
    """Return the MinHash signatures of n texts, their numbers of words, and their digests."""
    require_at_least_one("threads", threads)
    count = max(len(offsets) - 1, 0)
    signatures = np.empty((count, len(multipliers)), np.uint32)
    words = np.empty(count, np.int64)
    digests = np.empty(count, np.uint64)

    def work(chunk: tuple[int, int]) -> None:
        _core.minhash_texts(
            utf8, offsets, *chunk, width, multipliers, increments, signatures, words, digests
        )

    chunks = _chunks(offsets, threads)
    if len(chunks) == 1:
        work(chunks[0])
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, chunks))
    return signatures, words, digests


def shingle_sets(
    utf8: Bytes, offsets: Offsets, width: int, threads: int = 1
) -> tuple[Hashes, Offsets]:
    """Return the distinct shingle hashes of n texts, each row ascending."""
    require_at_least_one("threads", threads)

    def work(chunk: tuple[int, int]) -> tuple[Hashes, Offsets]:
        hashes, first = _core.shingle_sets(utf8, offsets, *chunk, width)
        return _hashes(hashes), _offsets(first)

    chunks = _chunks(offsets, threads)
    if len(chunks) == 1:
        return work(chunks[0])
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, chunks))
    counts = np.concatenate([np.zeros(1, np.int64), *(np.diff(first) for _, first in parts)])
    return np.concatenate([hashes for hashes, _ in parts]), np.cumsum(counts)


def _chunks(offsets: Offsets, threads: int) -> list[tuple[int, int]]:
    """Return rows (begin, end) of about equal bytes: one chunk for one thread, else several."""
    count = max(len(offsets) - 1, 0)
    if threads == 1 or count < 2:
        return [(0, count)]
    cuts = np.linspace(0, offsets[-1], threads * _CHUNKS_A_THREAD + 1)[1:-1]
    # Offsets that lie cut anywhere; the core refuses them, whatever chunk they are in.
    edges = np.unique(np.clip(np.searchsorted(offsets, cuts), 0, count))
    rows = [0, *(edge for edge in edges.tolist() if 0 < edge < count), count]
    return list(zip(rows, rows[1:], strict=False))


def winnow(hashes: Hashes, first: Offsets, window: int) -> tuple[Hashes, Offsets]:
    """Return the winnowed fingerprints of n sequences of hashes: distinct, ascending."""
    kept, bounds = _core.winnow(hashes, first, window)
    return _hashes(kept), _offsets(bounds)


def band_keys(signatures: Slots, bands: int) -> Hashes:
    """Return one key for each band of each signature: equal bands have equal keys."""
    keys = _core.band_keys(signatures, bands)
    return _hashes(keys).reshape(len(signatures), bands)


def candidate_pairs(keys: Hashes, owners: Offsets, cap: int) -> tuple[Offsets, Offsets]:
    """Return the pairs of owners that share a key, each once, and the sizes of crowded keys."""
    pairs, capped = _core.candidate_pairs(keys, owners, cap)
    return _offsets(pairs).reshape(-1, 2), _offsets(capped)


def overlaps(hashes: Hashes, first: Offsets, pairs: Offsets) -> Offsets:
    """Return how many hashes the two sets of each pair have in common."""
    return _offsets(_core.overlaps(hashes, first, pairs))


def common_runs(left: Offsets, right: Offsets, shortest: int, most: int) -> Offsets:
    """Return the maximal runs that two sequences have in common."""
    return _offsets(_core.common_runs(left, right, shortest, most)).reshape(-1, 3)


def nearest_by_terms(
    first: Offsets,
    terms: Offsets,
    weights: Weights,
    types: int,
    least: float,
    most: int,
    threads: int = 1,
) -> tuple[Offsets, Offsets, Weights]:
    """Return the best neighbors of each row by the cosine of their terms."""
    require_at_least_one("threads", threads)

    def work(rows: tuple[int, int]) -> tuple[Offsets, Offsets, Weights]:
        found = _core.nearest_by_terms(first, terms, weights, types, *rows, least, most)
        return _offsets(found[0]), _offsets(found[1]), np.frombuffer(found[2], np.float64)

    chunks = _chunks(first, threads)
    if len(chunks) == 1:
        return work(chunks[0])
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, chunks))
    counts = np.concatenate([np.zeros(1, np.int64), *(np.diff(bounds) for bounds, _, _ in parts)])
    return (
        np.cumsum(counts),
        np.concatenate([neighbors for _, neighbors, _ in parts]),
        np.concatenate([cosines for _, _, cosines in parts]),
    )


def pair_cosines(
    first: Offsets, terms: Offsets, weights: Weights, types: int, pairs: Offsets
) -> Weights:
    """Return the cosine of each pair of rows."""
    return np.frombuffer(_core.pair_cosines(first, terms, weights, types, pairs), np.float64)


def pack_postings(keys: Hashes, owners: Offsets, most: int) -> tuple[bytes, Offsets, Offsets]:
    """Return sorted postings in few bytes, cut into blocks."""
    packed, first, offsets = _core.pack_postings(keys, owners, most)
    return packed, _offsets(first), _offsets(offsets)


def unpack_postings(
    packed: Bytes, offsets: Offsets, bases: Hashes
) -> tuple[Hashes, Offsets, Offsets]:
    """Return the keys and owners of some blocks of postings."""
    keys, owners, first = _core.unpack_postings(packed, offsets, bases)
    return _hashes(keys), _offsets(owners), _offsets(first)


def pack_blocks(
    keys: Hashes, owners: Offsets, most: int, bits: int, slot: int, begin: int, end: int
) -> tuple[bytes, Offsets, Offsets]:
    """Return sorted postings as the blocks of a slot."""
    blocks, places, offsets = _core.pack_blocks(keys, owners, most, bits, slot, begin, end)
    return blocks, _offsets(places), _offsets(offsets)


def unpack_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int
) -> tuple[Hashes, Offsets, Hashes]:
    """Return the postings of some blocks, having checked each."""
    keys, owners, ends = _core.unpack_blocks(blocks, offsets, places, bits)
    return _hashes(keys), _offsets(owners), _hashes(ends)


def find_in_blocks(
    blocks: Bytes, offsets: Offsets, places: Offsets, bits: int, keys: Hashes, among: Offsets
) -> tuple[Offsets, Offsets]:
    """Return who holds some keys, of which the block is known that must cover each."""
    found, owners = _core.find_in_blocks(blocks, offsets, places, bits, keys, among)
    return _offsets(found), _offsets(owners)


def merge_postings(
    keys: Hashes, owners: Offsets, first: Offsets, gone: Offsets
) -> tuple[Hashes, Offsets]:
    """Return the postings of several parts as one, each once, without owners that are gone."""
    merged, holders = _core.merge_postings(keys, owners, first, gone)
    return _hashes(merged), _offsets(holders)


def find_sorted(held: Hashes, owners: Offsets, keys: Hashes) -> tuple[Offsets, Offsets]:
    """Return who holds some keys among postings in memory."""
    found, holders = _core.find_sorted(held, owners, keys)
    return _offsets(found), _offsets(holders)


def make_sieve(keys: Hashes, octets: int) -> bytes:
    """Return the piece of a sieve that lets some keys through."""
    return _core.make_sieve(keys, octets)


def sift(keys: Hashes, begins: Hashes, ends: Hashes, offsets: Offsets, bits: Bytes) -> Offsets:
    """Return the places of those keys that a sieve lets through."""
    return _offsets(_core.sift(keys, begins, ends, offsets, bits))


def align_strands(
    left: Strand, right: Strand, rules: Rules, worths: Offsets, logs: Offsets
) -> Alignment:
    """Return the passages that two prepared articles share."""
    from dedup.kernels._alignment import Alignment

    passages, runs, sentences = _core.align_strands(
        left.arrays, right.arrays, rules.as_array(), worths, logs
    )
    return Alignment(
        passages=_offsets(passages).reshape(-1, 8),
        runs=_offsets(runs).reshape(-1, 4),
        sentences=_offsets(sentences).reshape(-1, 5),
    )


def align_pairs(
    sheets: Sequence[Sheet], pairs: Offsets, rules: Rules, worths: Offsets, logs: Offsets
) -> Alignments:
    """Return the passages that the articles of some pairs share."""
    from dedup.kernels._alignment import Alignment
    from dedup.kernels._comparing import Alignments

    counts, passages, runs, sentences = _core.align_pairs(
        [sheet.arrays for sheet in sheets], pairs, rules.as_array(), worths, logs
    )
    found = Alignment(
        passages=_offsets(passages).reshape(-1, 8),
        runs=_offsets(runs).reshape(-1, 4),
        sentences=_offsets(sentences).reshape(-1, 5),
    )
    return Alignments.of_counts(_offsets(counts).reshape(-1, 3), found)


def compare_pairs(
    sheets: Sequence[Sheet], pairs: Offsets, first: Offsets, passages: Offsets
) -> Comparisons:
    """Return what the two articles of each pair have in common."""
    from dedup.kernels._comparing import COUNTS, WEIGHTS, Comparisons

    counts, weights = _core.compare_pairs(
        [sheet.arrays for sheet in sheets], pairs, first, passages
    )
    return Comparisons(
        _offsets(counts).reshape(-1, COUNTS),
        np.frombuffer(weights, np.float64).reshape(-1, WEIGHTS),
    )


def json_lines(
    block: Bytes, texts: tuple[str, ...], ids: tuple[str, ...], out: bytearray
) -> LineTable:
    """Return the texts and ids of a block of JSON Lines."""
    lines, offsets, named, count = _core.json_lines(block, _joined(texts), _joined(ids), out)
    return _line_table(lines, offsets, named, count, len(block))


def csv_rows(
    block: Bytes,
    delimiter: str,
    columns: int,
    texts: tuple[int, ...],
    ids: tuple[int, ...],
    final: bool,
    out: bytearray,
) -> LineTable:
    """Return the texts and ids of the records of a table that begin and end in a block."""
    text_columns, id_columns = np.array(texts, np.int64), np.array(ids, np.int64)
    return _line_table(
        *_core.csv_rows(block, ord(delimiter), columns, text_columns, id_columns, final, out)
    )


def _line_table(
    lines: bytearray, offsets: bytearray, named: bytes, count: int, size: int
) -> LineTable:
    ids = named.decode("utf-8").split("\n")[:-1]
    rows = _offsets(lines).reshape(-1, 4)
    return LineTable.of_rows(rows, _offsets(offsets), ids, count, size)


def _joined(names: tuple[str, ...]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode("utf-8", "replace")


def near_pairs(
    slots: ShortSlots, owners: Offsets, bands: tuple[int, int], rows: int, cap: int, least: int
) -> tuple[Offsets, Offsets]:
    """Return the pairs of owners that share a band and have enough equal slots."""
    pairs, capped = _core.near_pairs(slots, owners, *bands, rows, cap, least)
    return _offsets(pairs).reshape(-1, 2), _offsets(capped)


def components(pairs: Offsets, things: int) -> Offsets:
    """Return for each thing the lowest that pairs connect it with."""
    return _offsets(_core.components(pairs, things))


def average_linkage(pairs: Offsets, weights: Weights, least: float, things: int) -> Offsets:
    """Return for each thing the lowest one of its group."""
    return _offsets(_core.average_linkage(pairs, weights, least, things))


def number_words(normalized: Bytes, bounds: Offsets) -> tuple[Offsets, Offsets]:
    """Return a number for each word, the same for equal words, and where each first occurs."""
    numbers, firsts = _core.number_words(normalized, bounds)
    return _offsets(numbers), _offsets(firsts)


def strongest_terms(
    first: Offsets, items: Offsets, rarities: Weights, frequencies: Weights, most: int
) -> tuple[Offsets, Offsets, Offsets]:
    """Return the items of each row that weigh most, by how often they stand there."""
    bounds, kept, counts = _core.strongest_terms(first, items, rarities, frequencies, most)
    return _offsets(bounds), _offsets(kept), _offsets(counts)


def longest_runs(
    words: Hashes, first: Offsets, marks: Marks, pairs: Offsets, shortest: int, most: int
) -> Offsets:
    """Return the lengths of the longest runs that two texts share, marked words in it and not."""
    longest = _core.longest_runs(words, first, marks, pairs, shortest, most)
    return _offsets(longest).reshape(-1, 2)


def gather(pieces: Bytes, offsets: Offsets, order: Offsets) -> bytes:
    """Return some of n pieces, one after the other."""
    return _core.gather(pieces, offsets, order)


def read_spans(file: int, spans: Offsets, out: bytearray | memoryview) -> int:
    """Return how many bytes of some spans of a file were read."""
    return _core.read_spans(file, spans, out)
