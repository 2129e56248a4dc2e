"""Rows of columnar files: Parquet, a batch at a time."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from io import UnsupportedOperation
from typing import Any, BinaryIO, cast

from dedup.readers.fields import Fields
from dedup.readers.reading import Note, Skipped, UnreadableError
from dedup.readers.rows import Row, text_column_problem
from dedup.readers.sources import Source

BATCH_ROWS = 1_024
"""Rows in memory at once beside the articles: 5 MB of news."""

COPIED_BYTES = 1 << 20
"""Bytes of a compressed file copied at a time."""


def read_columns(
    source: Source, stream: BinaryIO, fields: Fields
) -> Iterator[Row | Skipped | Note]:
    """Yield the rows of a Parquet file, their values as JSON would hold them.

    Raises:
        UnreadableError: the file is damaged, holds no row, or no column holds a text.
    """
    import pyarrow  # 0.2 s, and only for Parquet
    from pyarrow import parquet

    try:
        with seekable(source, stream) as whole:
            file = parquet.ParquetFile(whole)
            if problem := text_column_problem(file.schema_arrow.names, fields):
                raise UnreadableError(problem)
            number = 0
            for batch in file.iter_batches(BATCH_ROWS):
                for values in _microseconds(batch).to_pylist():
                    number += 1
                    yield Row("row", number, {name: _plain(cell) for name, cell in values.items()})
    except UnreadableError:
        raise
    except (pyarrow.ArrowException, OSError, ArithmeticError, LookupError, ValueError) as error:
        # beside Arrow's own: a page cut short (OSError), the year 10000, a zone nobody knows
        raise UnreadableError(damaged(error)) from error
    if not number:
        raise UnreadableError("holds no row; check how it was written, or leave it out")


def damaged(error: Exception) -> str:
    """Return why a Parquet file cannot be read, as one sentence."""
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"not a readable Parquet file ({words}); write it again"


@contextmanager
def seekable(source: Source, stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give the bytes of a stream from a file, since Parquet begins at its end.

    Raises:
        OSError, EOFError, zlib.error: as reading the stream does.
    """
    if not source.compression and _seekable(stream):
        yield stream
        return
    with tempfile.TemporaryFile() as file:  # compressed and piped streams cannot seek well
        shutil.copyfileobj(stream, file, COPIED_BYTES)
        file.seek(0)
        yield cast(BinaryIO, file)


def _seekable(stream: BinaryIO) -> bool:
    try:
        return stream.seekable()
    except UnsupportedOperation:
        return False


def _microseconds(batch: Any) -> Any:
    """Return the batch with times no finer than Python's, which to_pylist would refuse."""
    import pyarrow
    from pyarrow import types

    for place, column in enumerate(batch.schema):
        if types.is_timestamp(column.type) and column.type.unit == "ns":
            coarse = pyarrow.timestamp("us", column.type.tz)
            cells = batch.column(place).cast(coarse, safe=False)
            batch = batch.set_column(place, column.name, cells)
    return batch


def _plain(cell: Any) -> Any:
    """Return a cell as JSON would hold it: times in ISO 8601, NaN as None, decimals as text."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")  # older writers store strings without their type
    if isinstance(cell, dict):
        return {str(name): _plain(inner) for name, inner in cell.items()}
    if isinstance(cell, list | tuple):
        return [_plain(inner) for inner in cell]
    return str(cell)
