"""How fast, how small and how steady is the index, and its peers beside it?

    python benchmarks/corpus.py 100000 /tmp/corpus   # once
    python benchmarks/index.py /tmp/corpus/corpus.jsonl --sizes 10000 100000 --peers

Each size is one file, filled in one go, closed, opened again and asked by a fresh process about
articles that come later in the corpus. Before the clock starts, the answers are checked: every
exact copy among the articles asked about must be found. Wall time is what a user waits for;
processor seconds beside it tell how much of that was another's work on a busy machine.

Peers add the same articles: datasketch's MinHashLSH (128 slots, threshold .5, xxHash, its fastest
scheme) in memory, and on a redis-server of its own behind a socket, in buffered insertions. It has
no threads, so dedup stands beside it with one processor too; both hash, and both begin with texts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from dedup.articles import Article
from dedup.index import Index

ASKED = 400
STORIES = 20
"""Of them, articles whose story is asked for too: that walks over sixty neighborhoods."""
PEER_ARTICLES = 8000
"""Adding to a peer takes the same time for each article; more of them tell nothing more. Two of our
batches: one is signed while the other is written, as in any larger number."""


def read(corpus: Path, begin: int, count: int) -> Iterator[Article]:
    """Yield some articles of a corpus."""
    with corpus.open(encoding="utf-8") as lines:
        for line in islice(lines, begin, begin + count):
            row = json.loads(line)
            yield Article(id=row["id"], text=row["text"], publisher=row.get("publisher"))


def fill(corpus: Path, size: int, file: Path, kind: str, workers: int) -> str:
    """Add articles; return what it took."""
    articles = list(read(corpus, 0, size))
    near, keep = kind == "near", kind != "no-text"
    with Index.open(file, near_only=near, keep_text=keep, workers=workers) as index:
        wall, processor = time.perf_counter(), _processor()
        index.add(articles)
        wall = time.perf_counter() - wall
        stats = index.stats()
    processor = _processor() - processor  # workers are counted once they have ended
    return (
        f"{size:>9,} added: {size / wall:8,.0f}/s wall, {size / processor:8,.0f}/s of one "
        f"processor; without text {(file.stat().st_size - stats.text_bytes) / size:6,.0f} B, "
        f"text {stats.text_bytes / size:6,.0f} B an article; {stats.segments} segments"
    )


def _processor() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (
            resource.getrusage(resource.RUSAGE_SELF),
            resource.getrusage(resource.RUSAGE_CHILDREN),
        )
    )


def ask(corpus: Path, size: int, file: Path) -> str:
    """Open an index in this process and ask it; return what it took."""
    asked = list(read(corpus, size, ASKED))
    if len(asked) < ASKED:
        raise SystemExit(f"{corpus} has {len(asked)} articles after {size:,}; make a larger one")
    begin = time.perf_counter()
    index = Index.open(file)
    opened = time.perf_counter() - begin
    for article in read(corpus, 0, 20):  # checked before the clock starts
        copy = Article(id=f"copy of {article.id}", text=article.text)
        found = [r.right for r in index.check(copy, story=False).relations if r.kind == "exact"]
        if article.id not in found:
            raise SystemExit(f"wrong: a copy of {article.id} was not found, but {found}")
    taken, processor, new = [], time.process_time(), 0
    for article in asked:
        begin = time.perf_counter()
        new += index.check(article, story=False).is_new
        taken.append(1000 * (time.perf_counter() - begin))
    processor = 1000 * (time.process_time() - processor) / len(asked)
    told = "" if index.settings.near_only else f"; {with_story(index, asked)}"
    median, high = np.percentile(taken, [50, 99]).tolist()
    # ru_maxrss would be that of the process that started this one.
    status = Path("/proc/self/status").read_text().split()
    memory = int(status[status.index("VmHWM:") + 1]) / 1024
    return (
        f"{size:>9,} asked: median {median:.2f} ms, 99th percentile {high:.2f} ms, {processor:.2f} "
        f"ms of processor; open {1000 * opened:.1f} ms; {memory:,.0f} MB; "
        f"{new} of {ASKED} new{told}"
    )


def with_story(index: Index, asked: Sequence[Article]) -> str:
    """Ask for some articles' stories too; return what that took."""
    taken = []
    for article in asked[:STORIES]:
        begin = time.perf_counter()
        index.check(article)
        taken.append(1000 * (time.perf_counter() - begin))
    return f"with its story: median {np.median(taken):.0f} ms"


def add_to_datasketch(articles: Sequence[Article], socket: Path | None) -> float:
    """Return how many articles a second datasketch's LSH takes."""
    import xxhash
    from datasketch import MinHash, MinHashLSH

    storage = None
    if socket:
        where = {"unix_socket_path": str(socket)}
        storage = {"type": "redis", "basename": b"bench", "redis": where}
    lsh = MinHashLSH(num_perm=128, params=(42, 3), storage_config=storage)

    def sign(text: str) -> MinHash:
        words = text.split()
        shingles = {" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))}
        made = MinHash(
            num_perm=128,
            scheme="affine32",
            hashfunc=lambda b: xxhash.xxh64_intdigest(b) & 0xFFFFFFFF,
        )
        made.update_batch(shingles)
        return made

    begin = time.perf_counter()
    if socket:
        with lsh.insertion_session() as session:
            for article in articles:
                session.insert(article.id, sign(article.text))
    else:
        for article in articles:
            lsh.insert(article.id, sign(article.text))
    rate = len(articles) / (time.perf_counter() - begin)
    if articles[0].id not in lsh.query(sign(articles[0].text)):
        raise SystemExit("wrong: datasketch does not find what was added")
    return rate


def add_to_dedup(articles: Sequence[Article], file: Path, workers: int) -> float:
    """Return how many articles a second a near-only index on the disk takes."""
    with Index.open(file, near_only=True, workers=workers) as index:
        begin = time.perf_counter()
        index.add(articles)
        rate = len(articles) / (time.perf_counter() - begin)
        copy = Article(id=f"copy of {articles[0].id}", text=articles[0].text)
        if index.check(copy).is_new:
            raise SystemExit("wrong: dedup does not find what was added")
    return rate


def compare_with_peers(corpus: Path, folder: Path, workers: int) -> None:
    """Print what datasketch takes for the same articles, in one run with ours."""
    articles = list(read(corpus, 0, PEER_ARTICLES))
    ours = {
        count: add_to_dedup(articles, folder / f"peer-{count}.dedup", count)
        for count in sorted({1, workers})
    }
    memory = add_to_datasketch(articles, None)
    socket = folder / "redis.sock"
    with subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""],
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            while not socket.exists():
                time.sleep(0.05)
            redis = add_to_datasketch(articles, socket)
        finally:
            server.terminate()
    for count, rate in ours.items():
        print(f"dedup, near-only, on the disk, {count} at work {rate:9,.0f} articles/s")
    for name, rate in (("in memory", memory), ("on Redis", redis)):
        times = ", ".join(
            f"{own / rate:.1f} times with {count} at work" for count, own in ours.items()
        )
        print(f"datasketch {name:9} {rate:9,.0f} articles/s: {times}")


def measure(corpus: Path, sizes: Iterable[int], folder: Path, kind: str, workers: int) -> None:
    """Print the figures of one kind of index at some sizes."""
    for size in sizes:
        file = folder / f"{kind}-{size}.dedup"
        print(kind, fill(corpus, size, file, kind, workers), flush=True)
        command = [sys.executable, __file__, str(corpus), "--ask", str(file), "--sizes", str(size)]
        print(
            kind, subprocess.run(command, check=True, capture_output=True, text=True).stdout, end=""
        )
        file.unlink()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000])
    parser.add_argument("--kinds", nargs="+", default=["near"], choices=["near", "no-text", "full"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--folder", type=Path, help="for the files; a temporary one if not given")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ask:
        print(ask(asked.corpus, asked.sizes[0], asked.ask))
        return
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for kind in asked.kinds:
            measure(asked.corpus, asked.sizes, Path(folder), kind, asked.workers)
        if asked.peers:
            compare_with_peers(asked.corpus, Path(folder), asked.workers)


if __name__ == "__main__":
    main()
