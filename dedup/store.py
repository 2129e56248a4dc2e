"""Durable state behind an index: articles, their signatures, and who holds which key.

One contract, two stores: memory and SQLite. ``tests/test_store.py`` runs over both.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.signatures import Scheme

STORE_VERSION = 1
"""Of the file; one of another version is refused by name."""

APPLICATION_ID = 0x64656475  # "dedu": tells an index from any other SQLite file

Key = tuple[int, int]
"""A channel and an unsigned 64-bit number: a band, an anchor or a term."""

_SIGN = 1 << 63


@dataclass(frozen=True, slots=True)
class Record:
    """What a store keeps of one article.

    Attributes:
        article: with its text.
        keys: what it is found by.
    """

    article: Article
    keys: frozenset[Key]


class Store(Protocol):
    """What every store does; what ``put`` and ``remove`` returned for is kept."""

    scheme: Scheme

    def put(self, record: Record) -> None:
        """Keep a record, in the place of any with its id."""

    def get(self, article_id: str) -> Record | None:
        """Return the record of an article, or None."""

    def remove(self, article_id: str) -> bool:
        """Forget an article; return whether it was there."""

    def holders(self, keys: Iterable[Key]) -> Mapping[Key, tuple[str, ...]]:
        """Return, for each key that anyone holds, the ids of its holders, ascending."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[str]: ...

    def close(self) -> None:
        """Let go of the file; the store cannot be used afterwards."""


class MemoryStore:
    """A store that lives as long as the process."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._records: dict[str, Record] = {}
        self._holders: dict[Key, set[str]] = {}

    def put(self, record: Record) -> None:
        """Keep a record, in the place of any with its id."""
        self.remove(record.article.id)
        self._records[record.article.id] = record
        for key in record.keys:
            self._holders.setdefault(key, set()).add(record.article.id)

    def get(self, article_id: str) -> Record | None:
        """Return the record of an article, or None."""
        return self._records.get(article_id)

    def remove(self, article_id: str) -> bool:
        """Forget an article; return whether it was there."""
        record = self._records.pop(article_id, None)
        if record is None:
            return False
        for key in record.keys:
            self._holders[key].discard(article_id)
            if not self._holders[key]:
                del self._holders[key]
        return True

    def holders(self, keys: Iterable[Key]) -> Mapping[Key, tuple[str, ...]]:
        """Return, for each key that anyone holds, the ids of its holders, ascending."""
        return {key: tuple(sorted(self._holders[key])) for key in keys if key in self._holders}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._records))

    def close(self) -> None:
        """Forget everything."""
        self._records.clear()
        self._holders.clear()


class SqliteStore:
    """A store in one SQLite file (WAL mode, ``synchronous=FULL``).

    Args:
        path: of the file; it is made if it is not there.
        scheme: of the signatures that the keys come from.

    Raises:
        StoreError: the file is no index, of another version, made with another scheme, or cannot
            be opened.
    """

    def __init__(self, path: str | Path, scheme: Scheme) -> None:
        self.scheme = scheme
        self.path = Path(path)
        try:
            self._base = sqlite3.connect(self.path, isolation_level=None, timeout=30)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.path}: cannot be opened as an index ({error}); name another file, or a "
                "folder that exists and can be written"
            ) from error

    def _prepare(self) -> None:
        (mark,) = self._base.execute("PRAGMA application_id").fetchone()
        (tables,) = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if mark != APPLICATION_ID and tables:
            raise StoreError(f"{self.path}: a SQLite file, but no dedup index; name another file")
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")
        header = json.dumps(
            {"version": STORE_VERSION, "scheme": asdict(self.scheme)}, sort_keys=True
        )
        if mark != APPLICATION_ID:
            self._base.executescript(
                f"""
                BEGIN IMMEDIATE;
                CREATE TABLE header (value TEXT NOT NULL);
                CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL,
                                      body BLOB NOT NULL);
                CREATE TABLE holder (channel INTEGER, key INTEGER, number INTEGER,
                                     PRIMARY KEY (channel, key, number)) WITHOUT ROWID;
                CREATE INDEX held ON holder (number);
                PRAGMA application_id = {APPLICATION_ID};
                COMMIT;
                """
            )
            self._base.execute("INSERT INTO header VALUES (?)", (header,))
        (kept,) = self._base.execute("SELECT value FROM header").fetchone()
        if kept != header:
            raise StoreError(
                f"{self.path}: made with {kept}, this program makes {header}; "
                "index the articles again into a new file"
            )

    def put(self, record: Record) -> None:
        """Keep a record, in the place of any with its id; it is on disk on return."""
        body = zlib.compress(json.dumps(pack_article(record.article)).encode("utf-8"), 6)
        with _Transaction(self._base):
            self._forget(record.article.id)
            cursor = self._base.execute(
                "INSERT INTO article (id, body) VALUES (?, ?)", (record.article.id, body)
            )
            self._base.executemany(
                "INSERT INTO holder VALUES (?, ?, ?)",
                ((channel, key - _SIGN, cursor.lastrowid) for channel, key in sorted(record.keys)),
            )

    def get(self, article_id: str) -> Record | None:
        """Return the record of an article, or None."""
        row = self._base.execute(
            "SELECT number, body FROM article WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            return None
        held = self._base.execute("SELECT channel, key FROM holder WHERE number = ?", (row[0],))
        keys = frozenset((channel, key + _SIGN) for channel, key in held)
        return Record(unpack_article(json.loads(zlib.decompress(row[1]))), keys)

    def remove(self, article_id: str) -> bool:
        """Forget an article; return whether it was there."""
        with _Transaction(self._base):
            return self._forget(article_id)

    def _forget(self, article_id: str) -> bool:
        row = self._base.execute(
            "SELECT number FROM article WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            return False
        self._base.execute("DELETE FROM holder WHERE number = ?", row)
        self._base.execute("DELETE FROM article WHERE number = ?", row)
        return True

    def holders(self, keys: Iterable[Key]) -> Mapping[Key, tuple[str, ...]]:
        """Return, for each key that anyone holds, the ids of its holders, ascending."""
        query = (
            "SELECT id FROM holder JOIN article USING (number) WHERE channel = ? AND key = ? "
            "ORDER BY id"
        )
        found = {}
        for channel, key in keys:
            ids = tuple(row[0] for row in self._base.execute(query, (channel, key - _SIGN)))
            if ids:
                found[channel, key] = ids
        return found

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM article").fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        return (
            row[0] for row in self._base.execute("SELECT id FROM article ORDER BY id").fetchall()
        )

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._base.close()


class _Transaction:
    """All of a block's statements, or none; other writers wait their turn."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._base.execute("ROLLBACK" if kind else "COMMIT")


def pack_article(article: Article) -> dict[str, Any]:
    """Return an article as plain values that JSON holds; times in ISO 8601."""
    packed = {
        name: getattr(article, name)
        for name in Article.__dataclass_fields__
        if getattr(article, name) not in (None, (), {})
    }
    if article.published:
        packed["published"] = article.published.isoformat()
    packed["extra"] = json.loads(json.dumps(dict(article.extra), default=str))
    return packed


def unpack_article(packed: Mapping[str, Any]) -> Article:
    """Return the article that ``pack_article`` packed."""
    values = dict(packed)
    if "published" in values:
        values["published"] = datetime.fromisoformat(values["published"])
    values["links"] = tuple(values.get("links", ()))
    return Article(**values)
