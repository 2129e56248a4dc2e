"""The kernels in C that make words, signatures and lines of texts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from dedup.kernels import _core
from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    LineTable,
    Offsets,
    ShortSlots,
    Slots,
    WordTable,
    require_at_least_one,
)
from dedup.kernels._native.chunks import chunks_of
from dedup.kernels._native.memory import hashes_of, offsets_of
from dedup.kernels.early import joined


def tokenize(utf8: Bytes, offsets: Offsets) -> WordTable:
    """Return the folded words of n texts."""
    normalized, bounds, starts, ends, first = _core.tokenize(utf8, offsets)
    return WordTable(
        normalized=normalized,
        bounds=offsets_of(bounds),
        starts=offsets_of(starts),
        ends=offsets_of(ends),
        first=offsets_of(first),
    )


def shingle_hashes(table: WordTable, width: int) -> tuple[Hashes, Offsets]:
    """Return the XXH64 of each run of ``width`` words, in the order of the texts."""
    hashes, first = _core.shingle_hashes(table.normalized, table.bounds, table.first, width)
    return hashes_of(hashes), offsets_of(first)


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
            utf8, offsets, *chunk, width, multipliers, increments, signatures, words, digests, False
        )

    chunks = chunks_of(offsets, threads)
    if len(chunks) == 1:
        work(chunks[0])
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, chunks))
    return signatures, words, digests


def sign_texts(
    utf8: Bytes, offsets: Offsets, width: int, multipliers: Slots, increments: Slots
) -> tuple[ShortSlots, Offsets, Hashes]:
    """Return what ``minhash_texts`` does, of signatures the low 16 bits of each slot."""
    count = max(len(offsets) - 1, 0)
    low = np.empty((count, len(multipliers)), np.uint16)
    words, digests = np.empty(count, np.int64), np.empty(count, np.uint64)
    _core.minhash_texts(
        utf8, offsets, 0, count, width, multipliers, increments, low, words, digests, True
    )
    return low, words, digests


def shingle_sets(
    utf8: Bytes, offsets: Offsets, width: int, threads: int = 1
) -> tuple[Hashes, Offsets]:
    """Return the distinct shingle hashes of n texts, each row ascending."""
    require_at_least_one("threads", threads)

    def work(chunk: tuple[int, int]) -> tuple[Hashes, Offsets]:
        hashes, first = _core.shingle_sets(utf8, offsets, *chunk, width)
        return hashes_of(hashes), offsets_of(first)

    chunks = chunks_of(offsets, threads)
    if len(chunks) == 1:
        return work(chunks[0])
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(work, chunks))
    counts = np.concatenate([np.zeros(1, np.int64), *(np.diff(first) for _, first in parts)])
    return np.concatenate([hashes for hashes, _ in parts]), np.cumsum(counts)


def winnow(hashes: Hashes, first: Offsets, window: int) -> tuple[Hashes, Offsets]:
    """Return the winnowed fingerprints of n sequences of hashes: distinct, ascending."""
    kept, bounds = _core.winnow(hashes, first, window)
    return hashes_of(kept), offsets_of(bounds)


def json_lines(
    block: Bytes, texts: tuple[str, ...], ids: tuple[str, ...], out: bytearray
) -> LineTable:
    """Return the texts and ids of a block of JSON Lines."""
    lines, offsets, named, count = _core.json_lines(block, joined(texts), joined(ids), out)
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
    rows = offsets_of(lines).reshape(-1, 4)
    return LineTable.of_rows(rows, offsets_of(offsets), ids, count, size)


def number_words(normalized: Bytes, bounds: Offsets) -> tuple[Offsets, Offsets]:
    """Return a number for each word, the same for equal words, and where each first occurs."""
    numbers, firsts = _core.number_words(normalized, bounds)
    return offsets_of(numbers), offsets_of(firsts)


def enter_words(
    normalized: Bytes, bounds: Offsets, places: Offsets, slots: Hashes, secret: int, known: int
) -> tuple[Offsets, Offsets]:
    """Return the numbers of some words in a table, and which of them were new."""
    numbers, fresh = _core.enter_words(normalized, bounds, places, slots, secret, known)
    return offsets_of(numbers), offsets_of(fresh)


def gather(pieces: Bytes, offsets: Offsets, order: Offsets) -> bytes:
    """Return some of n pieces, one after the other."""
    return _core.gather(pieces, offsets, order)


def read_spans(file: int, spans: Offsets, out: bytearray | memoryview) -> int:
    """Return how many bytes of some spans of a file were read."""
    return _core.read_spans(file, spans, out)
