"""Migrating: an index of an earlier version becomes one of this, or stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.index.adding import Adder
from dedup.store import SqliteStore, hold_any_version


def migrate(path: str | Path, *, workers: int = 1) -> int:
    """Return how many articles a file of an earlier version had, now one of this version.

    A new file is made beside the old one and takes its place when it is whole, so that a migration
    that stops half-way changes nothing. Nobody else may have the index open meanwhile.

    Raises:
        StoreError: the file is no index, of a later version, of this one already, damaged, open
            elsewhere, or has no texts.
    """
    file = Path(path).resolve()  # a link stays one
    with hold_any_version(file) as earlier:
        growing = file.with_name(file.name + ".migrating")
        for left in (growing, Path(f"{growing}-wal"), Path(f"{growing}-shm")):
            left.unlink(missing_ok=True)
        seen: dict[str, int] = {}
        store = SqliteStore(growing, earlier.settings)
        adder = Adder(store, workers)
        try:
            adder.add(_undated(earlier.articles, seen), seen)
            count = len(store)
        finally:
            adder.close()
            store.close()
        if count != earlier.count:
            raise StoreError(
                f"{path}: {count:,} of its {earlier.count:,} articles can be read; the file stays "
                f"as it is, what was read is in {growing}"
            )
        earlier.give_way(growing)
    return count


def _undated(
    articles: Iterator[tuple[Article, int | None]], seen: dict[str, int]
) -> Iterator[Article]:
    """Yield articles; when those without a date were first seen is noted before."""
    for article, at in articles:
        if at is not None and article.published is None:
            seen[article.id] = at
        yield article
