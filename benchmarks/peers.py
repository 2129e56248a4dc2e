"""How long do others take for the same search, how much memory, and how much do they find?

    python benchmarks/peers.py FOLDER [--threads 2] [--peers gaoya,rensa] [--dedup PATH]
        [--python PEER=PATH] [--timeout 300] [--repeat 1]

``FOLDER`` is from ``corpus.py``. Each peer runs in a process of its own, from start to exit, as
``searches.py`` says; dedup runs as its command. An answer is held against the exact truth of the
corpus before its time counts: a peer that finds under half of the pairs at .7 has not done the
work, and no time is shown. A peer that estimates similarities answers at .7 with the pairs it
estimates there; one that only clusters, with every pair in a cluster. ``dedup`` writes the pairs
within its families, which it parts where a chain of near pairs has ends that are not near;
``dedup-search`` is its search without that step, for what its bands find.

Memory is the peak of the largest process, which favors peers that start several. Only the ratios
are claims: the seconds are those of one machine on one day.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from corpus import Truth, read_truth
from searches import PEERS, Answer, installed, with_copies

LEVELS = (0.7, 0.5)
LEAST_RECALL = 0.5
"""At .7, by article. Under it a peer did other work, and how fast it did that says nothing."""

_SEARCHES = Path(__file__).with_name("searches.py")
_DECIMALS = 4
"""What dedup writes of a similarity; the truth is rounded alike, or .69996 would be a mistake."""

_POLL_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took.

    Attributes:
        seconds: from its start to its exit.
        peak: bytes of resident memory, of the largest process.
        failure: why there is no answer, "" when there is one.
    """

    seconds: float
    peak: int
    failure: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How an answer compares with the truth at one similarity.

    Attributes:
        recall: the share of the true pairs that were found.
        recall_by_article: of each article's true partners the share that was found, on average
            over the articles that have one. Real text has form letters by the hundred; their pairs
            are most of all pairs, and few of the articles.
        precision: the share of what was found that is true.
    """

    recall: float
    recall_by_article: float
    precision: float


def measure(command: Sequence[str], threads: int, timeout: float) -> Cost:
    """Return what a command took, with its libraries held to ``threads`` threads."""
    limits = dict.fromkeys(("RAYON_NUM_THREADS", "OMP_NUM_THREADS"), str(threads))
    with tempfile.TemporaryFile() as words:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=words,
            stderr=words,
            env={**os.environ, **limits},
            start_new_session=True,
        )
        late = False
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            seconds = time.perf_counter() - started
            if pid:
                break
            if seconds > timeout and not late:
                late = True
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(_POLL_SECONDS)
        process.returncode = os.waitstatus_to_exitcode(status)
        words.seek(0)
        last = words.read().decode("utf-8", "replace").strip().splitlines()[-1:]
    failure = ""
    if late:
        failure = f"over {timeout:g} s"
    elif process.returncode:
        failure = f"exit {process.returncode}: {' '.join(last)}"
    return Cost(seconds, used.ru_maxrss * 1024, failure)


def compile_modules(command: str) -> None:
    """Compile dedup's modules as pip does on installing, and does not where they are worked on.

    Where nothing may be written beside them, each start would compile them again: .02 s.
    """
    python = Path(command).with_name("python")
    program = "import compileall, dedup; compileall.compile_dir(dedup.__path__[0], quiet=2)"
    if python.exists():
        subprocess.run([python, "-P", "-c", program], check=True)


def read_once(corpus: Path) -> None:
    """Read the corpus through, so that nobody waits for the disk: the first to run would, alone."""
    with corpus.open("rb") as file:
        while file.read(1 << 24):
            pass


def quality(answer: Answer, truth: Truth, level: float) -> Quality:
    """Return how an answer compares with the pairs of Jaccard similarity >= level."""
    true = truth.pairs[truth.jaccard.round(_DECIMALS) >= level]
    if "labels" in answer:
        labels = answer["labels"]
        hit = labels[true[:, 0]] == labels[true[:, 1]]
        _, sizes = np.unique(labels, return_counts=True)
        given = int((sizes * (sizes - 1) // 2).sum())
    else:
        pairs = answer["pairs"][answer["estimates"] >= level]
        codes = np.unique(pairs.min(axis=1) * truth.articles + pairs.max(axis=1))
        hit = np.isin(true[:, 0] * truth.articles + true[:, 1], codes)
        given = len(codes)
    partners = np.bincount(true.ravel(), minlength=truth.articles)
    found = np.bincount(true[hit].ravel(), minlength=truth.articles)
    has = partners > 0
    return Quality(
        recall=float(hit.sum()) / max(1, len(true)),
        recall_by_article=float((found[has] / partners[has]).mean()) if has.any() else 0.0,
        precision=float(hit.sum()) / max(1, given),
    )


def run(
    peer: str, corpus: Path, threads: int, timeout: float, programs: dict[str, str]
) -> tuple[Cost, Answer]:
    """Run one search in its own process and return what it took and what it found."""
    with tempfile.TemporaryDirectory() as folder:
        if peer == "dedup":
            out = Path(folder, "clusters.jsonl")
            given = ["cluster", str(corpus), "--near-only", "--threads", str(threads)]
            cost = measure([programs[peer], *given, "-o", str(out)], threads, timeout)
            return cost, {} if cost.failure else read_clusters(out)
        out = Path(folder, "answer.npz")
        program = [programs.get(peer, sys.executable), str(_SEARCHES)]
        cost = measure([*program, peer, str(corpus), str(out), str(threads)], threads, timeout)
        if cost.failure:
            return cost, {}
        with np.load(out) as arrays:
            return cost, dict(arrays)


def read_clusters(path: Path) -> Answer:
    """Return the pairs that ``dedup cluster`` wrote; copies stand with the first of their like."""
    near: dict[tuple[int, int], float] = {}
    first_of: dict[int, int] = {}
    with path.open("rb") as lines:
        for line in lines:
            cluster = json.loads(line)
            for relation in cluster["relations"] + cluster["refused"]:
                left, right = sorted((int(relation["left"]), int(relation["right"])))
                if relation["kind"] == "exact":
                    first_of[right] = left
                else:
                    near[left, right] = relation["jaccard"]
    return with_copies(near, first_of)


def compare(
    corpus: Path,
    truth: Truth,
    peers: Sequence[str],
    threads: int = 2,
    timeout: float = 300,
    repeat: int = 1,
    programs: dict[str, str] | None = None,
) -> list[str]:
    """Return a table of all peers, their figures as multiples of those of the first.

    Args:
        corpus, truth: of one folder.
        peers: in their order in the table.
        threads: that each may use.
        timeout: seconds for one run.
        repeat: runs of each; the fastest counts.
        programs: the Python of a peer, or the command of dedup, where it is not this Python.
    """
    heading = ["peer", "seconds", "time", "MB", "memory"]
    names = ("recall", "by article", "precision")
    heading += [f"{name} {level}" for level in LEVELS for name in names]
    table = [heading, ["---"] * len(heading)]
    base: Cost | None = None
    for peer in peers:
        runs = [run(peer, corpus, threads, timeout, programs or {}) for _ in range(repeat)]
        cost, answer = min(runs, key=lambda one: (one[0].failure, one[0].seconds))
        if cost.failure:
            table.append([peer, cost.failure])
            continue
        found = [quality(answer, truth, level) for level in LEVELS]
        figures = [f"{x:.4f}" for one in found for x in astuple(one)]
        if found[0].recall_by_article < LEAST_RECALL:
            table.append([peer, "wrong", "", "", "", *figures])
            continue
        base = base or cost
        table.append(
            [
                peer,
                f"{cost.seconds:.2f}",
                f"{cost.seconds / base.seconds:.1f}x",
                f"{cost.peak / 1e6:.0f}",
                f"{cost.peak / base.peak:.2f}x",
                *figures,
            ]
        )
        print(f"{peer}: {cost.seconds:.2f} s", file=sys.stderr)
    return ["| " + " | ".join(row) + " |" for row in table]


def main() -> None:
    """Compare the peers that are asked for, or all that are there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peers", help="with commas between; else all that are installed")
    parser.add_argument("--dedup", default=str(Path(sys.executable).with_name("dedup")))
    parser.add_argument("--base", default="dedup", help="what the ratios are multiples of")
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PATH")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--repeat", type=int, default=1)
    asked = parser.parse_args()
    programs = dict(pair.split("=", 1) for pair in asked.python)
    compile_modules(asked.dedup)
    read_once(asked.folder / "corpus.jsonl")
    there = [p for p in PEERS if p != asked.base and (p in programs or installed(p))]
    table = compare(
        asked.folder / "corpus.jsonl",
        read_truth(asked.folder / "truth.npz"),
        [asked.base, *(asked.peers.split(",") if asked.peers else there)],
        asked.threads,
        asked.timeout,
        asked.repeat,
        {**programs, "dedup": asked.dedup},
    )
    print(f"dedup and its peers, {asked.threads} threads, {asked.folder.name}")
    print("\n".join(table))


if __name__ == "__main__":
    main()
