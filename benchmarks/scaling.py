"""How do time and peak memory of ``dedup cluster --near-only`` grow with the articles?

    python benchmarks/scaling.py FOLDER [--sizes 10000,31623,100000,316228,1000000]
        [--source articles.jsonl.gz] [--dedup PATH] [--threads 2] [--repeat 1] [--timeout 600]

Each size has a corpus of its own with the same share of copies, ``FOLDER/SIZE/corpus.jsonl``, made
by ``corpus.py`` where it is not there yet. The exponent is the slope of a line through the
logarithms; time is also fitted without the time of the smallest run's start, which is not work on
articles, and its last step stands alone, because a bad exponent shows there first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from corpus import write_corpus
from peers import measure

_SIZES = "10000,31623,100000,316228,1000000"


def exponent(sizes: Sequence[float], figures: Sequence[float]) -> float:
    """Return the slope of the logarithms: figures grow as sizes to this power."""
    return float(np.polyfit(np.log(sizes), np.log(figures), 1)[0])


def main() -> None:
    """Run each size and fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default=_SIZES)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--dedup", default=str(Path(sys.executable).with_name("dedup")))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=600)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    print("| articles | MB of text | seconds | peak MB | articles a second |")
    print("| --- | --- | --- | --- | --- |")
    times, peaks = [], []
    for size in sizes:
        corpus = asked.folder / str(size) / "corpus.jsonl"
        if not corpus.exists():
            write_corpus(size, corpus, asked.source, hash_seed=1)
        out = corpus.with_name("clusters.jsonl")
        command = [asked.dedup, "cluster", str(corpus), "--near-only"]
        command += ["--threads", str(asked.threads), "-o", str(out)]
        costs = [measure(command, asked.threads, asked.timeout) for _ in range(asked.repeat)]
        cost = min(costs, key=lambda one: (one.failure, one.seconds))
        if cost.failure:
            raise SystemExit(f"{size} articles: {cost.failure}")
        times.append(cost.seconds)
        peaks.append(cost.peak)
        print(
            f"| {size} | {corpus.stat().st_size / 1e6:.0f} | {cost.seconds:.2f} "
            f"| {cost.peak / 1e6:.0f} | {size / cost.seconds:.0f} |",
            flush=True,
        )
    start = measure([asked.dedup, "--help"], 1, asked.timeout).seconds
    if len(sizes) > 1:
        worked = [max(seconds - start, 1e-3) for seconds in times]
        print(f"time: exponent {exponent(sizes, times):.2f}")
        print(f"time without {start:.2f} s of start: exponent {exponent(sizes, worked):.2f}")
        print(f"time, last step: exponent {exponent(sizes[-2:], times[-2:]):.2f}")
        print(f"peak memory: exponent {exponent(sizes, peaks):.2f}")


if __name__ == "__main__":
    main()
