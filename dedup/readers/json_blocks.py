"""Blocks of JSON Lines: the texts of some megabytes of lines, without a Python string for each.

A kernel reads every line that is written as programs write them. What is odd, it leaves to the line
reader, line by line, which has words for what is wrong; so the two cannot differ in what they take.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar

from dedup import kernels
from dedup.readers.assumed import Assumed
from dedup.readers.fields import Fields
from dedup.readers.reading import LONGEST_TEXT, Placed, Skipped
from dedup.readers.sources import Source
from dedup.readers.streams import STREAM_ERRORS
from dedup.readers.texts import Numbers, Texts, encode, lengths_of, texts_of

BLOCK_BYTES = 1 << 21
"""2 MB: some hundred articles, enough work for one call, and it fits a processor's cache."""

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some whole lines of a stream.

    Attributes:
        buffer: memory that holds them, to be lent out again when they are done with.
        size: of the lines, in bytes, from the begin of ``buffer``.
        start: where they begin in the decompressed stream, in bytes.
    """

    buffer: bytearray
    size: int
    start: int

    @property
    def content(self) -> memoryview:
        """The lines."""
        return memoryview(self.buffer)[: self.size]


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Generic[Outcome]):
    """The articles of a part of a source.

    Attributes:
        outcome: what became of their texts.
        lengths: shape (n,), of the texts, as ``lengths_of`` has them.
        ids: one a text.
        numbers: shape (n,), of their lines or rows in the source, from 1.
        spans: shape (n, 2), where each line stands in the decompressed stream, its end included;
            None where they are no lines.
        skipped: line or row number (between two of them, where it has none) and reason of what gave
            no article, ascending.
        odd: the places of those that the line reader read, and the encoding that it expected.
    """

    outcome: Outcome
    lengths: Numbers
    ids: list[str]
    numbers: Numbers
    spans: Numbers | None = None
    skipped: tuple[tuple[float, Skipped], ...] = ()
    odd: tuple[tuple[int, str | None], ...] = ()


class Buffers:
    """Memory for blocks, used again and again: fresh memory costs as much as reading into it."""

    def __init__(self) -> None:
        self._free: list[bytearray] = []

    def take(self, size: int) -> bytearray:
        """Return some memory of at least this size."""
        for place, buffer in enumerate(self._free):
            if len(buffer) >= size:
                return self._free.pop(place)
        return bytearray(size)

    def give(self, buffer: bytearray) -> None:
        """Take memory back that nobody looks at any more."""
        if len(buffer) <= 2 * BLOCK_BYTES:
            self._free.append(buffer)


def cut_blocks(stream: BinaryIO, buffers: Buffers, start: int = 0) -> Iterator[Block]:
    """Yield the stream in blocks of whole lines; before an error, the whole lines before it.

    Args:
        stream: at the begin of a line.
        buffers: lend the blocks their memory.
        start: where the stream is, in bytes.

    Raises:
        OSError, EOFError, zlib.error: as reading the stream does.
    """
    filled = 0
    buffer = buffers.take(BLOCK_BYTES)
    error: Exception | None = None
    ended = False
    while not ended:
        if filled == len(buffer):  # a line that is longer than a block
            buffer = buffer + bytes(len(buffer))
        try:
            # One piece at a time: a larger read that fails would lose what came before.
            size = stream.readinto1(memoryview(buffer)[filled:])  # type: ignore[attr-defined]
        except STREAM_ERRORS as problem:
            size, error = 0, problem
        ended = not size
        filled += size
        if filled < len(buffer) and not ended:
            continue
        cut = filled
        if error or not ended:
            cut = buffer.rfind(b"\n", 0, filled) + 1
        if cut:
            rest = filled - cut
            following = buffers.take(max(BLOCK_BYTES, 2 * rest))
            following[:rest] = memoryview(buffer)[cut:filled]
            yield Block(buffer, cut, start)
            start += cut
            buffer, filled = following, rest
    if error:
        raise error


_rooms = threading.local()


def lent_room(what: str, size: int) -> bytearray:
    """Return memory of this thread for at least so many bytes, lent until it is asked for again.

    Args:
        what: is put there; each has its own room.
        size: in bytes.
    """
    room: bytearray | None = getattr(_rooms, what, None)
    if room is None or len(room) < size:
        room = bytearray(max(size, BLOCK_BYTES))
        if size <= 2 * BLOCK_BYTES:
            setattr(_rooms, what, room)
    return room


@dataclass(frozen=True, slots=True, eq=False)
class Parsed(Generic[Outcome]):
    """What the kernel made of a block.

    Attributes:
        table: its lines.
        lengths: of the plain ones, as ``lengths_of`` has them.
        outcome: what became of the texts; None where there are odd lines, too.
        texts: the texts in that case.
    """

    table: kernels.LineTable
    lengths: Numbers
    outcome: Outcome | None
    texts: Texts | None


def parse_block(
    content: memoryview | bytes, fields: Fields, work: Callable[[Texts], Outcome]
) -> Parsed[Outcome]:
    """Return the lines of a block, with what ``work`` makes of their texts, which it is lent."""
    names, ids = fields.names["text"], fields.names["id"]
    if set(names) & set(ids):
        names = ()  # only the line reader knows what one member for both means
    room = lent_room("texts", len(content))
    table = kernels.json_lines(content, names, ids, room)
    texts = Texts(memoryview(room)[: int(table.offsets[-1])], table.offsets)
    lengths = lengths_of(texts, LONGEST_TEXT)
    if table.plain.all():
        return Parsed(table, lengths, work(texts), None)
    return Parsed(table, lengths, None, Texts(memoryview(bytes(texts.utf8)), table.offsets))


def finish_block(
    block: Block,
    parsed: Parsed[Outcome],
    first_line: int,
    source: Source,
    fields: Fields,
    assumed: Assumed,
    work: Callable[[Texts], Outcome],
) -> Rows[Outcome]:
    """Return the articles of a block, its odd lines read by the line reader, in their order.

    Args:
        block: some lines.
        parsed: what ``parse_block`` made of it.
        first_line: the number of its first line.
        source, fields: that it is of, and that it was parsed with.
        assumed: is added to.
        work: what is done with the texts if it was not done yet.
    """
    table = parsed.table
    numbers, spans = table.numbers + first_line, table.spans + block.start
    if parsed.texts is None:
        assert parsed.outcome is not None
        ids = named(table.ids, numbers, source)
        return Rows(parsed.outcome, parsed.lengths, ids, numbers, spans)
    encoded: list[bytes] = []
    found: list[str] = []
    kept: list[int] = []
    skipped: list[tuple[float, Skipped]] = []
    odd: list[tuple[int, str | None]] = []
    plain = iter(zip(table.ids, parsed.texts, strict=True))
    for place, number in enumerate(numbers.tolist()):
        if table.plain[place]:
            stated, text = next(plain)
        else:
            begin, end = table.spans[place].tolist()
            encoding, line = assumed.encoding, bytes(block.content[begin:end])
            article = read_odd_line(source, number, line, assumed, fields)
            if isinstance(article, Skipped):
                skipped.append((number, article))
                continue
            odd.append((len(kept), encoding))
            stated, text = article.article.id, encode([article.article.text])[0]
        found.append(stated)
        encoded.append(text)
        kept.append(place)
    texts = texts_of(encoded)
    ids = named(found, numbers[kept], source)
    lengths = lengths_of(texts, LONGEST_TEXT)
    return Rows(work(texts), lengths, ids, numbers[kept], spans[kept], tuple(skipped), tuple(odd))


def named(ids: list[str], numbers: Numbers, source: Source) -> list[str]:
    """Return each row's own id, or file and line where it states none."""
    if all(ids):
        return ids
    from dedup.readers.rows import Row

    return [
        known or Row("line", number, {}).default_id(source)
        for known, number in zip(ids, numbers.tolist(), strict=True)
    ]


def read_odd_line(
    source: Source, number: int, line: bytes, assumed: Assumed, fields: Fields
) -> Placed | Skipped:
    """Return the article of one line as the line reader reads it, or why it is none."""
    from dedup.readers.json_rows import read_line
    from dedup.readers.rows import articles_of

    row = read_line(source, number, line, assumed)
    pieces = articles_of((row,), source, fields)
    # The note on dates that follows is left out: this path has no use for dates.
    return next(piece for piece in pieces if isinstance(piece, Placed | Skipped))
