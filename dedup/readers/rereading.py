"""Rereading: the texts of some rows of what was read before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from itertools import chain, groupby
from types import TracebackType
from typing import BinaryIO

import numpy as np

from dedup.articles import Article
from dedup.errors import InputError
from dedup.readers.batches import Batches, copy_texts
from dedup.readers.json_blocks import parse_block, read_odd_line
from dedup.readers.json_rows import Assumed
from dedup.readers.parts import Part
from dedup.readers.reading import Placed
from dedup.readers.sources import Source
from dedup.readers.table_opening import Table
from dedup.readers.table_stream import texts_of_records
from dedup.readers.texts import Numbers, Texts, encode, texts_of

PASSED_BYTES = 1 << 20
"""Bytes read at a time on the way to a row of a stream that cannot jump."""


class Shelf:
    """The texts of some rows, at hand in any order as often as wanted, from any thread.

    Lines of plain files are read where they stand. What else there is, which cannot be jumped to,
    is read through once more, and its texts kept in a temporary file as long as the shelf is open.
    """

    def __init__(self, batches: Batches, rows: Numbers) -> None:
        """Make room for some rows, ascending, of batches that have been read.

        Raises:
            InputError: a file is no longer what it was.
        """
        self._batches = batches
        self._firsts = np.array([part.first for part in batches.parts], np.int64)
        self._files: dict[Source, BinaryIO] = {}
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the shelf
        self._places: dict[int, tuple[int, int]] = {}
        for source, parts in by_source(batches, rows):
            if _can_jump(parts[0][0]):
                # The file of standard input is the one that the batches have.
                self._files[source] = (
                    source.path.open("rb") if source.path else batches.stdin()  # type: ignore[assignment]
                )
                continue
            for row, text in _texts_through(batches, source, parts):
                self._places[row] = self._spool.tell(), len(text)
                self._spool.write(text)
        self._spool.flush()

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._spool.close()
        for source, file in self._files.items():
            if source.path:
                file.close()

    def texts(self, rows: Numbers) -> Texts:
        """Return the texts of rows that the shelf has room for, in their order.

        Raises:
            InputError: a file is no longer what it was.
        """
        owners = np.searchsorted(self._firsts, rows, side="right") - 1
        found = [
            self._read(self._batches.parts[owner], places) for owner, places in _runs(owners, rows)
        ]
        pieces = [
            _texts_of_run(self._batches, reader, list(run))
            for reader, run in groupby(chain.from_iterable(found), _reader_of)
        ]
        return _joined(pieces)

    def _read(self, part: Part, rows: Numbers) -> list[_Piece]:
        """Return rows of one part, as lines where it has lines, otherwise as texts."""
        if not _can_jump(part):
            spool = self._spool.fileno()
            spans = (self._places[row] for row in rows.tolist())
            return [(None, 0, os.pread(spool, size, at)) for at, size in spans]
        assert part.spans is not None
        file = self._files[part.source].fileno()
        pieces: list[_Piece] = []
        places = rows - part.first
        for place, (begin, end) in zip(places.tolist(), part.spans[places].tolist(), strict=True):
            line = os.pread(file, end - begin, begin)
            if len(line) != end - begin:
                raise changed(part.source)
            pieces.append((part, place, line))
        return pieces


_Piece = tuple[Part | None, int, bytes]
"""A line, with the part it is of and its place in it; or a text."""


def _reader_of(piece: _Piece) -> Table | bool:
    """Return what a line is read with: a table where it is of one; False where it is a text."""
    return False if piece[0] is None else piece[0].table or True


def _texts_of_run(batches: Batches, reader: Table | bool, pieces: list[_Piece]) -> Texts:
    """Return the texts of pieces that are read alike."""
    if reader is True:
        return _texts_of_lines(batches, pieces)
    contents = [content for _, _, content in pieces]
    if reader is False:
        return texts_of(contents)
    texts = texts_of_records(reader, contents)
    if texts is None:
        raise changed(reader.source)
    return texts


def _runs(owners: Numbers, rows: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Yield the rows of each owner."""
    begins = np.flatnonzero(np.diff(owners, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True):
        yield int(owners[begin]), rows[begin:end]


def _joined(found: list[Texts]) -> Texts:
    if len(found) == 1:
        return found[0]
    ends = np.cumsum([0, *(len(texts.utf8) for texts in found)])
    offsets = [texts.offsets[1:] + end for texts, end in zip(found, ends.tolist(), strict=False)]
    whole = memoryview(b"".join(texts.utf8 for texts in found))
    return Texts(whole, np.concatenate([np.zeros(1, np.int64), *offsets]))


def _can_jump(part: Part) -> bool:
    return part.spans is not None and not part.source.compression and hasattr(os, "pread")


def _texts_of_lines(batches: Batches, lines: list[_Piece]) -> Texts:
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


def _texts_through(
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
                lines: list[_Piece] = [
                    (part, place, line)
                    for place, line in zip(places, lines_of(part, wanted, stream), strict=True)
                ]
                texts = _texts_of_run(batches, part.table or True, lines)
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
