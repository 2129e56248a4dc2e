"""Records of tables to texts and ids."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import numpy as np

from dedup.kernels._arrays import Bytes, LineTable

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MOST_WANTED = 32
_LARGEST_CELL = 2**31 - 1
"""All that a C long holds on every platform; the csv module's own limit is 131,072 characters."""


class _Lines:
    """The lines of a block for the csv module, which counts neither bytes nor where it is."""

    def __init__(self, content: bytes) -> None:
        self._lines = _LINE.finditer(content)
        self.at = 0
        self.count = 0
        """How many line ends were passed."""
        self.ended = True
        self.exhausted = False

    def __iter__(self) -> Iterator[str]:
        for found in self._lines:
            self.at = found.end()
            self.ended = found[0][-1:] in b"\r\n"
            self.count += self.ended
            # A character for each byte: what is no UTF-8 changes nothing in where a record ends.
            yield found[0].decode("latin-1")
        self.exhausted = True


def csv_rows(
    block: Bytes,
    delimiter: str,
    columns: int,
    texts: tuple[int, ...],
    ids: tuple[int, ...],
    final: bool,
    out: bytearray,
) -> LineTable:
    """Return the texts and ids of the records of a table that begin and end in a block.

    A record is plain if it is UTF-8, has as many cells as the header, nothing between a closing
    quote and what ends the cell, and a text that is not blank in a column of ``texts``. No other is
    taken: somebody who has words for what is wrong must read it. Where a record ends, plain or not,
    is where Python's csv module, when it is strict, ends it.

    Args:
        block: begins with a record.
        delimiter: one ASCII character.
        columns: how many the header has.
        texts, ids: numbers of columns, from 0, best first.
        final: whether nothing comes behind the block; otherwise its last record may go on there,
            and is not read.
        out: takes the texts, in UTF-8, one after the other; at least as long as the block.

    Raises:
        ValueError: ``out`` is too short, a column is not there, there are over 32, or the delimiter
            is none.
    """
    content = bytes(block)
    if len(out) < len(content):
        raise ValueError(f"out has {len(out)} bytes for the texts of {len(content)}; pass as many")
    _require_layout(delimiter, columns, texts + ids)
    rows: list[tuple[int, int, int, bool]] = []
    offsets, found = [0], []
    at = count = 0
    for begin, end, number, lines, cells in _records(content, delimiter, final):
        at, count = end, lines
        if cells == []:
            continue
        taken = _taken(cells, columns, texts, ids)
        rows.append((begin, end, number, taken is not None))
        if taken is not None:
            text, own = taken
            out[offsets[-1] : offsets[-1] + len(text)] = text
            offsets.append(offsets[-1] + len(text))
            found.append(own)
    table = np.array(rows, np.int64).reshape(-1, 4)
    return LineTable.of_rows(table, np.array(offsets, np.int64), found, count, at)


def _require_layout(delimiter: str, columns: int, wanted: tuple[int, ...]) -> None:
    if ord(delimiter) >= 0x80 or delimiter in '"\r\n':
        raise ValueError(f"byte {ord(delimiter)} cannot be a delimiter")
    if len(wanted) > _MOST_WANTED:
        raise ValueError(f"columns of texts and ids must be at most {_MOST_WANTED}")
    for number in wanted:
        if not 0 <= number < columns:
            raise ValueError(f"column {number} is not among {columns}")


def _records(
    content: bytes, delimiter: str, final: bool
) -> Iterator[tuple[int, int, int, int, list[str] | None]]:
    """Yield where each record begins and ends, and the lines before each of these.

    Its cells follow; None where it is no record after all.
    """
    lines = _Lines(content)
    before = csv.field_size_limit(_LARGEST_CELL)  # of the whole process
    try:
        reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
        while True:
            begin, number = lines.at, lines.count
            cells: list[str] | None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            # Behind a carriage return at the very end, a line feed may follow.
            whole = lines.ended and not (lines.at == len(content) and content.endswith(b"\r"))
            if not final and (lines.exhausted or not whole):
                return
            yield begin, lines.at, number, lines.count, cells
    finally:
        csv.field_size_limit(before)


def _taken(
    cells: list[str] | None, columns: int, texts: tuple[int, ...], ids: tuple[int, ...]
) -> tuple[bytes, str] | None:
    """Return the text and the id of a plain record; the id is "" where none is stated."""
    if cells is None or len(cells) != columns:
        return None
    try:
        read = [cell.encode("latin-1").decode("utf-8") for cell in cells]
    except UnicodeDecodeError:
        return None
    text = next((read[n] for n in texts if read[n] and not read[n].isspace()), None)
    own = next((read[n] for n in ids if read[n]), "")
    return None if text is None or "\n" in own else (text.encode(), own)
