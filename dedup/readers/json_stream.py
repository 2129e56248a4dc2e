"""Streams of JSON Lines, block by block, the next blocks being parsed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Generic

from dedup.readers.assumed import Assumed, begins_document
from dedup.readers.fields import Fields
from dedup.readers.json_blocks import (
    Block,
    Buffers,
    Outcome,
    Parsed,
    Rows,
    cut_blocks,
    finish_block,
    named,
    parse_block,
)
from dedup.readers.order import in_order
from dedup.readers.reading import Note, Skipped, nothing_in
from dedup.readers.sources import Source
from dedup.readers.texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Begun(Generic[Outcome]):
    """The begin of a file, parsed and worked on before it was asked for.

    Attributes:
        path: of the file.
        rows: its articles; an id that is not stated is empty.
        lines: how many lines that were.
        end: of them, in bytes.
    """

    path: Path
    rows: Rows[Outcome]
    lines: int
    end: int


class DocumentError(ValueError):
    """The stream is no JSON Lines but one document, or in UTF-16 or UTF-32."""


def read_line_stream(
    source: Source,
    stream: BinaryIO,
    fields: Fields,
    work: Callable[[Texts], Outcome],
    pool: Executor | None,
    begun: Begun[Outcome] | None = None,
) -> Iterator[Rows[Outcome] | Skipped | Note]:
    """Yield the blocks of a stream; then why there was none, and what was assumed.

    Args:
        source: that is read.
        stream: its decompressed bytes.
        fields: the names of parts.
        work: what is done with the texts of each block, which it is lent.
        pool: whose threads parse and work.
        begun: is taken for the begin of the stream if that is its file.

    Raises:
        DocumentError: nothing was yielded, and ``read_source`` must read the source.
        OSError, EOFError, zlib.error: as reading the stream does; the lines before were yielded.
    """
    assumed, buffers = Assumed(), Buffers()
    found, line, start, begin = False, 1, 0, b""
    if begun and begun.path == source.path and not source.compression:
        rows = replace(begun.rows, ids=named(begun.rows.ids, begun.rows.numbers, source))
        found, line, start = bool(rows.ids), begun.lines + 1, stream.seek(begun.end)
        yield rows
    blocks = _refuse_documents(cut_blocks(stream, buffers, start), source)

    def parse(block: Block) -> tuple[Block, Parsed[Outcome]]:
        return block, parse_block(block.content, fields, work)

    for block, parsed in in_order(pool, parse, blocks):
        rows = finish_block(block, parsed, line, source, fields, assumed, work)
        begin = begin or bytes(block.content[:1])
        line += parsed.table.count
        buffers.give(block.buffer)
        found = found or bool(rows.ids or rows.skipped)
        yield rows
    if not found:
        yield Skipped(source.shown, nothing_in(begin))
    yield from assumed.notes(source)


def _refuse_documents(blocks: Iterable[Block], source: Source) -> Iterator[Block]:
    for block in blocks:
        if block.start == 0 and _is_document(block):
            raise DocumentError(source.shown)
        yield block


def _is_document(block: Block) -> bool:
    end = block.buffer.find(b"\n", 0, block.size)
    return begins_document(bytes(block.content[: end if end >= 0 else block.size]))
