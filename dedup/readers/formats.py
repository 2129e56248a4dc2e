"""Formats: which suffix is read how, and what happens to an input that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from dedup.errors import InputError
from dedup.readers.columns import read_columns
from dedup.readers.fields import Fields
from dedup.readers.json_rows import read_json, read_json_lines
from dedup.readers.pages import read_page
from dedup.readers.plain import read_plain
from dedup.readers.reading import Note, Piece, Placed, Skipped, UnreadableError, count
from dedup.readers.rows import Row, articles_of
from dedup.readers.sources import Source
from dedup.readers.streams import STREAM_ERRORS, open_stream, reason_of
from dedup.readers.tables import read_table

ReadArticles = Callable[[Source, BinaryIO], Iterator[Piece]]
ReadRows = Callable[[Source, BinaryIO, Fields], Iterator[Row | Skipped | Note]]

TEXTS: dict[str, ReadArticles] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_page,
    ".htm": read_page,
}
ROWS: dict[str, ReadRows] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".parquet": read_columns,
}


def read_source(source: Source, fields: Fields, stdin: BinaryIO | None) -> Iterator[Piece]:
    """Yield the articles of ``source``, and what else there is to say; raises nothing.

    A file of an unknown suffix, which is only here when it was named itself, is read as text.
    """
    kept = 0
    try:
        with open_stream(source, stdin) as stream:
            for piece in _pieces(source, fields, stream):
                kept += isinstance(piece, Placed)
                yield piece
    except InputError as error:
        yield Skipped(error.place, error.reason)
    except UnreadableError as error:
        yield Skipped(source.shown, str(error))
    except STREAM_ERRORS as error:
        rest = f"; the {count(kept, 'article')} before that stay" if kept else ""
        yield Skipped(source.shown, reason_of(error, source.compression) + rest)
    except MemoryError:
        yield Skipped(source.shown, "is too large for the memory; split it, best into JSON Lines")


def _pieces(source: Source, fields: Fields, stream: BinaryIO) -> Iterator[Piece]:
    if source.suffix in ROWS:
        return articles_of(ROWS[source.suffix](source, stream, fields), source, fields)
    return TEXTS.get(source.suffix, read_plain)(source, stream)
