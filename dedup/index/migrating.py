"""Migrating: an index of an earlier version becomes one of this, or stays as it was."""

from __future__ import annotations

from pathlib import Path

from dedup.errors import StoreError
from dedup.index.index import Index
from dedup.store import STORE_VERSION, SqliteStore, read_any_version


def migrate(path: str | Path, *, workers: int = 1) -> int:
    """Return how many articles a file of an earlier version had, now one of this version.

    A new file is made beside the old one and takes its place when it is whole, so that a migration
    that stops half-way changes nothing. Nobody else may write meanwhile.

    Raises:
        StoreError: the file is no index, of a later version, of this one already, or has no texts.
    """
    file = Path(path)
    version, settings, articles = read_any_version(file)
    if version == STORE_VERSION and settings.scheme == _scheme_there(file):
        raise StoreError(f"{file}: is of this version already; there is nothing to migrate")
    growing = file.with_name(file.name + ".migrating")
    for left in (growing, *_beside(growing)):
        left.unlink(missing_ok=True)
    with Index(SqliteStore(growing, settings), workers=workers) as index:
        index.add(articles)
        count = len(index)
    for left in _beside(file):
        left.unlink(missing_ok=True)
    growing.replace(file)
    return count


def _scheme_there(file: Path) -> object:
    try:
        store = SqliteStore(file)
    except StoreError:
        return None
    store.close()
    return store.settings.scheme


def _beside(file: Path) -> tuple[Path, Path]:
    return Path(f"{file}-wal"), Path(f"{file}-shm")
