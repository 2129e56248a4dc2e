"""Streams of JSON Lines, block by block, the next blocks being parsed meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import BinaryIO

from dedup.readers.decoding import BYTE_ORDER_MARKS
from dedup.readers.fields import Fields
from dedup.readers.json_blocks import Block, Rows, cut_blocks, read_block, read_block_by_lines
from dedup.readers.json_rows import OPENING_BRACKETS, Assumed
from dedup.readers.reading import Note, Skipped, nothing_in
from dedup.readers.sources import Source
from dedup.readers.streams import STREAM_ERRORS

AHEAD = 4
"""Blocks read ahead of the one in use, so that a pool always has work: 16 MB."""


class DocumentError(ValueError):
    """The stream is no JSON Lines but one document, or in UTF-16 or UTF-32."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The articles of one block, and what it takes to read it again.

    Attributes:
        rows: the articles.
        start, size: of the block in the decompressed stream, in bytes.
        line: number of its first line.
        encoding: that the line reader expected at its begin.
    """

    rows: Rows
    start: int
    size: int
    line: int
    encoding: str | None


def read_line_stream(
    source: Source, stream: BinaryIO, fields: Fields, pool: Executor | None
) -> Iterator[Loaded | Skipped | Note]:
    """Yield the blocks of a stream; then why there was none, and what was assumed.

    Raises:
        DocumentError: nothing was yielded, and ``read_source`` must read the source.
        OSError, EOFError, zlib.error: as reading the stream does; the lines before were yielded.
    """
    assumed = Assumed()
    found, content = False, b""
    for block, parsed in _parse_ahead(cut_blocks(stream), source, fields, pool):
        if block.line == 1 and _is_document(block.content):
            raise DocumentError(source.shown)
        content = block.content
        encoding = assumed.encoding
        rows = parsed or read_block_by_lines(block, source, fields, assumed)
        found = found or bool(rows.ids or rows.skipped)
        yield Loaded(rows, block.start, len(block.content), block.line, encoding)
    if not found:
        yield Skipped(source.shown, nothing_in(content))
    yield from assumed.notes(source)


def _is_document(content: bytes) -> bool:
    if any(content.startswith(mark) for mark, _ in BYTE_ORDER_MARKS[1:]):
        return True
    return content.split(b"\n", 1)[0].strip() in OPENING_BRACKETS


def _parse_ahead(
    blocks: Iterable[Block], source: Source, fields: Fields, pool: Executor | None
) -> Iterator[tuple[Block, Rows | None]]:
    """Yield each block with its rows, None where Arrow refuses it, in the order of the stream."""
    if pool is None:
        for block in blocks:
            yield block, read_block(block, source, fields)
        return
    waiting: deque[tuple[Block, Future[Rows | None]]] = deque()
    pending = iter(blocks)
    error: Exception | None = None
    ended = False
    while waiting or not ended:
        while not ended and len(waiting) < AHEAD:
            try:
                block = next(pending)
            except StopIteration:
                ended = True
            except STREAM_ERRORS as problem:
                ended, error = True, problem  # what was read before still counts
            else:
                waiting.append((block, pool.submit(read_block, block, source, fields)))
        if waiting:
            block, future = waiting.popleft()
            yield block, future.result()
    if error:
        raise error
