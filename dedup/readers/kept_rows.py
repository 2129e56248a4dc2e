"""Kept rows: some rows of what was read before, as they stood in the input where they can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dedup.articles import Article
from dedup.errors import InputError
from dedup.readers.batches import Batches
from dedup.readers.parts import Part
from dedup.readers.reading import Placed
from dedup.readers.rereading import Forward, articles_again, by_source, changed, lines_of
from dedup.readers.sources import Source
from dedup.readers.table_opening import Table
from dedup.readers.table_stream import read_record
from dedup.readers.texts import Numbers


def reread_rows(batches: Batches, rows: Numbers) -> Iterator[bytes]:
    """Yield some rows as lines: those of JSON Lines byte for byte, others as JSON of the article.

    Args:
        batches: that have been read.
        rows: ascending.

    Raises:
        InputError: a file is no longer what it was.
    """
    for source, parts in by_source(batches, rows):
        if parts[0][0].spans is None:
            yield from map(_written, articles_again(batches, source, parts))
            continue
        with batches.open(source) as opened:
            stream = Forward(opened, jump=not source.compression)
            for part, wanted in parts:
                lines = lines_of(part, wanted, stream)
                if part.table is None:
                    yield from (line if line.endswith(b"\n") else line + b"\n" for line in lines)
                    continue
                numbers = part.numbers[wanted].tolist()
                for number, record in zip(numbers, lines, strict=True):
                    yield _written(_article_of_record(part.table, number, record))


def reread_table(batches: Batches, rows: Numbers) -> Iterator[bytes]:
    """Return a header and some rows below it, byte for byte.

    Args:
        batches: that have been read, all rows being of tables with one header.
        rows: ascending.

    Raises:
        InputError: rows are of something else, or a file is no longer what it was.
    """
    found = list(by_source(batches, rows))
    first: Table | None = None
    for source, parts in found:
        table = parts[0][0].table
        if table is None:
            raise InputError(
                source.shown, "is no table that can be copied; write what stays to a .jsonl file"
            )
        first = first or table
        if (table.header, table.delimiter) != (first.header, first.delimiter):
            raise InputError(
                source.shown,
                f"has another header than {first.source.shown}; write what stays to a .jsonl file",
            )
    return _records(batches, found)


def _records(
    batches: Batches, found: list[tuple[Source, list[tuple[Part, Numbers]]]]
) -> Iterator[bytes]:
    for place, (source, parts) in enumerate(found):
        table = parts[0][0].table
        assert table is not None
        with batches.open(source) as opened:
            stream = Forward(opened, jump=not source.compression)
            if place == 0:
                yield _ended(_head(table, stream))
            for part, wanted in parts:
                yield from map(_ended, lines_of(part, wanted, stream))


def _head(table: Table, stream: Forward) -> bytes:
    head = stream.read(0, table.begin)
    if len(head) != table.begin:
        raise changed(table.source)
    return head


def _ended(record: bytes) -> bytes:
    return record if record.endswith((b"\n", b"\r")) else record + b"\n"


def _article_of_record(table: Table, number: int, record: bytes) -> Article:
    found = read_record(table, number, record)
    if not isinstance(found, Placed):
        raise changed(table.source)
    return found.article


def _written(article: Article) -> bytes:
    """Return an article as a line of JSON."""
    return json.dumps(_plain(article), ensure_ascii=False).encode() + b"\n"


def _plain(article: Article) -> dict[str, Any]:
    """Return what is known of an article, under the names that readers look for."""
    known = {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "language": article.language,
        "links": list(article.links) or None,
    }
    return {name: value for name, value in known.items() if value is not None}
