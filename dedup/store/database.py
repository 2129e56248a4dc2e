"""The file: a SQLite database that is an index, of this version, or refused by name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dedup.errors import StoreError
from dedup.store.blocks import DamagedError, seal, unseal
from dedup.store.contract import STORE_VERSION, Settings

APPLICATION_ID = 0x64656475  # "dedu": tells an index from any other SQLite file

WAITING_SECONDS = 600
"""A writer waits in the queue as long; a bulk load's write is done in seconds."""
PAGE_BYTES = 8192
"""A text takes two kilobytes, a block one: with pages of 4096 a write takes half as long again."""
CACHE_KILOBYTES = 64_000
"""Of pages kept in memory: what is written again and again stays in it."""
CHECKPOINT_PAGES = 4000
"""Of the log, 32 MB, before they are copied into the file: what a merge writes and deletes in
between never is. It is read again, in some 40 ms, where a writer was killed."""

_TABLES = """
CREATE TABLE header (value BLOB NOT NULL);
CREATE TABLE manifest (value BLOB NOT NULL);
CREATE TABLE article (number INTEGER PRIMARY KEY, row BLOB NOT NULL);
CREATE TABLE body (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE block (place INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE sieve (place INTEGER PRIMARY KEY, bits BLOB NOT NULL);
CREATE TABLE term (number INTEGER PRIMARY KEY, stem BLOB NOT NULL);
CREATE TABLE holding (chunk INTEGER PRIMARY KEY, counts BLOB NOT NULL);
CREATE TABLE gone (number INTEGER PRIMARY KEY);
"""


def open_database(
    path: Path | None, settings: Settings | None
) -> tuple[sqlite3.Connection, Settings]:
    """Return the database in a file, which is made if it is not there, and its settings.

    Args:
        path: None keeps it in memory.
        settings: that the index must have; None takes those of the file, or the defaults.

    Raises:
        StoreError: the file is no index, of another version or other settings, or damaged.
    """
    shown = path or "an index in memory"
    with named_errors(shown, "opened"):
        base = sqlite3.connect(
            path or ":memory:",
            isolation_level=None,
            timeout=WAITING_SECONDS,
            check_same_thread=False,
        )
        try:
            base.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
            base.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            return base, _prepare(base, path, settings)
        except BaseException:
            base.close()
            raise


def _prepare(base: sqlite3.Connection, path: Path | None, settings: Settings | None) -> Settings:
    if not _is_index(base, path):
        base.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.execute("BEGIN IMMEDIATE")
        if not _is_index(base, path):  # another process may have made it meanwhile
            _make(base, settings or Settings())
        base.execute("COMMIT")
    base.execute("PRAGMA synchronous = FULL")
    return _settings(base, path, settings)


def _is_index(base: sqlite3.Connection, path: Path | None) -> bool:
    (mark,) = base.execute("PRAGMA application_id").fetchone()
    (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if mark != APPLICATION_ID and tables:
        raise StoreError(f"{path}: a SQLite file, but no dedup index; name another file")
    return bool(mark == APPLICATION_ID)


def _make(base: sqlite3.Connection, settings: Settings) -> None:
    for statement in _TABLES.strip().split("\n"):
        base.execute(statement)
    header = json.dumps({"version": STORE_VERSION} | settings.to_dict(), sort_keys=True)
    base.execute("INSERT INTO header VALUES (?)", (seal(header.encode()),))
    base.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def read_version(base: sqlite3.Connection) -> int:
    """Return the version that a file says it has."""
    row = base.execute("SELECT value FROM header").fetchone()
    # Version 1 wrote plain JSON; later ones a check sum behind it, 2 another one.
    value = row[0] if row else b""
    written = value.decode("latin-1") if isinstance(value, bytes) else value
    try:
        return int(json.JSONDecoder().raw_decode(written)[0]["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError("its header says no version") from error


def _settings(base: sqlite3.Connection, path: Path | None, wanted: Settings | None) -> Settings:
    version = read_version(base)
    if version != STORE_VERSION:
        step = (
            f"run: dedup index migrate {path}"
            if version < STORE_VERSION
            else "use a newer dedup, or another file"
        )
        raise StoreError(
            f"{path}: an index of version {version}, this program reads {STORE_VERSION}; {step}"
        )
    (value,) = base.execute("SELECT value FROM header").fetchone()
    kept = Settings.from_dict(json.loads(unseal(value, "the header")))
    ours = Settings().scheme.version
    if kept.scheme.version != ours:
        raise StoreError(
            f"{path}: made with version {kept.scheme.version} of the rules for words, this program "
            f"has {ours}; run: dedup index migrate {path}"
        )
    if wanted and wanted != kept:
        mine, theirs = _flat(wanted), _flat(kept)
        unequal = [f"{name}: {theirs[name]} there, {mine[name]} asked for" for name in mine
                   if mine[name] != theirs[name]]  # fmt: skip
        raise StoreError(
            f"{path}: made with other settings ({', '.join(unequal)}); open it with its own, or "
            "index the articles again into a new file"
        )
    return kept


def _flat(settings: Settings) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in settings.to_dict().items():
        flat |= value if isinstance(value, dict) else {name: value}
    return flat


@contextmanager
def named_errors(shown: Path | str, what: str) -> Iterator[None]:
    """Turn what SQLite and damaged bytes raise into an error that names file and next step.

    Args:
        shown: the file.
        what: was tried with it, a participle.
    """
    try:
        yield
    except DamagedError as error:
        raise StoreError(
            f"{shown}: the index is damaged ({error}); nothing was answered from it. Restore the "
            "file from a copy, or index the articles again"
        ) from error
    except sqlite3.Error as error:
        raise StoreError(
            f"{shown}: cannot be {what} as an index ({error}); {_step(error, what)}"
        ) from error


_REFUSED = ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_SHM")
"""What a full disk, a quota or a limit of the process on its files is called, too."""


def _step(error: sqlite3.Error, what: str) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return "it was closed; open it again"
    if name.startswith("SQLITE_FULL"):
        return "nothing of this write was kept; make room on the disk and write again"
    if name.startswith(_REFUSED):
        return (
            "the disk refused it, and nothing of this write was kept; check its room, quotas and "
            "limits on the size of files, and write again"
        )
    if name.startswith("SQLITE_READONLY") and what == "opened":
        return (
            "SQLite keeps a log beside a file that is only asked, too; make its folder writable, "
            "or copy the file to one that is"
        )
    if name.startswith("SQLITE_READONLY"):
        return "it can be asked, not written; make file and folder writable"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR")) or "decode" in str(error):
        return "the file is damaged; restore it from a copy, or index the articles again"
    if name.startswith("SQLITE_BUSY"):
        return f"another writer held it for {WAITING_SECONDS} seconds; try again"
    return "name another file, or a folder that exists and can be written"
