"""Rereading: rows of what was read before, by their lines or by reading a source through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from dedup.errors import InputError
from dedup.readers.assumed import Assumed
from dedup.readers.batches import Batches, copy_texts
from dedup.readers.json_blocks import parse_block, read_odd_line
from dedup.readers.parts import Part
from dedup.readers.reading import Placed
from dedup.readers.sources import Source
from dedup.readers.texts import Numbers, Texts, encode, texts_of

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.readers.table_opening import Table

PASSED_BYTES = 1 << 20
"""Bytes read at a time on the way to a row of a stream that cannot jump."""

Piece = tuple[Part | None, int, bytes]
"""A line, with the part it is of and its place in it; or a text."""


def reader_of(piece: Piece) -> Table | bool:
    """Return what a line is read with: a table where it is of one; False where it is a text."""
    return False if piece[0] is None else piece[0].table or True


def texts_of_run(batches: Batches, reader: Table | bool, pieces: list[Piece]) -> Texts:
    """Return the texts of pieces that are read alike."""
    if reader is True:
        return _texts_of_lines(batches, pieces)
    contents = [content for _, _, content in pieces]
    if reader is False:
        return texts_of(contents)
    from dedup.readers.table_stream import texts_of_records

    texts = texts_of_records(reader, contents)
    if texts is None:
        raise changed(reader.source)
    return texts


def _texts_of_lines(batches: Batches, lines: list[Piece]) -> Texts:
    """Return the texts of lines, each as it was read the first time."""
    odd = [place in dict(part.odd) if part and part.odd else False for part, place, _ in lines]
    # The last line of a file may lack its end: another line may follow here.
    plain = [
        line.rstrip(b"\n") for (_, _, line), strange in zip(lines, odd, strict=True) if not strange
    ]
    parsed = parse_block(b"\n".join(plain), batches.fields, copy_texts)
    if parsed.outcome is None or len(parsed.outcome) != len(plain):
        source = next(part.source for part, _, _ in lines if part)
        raise changed(source)
    if not any(odd):
        return parsed.outcome
    own = iter(parsed.outcome)
    return texts_of(
        [
            _odd_text(batches, *piece) if is_odd else next(own)
            for piece, is_odd in zip(lines, odd, strict=True)
        ]
    )


def _odd_text(batches: Batches, part: Part | None, place: int, line: bytes) -> bytes:
    """Return the text of a line that the line reader must read."""
    assert part is not None
    # What the line reader makes of a line depends on what it had seen before.
    assumed, number = Assumed(dict(part.odd)[place]), int(part.numbers[place])
    found = read_odd_line(part.source, number, line, assumed, batches.fields)
    if not isinstance(found, Placed):
        raise changed(part.source)
    return encode([found.article.text])[0]


def by_source(
    batches: Batches, rows: Numbers
) -> Iterator[tuple[Source, list[tuple[Part, Numbers]]]]:
    """Yield for each source the parts that hold some of the rows, and which of theirs."""
    firsts = np.array([part.first for part in batches.parts], np.int64)
    owners = np.searchsorted(firsts, rows, side="right") - 1
    bounds = np.searchsorted(owners, np.arange(len(firsts) + 1))
    found = (
        (part, rows[begin:end] - part.first)
        for part, begin, end in zip(batches.parts, bounds[:-1], bounds[1:], strict=True)
        if end > begin
    )
    for source, parts in groupby(found, key=lambda item: item[0].source):
        yield source, list(parts)


class Forward:
    """A stream on which one only goes forward; not every decompressor tells where it is."""

    def __init__(self, stream: BinaryIO, *, jump: bool) -> None:
        """Take a stream at its begin, and whether it can jump."""
        self._stream = stream
        self._jump = jump
        self._at = 0

    def read(self, begin: int, end: int) -> bytes:
        """Return these bytes, which lie behind those read before; fewer where the stream ends."""
        if self._jump:
            self._at = self._stream.seek(begin)
        while self._at < begin:
            passed = len(self._stream.read(min(begin - self._at, PASSED_BYTES)))
            if not passed:
                break
            self._at += passed
        content = self._stream.read(end - begin)
        self._at += len(content)
        return content


def lines_of(part: Part, wanted: Numbers, stream: Forward) -> list[bytes]:
    """Return lines of a stream that lie behind those read before.

    Raises:
        InputError: they are not there any more.
    """
    assert part.spans is not None
    spans = part.spans[wanted]
    begin, end = int(spans[0, 0]), int(spans[-1, 1])
    content = stream.read(begin, end)
    if len(content) != end - begin:
        raise changed(part.source)
    return [content[a - begin : b - begin] for a, b in spans.tolist()]


def changed(source: Source) -> InputError:
    """Return what to raise where a source is not what it was."""
    return InputError(source.shown, "changed while it was read; start again when it is complete")


def texts_through(
    batches: Batches, source: Source, parts: list[tuple[Part, Numbers]]
) -> Iterator[tuple[int, bytes]]:
    """Yield the wanted rows of a source, and their texts, reading it from its begin."""
    if parts[0][0].rows is not None:
        yield from _column_texts(batches, source, parts)
    elif parts[0][0].spans is None:
        articles = articles_again(batches, source, parts)
        for part, wanted in parts:
            for place in wanted.tolist():
                yield part.first + place, encode([next(articles).text])[0]
    else:
        with batches.open(source) as opened:
            stream = Forward(opened, jump=not source.compression)
            for part, wanted in parts:
                places = wanted.tolist()
                lines: list[Piece] = [
                    (part, place, line)
                    for place, line in zip(places, lines_of(part, wanted, stream), strict=True)
                ]
                texts = texts_of_run(batches, part.table or True, lines)
                yield from zip((part.first + place for place in places), texts, strict=True)


def articles_again(
    batches: Batches, source: Source, parts: list[tuple[Part, Numbers]]
) -> Iterator[Article]:
    """Yield the wanted articles of a source that is not read by lines."""
    from dedup.readers.formats import read_source

    waiting = iter(np.concatenate([part.numbers[wanted] for part, wanted in parts]).tolist())
    number, following = 0, next(waiting, None)
    for piece in read_source(source, batches.fields, batches.stdin()):
        if isinstance(piece, Placed):
            number += 1
            if number == following:
                yield piece.article
                following = next(waiting, None)
                if following is None:
                    return
    if following is not None:
        raise changed(source)


def _column_texts(
    batches: Batches, source: Source, parts: list[tuple[Part, Numbers]]
) -> Iterator[tuple[int, bytes]]:
    """Yield the wanted texts of a Parquet file; a part is a batch of it, or some rows of one."""
    from dedup.readers.column_batches import read_column_batches

    with batches.open(source) as stream:
        loaded = read_column_batches(source, stream, batches.fields, copy_texts)
        before, texts = 0, None
        for part, wanted in parts:
            for place in wanted.tolist():
                number = int(part.numbers[place]) - 1
                while texts is None or number >= before + len(texts):
                    before += 0 if texts is None else len(texts)
                    rows = next(loaded, None)
                    if rows is None:
                        raise changed(source)
                    texts = rows.outcome
                yield part.first + place, texts[number - before]
