"""Migrating: the articles of a file of an earlier version, for a new one to be made from them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.schemes import Scheme
from dedup.store.blocks import DamagedError, unseal
from dedup.store.contract import STORE_VERSION, Settings
from dedup.store.database import APPLICATION_ID, named_errors, read_version
from dedup.store.rows import parse_body, parse_rows, unpack_article, unpack_body, unpack_rows

_BODIES = "SELECT number, row, body FROM article JOIN body USING (number) ORDER BY number"


def read_any_version(path: Path) -> tuple[int, Settings, Iterator[Article]]:
    """Return the version of an index, the settings for a new one, and its articles.

    Raises:
        StoreError: the file is no index, of a later version, or keeps no texts.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file; name an index")
    with named_errors(path, "read"):
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreError(f"{path}: no dedup index; name another file")
        version = read_version(base)
        if version == 1:
            return version, Settings(), _first_version(base, path)
        if version not in (2, 3, STORE_VERSION):
            raise StoreError(
                f"{path}: an index of version {version}, this program reads up to {STORE_VERSION}; "
                "use a newer dedup"
            )
        (header,) = base.execute("SELECT value FROM header").fetchone()
        values = json.loads((_unsealed_2 if version == 2 else unseal)(header, "the header"))
        settings = Settings.from_dict(values)
        if not settings.keep_text:
            raise StoreError(
                f"{path}: keeps no texts to make new signatures from; index the articles again"
            )
        # The parameters stay, the rules are this program's.
        scheme = Scheme(**values["scheme"] | {"version": Scheme().version})
        renewed = Settings(scheme, settings.banding, settings.near_only, settings.keep_text)
        articles = _second_version if version == 2 else _this_version
        return version, renewed, articles(base, path)


def _first_version(base: sqlite3.Connection, path: Path) -> Iterator[Article]:
    with named_errors(path, "read"):
        for (body,) in base.execute("SELECT body FROM article ORDER BY number"):
            try:
                yield unpack_article(json.loads(zlib.decompress(body)))
            except (zlib.error, ValueError, TypeError) as error:
                raise StoreError(f"{path}: an article cannot be read back ({error})") from error
        base.close()


def _second_version(base: sqlite3.Connection, path: Path) -> Iterator[Article]:
    with named_errors(path, "read"):
        for number, sealed, body in base.execute(_BODIES):
            (row,) = parse_rows([(number, _unsealed_2(sealed, f"article {number}", number))])
            try:
                plain = zlib.decompress(body) if body else b""
            except (zlib.error, TypeError) as error:
                raise DamagedError(f"article {number} cannot be read back ({error})") from error
            yield parse_body(row, plain, keep_text=True)
        base.close()


def _unsealed_2(sealed: Any, what: str, number: int = 0) -> bytes:
    """Return what version 2 sealed: four bytes of CRC-32 behind it."""
    content = bytes(sealed)[:-4]
    if zlib.crc32(content, number & 0xFFFFFFFF).to_bytes(4, "little") != bytes(sealed)[-4:]:
        raise DamagedError(f"{what} does not have the check sum it was written with")
    return content


def _this_version(base: sqlite3.Connection, path: Path) -> Iterator[Article]:
    with named_errors(path, "read"):
        for number, sealed, body in base.execute(_BODIES):
            (row,) = unpack_rows([(number, sealed)])
            yield unpack_body(row, body, keep_text=True)
        base.close()
