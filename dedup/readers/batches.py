"""Batches: texts as bytes and offsets, some megabytes at a time, with where each came from."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute

from dedup.readers.column_batches import OtherColumnsError, read_column_batches
from dedup.readers.columns import damaged
from dedup.readers.fields import Fields
from dedup.readers.formats import SUFFIXES, read_source
from dedup.readers.json_blocks import BLOCK_BYTES, Columns, Numbers
from dedup.readers.json_stream import DocumentError, Loaded, read_line_stream
from dedup.readers.reading import (
    LONGEST_TEXT,
    Note,
    Placed,
    Skipped,
    count,
    same_id,
    too_long,
)
from dedup.readers.rows import Row
from dedup.readers.sources import Source, find_sources
from dedup.readers.streams import STREAM_ERRORS, open_stream, reason_of

LINES = (".jsonl", ".ndjson")
COLUMNS = ".parquet"


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some articles, in the order they were read.

    Attributes:
        utf8: the bytes of their texts, one after the other.
        offsets: shape (n + 1,): text i is ``utf8[offsets[i] : offsets[i + 1]]``.
        ids: one a text.
        first: the number of the first among all articles read, from 0.
    """

    utf8: memoryview
    offsets: NDArray[np.int64]
    ids: list[str]
    first: int


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Where the rows of a batch came from.

    Attributes:
        source: the file.
        first: the number of the first row among all.
        numbers: shape (n,): of their lines, or of the articles of the source, from 1.
        spans: shape (n, 2), their lines in the decompressed stream; None where they are no lines.
        rows: shape (n,): of their rows, where the source counts rows.
        places: of what is neither a line nor a row, for messages.
        block: where the lines were read.
    """

    source: Source
    first: int
    numbers: Numbers
    spans: Numbers | None = None
    rows: Numbers | None = None
    places: tuple[str, ...] = ()
    start: int = 0
    size: int = 0
    line: int = 0
    columns: Columns | None = None
    encoding: str | None = None

    def place(self, row: int) -> str:
        """Return the words that name a row in a message."""
        at = row - self.first
        if self.rows is not None:
            return Row("row", int(self.rows[at]), {}).place(self.source)
        if self.spans is None:
            return self.places[at]
        return Row("line", int(self.numbers[at]), {}).place(self.source)


class Batches:
    """The articles of files and streams, in batches; no text is kept once it was given.

    Iterating reads everything, once. What is asked for again later (``rereading``) is read again,
    so files must stay as they are; standard input is kept in a temporary file.

    Attributes:
        sources: the files behind the paths.
        parts: where the rows given so far came from.
        skipped: inputs and rows that gave no article, as ``read_articles`` has them.
        done, total: bytes of the files, compressed where they are, for a progress bar.
    """

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        fields: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
        pool: Executor | None = None,
    ) -> None:
        self.fields = Fields.named(fields or {})
        found = find_sources(paths, SUFFIXES)
        self.sources = found.files
        self.parts: list[Part] = []
        self.skipped: list[Skipped] = [*found.skipped]
        self._notes: list[Note] = [*found.notes]
        self._rows: dict[str, int] = {}
        self._pool = pool
        piped = any(source.path is None for source in self.sources)
        self._stdin: BinaryIO | None = _spooled(stdin) if piped else None
        self.done, self.total = 0, sum(map(_size, self.sources))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed so far, a sentence each; dates are not read, so nothing on them."""
        return tuple(note.sentence for note in self._notes)

    def __len__(self) -> int:
        return len(self._rows)

    def ids(self) -> list[str]:
        """Return the ids of the articles, in the order they were read."""
        return list(self._rows)

    def open(self, source: Source) -> AbstractContextManager[BinaryIO]:
        """Return the decompressed bytes of a source, from their begin."""
        return open_stream(source, self.stdin())

    def stdin(self) -> BinaryIO | None:
        """Return what came on standard input, from its begin; None if it is no source."""
        if self._stdin is not None:
            self._stdin.seek(0)
        return self._stdin

    def __iter__(self) -> Iterator[Batch]:
        """Yield the batches."""
        before = 0
        for source in self.sources:
            if source.suffix in LINES:
                yield from self._read_lines(source)
            elif source.suffix == COLUMNS and not source.compression:
                yield from self._read_columns(source)
            else:
                yield from self._read_pieces(source)
            before += _size(source)
            self.done = before

    def _read_lines(self, source: Source) -> Iterator[Batch]:
        kept, before = 0, self.done
        try:
            with self.open(source) as stream:
                for piece in read_line_stream(source, stream, self.fields, self._pool):
                    if isinstance(piece, Loaded):
                        kept += len(piece.rows.ids)
                        yield from self._accept_lines(source, piece)
                        self.done = before + _position(stream)
                    elif isinstance(piece, Note):
                        self._notes.append(piece)
                    else:
                        self.skipped.append(piece)
        except DocumentError:
            yield from self._read_pieces(source)
        except STREAM_ERRORS as error:
            rest = f"; the {count(kept, 'article')} before that stay" if kept else ""
            reason = reason_of(error, source.compression) + rest
            self.skipped.append(Skipped(source.shown, reason))

    def _accept_lines(self, source: Source, loaded: Loaded) -> Iterator[Batch]:
        rows = loaded.rows
        part = Part(
            source=source,
            first=len(self._rows),
            numbers=rows.numbers,
            spans=rows.spans,
            start=loaded.start,
            size=loaded.size,
            line=loaded.line,
            columns=rows.columns,
            encoding=loaded.encoding,
        )
        yield from self._accept(part, rows.texts, rows.ids, rows.skipped)

    def _read_columns(self, source: Source) -> Iterator[Batch]:
        kept = 0
        try:
            with self.open(source) as stream:
                for rows in read_column_batches(source, stream, self.fields):
                    part = Part(
                        source=source,
                        first=len(self._rows),
                        numbers=np.arange(kept + 1, kept + len(rows.ids) + 1),
                        rows=rows.numbers,
                    )
                    kept += len(rows.ids)
                    yield from self._accept(part, rows.texts, rows.ids, rows.skipped)
        except OtherColumnsError:
            yield from self._read_pieces(source)
        except (pyarrow.ArrowException, *STREAM_ERRORS) as error:
            self.skipped.append(Skipped(source.shown, damaged(error)))

    def _read_pieces(self, source: Source) -> Iterator[Batch]:
        """Yield the articles that the article reader finds, some megabytes at a time."""
        held: list[tuple[int, Placed]] = []
        size, number = 0, 0
        for piece in read_source(source, self.fields, self.stdin()):
            if isinstance(piece, Note):
                self._notes.append(piece)
            elif isinstance(piece, Skipped):
                yield from self._accept_pieces(source, held)
                held, size = [], 0
                self.skipped.append(piece)
            else:
                number += 1
                held.append((number, piece))
                size += len(piece.article.text)
                if size > BLOCK_BYTES:
                    yield from self._accept_pieces(source, held)
                    held, size = [], 0
        yield from self._accept_pieces(source, held)

    def _accept_pieces(self, source: Source, held: list[tuple[int, Placed]]) -> Iterator[Batch]:
        if not held:
            return
        part = Part(
            source=source,
            first=len(self._rows),
            numbers=np.array([number for number, _ in held], np.int64),
            places=tuple(placed.place for _, placed in held),
        )
        ids = [placed.article.id for _, placed in held]
        yield from self._accept(part, strings(placed.article.text for _, placed in held), ids, ())

    def _accept(
        self, part: Part, texts: Any, ids: list[str], skipped: tuple[tuple[int, Skipped], ...]
    ) -> Iterator[Batch]:
        """Yield the texts but those too long or with an id that was there before."""
        refused: list[tuple[int, Skipped]] = [*skipped]
        counted = part.numbers if part.rows is None else part.rows
        lengths = _lengths(texts)
        keep = np.ones(len(ids), np.bool_)
        row = part.first
        for i, article_id in enumerate(ids):
            place = part.place(part.first + i) if article_id in self._rows else ""
            if place:
                known = self._place_of(self._rows[article_id], part, keep)
                refused.append((int(counted[i]), same_id(place, article_id, known)))
            elif lengths is not None and lengths[i] > LONGEST_TEXT:
                reason = too_long(part.place(part.first + i), lengths[i])
                refused.append((int(counted[i]), reason))
            else:
                self._rows[article_id] = row
                row += 1
                continue
            keep[i] = False
        self.skipped += [reason for _, reason in sorted(refused, key=lambda item: item[0])]
        if not keep.all():
            part = _reduced(part, keep)
            texts = texts.filter(pyarrow.array(keep))
            ids = [article_id for article_id, kept in zip(ids, keep, strict=True) if kept]
        if ids:
            self.parts.append(part)
            yield Batch(*buffers(texts), ids, part.first)

    def _place_of(self, row: int, current: Part, kept: NDArray[np.bool_]) -> str:
        if row >= current.first:  # rows of this part that were refused have no number
            row = current.first + int(np.flatnonzero(kept)[row - current.first])
            return current.place(row)
        return self.parts[self.part_of(row)].place(row)

    def part_of(self, row: int) -> int:
        """Return the number of the part that holds a row."""
        return bisect_right(self.parts, row, key=lambda part: part.first) - 1


def strings(texts: Iterable[str]) -> Any:
    """Return texts as Arrow holds them; half a surrogate pair becomes a question mark."""
    octets = [text.encode("utf-8", "replace") for text in texts]
    return pyarrow.array(octets, pyarrow.binary()).cast(pyarrow.string())


def buffers(texts: Any) -> tuple[memoryview, NDArray[np.int64]]:
    """Return the bytes of an Arrow array of strings, and the offsets that part them."""
    _, bounds, octets = texts.buffers()
    offsets = np.frombuffer(bounds, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    whole = memoryview(octets) if octets is not None else memoryview(b"")
    return whole[offsets[0] : offsets[-1]], (offsets - offsets[0]).astype(np.int64)


def _lengths(texts: Any) -> list[int] | None:
    """Return the code points of each text; None where none can be too long."""
    _, offsets = buffers(texts)
    if not len(texts) or np.diff(offsets).max() <= LONGEST_TEXT:
        return None
    lengths: list[int] = compute.utf8_length(texts).to_pylist()
    return lengths


def _reduced(part: Part, keep: NDArray[np.bool_]) -> Part:
    return Part(
        source=part.source,
        first=part.first,
        numbers=part.numbers[keep],
        spans=None if part.spans is None else part.spans[keep],
        rows=None if part.rows is None else part.rows[keep],
        places=tuple(p for p, kept in zip(part.places, keep, strict=False) if kept),
        start=part.start,
        size=part.size,
        line=part.line,
        columns=part.columns,
        encoding=part.encoding,
    )


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size if source.path else 0
    except OSError:
        return 0


def _position(stream: Any) -> int:
    """Return how many bytes of the file were read; of zstandard it cannot be told."""
    file = getattr(stream, "fileobj", None) or stream
    try:
        return int(file.tell())
    except (OSError, ValueError):
        return 0


def _spooled(stdin: BinaryIO | None) -> BinaryIO:
    """Return standard input as a file that can be read again."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the batches do
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is not None:
        shutil.copyfileobj(stream, file)
    file.seek(0)
    return file
