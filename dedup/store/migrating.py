"""Migrating: the articles of a file of an earlier version, for a new one to be made from them."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.schemes import Scheme
from dedup.store.blocks import DamagedError, unseal, view_sealed
from dedup.store.bundles import open_shelf, unpack_bundle
from dedup.store.contract import STORE_VERSION, Row, Settings
from dedup.store.database import APPLICATION_ID, named_errors, read_version
from dedup.store.rows import NO_TERMS, parse_body, parse_head, unpack_article

_BODIES = "SELECT number, row, body FROM article JOIN body USING (number) ORDER BY number"
_PATIENCE = 5.0
"""Seconds for whoever has the file open to be done with it; a service that runs will not be."""


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """An index of any version, which nobody else can open meanwhile.

    Attributes:
        path: of the file.
        settings: for a new one: the parameters stay, the rules are this program's.
        count: how many articles it has.
        articles: each of them, and when it was first seen, in seconds since 1970, where that is
            known.
    """

    path: Path
    settings: Settings
    count: int
    articles: Iterator[tuple[Article, int | None]]

    def give_way(self, whole: Path) -> None:
        """Put another file in the place of this one, durably; it is closed and has no log."""
        # Blank, as nothing is being written; a kill may leave it, and it is not of that file.
        Path(f"{self.path}-journal").unlink(missing_ok=True)
        whole.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def hold_any_version(path: Path) -> Iterator[Earlier]:
    """Give an index of an earlier version, held against all other processes.

    What waits in its log is copied into the file first, and the log is gone, so that another file
    may take the place of this one: beside that, a log left over would be read as its own. Whoever
    waits to open the file meanwhile cannot write to it afterwards, since SQLite sees that it moved.

    Raises:
        StoreError: the file is no index, of this version or a later one, has no texts, or is open
            elsewhere.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file; name an index")
    with named_errors(path, "migrated"):
        before = path.stat().st_ino
        base = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        try:
            version, settings = _any_settings(base, path)
            base.execute("PRAGMA locking_mode = EXCLUSIVE")
            _set_journal(base, path, "DELETE")
            (count,) = base.execute("SELECT count(*) FROM article").fetchone()
            reader = _first_version(base) if version == 1 else _articles(base, version)
            yield Earlier(path, settings, count, reader)
        finally:
            base.close()
            if path.stat().st_ino == before:  # it stays what it was
                _keep_log(path)


def _keep_log(path: Path) -> None:
    """Let a file have a log again; without one it answers too, but readers wait for writers."""
    base = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
    with suppress(sqlite3.Error), closing(base):
        base.execute("PRAGMA journal_mode = WAL")


def _set_journal(base: sqlite3.Connection, path: Path, mode: str) -> None:
    try:
        (found,) = base.execute(f"PRAGMA journal_mode = {mode}").fetchone()
    except sqlite3.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            raise
        found = None
    if found != mode.lower():
        raise StoreError(
            f"{path}: another process has it open; end what uses the index, and migrate it again"
        )


def _any_settings(base: sqlite3.Connection, path: Path) -> tuple[int, Settings]:
    """Return the version of an index, and the settings for a new one."""
    if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(f"{path}: no dedup index; name another file")
    version = read_version(base)
    if version == 1:
        return version, Settings()
    if version not in (*_SEPARATE, *_BUNDLES):
        raise StoreError(
            f"{path}: an index of version {version}, this program reads up to {STORE_VERSION}; "
            "use a newer dedup"
        )
    (header,) = base.execute("SELECT value FROM header").fetchone()
    values = json.loads((_unsealed_2 if version == 2 else unseal)(header, "the header"))
    settings = Settings.from_dict(values)
    renewed = replace(settings, scheme=replace(settings.scheme, version=Scheme().version))
    if version == STORE_VERSION and renewed == settings:
        raise StoreError(f"{path}: is of this version already; there is nothing to migrate")
    if not settings.keep_text:
        raise StoreError(
            f"{path}: keeps no texts to make new signatures from; index the articles again"
        )
    return version, renewed


def _first_version(base: sqlite3.Connection) -> Iterator[tuple[Article, None]]:
    for number, body in base.execute("SELECT number, body FROM article ORDER BY number"):
        try:
            yield unpack_article(json.loads(zlib.decompress(body))), None
        except (zlib.error, ValueError, TypeError) as error:
            raise DamagedError(f"article {number} cannot be read back ({error})") from error


def _articles(base: sqlite3.Connection, version: int) -> Iterator[tuple[Article, int]]:
    """Yield what a file of version 2 or a later one holds."""
    separate = _SEPARATE.get(version)
    bodies = base.execute(_BODIES) if separate else _bundled(base, version)
    for number, sealed, body in bodies:
        row, plain = (separate or _bundled_row)(number, sealed, body)
        yield parse_body(row, plain, keep_text=True)[0], row.seen


def _bundled(base: sqlite3.Connection, version: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield number, row and body of each article."""
    for place, sealed in base.execute("SELECT number, body FROM body ORDER BY number"):
        for first, bundle in _BUNDLES[version](place, sealed):
            bodies = unpack_bundle(first, bundle)
            rows = dict(
                base.execute(
                    "SELECT number, row FROM article WHERE number >= ? AND number < ?",
                    (first, first + len(bodies)),
                )
            )
            for number, body in enumerate(bodies, first):
                if body is not None:
                    yield number, rows[number], body


def _one_bundle(first: int, sealed: bytes) -> list[tuple[int, memoryview]]:
    """Return the bundle that version 5 had in a row."""
    return [(first, view_sealed(sealed, f"the text of article {first}", first))]


_BUNDLES = {5: _one_bundle, STORE_VERSION: open_shelf}
"""How the rows of versions with bundles are opened."""


def _bundled_row(number: int, sealed: bytes, body: bytes) -> tuple[Row, bytes]:
    return _row_without_terms(number, unseal(sealed, f"article {number}", number)), body


def _row_without_terms(number: int, content: bytes) -> Row:
    """Return a row of any version from 2 on: up to 5 they packed terms otherwise, into bytes."""
    head, _ = parse_head(number, content)
    return Row(**head, terms=NO_TERMS)


def _second_version(number: int, sealed: bytes, body: bytes) -> tuple[Row, bytes]:
    row = _row_without_terms(number, _unsealed_2(sealed, f"article {number}", number))
    try:
        return row, zlib.decompress(body) if body else b""
    except (zlib.error, TypeError) as error:
        raise DamagedError(f"article {number} cannot be read back ({error})") from error


def _fourth_version(number: int, sealed: bytes, body: bytes) -> tuple[Row, bytes]:
    """Return what version 3 wrote, or 4: each text by itself, packed with LZ4."""
    import pyarrow

    row = _row_without_terms(number, unseal(sealed, f"article {number}", number))
    if body == b"":
        return row, b""
    packed = unseal(body, f"the text of article {number}")
    try:
        size = int.from_bytes(packed[:4], "little")
        return row, pyarrow.Codec("lz4_raw").decompress(packed[4:], size, asbytes=True)
    except (OSError, ValueError) as error:
        raise DamagedError(f"article {number} cannot be read back ({error})") from error


_Reader = Callable[[int, bytes, bytes], tuple[Row, bytes]]
_SEPARATE: dict[int, _Reader] = {2: _second_version, 3: _fourth_version, 4: _fourth_version}
"""How versions that packed each text by itself are read."""


def _unsealed_2(sealed: Any, what: str, number: int = 0) -> bytes:
    """Return what version 2 sealed: four bytes of CRC-32 behind it."""
    content = bytes(sealed)[:-4]
    if zlib.crc32(content, number & 0xFFFFFFFF).to_bytes(4, "little") != bytes(sealed)[-4:]:
        raise DamagedError(f"{what} does not have the check sum it was written with")
    return content
