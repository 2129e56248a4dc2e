"""How a table is laid out, and whether it can be read record by record."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from dedup.readers.assumed import BYTE_ORDER_MARKS
from dedup.readers.decoding import beyond_ascii, damage, mostly_control
from dedup.readers.fields import Fields
from dedup.readers.reading import Note
from dedup.readers.rows import text_column_problem
from dedup.readers.sources import Source
from dedup.readers.tables import delimiter_of

OPENING_BYTES = 1 << 17
"""128 kB, in which the header must end: more than the sample that tells text from binary files."""

CHECKED_BYTES = 1 << 20
"""Bytes checked at a time."""

LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class OtherTableError(ValueError):
    """The table is odd from its begin on, and the article reader must read it as a whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """How the records of a table are read.

    Attributes:
        source: the file.
        fields: the names of parts.
        delimiter: between cells.
        header: the names of the columns.
        texts, ids: the numbers of the columns that hold them, best first; no texts where a record
            is more than its cells tell.
        begin: where the records below the header begin in the decompressed stream, in bytes.
        lines: how many lines stand before that.
        notes: what was assumed.
    """

    source: Source
    fields: Fields
    delimiter: str
    header: list[str]
    texts: tuple[int, ...]
    ids: tuple[int, ...]
    begin: int
    lines: int
    notes: tuple[Note, ...]


def open_table(
    source: Source, opened: Callable[[], AbstractContextManager[BinaryIO]], fields: Fields
) -> Table:
    """Return how a table is read; all of it is looked through, for what its bytes are.

    Args:
        source: the table, in a file.
        opened: gives its decompressed bytes.
        fields: the names of parts.

    Raises:
        OtherTableError: it is not UTF-8, or no text, or its header is odd.
        OSError, EOFError, zlib.error: as reading the stream does.
    """
    if source.path is None or not source.path.is_file():  # a pipe can be read only once
        raise OtherTableError(source.shown)
    notes = _look_through(source, opened)
    with opened() as stream:
        head = stream.read(OPENING_BYTES)
    complete = len(head) < OPENING_BYTES
    marked = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head[marked:], complete)
    opening = text.lstrip()
    if not opening or not (complete or "\n" in opening) or mostly_control(text):
        raise OtherTableError(source.shown)
    delimiter = delimiter_of(source, opening.split("\n", 1)[0])
    header, size, lines = _header(head[marked:], delimiter)
    if not header or (size + marked == len(head) and not complete):
        raise OtherTableError(source.shown)
    if text_column_problem(header, fields):
        raise OtherTableError(source.shown)
    texts, ids = _columns(header, fields)
    return Table(source, fields, delimiter, header, texts, ids, size + marked, lines, notes)


def _columns(header: list[str], fields: Fields) -> tuple[tuple[int, ...], tuple[int, ...]]:
    names = [name for name in header if name]
    texts, ids = (fields.keys(part, names) for part in ("text", "id"))
    if len(set(names)) < len(names) or set(texts) & set(ids):
        return (), ()
    return tuple(map(header.index, texts)), tuple(map(header.index, ids))


def _header(head: bytes, delimiter: str) -> tuple[list[str], int, int]:
    """Return the first record that is not blank, its end in bytes, and the lines up to there."""
    size = 0

    def lines() -> Iterator[str]:
        nonlocal size
        for line in LINE.finditer(head):
            size = line.end()
            yield line[0].decode("utf-8", "replace")

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    try:
        header = next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return [], 0, 0
    return header, size, reader.line_num


def _look_through(
    source: Source, opened: Callable[[], AbstractContextManager[BinaryIO]]
) -> tuple[Note, ...]:
    """Return what must be assumed of bytes that are UTF-8, or nearly.

    Raises:
        OtherTableError: they are something else.
    """
    strict = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(source, opened):
            strict.decode(chunk)
        strict.decode(b"", True)
    except UnicodeDecodeError:
        return (_damaged(source, opened),)
    return ()


def _damaged(source: Source, opened: Callable[[], AbstractContextManager[BinaryIO]]) -> Note:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = valid = 0
    marked: bool | None = None
    for chunk in chain(_chunks(source, opened), (b"",)):
        if marked is None:
            marked = chunk.startswith(codecs.BOM_UTF8)
        more_broken, more_valid = beyond_ascii(decoder.decode(chunk, not chunk))
        broken, valid = broken + more_broken, valid + more_valid
    if valid <= broken and not marked:
        raise OtherTableError(source.shown)
    return Note(f"{source.shown}: {damage('utf-8', broken)}")


def _chunks(
    source: Source, opened: Callable[[], AbstractContextManager[BinaryIO]]
) -> Iterator[bytes]:
    """Yield the bytes of a stream, unless they are no text, or in another encoding."""
    marked = first = False
    with opened() as stream:
        while chunk := stream.read(CHECKED_BYTES):
            if not first:
                first, marked = True, chunk.startswith(codecs.BOM_UTF8)
                if any(chunk.startswith(mark) for mark, _ in BYTE_ORDER_MARKS[1:]):
                    raise OtherTableError(source.shown)
            if b"\0" in chunk and not marked:
                raise OtherTableError(source.shown)
            yield chunk
