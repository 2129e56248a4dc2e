"""The search for near pairs as each peer does it, told by its documentation and tuned.

    python benchmarks/searches.py PEER CORPUS.jsonl ANSWER.npz THREADS

runs one in a process of its own; ``peers.py`` starts these and holds a clock. All read the same
JSON Lines as a stream and take word 5-shingles of lower-cased text, 128 slots, 32 bands of 4 rows.
An answer is candidate pairs with estimated similarities, or, from peers that give no pairs, one
cluster label a row.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SLOTS, BANDS, ROWS = 128, 32, 4
SHINGLE = 5
LEAST_ESTIMATE = 0.5
"""Where a peer wants a threshold: the least similarity that it is asked for."""

CLUSTERS_BANDS, CLUSTERS_ROWS = 25, 5
"""For peers that cluster candidates without a look at their similarity: text-dedup's own optimum
for 128 slots and a threshold of .7. With 32 bands of 4 they would join everything."""

_BATCH = 5_000
_WORD = re.compile(r"\w+")

Pairs = NDArray[np.int64]


def texts(corpus: Path) -> Iterator[str]:
    """Yield the text of each row, in order."""
    with corpus.open("rb") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def batches(corpus: Path) -> Iterator[list[str]]:
    """Yield the texts of a corpus, 5,000 at a time."""
    stream = texts(corpus)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def shingles(text: str) -> list[str]:
    """Return the word 5-shingles of a text; a shorter text is one shingle."""
    words = _WORD.findall(text.lower())
    if len(words) < SHINGLE:
        return [" ".join(words)] if words else []
    return list(map(" ".join, zip(*(words[i:] for i in range(SHINGLE)), strict=False)))


Answer = dict[str, NDArray[Any]]


def _pairs_answer(pairs: list[tuple[int, int]], slots: NDArray[Any]) -> Answer:
    """Return candidate pairs with the share of equal slots."""
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return {"pairs": found, "estimates": _share_equal(found, slots)}


def _share_equal(pairs: Pairs, slots: NDArray[Any]) -> NDArray[np.float64]:
    estimates = np.empty(len(pairs))
    for begin in range(0, len(pairs), 100_000):
        left, right = pairs[begin : begin + 100_000].T
        estimates[begin : begin + 100_000] = (slots[left] == slots[right]).mean(axis=1)
    return estimates


def run_dedup_search(corpus: Path, threads: int) -> Answer:
    """Find pairs by dedup as a library; nothing is written."""
    from dedup.near import find_families
    from dedup.readers.batches import Batches

    found = find_families(Batches([corpus]), threads=threads)
    edges = found.edges
    shares = edges.shared / (edges.sizes.sum(axis=1) - edges.shared)
    near = zip(map(tuple, edges.pairs.tolist()), shares.tolist(), strict=True)
    copies = np.flatnonzero(found.copy_of != np.arange(len(found.copy_of)))
    first_of = dict(zip(copies.tolist(), found.copy_of[copies].tolist(), strict=True))
    return with_copies(dict(near), first_of)


def with_copies(near: dict[tuple[int, int], float], first_of: dict[int, int]) -> Answer:
    """Return pairs of articles from pairs of the first of their like.

    Args:
        near: the similarity of each pair of articles that are copies of none.
        first_of: the article that each copy is a copy of; what is near to it, the copy is too.
    """
    alike: dict[int, list[int]] = {}
    for copy, first in first_of.items():
        alike.setdefault(first, [first]).append(copy)
    pairs = {pair: 1.0 for group in alike.values() for pair in combinations(sorted(group), 2)}
    for (left, right), jaccard in near.items():
        for one in alike.get(left, [left]):
            for two in alike.get(right, [right]):
                pairs[min(one, two), max(one, two)] = jaccard
    found = np.array(list(pairs), np.int64).reshape(-1, 2)
    return {"pairs": found, "estimates": np.array(list(pairs.values()))}


def run_datasketch(corpus: Path, threads: int, hash_function: Any = None) -> Answer:
    """Find pairs by datasketch; it has no threads."""
    from datasketch import MinHash, MinHashLSH

    options = {"hashfunc": hash_function} if hash_function else {}
    words = ([shingle.encode() for shingle in shingles(text)] for text in texts(corpus))
    index = MinHashLSH(num_perm=SLOTS, params=(BANDS, ROWS))
    pairs: list[tuple[int, int]] = []
    slots = []
    for row, signature in enumerate(MinHash.generator(words, num_perm=SLOTS, **options)):
        pairs += [(other, row) for other in index.query(signature)]
        index.insert(row, signature, check_duplication=False)
        slots.append(signature.hashvalues)
    return _pairs_answer(pairs, np.stack(slots))


def run_datasketch_xxhash(corpus: Path, threads: int) -> Answer:
    """Find pairs by datasketch with a faster hash than its SHA-1."""
    from xxhash import xxh32_intdigest

    return run_datasketch(corpus, threads, xxh32_intdigest)


def run_rensa(corpus: Path, threads: int) -> Answer:
    """Find pairs by rensa's full-set R-MinHash, the one that gives all candidates of a row."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=SLOTS, num_bands=BANDS)
    pairs: list[tuple[int, int]] = []
    slots, row = [], 0
    for batch in batches(corpus):
        signatures = RMinHash.from_token_sets(
            [shingles(text) for text in batch], num_perm=SLOTS, seed=1
        )
        index.insert_many(signatures, row)
        for others in index.query_all(signatures):
            pairs += [(other, row) for other in others if other < row]
            row += 1
        slots.append(np.array([one.digest() for one in signatures], np.uint32))
    return _pairs_answer(pairs, np.concatenate(slots))


def run_gaoya(corpus: Path, threads: int) -> Answer:
    """Find pairs by gaoya's string index, whose shingles and signatures are made in Rust.

    It gives no signature back, so a batch is signed to go in and again to ask.
    """
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=LEAST_ESTIMATE,
        num_bands=BANDS,
        band_size=ROWS,
        analyzer="word",
        lowercase=True,
        ngram_range=(SHINGLE, SHINGLE),
        id_container="smallvec",
    )
    pairs: list[tuple[int, int]] = []
    estimates: list[float] = []
    row = 0
    for batch in batches(corpus):
        index.par_bulk_insert_docs(list(range(row, row + len(batch))), batch)
        for others in index.par_bulk_query(batch, return_similarity=True):
            for other, estimate in others:
                if other < row:
                    pairs.append((other, row))
                    estimates.append(estimate)
            row += 1
    return {"pairs": np.array(pairs, np.int64).reshape(-1, 2), "estimates": np.array(estimates)}


def run_fastsketchlsh(corpus: Path, threads: int) -> Answer:
    """Find pairs by FastSketchLSH."""
    from FastSketchLSH import LSH, FastSimilaritySketch

    sketch = FastSimilaritySketch(size=SLOTS, seed=42)
    slots = np.concatenate(
        [
            np.asarray(
                sketch.batch([shingles(text) for text in batch], num_threads=threads), np.uint64
            )
            for batch in batches(corpus)
        ]
    )
    index = LSH(num_perm=SLOTS, num_bands=BANDS, num_threads=threads)
    index.reserve(len(slots))
    index.insert(slots)
    others, first = (np.asarray(part).astype(np.int64) for part in index.query(slots, "csr"))
    rows = np.repeat(np.arange(len(slots)), np.diff(first))
    pairs = np.stack((others, rows), axis=1)[others < rows]
    return {"pairs": pairs, "estimates": _share_equal(pairs, slots)}


def run_text_dedup(corpus: Path, threads: int) -> Answer:
    """Cluster by the command of text-dedup."""
    import pickle

    from text_dedup import minhash

    with tempfile.TemporaryDirectory() as folder:
        options = {
            "path": "json", "data_files": corpus, "split": "train", "cache_dir": f"{folder}/cache",
            "output": f"{folder}/kept", "column": "text", "ngram": SHINGLE, "num_perm": SLOTS,
            "b": CLUSTERS_BANDS, "r": CLUSTERS_ROWS, "hash_func": "xxh3", "hash_bits": 32,
            "min_length": 1, "num_proc": threads, "use_auth_token": "false",
        }  # fmt: skip
        given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        minhash.main([*given, "--debug"], standalone_mode=False)
        found = pickle.loads(Path(folder, "kept", "uf.pkl").read_bytes())
    count = sum(1 for _ in texts(corpus))
    return {"labels": np.array([found.find(row) for row in range(count)], np.int64)}


def run_datatrove(corpus: Path, threads: int) -> Answer:
    """Cluster by the first three steps of datatrove, its files split so that threads have work."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.utils.hashing import HashConfig
    from datatrove.utils.word_tokenizers import WordTokenizer

    class Spaces(WordTokenizer):
        """Its own needs a model; when words are asked for, punctuation is gone already."""

        def word_tokenize(self, text: str) -> list[str]:
            return text.split()

        sent_tokenize = span_tokenize = None

    config = MinhashConfig(
        n_grams=SHINGLE,
        num_buckets=CLUSTERS_BANDS,
        hashes_per_bucket=CLUSTERS_ROWS,
        hash_config=HashConfig(hash_fc="xxhash", precision=64),
    )
    with tempfile.TemporaryDirectory() as folder:
        begins = _split(corpus, Path(folder, "in"), threads)
        sign = MinhashDedupSignature(f"{folder}/signatures", config, Spaces())
        steps = (
            ([JsonlReader(f"{folder}/in"), sign], threads),
            (
                [MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)],
                CLUSTERS_BANDS,
            ),
            (
                [
                    MinhashDedupCluster(
                        f"{folder}/buckets", f"{folder}/clusters", config, save_cluster_id=True
                    )
                ],
                1,
            ),
        )
        for place, (pipeline, tasks) in enumerate(steps):
            logs = f"{folder}/logs{place}"
            LocalPipelineExecutor(
                pipeline, tasks=tasks, workers=min(tasks, threads), logging_dir=logs
            ).run()
        labels = -1 - np.arange(begins[-1])
        for part, begin in enumerate(begins[:-1]):
            path = Path(folder, "clusters", f"{part:06d}.clusters")
            found = np.fromfile(path, np.uint32).reshape(-1, 2).astype(np.int64)
            labels[begin + found[:, 0]] = found[:, 1]
    return {"labels": labels}


def _split(corpus: Path, folder: Path, parts: int) -> list[int]:
    """Write a corpus as ``parts`` files and return the first row of each, and the row count."""
    folder.mkdir()
    with corpus.open("rb") as lines:
        rows = sum(1 for _ in lines)
        begins = [rows * part // parts for part in range(parts + 1)]
        lines.seek(0)
        for part in range(parts):
            own = islice(lines, begins[part + 1] - begins[part])
            Path(folder, f"{part:03d}.jsonl").write_bytes(b"".join(own))
    return begins


PEERS: dict[str, tuple[str, Callable[[Path, int], Answer]]] = {
    "dedup-search": ("dedup.near", run_dedup_search),
    "gaoya": ("gaoya", run_gaoya),
    "rensa": ("rensa", run_rensa),
    "fastsketchlsh": ("FastSketchLSH", run_fastsketchlsh),
    "datasketch-xxhash": ("datasketch", run_datasketch_xxhash),
    "datasketch": ("datasketch", run_datasketch),
    "text-dedup": ("text_dedup", run_text_dedup),
    "datatrove": ("datatrove", run_datatrove),
}
"""The module that must be there, and what to run."""


def installed(peer: str) -> bool:
    """Return whether this Python can run a peer."""
    return find_spec(PEERS[peer][0]) is not None


def main() -> None:
    """Run one search and write its answer."""
    peer, corpus, answer, threads = sys.argv[1:]
    np.savez(answer, **PEERS[peer][1](Path(corpus), int(threads)))


if __name__ == "__main__":
    main()
