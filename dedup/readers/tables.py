"""Rows of tables: comma- and tab-separated values with a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dedup.readers.decoding import decode
from dedup.readers.fields import Fields
from dedup.readers.reading import Note, Skipped, UnreadableError, count, nothing_in
from dedup.readers.rows import Row, text_column_problem
from dedup.readers.sources import Source

LARGEST_FIELD = 2**31 - 1
"""Characters: all that a C long holds on every platform; the module's own limit is 131,072."""

DELIMITERS = (",", ";", "\t", "|")

NO_ROW = "holds a header but no row; check how it was written, or leave it out"


def read_table(source: Source, stream: BinaryIO, fields: Fields) -> Iterator[Row | Skipped | Note]:
    """Yield the rows below the header; a row that breaks the rules costs only itself.

    The delimiter is the one that parts the header into most columns, so that tables with
    semicolons, as spreadsheets write them in much of Europe, are read too.

    Raises:
        UnreadableError: the bytes are no text, hold no row, or no column holds a text.
    """
    content = stream.read()
    decoded = decode(content)
    if not decoded.text.strip():
        raise UnreadableError(nothing_in(content))
    if decoded.assumption:
        yield Note(f"{source.shown}: {decoded.assumption}")
    delimiter = delimiter_of(source, decoded.text.lstrip().split("\n", 1)[0])
    header: list[str] | None = None
    found = False
    for number, row in read_records(source, io.StringIO(decoded.text, newline=""), delimiter):
        if header is None and isinstance(row, list):
            header = row
            if problem := text_column_problem(header, fields):
                raise UnreadableError(problem)
            continue
        found = True
        yield row_of(source, number, header or [], row)
    if not found:
        raise UnreadableError(NO_ROW)


def delimiter_of(source: Source, header: str) -> str:
    """Return the delimiter of a table, by its header and its suffix."""
    own = "\t" if source.suffix == ".tsv" else ","
    return max((own, *DELIMITERS), key=header.count)


def read_records(
    source: Source, text: Iterable[str], delimiter: str, before: int = 0
) -> Iterator[tuple[int, list[str] | Skipped]]:
    """Yield the number of each record's first line, and its cells or what is wrong; no blank one.

    Args:
        source: for messages.
        text: the lines, line ends included.
        delimiter: between cells.
        before: how many lines of the source stand before these.
    """
    # strict: otherwise one quote that is never closed swallows the rest of the file unseen
    lines = csv.reader(text, delimiter=delimiter, strict=True)
    while True:
        number = before + lines.line_num + 1
        try:
            with _huge_fields():
                row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"not valid CSV: {error}; close and double the quotes of this row"
            yield number, Skipped(f"{source.shown}:{number}", reason)
            continue
        if any(cell.strip() for cell in row):
            yield number, row


def row_of(
    source: Source, number: int, header: list[str], row: list[str] | Skipped
) -> Row | Skipped:
    """Return a record as a row under its header, or why it is none."""
    if isinstance(row, Skipped):
        return row
    if len(row) > len(header):
        return Skipped(
            f"{source.shown}:{number}",
            f"holds {count(len(row), 'field')} under a header of {len(header)}; put quotes around "
            "the fields that contain the delimiter",
        )
    # a column without a name is the row number that data frames write
    return Row(
        "line", number, {name: cell for name, cell in zip(header, row, strict=False) if name}
    )


@contextmanager
def _huge_fields() -> Iterator[None]:
    """Let fields be of any length while this lasts; the limit belongs to the whole process."""
    before = csv.field_size_limit(LARGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
