"""How much faster are single stages than what they stand in for, at the same answer?

    python benchmarks/stages.py candidates FOLDER [--articles 100000]
    python benchmarks/stages.py runs FOLDER [--pairs 300] [--words 1000]

``candidates``: from signatures to candidate pairs, against datasketch's ``MinHashLSH`` with the
same signatures, 32 bands of 4 rows and no cap. Both must give the same pairs.

``runs``: the maximal common runs of 4 words and more, against ``difflib.SequenceMatcher`` with
``autojunk=False``. Each of its matching blocks of that length must lie in a run. Twice: for
originals and their planted copies, where difflib soon finds a long block and has little left, and
for articles drawn by chance, where it has to look everywhere. (Unplanned near pairs are mostly one
sender's short form letters.) The ratio grows with length: ``--words`` takes articles of so many and
more.

``FOLDER`` is from ``corpus.py``. One thread each, in processor time; the answers are compared, and
signatures are as either keeps them, before the clock starts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

import numpy as np
from corpus import read_truth
from datasketch import LeanMinHash, MinHashLSH
from numpy.typing import NDArray
from searches import BANDS, ROWS, SHINGLE, SLOTS, texts

from dedup import kernels
from dedup.schemes import permutations

SHORTEST = 4
REPEATS = 3
DRAWN = 40
"""Pairs that are drawn for each that is wanted, where only long articles are."""

Slots = NDArray[np.uint32]
Words = NDArray[np.int64]


def fastest(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the processor time of the fastest of some runs."""
    seconds = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def joined(batch: list[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Return texts as the kernels take them."""
    encoded = [text.encode() for text in batch]
    return b"".join(encoded), np.cumsum([0] + [len(text) for text in encoded], dtype=np.int64)


def signatures(corpus: Path, articles: int) -> Slots:
    """Return the MinHash signatures of the first rows of a corpus."""
    stream = islice(texts(corpus), articles)
    parts = []
    while batch := list(islice(stream, 10_000)):
        parts.append(kernels.minhash_texts(*joined(batch), SHINGLE, *permutations(SLOTS, 1))[0])
    return np.concatenate(parts)


def pairs_by_kernels(short: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return the pairs that share a band, ascending."""
    owners = np.arange(len(short), dtype=np.int64)
    return kernels.near_pairs(short, owners, (0, BANDS), ROWS, len(short), 0)[0]


def pairs_by_datasketch(hashes: list[LeanMinHash]) -> set[tuple[int, int]]:
    """Return the pairs that share a band."""
    index = MinHashLSH(num_perm=SLOTS, params=(BANDS, ROWS))
    pairs: set[tuple[int, int]] = set()
    for row, one in enumerate(hashes):
        pairs.update((other, row) for other in index.query(one))
        index.insert(row, one, check_duplication=False)
    return pairs


def compare_candidates(corpus: Path, articles: int) -> str:
    """Return what both took from signatures to the same candidate pairs."""
    slots = signatures(corpus, articles)
    hashes = [LeanMinHash(seed=1, hashvalues=row, scheme="affine32") for row in slots]
    started = time.process_time()
    theirs = pairs_by_datasketch(hashes)
    slow = time.process_time() - started  # once: it takes long, and chance is small beside it
    short = slots.astype(np.uint16)  # what dedup keeps of them
    ours = set(map(tuple, pairs_by_kernels(short).tolist()))
    if not theirs <= ours or len(ours - theirs) > len(theirs) // 10_000:
        raise SystemExit(f"{len(ours ^ theirs)} pairs are only in one of the two answers")
    fast = fastest(lambda: pairs_by_kernels(short))
    return (
        f"{len(theirs)} candidate pairs of {len(slots)} signatures, all found "
        f"({len(ours - theirs)} more, by slots of 16 bits): kernels {fast:.3f} s, "
        f"datasketch {slow:.2f} s, {slow / fast:.0f}x"
    )


def word_numbers(left: str, right: str) -> tuple[Words, Words]:
    """Return the words of two texts as numbers, equal where the words are."""
    table = kernels.tokenize(*joined([left, right]))
    words = table.normalized.split(b" ")[:-1]
    numbers: dict[bytes, int] = {}
    own = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64)
    return own[: table.first[1]], own[table.first[1] :]


def missed_blocks(left: Words, right: Words, runs: NDArray[np.int64]) -> int:
    """Return how many matching blocks of difflib lie in none of the runs."""
    missed = 0
    for a, b, size in blocks_by_difflib(left.tolist(), right.tolist()):
        same = runs[runs[:, 0] - runs[:, 1] == a - b]
        held = (same[:, 0] <= a) & (a + size <= same[:, 0] + same[:, 2])
        missed += size >= SHORTEST and not held.any()
    return missed


def blocks_by_difflib(left: list[int], right: list[int]) -> list[tuple[int, int, int]]:
    """Return the matching blocks of two sequences."""
    return list(SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())


def compare_runs(folder: Path, pairs: int, least: int) -> str:
    """Return what both took to find the runs of copies, and of articles drawn by chance.

    Args:
        folder: of the corpus.
        pairs: how many of each.
        least: words of either side, at least.
    """
    truth = read_truth(folder / "truth.npz")
    draw = np.random.default_rng(1)
    drawn = pairs * (DRAWN if least else 1)  # most are shorter
    copies = draw.permutation(truth.planted)[:drawn].tolist()
    chance = draw.integers(0, truth.articles, (drawn, 2)).tolist()
    wanted = {row for pair in copies + chance for row in pair}
    text_of = {
        row: text for row, text in enumerate(texts(folder / "corpus.jsonl")) if row in wanted
    }
    lines = []
    for name, chosen in (("copies", copies), ("articles by chance", chance)):
        sides = [word_numbers(text_of[left], text_of[right]) for left, right in chosen]
        sides = [pair for pair in sides if min(map(len, pair)) >= least][:pairs]
        lines.append(f"common runs of {name}: {compare_runs_of(sides)}")
    return "\n".join(lines)


def compare_runs_of(sides: list[tuple[Words, Words]]) -> str:
    """Return what both took to find the runs of some pairs, once none is missed."""
    most = max(len(side) for pair in sides for side in pair)  # no refrain is passed over

    def ours() -> list[NDArray[np.int64]]:
        return [kernels.common_runs(left, right, SHORTEST, most) for left, right in sides]

    missed = sum(missed_blocks(*pair, runs) for pair, runs in zip(sides, ours(), strict=True))
    if missed:
        raise SystemExit(f"{missed} matching blocks of difflib are in no run")
    lists = [(left.tolist(), right.tolist()) for left, right in sides]
    fast = fastest(ours)
    slow = fastest(lambda: [blocks_by_difflib(*pair) for pair in lists], 1)
    words = sum(len(side) for pair in sides for side in pair) / len(sides) / 2
    return (
        f"{len(sides)} pairs of {words:.0f} words, none missed: kernels "
        f"{1e6 * fast / len(sides):.0f} us a pair, difflib {1e6 * slow / len(sides):.0f} us, "
        f"{slow / fast:.0f}x"
    )


def main() -> None:
    """Compare one stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=["candidates", "runs"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--words", type=int, default=0, help="of either article, at least")
    asked = parser.parse_args()
    if asked.stage == "candidates":
        print(compare_candidates(asked.folder / "corpus.jsonl", asked.articles))
    else:
        print(compare_runs(asked.folder, asked.pairs, asked.words))


if __name__ == "__main__":
    main()
