"""How much faster are the kernels in C than their Python twins, and than difflib, on real news?

Every answer is compared with the twin's before a ratio is printed. Times are processor time, the
best of several runs, so that a busy machine changes them little; trust the ratios.

    python benchmarks/bench_kernels.py ARTICLES.jsonl.gz [HOW MANY]
"""

from __future__ import annotations

import difflib
import gzip
import json
import sys
import time
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from dedup.kernels import _native, _python
from dedup.kernels._arrays import Hashes, Offsets, WordTable
from dedup.passages import EXHAUSTIVE, READING, prepare
from dedup.passages.rules import logs_up_to, rules_of, worths_of
from dedup.schemes import permutations
from dedup.tokens import tokenize

BANDS, CAP, WIDTH, SLOTS = 32, 64, 5, 128
PERMUTATIONS = permutations(SLOTS, 1)


def timed(call: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    """Return the least processor time of a call, in seconds, and what it gives."""
    best, given = float("inf"), None
    for _ in range(runs):
        begin = time.process_time()
        given = call()
        best = min(best, time.process_time() - begin)
    return best, given


def equal(one: Any, other: Any) -> bool:
    """Return whether two results of kernels are the same."""
    if isinstance(one, WordTable):
        return one.normalized == other.normalized and np.array_equal(one.starts, other.starts)
    if isinstance(one, tuple):
        return all(map(equal, one, other))
    return np.array_equal(one, other)


def against_twin(kernel: str, *arguments: Any) -> Any:
    """Print one kernel's time, its twin's and their ratio; return what it gives."""
    fast, given = timed(lambda: getattr(_native, kernel)(*arguments))
    slow, expected = timed(lambda: getattr(_python, kernel)(*arguments), 1)
    assert equal(given, expected), f"{kernel} differs from its twin"
    print(f"{kernel:16} {fast * 1e3:9.2f} ms  twin {slow * 1e3:10.1f} ms  x{slow / fast:.0f}")
    return given


def sequences(table: WordTable) -> list[Offsets]:
    """Return the words of each text as numbers."""
    numbers: dict[bytes, int] = {}
    words = table.normalized.split()
    ids = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64)
    return np.split(ids, table.first[1:-1])


def against_difflib(name: str, pairs: list[tuple[Offsets, Offsets]]) -> None:
    """Print how much faster common_runs is than difflib, which must find no other run."""
    lists = [(a.tolist(), b.tolist()) for a, b in pairs]
    fast, runs = timed(lambda: [_native.common_runs(a, b, 4, 10**6) for a, b in pairs])
    slow, blocks = timed(
        lambda: [
            difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
            for a, b in lists
        ],
        1,
    )
    for found, given in zip(runs, blocks, strict=True):
        for block in given:
            inside = (found[:, 0] <= block.a) & (block.a + block.size <= found[:, 0] + found[:, 2])
            on_diagonal = found[:, 0] - found[:, 1] == block.a - block.b
            assert block.size < 4 or np.any(inside & on_diagonal), "a run was missed"
    words = sum(len(a) + len(b) for a, b in pairs) // (2 * len(pairs))
    each = fast / len(pairs) * 1e6
    print(f"common_runs, {name}, {words} words: {each:.1f} us a pair, x{slow / fast:.0f} difflib")


def against_aligner(texts: list[str]) -> None:
    """Print what aligning two prepared articles costs, in each profile.

    The twin must find the same passages; difflib, which finds only equal words, is the peer.
    """
    units = [prepare(tokenize(text)) for text in texts]
    pairs = list(pairwise(units))
    words = sum(len(a.tokens.words) + len(b.tokens.words) for a, b in pairs) // (2 * len(pairs))
    lists = [unit.tokens.words for unit in units]
    peer, _ = timed(
        lambda: [
            difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
            for a, b in pairwise(lists)
        ],
        1,
    )
    for name, profile in (("reading", READING), ("exhaustive", EXHAUSTIVE)):
        rules, worths = rules_of(profile), worths_of(profile.ends.kept_share)
        strands = [
            (a.strand(profile.longest_unit), b.strand(profile.longest_unit)) for a, b in pairs
        ]
        logs = logs_up_to(2 * max(len(one.bounds) for pair in strands for one in pair))
        fast, given = timed(
            lambda s=strands, r=rules, w=worths, g=logs: [
                _native.align_strands(*two, r, w, g) for two in s
            ]
        )
        slow, expected = timed(
            lambda s=strands, r=rules, w=worths, g=logs: [
                _python.align_strands(*two, r, w, g) for two in s
            ],
            1,
        )
        for one, other in zip(given, expected, strict=True):
            same = np.array_equal(one.passages, other.passages)
            assert same and np.array_equal(one.sentences, other.sentences), "the twins differ"
        each = fast / len(pairs) * 1e3
        print(
            f"align_strands, {name}, {words} words: {each:.2f} ms a pair, x{slow / fast:.0f} twin, "
            f"x{peer / fast:.1f} difflib"
        )


def through_put(utf8: bytes, offsets: Offsets) -> None:
    """Print how fast texts become signatures."""
    for threads in (1, 2):
        best = float("inf")
        for _ in range(5):
            begin = time.perf_counter()
            _native.minhash_texts(utf8, offsets, WIDTH, *PERMUTATIONS, threads)
            best = min(best, time.perf_counter() - begin)
        print(
            f"texts to signatures, {threads} thread(s): {len(utf8) / best / 1e6:.0f} MB/s of wall"
        )


def main(path: Path, count: int) -> None:
    """Measure every kernel on the first articles of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].encode() for line in islice(lines, count)]
    utf8, offsets = b"".join(texts), np.cumsum([0, *map(len, texts)], dtype=np.int64)
    print(f"{len(texts)} articles, {len(utf8) / 1e6:.1f} MB")
    table: WordTable = against_twin("tokenize", utf8, offsets)
    hashes, first = against_twin("shingle_hashes", table, WIDTH)
    signatures = against_twin("minhash", hashes, first, *PERMUTATIONS)
    against_twin("winnow", *_native.shingle_hashes(table, 8), 5)
    keys: Hashes = against_twin("band_keys", signatures, BANDS)
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), BANDS)
    near, _ = against_twin("candidate_pairs", keys.ravel(), owners, CAP)
    slots = signatures.astype(np.uint16)
    every = np.arange(len(texts), dtype=np.int64)
    against_twin("near_pairs", slots, every, (0, 42), 3, CAP, 42)
    against_twin("minhash_texts", utf8, offsets, WIDTH, *PERMUTATIONS)
    sets, set_first = against_twin("shingle_sets", utf8, offsets, WIDTH)
    draw = np.random.default_rng(1)
    strangers = draw.integers(0, len(texts), (20_000, 2))
    against_twin("overlaps", sets, set_first, np.concatenate((near, strangers)))
    ids = sequences(table)
    long = [i for i in range(len(ids)) if 800 <= len(ids[i]) <= 1300]
    chosen = [tuple(draw.choice(long, 2, replace=False)) for _ in range(40)]
    against_difflib("strangers", [(ids[a], ids[b]) for a, b in chosen])
    against_difflib(
        "near", [(ids[a], ids[b]) for a, b in near[:: max(1, len(near) // 60)].tolist()]
    )
    long_texts = [texts[i].decode() for i in long]
    against_aligner(long_texts[:30])
    # Every second pair holds much of one article, every other is of strangers.
    against_aligner([text for one in long_texts[:15] for text in (one, one[len(one) // 3 :])])
    through_put(utf8, offsets)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5000)
