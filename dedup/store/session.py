"""Sessions with a file: what is read or written together, and what is known of it meanwhile."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup.groups import are_among
from dedup.store.blocks import DamagedError, Keys
from dedup.store.bundles import KeptBodies
from dedup.store.contract import Row, Settings
from dedup.store.database import WAITING_SECONDS, named_errors, open_database
from dedup.store.manifest import Manifest, pack_manifest, unpack_manifest
from dedup.store.segments import Found, Kept, Segments

LINE_OWNERS = 1 << 41
"""Added to the number of an article where a line is looked up, to tell it from stems and names."""
TRY_SECONDS = 2
"""For which one call waits for another writer; a reader waits so long for a log to be read again,
after a crash, which takes 40 ms."""
_MANIFEST = "SELECT value FROM manifest"
KEPT_ROWS = 8192
"""2.5 kB each where texts are compared. One article meets eighty by its terms, and the next of the
same day many of the same."""


class KeptRows:
    """Rows by number, those asked for lately. A row stays as it is until an article is removed."""

    def __init__(self) -> None:
        self._rows: OrderedDict[int, Row] = OrderedDict()

    def find(self, numbers: Collection[int]) -> dict[int, Row]:
        """Return those of some rows that are kept."""
        kept = self._rows
        found = {number: kept[number] for number in numbers if number in kept}
        for number in found:
            kept.move_to_end(number)
        return found

    def keep(self, rows: Mapping[int, Row]) -> None:
        """Keep some rows, and let go of those that were asked for longest ago."""
        self._rows.update(rows)
        while len(self._rows) > KEPT_ROWS:
            self._rows.popitem(last=False)

    def clear(self) -> None:
        """Let go of all."""
        self._rows.clear()


class Session:
    """One connection to an index, and the state that its current block sees.

    Args:
        path: of the file; None is memory.
        settings: that the index must have; None takes those of the file, or the defaults.

    Attributes:
        path, settings: of the index.
        shown: what errors call it.
        base: the database.
        manifest: of the current block; a writing block replaces it.
        segments: of the current block.
        rows, bodies: of articles that were asked for lately.
        on_failure: called when a block failed, for what was remembered may be of it.
        on_change: called when another session has written since the block before.

    Raises:
        StoreError: the file is no index, of another version, made with other settings, or cannot
            be opened.
    """

    def __init__(self, path: Path | None, settings: Settings | None) -> None:
        self.path = path
        self.shown: Path | str = path or "an index in memory"
        self.base, self.settings = open_database(path, settings)
        self.wait(TRY_SECONDS)
        self.manifest = Manifest()
        self.rows = KeptRows()
        self.bodies = KeptBodies()
        self.on_failure: list[Callable[[], None]] = [self.rows.clear, self.bodies.clear]
        self.on_change: list[Callable[[], None]] = []
        self._turn = threading.RLock()
        self._thread = 0
        self._sealed = b""
        self._kept = Kept()
        self.segments = Segments(self.base, (), 0, self._kept)
        self._gone = np.empty(0, np.int64)
        self._gone_known = False

    def reading(self) -> AbstractContextManager[None]:
        """Return a block inside which nothing changes, whatever others write."""
        return nullcontext() if self._is_inside() else self._block("BEGIN", "read")

    def writing(self) -> AbstractContextManager[None]:
        """Return a block of which all is kept or nothing; other writers wait until it ends."""
        return nullcontext() if self._is_inside() else self._saving()

    def _is_inside(self) -> bool:
        """Return whether this thread is inside a block already, and this is part of it."""
        return self._thread == threading.get_ident()

    @contextmanager
    def _saving(self) -> Iterator[None]:
        with self._block("BEGIN IMMEDIATE", "written"):
            before = self.manifest
            yield
            if self.manifest != before or tuple(self.segments.all) != before.segments:
                self._save()

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Return a block for what SQLite does outside of its own: giving room back, closing."""
        with self._turn, named_errors(self.shown, what):
            yield

    def wait(self, seconds: float) -> None:
        """Let one call wait so long for other writers from now on."""
        self.base.execute(f"PRAGMA busy_timeout = {1000 * seconds:.0f}")

    @contextmanager
    def _block(self, begin: str, what: str) -> Iterator[None]:
        with self._turn, named_errors(self.shown, what):
            found = self._begin(begin)
            self._thread = threading.get_ident()
            try:
                self._load(found)
                yield
                self.base.execute("COMMIT")
            except BaseException:
                for forget in (self._kept.clear, *self.on_failure):
                    forget()
                self._sealed = b""
                if self.base.in_transaction:
                    self.base.execute("ROLLBACK")
                raise
            finally:
                self._thread = 0

    def _begin(self, begin: str) -> tuple[bytes] | None:
        """Begin a block, and return the row of its manifest.

        Who waits for another writer hears Ctrl-C between two tries: SQLite itself waits inside one
        call, where Python hears nothing.
        """
        until = time.monotonic() + WAITING_SECONDS
        while True:
            try:
                self.base.execute(begin)
                found: tuple[bytes] | None = self.base.execute(_MANIFEST).fetchone()
                return found
            except BaseException as error:
                if self.base.in_transaction:
                    self.base.execute("ROLLBACK")
                busy = getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
                if not busy or time.monotonic() > until:
                    raise

    def _load(self, row: tuple[bytes] | None) -> None:
        sealed = row[0] if row else b""
        if sealed == self._sealed and sealed:
            return
        if not row and self.base.execute("SELECT 1 FROM article LIMIT 1").fetchone():
            raise DamagedError("the manifest is missing")
        before, self.manifest = self.manifest, unpack_manifest(sealed) if row else Manifest()
        if self.manifest.removals != before.removals:
            self.rows.clear()
            self.bodies.clear()
        for forget in self.on_change:
            forget()
        self.segments = Segments(
            self.base, self.manifest.segments, self.manifest.births, self._kept
        )
        self._gone_known = False
        self._sealed = sealed

    def _save(self) -> None:
        self.manifest = replace(
            self.manifest, segments=tuple(self.segments.all), births=self.segments.births
        )
        sealed = pack_manifest(self.manifest)
        self.base.execute("DELETE FROM manifest")
        self.base.execute("INSERT INTO manifest VALUES (?)", (sealed,))
        self._sealed = sealed

    def holders(self, keys: Keys) -> Found:
        """Return for each posting of these ascending keys the key's place, and the owner."""
        places, owners = self.segments.find(keys)
        gone = self.gone()
        if len(gone):
            here = ~are_among(gone, owners)
            places, owners = places[here], owners[here]
        return places, owners

    def gone(self) -> NDArray[np.int64]:
        """Return what postings still name of articles that were removed, ascending."""
        if not self._gone_known:
            rows = self.base.execute("SELECT number FROM gone ORDER BY number").fetchall()
            if len(rows) != self.manifest.gone:
                raise DamagedError(f"{len(rows)} removals, not {self.manifest.gone}")
            numbers = np.array([number for (number,) in rows], np.int64)
            self._gone = np.concatenate((numbers, numbers + LINE_OWNERS))
            self._gone_known = True
        return self._gone

    @property
    def state(self) -> bytes:
        """The manifest, as it lies in the file: no two writes leave the same."""
        return self._sealed

    def set_gone(self, count: int) -> None:
        """Note that there are so many removals in the table now."""
        self.manifest = replace(self.manifest, gone=count)
        self._gone_known = False
