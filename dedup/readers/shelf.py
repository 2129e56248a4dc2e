"""The shelf: the texts of some rows, at hand in any order as often as wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import BinaryIO

import numpy as np

from dedup import kernels
from dedup.readers.batches import Batches
from dedup.readers.json_blocks import Outcome, lent_room, parse_block
from dedup.readers.parts import Part
from dedup.readers.rereading import (
    Piece,
    by_source,
    changed,
    reader_of,
    texts_of_run,
    texts_through,
)
from dedup.readers.sources import Source
from dedup.readers.texts import Numbers, Texts

_LINE_END = ord("\n")


class Shelf:
    """The texts of some rows, to be worked on by any thread.

    Lines of plain files are read where they stand. What else there is, which cannot be jumped to,
    is read through once more, and its texts kept in a temporary file as long as the shelf is open.
    """

    def __init__(self, batches: Batches, rows: Numbers) -> None:
        """Make room for some rows, ascending, of batches that have been read.

        Raises:
            InputError: a file is no longer what it was.
        """
        self._batches, self._rows = batches, rows
        self._file_of = np.zeros(len(rows), np.int64)
        self._spans = np.zeros((len(rows), 2), np.int64)
        self._plain = np.zeros(len(rows), np.bool_)  # lines of JSON as programs write them
        self._files: list[tuple[BinaryIO, Source | None]] = []
        self._spool: BinaryIO | None = None
        end = 0
        for source, parts in by_source(batches, rows):
            begin, end = end, end + sum(len(wanted) for _, wanted in parts)
            if _can_jump(parts[0][0]):
                self._place(slice(begin, end), source, parts)
            else:
                self._spool_texts(slice(begin, end), source, parts)
        if self._spool is not None:
            self._spool.flush()

    def _place(self, own: slice, source: Source, parts: list[tuple[Part, Numbers]]) -> None:
        """Note where the lines of a source stand."""
        self._file_of[own] = len(self._files)
        # The file of standard input is the one that the batches have.
        file = source.path.open("rb") if source.path else self._batches.stdin()
        assert file is not None
        self._files.append((file, source))
        self._spans[own] = np.concatenate([part.spans_of(wanted) for part, wanted in parts])
        self._plain[own] = np.concatenate([part.are_plain(wanted) for part, wanted in parts])

    def _spool_texts(self, own: slice, source: Source, parts: list[tuple[Part, Numbers]]) -> None:
        """Put the texts of a source into the temporary file, and note where they stand."""
        if self._spool is None:
            import tempfile  # few need it

            self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the shelf
            self._spool_number = len(self._files)
            self._files.append((self._spool, None))
        begin = self._spool.tell()
        texts = texts_through(self._batches, source, parts)
        sizes = [self._spool.write(text) for _, text in texts]
        ends = begin + np.cumsum(sizes, dtype=np.int64)
        self._file_of[own] = self._spool_number
        self._spans[own] = np.stack((ends - sizes, ends), axis=1)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        for file, source in self._files:
            if source is None or source.path:
                file.close()

    def lend(self, rows: Numbers, work: Callable[[Texts], Outcome]) -> Outcome:
        """Return what ``work`` makes of the texts of some rows, which it is lent, in their order.

        Args:
            rows: ascending, of those that the shelf has room for.
            work: what is done with them.

        Raises:
            InputError: a file is no longer what it was.
        """
        places = np.searchsorted(self._rows, rows)
        if not self._plain[places].all():
            return work(self._other_texts(places))
        parsed = parse_block(self._lines(places), self._batches.fields, work)
        if parsed.outcome is None or len(parsed.lengths) != len(rows):
            raise changed(self._source_of(int(places[0])))
        return parsed.outcome

    def _lines(self, places: Numbers) -> memoryview:
        """Return plain lines, one after the other, in memory of this thread."""
        files = list(_runs(self._file_of[places], places))
        spans = self._spans[places]
        # The last line of a file may lack its end: another one may follow here.
        room = lent_room("lines", int((spans[:, 1] - spans[:, 0]).sum()) + len(files))
        filled = 0
        for file, run in files:
            spans = self._spans[run]
            size = int((spans[:, 1] - spans[:, 0]).sum())
            opened, source = self._files[file]
            assert source is not None
            if kernels.read_spans(opened.fileno(), spans, memoryview(room)[filled:]) != size:
                raise changed(source)
            filled += size
            if size and room[filled - 1] != _LINE_END:
                room[filled] = _LINE_END
                filled += 1
        return memoryview(room)[:filled]

    def _other_texts(self, places: Numbers) -> Texts:
        """Return texts of which some are no plain lines, each read as it was the first time."""
        found = [
            texts_of_run(self._batches, reader, list(run))
            for reader, run in groupby(map(self._piece, places.tolist()), reader_of)
        ]
        return _joined(found)

    def _piece(self, place: int) -> Piece:
        """Return a line with the part it is of, or a text."""
        opened, source = self._files[int(self._file_of[place])]
        begin, end = self._spans[place].tolist()
        content = os.pread(opened.fileno(), end - begin, begin)
        if source is None:
            return None, 0, content
        if len(content) != end - begin:
            raise changed(source)
        row = int(self._rows[place])
        part = self._batches.parts[self._batches.part_of(row)]
        return part, row - part.first, content

    def _source_of(self, place: int) -> Source:
        source = self._files[int(self._file_of[place])][1]
        assert source is not None
        return source


def _runs(owners: Numbers, places: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Yield the places of each owner."""
    begins = np.flatnonzero(np.diff(owners, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins[1:], len(places)], strict=True):
        yield int(owners[begin]), places[begin:end]


def _joined(found: list[Texts]) -> Texts:
    """Return texts of several readers as one."""
    ends = np.cumsum([0, *(len(texts.utf8) for texts in found)])
    offsets = [texts.offsets[1:] + end for texts, end in zip(found, ends.tolist(), strict=False)]
    whole = memoryview(b"".join(texts.utf8 for texts in found))
    return Texts(whole, np.concatenate([np.zeros(1, np.int64), *offsets]))


def _can_jump(part: Part) -> bool:
    return part.spans is not None and not part.source.compression and hasattr(os, "pread")
