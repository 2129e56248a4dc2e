"""Columns in batches: the texts of a Parquet file, without a Python string for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from typing import Any, BinaryIO

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute, parquet, types

from dedup.readers.columns import BATCH_ROWS, damaged, seekable
from dedup.readers.fields import Fields
from dedup.readers.json_blocks import Outcome, Rows
from dedup.readers.order import in_order
from dedup.readers.reading import LONGEST_TEXT, Skipped
from dedup.readers.rows import Row, articles_of
from dedup.readers.sources import Source
from dedup.readers.streams import STREAM_ERRORS
from dedup.readers.texts import Texts, lengths_of


class OtherColumnsError(ValueError):
    """The columns are of types that the article reader must look at, row by row."""


class ColumnsError(ValueError):
    """The file is damaged; the message says how, to stand behind its name."""


def read_column_batches(
    source: Source,
    stream: BinaryIO,
    fields: Fields,
    work: Callable[[Texts], Outcome],
    pool: Executor | None = None,
) -> Iterator[Rows[Outcome]]:
    """Yield the articles of a Parquet file; one that is compressed as a whole is first unpacked.

    Only the columns of texts and ids are read. The numbers are those of rows, from 1; there are no
    spans.

    Args:
        source, stream: the file, and its bytes.
        fields: the names of parts.
        work: what is done with the texts of each batch.
        pool: whose threads work.

    Raises:
        OtherColumnsError: nothing was yielded, and the article reader must read the source.
        ColumnsError: the file is damaged; the rows before were yielded.
    """
    with ExitStack() as stack:
        try:
            file = parquet.ParquetFile(stack.enter_context(seekable(source, stream)))
        except (pyarrow.ArrowException, ValueError, *STREAM_ERRORS) as error:
            raise OtherColumnsError(source.shown) from error
        yield from _batches(source, file, fields, work, pool)


def _batches(
    source: Source,
    file: Any,
    fields: Fields,
    work: Callable[[Texts], Outcome],
    pool: Executor | None,
) -> Iterator[Rows[Outcome]]:
    schema = file.schema_arrow
    texts, ids = (fields.keys(part, schema.names) for part in ("text", "id"))
    whole = file.metadata.num_rows and len(set(schema.names)) == len(schema.names)
    if not texts or not whole or set(texts) & set(ids) or not _plain(schema, texts, ids):
        raise OtherColumnsError(source.shown)

    def rows_of(batch: tuple[Any, int]) -> Rows[Outcome]:
        return _rows(source, fields, *batch, texts, ids, work)

    def numbered() -> Iterator[tuple[Any, int]]:
        number = 0
        for batch in file.iter_batches(BATCH_ROWS, columns=[*texts, *ids]):
            yield batch, number
            number += batch.num_rows

    try:
        yield from in_order(pool, rows_of, numbered())
    except (pyarrow.ArrowException, *STREAM_ERRORS) as error:
        raise ColumnsError(damaged(error)) from error


def _plain(schema: Any, texts: list[str], ids: list[str]) -> bool:
    strings = all(types.is_string(schema.field(name).type) for name in texts)
    kinds = [schema.field(name).type for name in ids]
    return strings and all(types.is_string(kind) or types.is_integer(kind) for kind in kinds)


def _rows(
    source: Source,
    fields: Fields,
    batch: Any,
    before: int,
    names: list[str],
    ids: list[str],
    work: Callable[[Texts], Outcome],
) -> Rows[Outcome]:
    column = batch.column(names[0])
    good = filled(column)
    for name in names[1:]:
        if not good.all():
            other = batch.column(name)
            column = compute.if_else(pyarrow.array(good), column, other)
            good = good | filled(other)
    numbers = np.arange(batch.num_rows, dtype=np.int64) + before + 1
    skipped = []
    for place in np.flatnonzero(~good).tolist():
        number = int(numbers[place])
        row = Row("row", number, {name: batch.column(name)[place].as_py() for name in names})
        reasons = (p for p in articles_of((row,), source, fields) if isinstance(p, Skipped))
        skipped.append((number, next(reasons)))
    kept = [
        row_id
        for row_id, there in zip(_ids(source, batch, ids, numbers), good.tolist(), strict=True)
        if there
    ]
    texts = buffers(column if good.all() else column.filter(pyarrow.array(good)))
    lengths = lengths_of(texts, LONGEST_TEXT)
    return Rows(work(texts), lengths, kept, numbers[good], skipped=tuple(skipped))


def _ids(source: Source, batch: Any, names: list[str], numbers: NDArray[np.int64]) -> list[str]:
    """Return each row's own id, or file and row where it states none."""
    known: list[str | None] = [None] * batch.num_rows
    for name in names:
        cells = batch.column(name).to_pylist()
        known = [
            own or (None if cell is None else str(cell))
            for own, cell in zip(known, cells, strict=True)
        ]
    return [
        own or Row("row", number, {}).default_id(source)
        for own, number in zip(known, numbers.tolist(), strict=True)
    ]


def filled(column: Any) -> NDArray[np.bool_]:
    """Return which strings of a column are there and not white space only."""
    if column.null_count:
        column = column.fill_null("")
    _, offsets, octets = column.buffers()
    bounds = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    if octets is None or not octets.size:
        return np.zeros(len(column), np.bool_)
    octets = np.frombuffer(octets, np.uint8)
    full = bounds[1:] > bounds[:-1]
    head = octets[np.minimum(bounds[:-1], len(octets) - 1)]
    full_head = full & (head > 32) & (head < 127)
    unsure = np.flatnonzero(full & ~full_head)
    if len(unsure):
        blank = compute.utf8_is_space(column.take(pyarrow.array(unsure)))
        full_head[unsure] = ~np.asarray(blank.to_pylist(), np.bool_)
    return full_head


def buffers(column: Any) -> Texts:
    """Return the strings of an Arrow array, in place."""
    _, bounds, octets = column.buffers()
    offsets = np.frombuffer(bounds, np.int32)[column.offset : column.offset + len(column) + 1]
    whole = memoryview(octets) if octets is not None else memoryview(b"")
    return Texts(whole[offsets[0] : offsets[-1]], (offsets - offsets[0]).astype(np.int64))
