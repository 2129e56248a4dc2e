"""Batches: what becomes of texts, some megabytes of them at a time, and where each came from."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Generic

import numpy as np

from dedup.errors import InputError
from dedup.readers.fields import Fields
from dedup.readers.json_blocks import Outcome, Rows
from dedup.readers.json_stream import Begun, DocumentError, read_line_stream
from dedup.readers.parts import Part
from dedup.readers.reading import (
    LONGEST_TEXT,
    Note,
    Skipped,
    count,
    same_id,
    too_long,
)
from dedup.readers.sources import LINES, SUFFIXES, Source, find_sources
from dedup.readers.streams import STREAM_ERRORS, open_stream, reason_of
from dedup.readers.texts import Numbers, Texts

if TYPE_CHECKING:
    from dedup.readers.table_opening import Table

TABLES = (".csv", ".tsv")
COLUMNS = ".parquet"


@dataclass(frozen=True, slots=True, eq=False)
class Batch(Generic[Outcome]):
    """Some articles, in the order they were read.

    Attributes:
        first: the number of the first among all articles read, from 0.
        ids: one an article.
        kept: shape (n,): which rows of ``outcome`` they are.
        outcome: what became of the texts, those among them that gave no article after all.
    """

    first: int
    ids: list[str]
    kept: Numbers
    outcome: Outcome


def copy_texts(texts: Texts) -> Texts:
    """Return texts that were lent, to keep."""
    return Texts(memoryview(bytes(texts.utf8)), texts.offsets)


class Batches:
    """The articles of files and streams, in batches; no text is kept once it was worked on.

    They are read once, by ``each``. What is asked for again later (``rereading``) is read again,
    so files must stay as they are; standard input is kept in a temporary file.

    Attributes:
        sources: the files behind the paths.
        parts: where the rows given so far came from.
        skipped: inputs and rows that gave no article, as ``read_articles`` has them.
        done, total: bytes of the files, compressed where they are, for a progress bar.
    """

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        fields: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.fields = Fields.named(fields or {})
        found = find_sources(paths, SUFFIXES)
        self.sources = found.files
        self.parts: list[Part] = []
        self.skipped: list[Skipped] = [*found.skipped]
        self._notes: list[Note] = [*found.notes]
        self._rows: dict[str, int] = {}
        piped = any(source.path is None for source in self.sources)
        self._stdin: BinaryIO | None = _spooled(stdin) if piped else None
        self.done, self.total = 0, sum(map(_size, self.sources))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed so far, a sentence each; dates are not read, so nothing on them."""
        return tuple(note.sentence for note in self._notes)

    def __len__(self) -> int:
        return len(self._rows)

    def ids(self) -> list[str]:
        """Return the ids of the articles, in the order they were read."""
        return list(self._rows)

    def open(self, source: Source) -> AbstractContextManager[BinaryIO]:
        """Return the decompressed bytes of a source, from their begin."""
        return open_stream(source, self.stdin())

    def stdin(self) -> BinaryIO | None:
        """Return what came on standard input, from its begin; None if it is no source."""
        if self._stdin is not None:
            self._stdin.seek(0)
        return self._stdin

    def each(
        self,
        work: Callable[[Texts], Outcome],
        pool: Executor | None = None,
        begun: Begun[Outcome] | None = None,
    ) -> Iterator[Batch[Outcome]]:
        """Yield the batches, once, with what ``work`` makes of their texts.

        Args:
            work: is lent the texts of some articles; what it returns has a row for each.
            pool: whose threads parse and work; None does all of it here.
            begun: what was parsed and worked on before.
        """
        before = 0
        for source in self.sources:
            if source.suffix in LINES:
                yield from self._read_lines(source, work, pool, begun)
            elif source.suffix in TABLES:
                yield from self._read_table(source, work, pool)
            elif source.suffix == COLUMNS:
                yield from self._read_columns(source, work, pool)
            else:
                yield from self._read_pieces(source, work, pool)
            before += _size(source)
            self.done = before

    def _read_lines(
        self,
        source: Source,
        work: Callable[[Texts], Outcome],
        pool: Executor | None,
        begun: Begun[Outcome] | None,
    ) -> Iterator[Batch[Outcome]]:
        try:
            with self._kept_before_damage(source) as kept, self.open(source) as stream:
                pieces = read_line_stream(source, stream, self.fields, work, pool, begun)
                yield from self._take(source, stream, pieces, kept)
        except DocumentError:
            yield from self._read_pieces(source, work, pool)

    def _read_columns(
        self, source: Source, work: Callable[[Texts], Outcome], pool: Executor | None
    ) -> Iterator[Batch[Outcome]]:
        from dedup.readers.column_batches import (
            ColumnsError,
            OtherColumnsError,
            read_column_batches,
        )

        kept = 0
        try:
            with self.open(source) as stream:
                for rows in read_column_batches(source, stream, self.fields, work, pool):
                    numbers = np.arange(kept + 1, kept + len(rows.ids) + 1)
                    kept += len(rows.ids)
                    yield from self._accept(
                        Part(source, len(self), numbers, rows=rows.numbers), rows
                    )
        except (OtherColumnsError, InputError, *STREAM_ERRORS):  # the last two: from opening it
            yield from self._read_pieces(source, work, pool)
        except ColumnsError as error:
            self.skipped.append(Skipped(source.shown, str(error)))

    def _read_table(
        self, source: Source, work: Callable[[Texts], Outcome], pool: Executor | None
    ) -> Iterator[Batch[Outcome]]:
        from dedup.readers.table_opening import OtherTableError, open_table
        from dedup.readers.table_stream import read_table_stream

        try:
            table = open_table(source, partial(self.open, source), self.fields)
        except (OtherTableError, InputError, *STREAM_ERRORS):
            yield from self._read_pieces(source, work, pool)
            return
        with self._kept_before_damage(source) as kept, self.open(source) as stream:
            pieces = read_table_stream(table, stream, work, pool)
            yield from self._take(source, stream, pieces, kept, table)

    def _take(
        self,
        source: Source,
        stream: BinaryIO,
        pieces: Iterator[Rows[Outcome] | Skipped | Note],
        kept: list[int],
        table: Table | None = None,
    ) -> Iterator[Batch[Outcome]]:
        """Yield the rows of a stream, adding to ``kept`` how many they are."""
        before = self.done
        for piece in pieces:
            if isinstance(piece, Rows):
                kept.append(len(piece.ids))
                part = Part(
                    source, len(self), piece.numbers, piece.spans, odd=piece.odd, table=table
                )
                yield from self._accept(part, piece)
                self.done = before + _position(stream)
            elif isinstance(piece, Note):
                self._notes.append(piece)
            else:
                self.skipped.append(piece)

    @contextmanager
    def _kept_before_damage(self, source: Source) -> Iterator[list[int]]:
        """Give a list for the numbers of rows that were read before a stream turns out damaged."""
        kept: list[int] = []
        try:
            yield kept
        except STREAM_ERRORS as error:
            rest = f"; the {count(sum(kept), 'article')} before that stay" if sum(kept) else ""
            reason = reason_of(error, source.compression) + rest
            self.skipped.append(Skipped(source.shown, reason))

    def _read_pieces(
        self, source: Source, work: Callable[[Texts], Outcome], pool: Executor | None
    ) -> Iterator[Batch[Outcome]]:
        from dedup.readers.pieces import read_pieces

        found = read_pieces(source, self.stdin(), self.fields, work, pool, self._notes)
        for places, rows in found:
            yield from self._accept(Part(source, len(self), rows.numbers, places=places), rows)

    def _accept(self, part: Part, rows: Rows[Outcome]) -> Iterator[Batch[Outcome]]:
        """Yield the rows but those too long or with an id that was there before."""
        ids = rows.ids
        refused: list[tuple[float, Skipped]] = [*rows.skipped]
        keep = np.ones(len(ids), np.bool_)
        fits = not len(ids) or int(rows.lengths.max()) <= LONGEST_TEXT
        if not fits or not self._number(ids, part.first):
            refused += self._refuse(part, rows, keep)
            part = part.reduced(keep)
            ids = [row_id for row_id, kept in zip(ids, keep.tolist(), strict=True) if kept]
        self.skipped += [reason for _, reason in sorted(refused, key=lambda item: item[0])]
        if ids:
            self.parts.append(part)
            yield Batch(part.first, ids, np.flatnonzero(keep), rows.outcome)

    def _number(self, ids: list[str], first: int) -> bool:
        """Number rows from ``first`` on; if one has an id that was there before, number none."""
        wanted = list(range(first, first + len(ids)))
        # One look at each id; most of its time is waiting for memory.
        given = list(map(self._rows.setdefault, ids, wanted))
        if given == wanted:
            return True
        for article_id, number, own in zip(ids, given, wanted, strict=True):
            if number == own:
                del self._rows[article_id]
        return False

    def _refuse(self, part: Part, rows: Rows[Any], keep: Any) -> Iterator[tuple[int, Skipped]]:
        """Yield why rows are refused; they are taken out of ``keep``, the others are numbered."""
        row = part.first
        for at, article_id in enumerate(rows.ids):
            place = part.place(part.first + at)
            if article_id in self._rows:
                known = self._place_of(self._rows[article_id], part, keep)
                yield part.counted(at), same_id(place, article_id, known)
            elif rows.lengths[at] > LONGEST_TEXT:
                yield part.counted(at), too_long(place, int(rows.lengths[at]))
            else:
                self._rows[article_id] = row
                row += 1
                continue
            keep[at] = False

    def _place_of(self, row: int, current: Part, kept: Any) -> str:
        if row >= current.first:  # rows of this part that were refused have no number
            row = current.first + int(np.flatnonzero(kept)[row - current.first])
            return current.place(row)
        return self.parts[self.part_of(row)].place(row)

    def part_of(self, row: int) -> int:
        """Return the number of the part that holds a row."""
        return bisect_right(self.parts, row, key=lambda part: part.first) - 1


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size if source.path else 0
    except OSError:
        return 0


def _position(stream: Any) -> int:
    """Return how many bytes of the file were read; of zstandard it cannot be told."""
    file = getattr(stream, "fileobj", None) or stream
    try:
        return int(file.tell())
    except (OSError, ValueError):
        return 0


def _spooled(stdin: BinaryIO | None) -> BinaryIO:
    """Return standard input as a file that can be read again."""
    import tempfile
    from shutil import copyfileobj

    file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the batches do
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is not None:
        copyfileobj(stream, file)
    file.seek(0)
    return file
