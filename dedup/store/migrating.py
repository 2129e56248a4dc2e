"""Migrating: the articles of a file of an earlier version, for a new one to be made from them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
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
        if version not in (*_SEPARATE, *_BUNDLES):
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
        return version, renewed, _articles(base, path, version)


def _first_version(base: sqlite3.Connection, path: Path) -> Iterator[Article]:
    with named_errors(path, "read"):
        for (body,) in base.execute("SELECT body FROM article ORDER BY number"):
            try:
                yield unpack_article(json.loads(zlib.decompress(body)))
            except (zlib.error, ValueError, TypeError) as error:
                raise StoreError(f"{path}: an article cannot be read back ({error})") from error
        base.close()


def _articles(base: sqlite3.Connection, path: Path, version: int) -> Iterator[Article]:
    """Yield what a file of version 2 or a later one holds."""
    separate = _SEPARATE.get(version)
    with named_errors(path, "read"):
        bodies = base.execute(_BODIES) if separate else _bundled(base, version)
        for number, sealed, body in bodies:
            row, plain = (separate or _bundled_row)(number, sealed, body)
            yield parse_body(row, plain, keep_text=True)[0]
        base.close()


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
