"""Rows of tables: comma- and tab-separated values with a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
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
    header = decoded.text.lstrip().split("\n", 1)[0]
    own = "\t" if source.suffix == ".tsv" else ","
    delimiter = max((own, *DELIMITERS), key=header.count)
    with _huge_fields():
        yield from _rows(source, decoded.text, delimiter, fields)


def _rows(
    source: Source, text: str, delimiter: str, fields: Fields
) -> Iterator[Row | Skipped | Note]:
    # strict: otherwise one quote that is never closed swallows the rest of the file unseen
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    found = False
    while True:
        number = lines.line_num + 1
        try:
            row = next(lines)
        except StopIteration:
            break
        except csv.Error as error:
            found = True
            reason = f"not valid CSV: {error}; close and double the quotes of this row"
            yield Skipped(f"{source.shown}:{number}", reason)
            continue
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = row
            if problem := text_column_problem(header, fields):
                raise UnreadableError(problem)
            continue
        found = True
        yield _row(source, number, header, row)
    if not found:
        raise UnreadableError(
            "holds a header but no row; check how it was written, or leave it out"
        )


def _row(source: Source, number: int, header: list[str], row: list[str]) -> Row | Skipped:
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
