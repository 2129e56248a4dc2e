"""Adding: articles are signed, by several at a time, and written some thousands at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import zip_longest
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal

from dedup.articles import Article
from dedup.index.entries import make_entries
from dedup.index.lines import exchange
from dedup.index.verdict import Added
from dedup.store import Entry, Row, Store, mark_of

BATCH = 4000
"""Articles written together: of 20,000 near-only adds a second, a tenth of a second's."""
_NOW: Mapping[str, int] = {}
PART = 96
"""Articles signed at a time: twelve bundles, whose texts fit in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Articles that are being signed.

    Attributes:
        articles: all of them, by id.
        parts: those that the store did not have.
        signing: what signs each part, in their order; nothing where nobody does it yet.
    """

    articles: dict[str, Article]
    parts: Sequence[Sequence[Article]]
    signing: Sequence[Future[list[Entry]]]


class Adder:
    """What puts articles into a store.

    Args:
        store: of the articles.
        workers: that sign, the one that writes among them.
    """

    def __init__(self, store: Store, workers: int) -> None:
        self._store = store
        self._workers = workers
        self._pool: Executor | None = None

    def add(self, articles: Iterable[Article], seen: Mapping[str, int] = _NOW) -> Added:
        """Keep articles; return how many were new, revised or there already.

        With workers, a batch is signed while the one before it is written.

        Args:
            articles: to be kept.
            seen: when those that have no date were first seen, by id; the others are seen now. It
                may grow while articles are taken.
        """
        added, waiting = Added(), deque[_Batch]()
        for batch in _batches(articles):
            waiting.append(self._start(batch))
            if len(waiting) > 1 or self._workers == 1:
                added += self._write(waiting.popleft(), seen)
        for signed in waiting:
            added += self._write(signed, seen)
        return added

    def known(self, ids: Iterable[str]) -> dict[str, Row]:
        """Return the rows of those of these articles that are in the store."""
        with self._store.reading():
            return self._store.named(list(ids))

    def _start(self, articles: Sequence[Article]) -> _Batch:
        known = self.known([article.id for article in articles])
        fresh = [a for a in articles if a.id not in known or known[a.id].mark != mark_of(a.text)]
        parts = [fresh[at : at + PART] for at in range(0, len(fresh), PART)]
        signing: list[Future[list[Entry]]] = []
        if self._workers > 1 and len(parts) > 1:
            submit, settings = self._workers_pool().submit, self._store.settings
            signing = [submit(make_entries, part, settings) for part in parts]
        return _Batch({article.id: article for article in articles}, parts, signing)

    def _signed(self, batch: _Batch) -> list[Entry]:
        """Return the entries of a batch; what no worker has begun with is signed here.

        Workers go from the first part on, so this begins with the last.
        """
        settings, signed = self._store.settings, deque[list[Entry]]()
        for part, waiting in reversed(list(zip_longest(batch.parts, batch.signing))):
            if waiting is None or waiting.cancel():
                signed.appendleft(make_entries(part, settings))
        begun = (waiting.result() for waiting in batch.signing if not waiting.cancelled())
        return [entry for part in (*begun, *signed) for entry in part]

    def _write(self, batch: _Batch, seen: Mapping[str, int]) -> Added:
        entries = [
            replace(entry, seen=seen[entry.id]) if entry.id in seen else entry
            for entry in self._signed(batch)
        ]
        if not entries:
            return Added(unchanged=len(batch.articles))
        with self._store.writing():
            known = self.known(entry.id for entry in entries)  # others may have written meanwhile
            entries = [e for e in entries if e.id not in known
                       or known[e.id].mark != e.mark]  # fmt: skip
            old = [known[e.id] for e in entries if e.id in known]
            exchange(self._store, entries, batch.articles, old)
        new = len(entries) - len(old)
        return Added(new=new, revised=len(old), unchanged=len(batch.articles) - len(entries))

    def _workers_pool(self) -> Executor:
        if self._pool is None:
            if self._store.settings.near_only:  # kernels, which let this thread write
                self._pool = ThreadPoolExecutor(self._workers - 1)
            else:  # a fork would copy the open file into the workers, and its locks
                self._pool = ProcessPoolExecutor(
                    self._workers - 1, get_context("spawn"), _leave_interrupts
                )
        return self._pool

    def close(self) -> None:
        """Let the workers go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _leave_interrupts() -> None:
    """Let whoever started this process hear of Ctrl-C, and end it."""
    signal(SIGINT, SIG_IGN)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in batches, in the order of arrival, no id twice in one."""
    batch: dict[str, Article] = {}
    for article in articles:
        if len(batch) == BATCH or article.id in batch:
            yield list(batch.values())
            batch.clear()
        batch[article.id] = article
    if batch:
        yield list(batch.values())
