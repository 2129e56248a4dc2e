"""What was acknowledged is kept: through kills, beside other writers, for every reader.

``DEDUP_SOAK=1`` runs the long forms: 300 kills, and eight writers beside eight readers for a
minute.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import pytest
from strategies import invented_text

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.index import Index
from dedup.store import session as session_module

SOAK = os.environ.get("DEDUP_SOAK") == "1"
KILLS = 300 if SOAK else 8
WRITERS, READERS, SECONDS = (8, 8, 60.0) if SOAK else (2, 2, 3.0)
CRASHING = Path(__file__).parent / "crashing.py"


def run_and_kill(path: Path, seed: int, draw: random.Random) -> list[str]:
    """Let a writer work for a moment, kill it, and return the whole lines that it wrote."""
    with subprocess.Popen(
        [sys.executable, str(CRASHING), str(path), str(seed), "w"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(draw.random() * 0.25)
        process.kill()
        said = process.stdout.read()
    return said[: said.rfind("\n") + 1].splitlines()


def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path) -> None:
    """After each kill the index opens, holds what it said it kept, and nothing is wrong with it."""
    path, draw = tmp_path / "i.dedup", random.Random(5)
    kept: set[str] = set()
    doubtful: set[str] = set()
    for seed in range(KILLS):
        for line in run_and_kill(path, seed, draw):
            what, name = line.split()
            if what == "added":
                kept.add(name)
            else:  # what was being removed may be there or not; what was removed may not
                kept.discard(name)
                doubtful.add(name)
                if what == "removed":
                    doubtful.discard(name)
        with Index.open(path) as index:
            here = set(index)
            faults = index.verify()
        # One write may have been kept before it could be said.
        unsaid = here - kept - doubtful
        assert (kept - here, faults) == (set(), [])
        assert len(unsaid) <= 5
        kept |= unsaid
        doubtful.clear()
        kept |= here
    assert kept


def write(path: Path, writer: int) -> int:
    """Add articles one at a time until it is time; return how many."""
    count = 0
    until = time.time() + SECONDS
    with Index.open(path) as index:
        while count == 0 or time.time() < until:
            text = invented_text(writer * 100_000 + count, sentences=4)
            index.add(Article(id=f"{writer}-{count}", text=text))
            count += 1
    return count


def read(path: Path) -> tuple[int, int]:
    """Ask until it is time; return how often, and how often an answer was wrong.

    The first article is there from the beginning, once; nothing else is like it.
    """
    asked = wrong = 0
    with Index.open(path) as index:
        known = Article(id="asked", text=invented_text(1, sentences=4))
        before, until = 0, time.time() + SECONDS
        while asked == 0 or time.time() < until:
            found = [r.right for r in index.check(known).relations]
            now = len(index)
            wrong += found != ["first"] or now < before
            before = now
            asked += 1
    return asked, wrong


def test_writers_and_readers_side_by_side(tmp_path: Path) -> None:
    """Each process opens the file for itself; nothing is lost, nothing double, no answer wrong."""
    path = tmp_path / "i.dedup"
    with Index.open(path, near_only=True) as index:
        index.add(Article(id="first", text=invented_text(1, sentences=4)))

    with get_context("spawn").Pool(WRITERS + READERS) as pool:
        writing = [pool.apply_async(write, (path, i)) for i in range(1, WRITERS + 1)]
        reading = [pool.apply_async(read, (path,)) for _ in range(READERS)]
        counts = [one.get() for one in writing]
        answers = [one.get() for one in reading]

    with Index.open(path) as index:
        names = Counter(index)
        expected = {f"{i}-{n}" for i, count in enumerate(counts, 1) for n in range(count)}
        assert set(names) == expected | {"first"}
        assert max(names.values()) == 1
        assert index.verify() == []
    assert min(counts) > 0
    assert [wrong for _, wrong in answers] == [0] * READERS
    assert min(asked for asked, _ in answers) > 0


def test_who_waits_for_a_writer_can_be_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends the wait; the one that writes is not disturbed, and readers never waited."""
    path = tmp_path / "i.dedup"
    program = f"""
import signal
from dedup import Article, Index
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
index = Index.open({str(path)!r})
print("ready", flush=True)
index.add(Article(id="b", text="who waits"))
"""
    with Index.open(path, near_only=True) as index:
        index.add(Article(id="a", text=invented_text(1)))
        with index._store.writing():
            command = [sys.executable, "-c", program]
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as waiting:
                assert waiting.stdout is not None
                assert waiting.stdout.readline() == b"ready\n"
                waiting.send_signal(signal.SIGINT)
                assert waiting.wait(60) == -signal.SIGINT
            with Index.open(path) as reader:
                assert list(reader) == ["a"]
        assert index.add(Article(id="c", text=invented_text(3))).new == 1


def test_a_writer_waits_longer_than_one_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is that of the whole wait, and the error says it."""
    monkeypatch.setattr(session_module, "TRY_SECONDS", 0.01)
    held, go = threading.Event(), threading.Event()
    with (
        Index.open(tmp_path / "i.dedup", near_only=True) as one,
        Index.open(tmp_path / "i.dedup") as other,
    ):

        def hold() -> None:
            with one._store.writing():
                held.set()
                go.wait()

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait()
        monkeypatch.setattr(session_module, "WAITING_SECONDS", 0.1)
        with pytest.raises(StoreError, match="another writer held it for 600 seconds"):
            other.add(Article(id="a", text=invented_text(1)))
        monkeypatch.setattr(session_module, "WAITING_SECONDS", 600)
        threading.Timer(0.2, go.set).start()
        assert other.add(Article(id="a", text=invented_text(1))).new == 1
        thread.join()
