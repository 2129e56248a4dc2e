"""Columns in batches: the texts of a Parquet file, without a Python string for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import pyarrow
from pyarrow import compute, parquet, types

from dedup.readers.columns import BATCH_ROWS
from dedup.readers.fields import Fields
from dedup.readers.json_blocks import Rows, filled
from dedup.readers.reading import Skipped
from dedup.readers.rows import Row, articles_of
from dedup.readers.sources import Source


class OtherColumnsError(ValueError):
    """The columns are of types that the article reader must look at, row by row."""


def read_column_batches(source: Source, stream: BinaryIO, fields: Fields) -> Iterator[Rows]:
    """Yield the articles of a Parquet file that is not compressed as a whole.

    Only the columns of texts and ids are read. The numbers are those of rows, from 1; there are no
    spans.

    Raises:
        OtherColumnsError: nothing was yielded, and the article reader must read the source.
        ArrowException, OSError: the file is damaged; the rows before were yielded.
    """
    try:
        file = parquet.ParquetFile(stream)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise OtherColumnsError(source.shown) from error
    schema = file.schema_arrow
    texts, ids = (fields.keys(part, schema.names) for part in ("text", "id"))
    whole = file.metadata.num_rows and len(set(schema.names)) == len(schema.names)
    if not texts or not whole or set(texts) & set(ids) or not _plain(schema, texts, ids):
        raise OtherColumnsError(source.shown)
    number = 0
    for batch in file.iter_batches(BATCH_ROWS, columns=[*texts, *ids]):
        yield _rows(source, fields, batch, texts, ids, number)
        number += batch.num_rows


def _plain(schema: Any, texts: list[str], ids: list[str]) -> bool:
    strings = all(types.is_string(schema.field(name).type) for name in texts)
    kinds = [schema.field(name).type for name in ids]
    return strings and all(types.is_string(kind) or types.is_integer(kind) for kind in kinds)


def _rows(
    source: Source, fields: Fields, batch: Any, names: list[str], ids: list[str], before: int
) -> Rows:
    texts = batch.column(names[0])
    good = filled(texts)
    for name in names[1:]:
        if not good.all():
            column = batch.column(name)
            texts = compute.if_else(pyarrow.array(good), texts, column)
            good = good | filled(column)
    numbers = np.arange(batch.num_rows, dtype=np.int64) + before + 1
    skipped = []
    for place in np.flatnonzero(~good).tolist():
        number = int(numbers[place])
        row = Row("row", number, {name: batch.column(name)[place].as_py() for name in names})
        reasons = (p for p in articles_of((row,), source, fields) if isinstance(p, Skipped))
        skipped.append((number, next(reasons)))
    known: list[str | None] = [None] * batch.num_rows
    for name in ids:
        cells = batch.column(name).to_pylist()
        known = [
            own or (None if cell is None else str(cell))
            for own, cell in zip(known, cells, strict=True)
        ]
    named = [
        own or Row("row", number, {}).default_id(source)
        for own, number in zip(known, numbers.tolist(), strict=True)
    ]
    kept = [row_id for row_id, there in zip(named, good.tolist(), strict=True) if there]
    if not good.all():
        texts = texts.filter(pyarrow.array(good))
    return Rows(texts, kept, numbers[good], np.empty((0, 2), np.int64), tuple(skipped))
