"""Streams of tables, block by block, no Python string for a row that is written as usual.

A kernel reads the records that are plain, and tells where each ends. What is odd is read by the
rules of ``tables``, record by record, so that the two cannot differ in what they take.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from dedup import kernels
from dedup.readers.json_blocks import Buffers, Outcome, Rows, named
from dedup.readers.long_rows import LongRow
from dedup.readers.order import in_order
from dedup.readers.reading import LONGEST_TEXT, Note, Placed, Skipped
from dedup.readers.rows import articles_of
from dedup.readers.table_opening import Table
from dedup.readers.tables import NO_ROW, read_records, row_of
from dedup.readers.texts import Texts, encode, lengths_of, texts_of
from dedup.readers.window import Window

BLOCK_BYTES = 1 << 21
"""2 MB, as of JSON Lines."""

LONGEST_ROW = 1 << 26
"""64 MB. The longest text that is taken has 20 MB; what goes on for longer is, nearly always, a
quote that was never closed."""


def read_table_stream(
    table: Table, stream: BinaryIO, work: Callable[[Texts], Outcome], pool: Executor | None
) -> Iterator[Rows[Outcome] | Skipped | Note]:
    """Yield the blocks of a table; before them what was assumed, after them why there was none.

    Args:
        table: how it is laid out.
        stream: its decompressed bytes.
        work: what is done with the texts of each block, which it is lent.
        pool: whose threads work; records are parsed here, one after the other, since where one
            begins is known only when those before it were read.

    Raises:
        OSError, EOFError, zlib.error: as reading the stream does; the rows before were yielded.
    """
    found, buffers = False, Buffers()

    def finish(block: tuple[Rows[Texts], bytearray]) -> tuple[Rows[Outcome], bytearray]:
        rows, room = block
        return replace(rows, outcome=work(rows.outcome)), room  # type: ignore[arg-type, return-value]

    yield from table.notes
    for rows, room in in_order(pool, finish, _blocks(table, stream, buffers)):
        found = found or bool(rows.ids or rows.skipped)
        yield rows
        buffers.give(room)
    if not found:
        yield Skipped(table.source.shown, NO_ROW)


def _blocks(
    table: Table, stream: BinaryIO, buffers: Buffers
) -> Iterator[tuple[Rows[Texts], bytearray]]:
    """Yield the rows of a stream, with the memory that their texts are in."""
    start, lines = table.begin, table.lines
    stream.read(table.begin)
    window = Window(stream, BLOCK_BYTES)
    while window.fill():
        room = buffers.take(window.filled)
        parsed = _parse(table, window.content, room, final=window.ended)
        if parsed.size or window.ended:
            yield _rows_of(table, window.content, parsed, room, start, lines), room
            start, lines = start + parsed.size, lines + parsed.count
            window.drop(parsed.size)
        elif window.filled < LONGEST_ROW:
            buffers.give(room)
            window.grow()
        else:
            row = LongRow(table.delimiter)
            row.pass_over(window)
            yield _skipped_row(table, row, lines + 1), room
            start, lines = start + row.size, lines + row.lines


def _parse(
    table: Table, content: memoryview | bytes, room: bytearray, *, final: bool
) -> kernels.LineTable:
    return kernels.csv_rows(
        content, table.delimiter, len(table.header), table.texts, table.ids, final, room
    )


def _rows_of(
    table: Table,
    content: memoryview | bytes,
    parsed: kernels.LineTable,
    room: bytearray,
    start: int,
    lines: int,
) -> Rows[Texts]:
    """Return the articles of a block, its odd records read one by one, in their order.

    Args:
        table: how it is laid out.
        content: the block.
        parsed: what the kernel made of it.
        room: where that put the texts.
        start, lines: of the table, bytes and lines before the block.
    """
    numbers, spans = parsed.numbers + (lines + 1), parsed.spans + start
    texts = Texts(memoryview(room)[: int(parsed.offsets[-1])], parsed.offsets)
    if parsed.plain.all():
        lengths = lengths_of(texts, LONGEST_TEXT)
        return Rows(texts, lengths, named(parsed.ids, numbers, table.source), numbers, spans)
    found: list[str] = []
    encoded: list[bytes] = []
    kept: list[int] = []
    skipped: list[tuple[float, Skipped]] = []
    plain = iter(zip(parsed.ids, texts, strict=True))
    for place, number in enumerate(numbers.tolist()):
        if parsed.plain[place]:
            stated, text = next(plain)
        else:
            begin, end = parsed.spans[place].tolist()
            article = read_record(table, number, bytes(content[begin:end]))
            if not isinstance(article, Placed):
                skipped += [] if article is None else [(number, article)]
                continue
            stated, text = article.article.id, encode([article.article.text])[0]
        found.append(stated)
        encoded.append(text)
        kept.append(place)
    texts = texts_of(encoded)
    ids = named(found, numbers[kept], table.source)
    lengths = lengths_of(texts, LONGEST_TEXT)
    return Rows(texts, lengths, ids, numbers[kept], spans[kept], tuple(skipped))


def read_record(table: Table, number: int, record: bytes) -> Placed | Skipped | None:
    """Return the article of a record that begins at a line, why it is none, or None if blank."""
    lines = io.StringIO(record.decode("utf-8", "replace"), newline="")
    for _, cells in read_records(table.source, lines, table.delimiter, number - 1):
        row = row_of(table.source, number, table.header, cells)
        pieces = articles_of((row,), table.source, table.fields)
        # The note on dates that follows is left out: this path has no use for dates.
        return next(piece for piece in pieces if isinstance(piece, Placed | Skipped))
    return None


def texts_of_records(table: Table, records: list[bytes]) -> Texts | None:
    """Return the texts of records that were articles; None if they no longer are."""
    # The last record of a file may lack its line end: another one may follow here.
    content = b"".join(r if r.endswith((b"\n", b"\r")) else r + b"\n" for r in records)
    room = bytearray(len(content))
    parsed = _parse(table, content, room, final=True)
    rows = _rows_of(table, content, parsed, room, 0, 0)
    return rows.outcome if len(rows.ids) == len(records) else None


def _skipped_row(table: Table, row: LongRow, number: int) -> Rows[Texts]:
    """Return why a row that was passed over gives no article."""
    # The csv module has its own words for a quote that is not closed, and for text behind one.
    mistake = {"quoted": b'"', "broken": b'""-'}.get(row.state)
    found = read_record(table, number, mistake) if mistake else None
    if not isinstance(found, Skipped):
        reason = (
            f"has {row.size:,} bytes, more than the {LONGEST_ROW:,} that a row may have; split it, "
            "or check its quotes"
        )
        found = Skipped(f"{table.source.shown}:{number}", reason)
    nothing = texts_of([])
    none = np.zeros(0, np.int64)
    return Rows(nothing, none, [], none, none.reshape(0, 2), ((number, found),))
