"""Blocks of JSON Lines: the texts of some megabytes of lines, without a Python string for each.

Arrow parses a block in which every line is one object of the usual shape. It refuses a whole block
for one bad line, so a block that it refuses, or that it could read in another way than the line
reader does, goes to the line reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import compute
from pyarrow import json as arrow_json

from dedup.readers.fields import Fields
from dedup.readers.json_rows import Assumed, JsonError, parse, read_line
from dedup.readers.reading import Placed, Skipped
from dedup.readers.rows import Row, articles_of
from dedup.readers.sources import Source
from dedup.readers.streams import STREAM_ERRORS

BLOCK_BYTES = 1 << 22
"""4 MB: some thousand articles, enough work for one call and little to hold."""

LATE_CONTROL = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
"""Control characters, of which a line reader takes many for a binary file. A pattern that begins
with one fixed byte is searched ten times as fast as one that does not."""

PADDING = 8
"""White space around a key beside which it still counts as the name inside."""

LINE_END, RETURN, OPENING, CLOSING = b"\n\r{}"

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole lines of a stream.

    Attributes:
        content: their bytes; only the last line of a stream may lack its end.
        start: where in the decompressed stream they begin.
        line: the number of the first, from 1.
    """

    content: bytes
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the lines of a block hold their texts and ids, best first.

    Attributes:
        texts: names of fields with strings.
        ids: names of fields, and whether they hold integers.
    """

    texts: tuple[str, ...]
    ids: tuple[tuple[str, bool], ...]

    def schema(self) -> pyarrow.Schema:
        """Return what Arrow is told to look for."""
        types = {name: pyarrow.int64() if whole else pyarrow.string() for name, whole in self.ids}
        return pyarrow.schema([*(types | dict.fromkeys(self.texts, pyarrow.string())).items()])


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The articles of a block.

    Attributes:
        texts: an Arrow array of n strings, none of them blank.
        ids: one a text.
        numbers: shape (n,), of their lines in the source, from 1.
        spans: shape (n, 2), where each line stands in the decompressed stream, its end included.
        skipped: line number and reason of what gave no article, ascending.
        columns: where Arrow found them; None where the line reader did.
    """

    texts: Any
    ids: list[str]
    numbers: Numbers
    spans: Numbers
    skipped: tuple[tuple[int, Skipped], ...] = ()
    columns: Columns | None = None


def cut_blocks(stream: BinaryIO) -> Iterator[Block]:
    """Yield the stream in blocks of whole lines; before an error, the whole lines before it.

    Raises:
        OSError, EOFError, zlib.error: as reading the stream does.
    """
    start, line = 0, 1
    held, length = [b""], 0
    error: Exception | None = None
    ended = False
    while not ended:
        try:
            # One piece at a time: a larger read that fails would lose what came before.
            chunk = stream.read1(BLOCK_BYTES)  # type: ignore[attr-defined]
        except STREAM_ERRORS as problem:
            chunk, error = b"", problem
        ended = not chunk
        held.append(chunk)
        length += len(chunk)
        if not ended and (length < BLOCK_BYTES or b"\n" not in chunk):
            continue
        content = b"".join(held)
        cut = content.rfind(b"\n") + 1 if error or not ended else len(content)
        held, length = [content[cut:]], len(content) - cut
        if cut:
            content = content[:cut]
            yield Block(content, start, line)
            start += cut
            line += content.count(b"\n")
    if error:
        raise error


def read_block(
    block: Block, source: Source, fields: Fields, columns: Columns | None = None
) -> Rows | None:
    """Return the articles of a block as Arrow reads them; None where it may not read it.

    Args:
        block: some lines.
        source: that they are of.
        fields: the names of parts.
        columns: where the lines hold their parts; None looks.
    """
    lines = None if _is_odd(block.content) else _find_lines(block.content)
    if lines is None:
        return None
    places, starts, ends = lines
    columns = columns or _find_columns(block.content, int(starts[0]), int(ends[0]), fields)
    if columns is None or (table := _parse(block.content, columns)) is None:
        return None
    if table.num_rows != len(places):  # two objects in a line
        return None
    numbers = places + block.line
    texts, good = _texts(table, columns)
    skipped = []
    for place in np.flatnonzero(~good).tolist():
        line = block.content[starts[place] : ends[place]]
        found = _article(source, int(numbers[place]), line, Assumed(), fields)
        if not isinstance(found, Skipped):
            return None
        skipped.append((int(numbers[place]), found))
    ids = _ids(table, columns, source, numbers)
    spans = np.stack((starts, ends), axis=1) + block.start
    if skipped:
        texts = texts.filter(pyarrow.array(good))
        ids = [row_id for row_id, kept in zip(ids, good.tolist(), strict=True) if kept]
        numbers, spans = numbers[good], spans[good]
    return Rows(texts, ids, numbers, spans, tuple(skipped), columns)


def read_block_by_lines(block: Block, source: Source, fields: Fields, assumed: Assumed) -> Rows:
    """Return the articles of a block as the line reader reads them; ``assumed`` is added to."""
    texts, ids, numbers, spans = [], [], [], []
    skipped = []
    start = block.start
    for number, line in enumerate(_split(block.content), block.line):
        end = start + len(line)
        if not line.isspace():
            found = _article(source, number, line, assumed, fields)
            if isinstance(found, Placed):
                texts.append(found.article.text)
                ids.append(found.article.id)
                numbers.append(number)
                spans.append((start, end))
            else:
                skipped.append((number, found))
        start = end
    return Rows(
        pyarrow.array(texts, pyarrow.string()),
        ids,
        np.array(numbers, np.int64),
        np.array(spans, np.int64).reshape(-1, 2),
        tuple(skipped),
    )


def _split(content: bytes) -> list[bytes]:
    """Return the lines with their ends; only LF ends a line, as a file object has it."""
    lines = [line + b"\n" for line in content.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _article(
    source: Source, number: int, line: bytes, assumed: Assumed, fields: Fields
) -> Placed | Skipped:
    row: Row | Skipped = read_line(source, number, line, assumed)
    pieces = articles_of((row,), source, fields)
    # The note on dates that follows is left out: this path has no use for dates.
    return next(piece for piece in pieces if isinstance(piece, Placed | Skipped))


def _is_odd(content: bytes) -> bool:
    """Return whether Arrow may let pass what the line reader takes for a binary file."""
    return b"\0" in content or b"\x7f" in content or LATE_CONTROL.search(content) is not None


def _find_lines(content: bytes) -> tuple[Numbers, Numbers, Numbers] | None:
    """Return place, start and end (with its line end) of each line that is not empty.

    None if one does not begin with ``{`` and end with ``}``. With both, and as many objects as
    lines, Arrow cannot have read one object from two lines.
    """
    octets = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(octets == LINE_END) + 1
    if not len(ends) or ends[-1] != len(content):
        ends = np.append(ends, len(content))
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1]))
    last = ends - 1
    last = last - (octets[last] == LINE_END)
    last = last - ((octets[last] == RETURN) & (last > starts))
    filled = np.flatnonzero((last >= starts) & (octets[last] > 32))
    blank = np.delete(np.arange(len(ends)), filled)
    if any(not content[starts[i] : ends[i]].isspace() for i in blank.tolist()):
        return None
    if not len(filled):
        return None
    starts, ends, last = starts[filled], ends[filled], last[filled]
    if (octets[starts] != OPENING).any() or (octets[last] != CLOSING).any():
        return None
    return filled, starts, ends


def _find_columns(content: bytes, start: int, end: int, fields: Fields) -> Columns | None:
    """Return where the lines of a block hold their parts; the types are judged by one line.

    None if Arrow cannot find them: a part is no string, or lines spell its name differently.
    """
    try:
        values, mended = parse(content[start:end].decode("utf-8"))
    except (JsonError, UnicodeDecodeError):
        return None
    spelled = _spellings(content, fields)
    if mended or not isinstance(values, dict) or spelled is None:
        return None
    texts = [spelled.get(name, name) for name in fields.names["text"]]
    ids = [spelled.get(name, name) for name in fields.names["id"]]
    strings = all(isinstance(values.get(name, ""), str | None) for name in texts)
    known = [values.get(name, "") for name in ids]
    plain = all(isinstance(v, str | int | None) and not isinstance(v, bool) for v in known)
    if not strings or not plain or set(ids) & set(texts):
        return None
    whole = [isinstance(value, int) for value in known]
    return Columns(tuple(texts), tuple(zip(ids, whole, strict=True)))


def _spellings(content: bytes, fields: Fields) -> dict[str, str] | None:
    """Return the keys that stand for names of texts and ids; None if two stand for one."""
    names = {*fields.names["text"], *fields.names["id"]}
    longest = max(map(len, names)) + PADDING
    spelled: dict[str, str] = {}
    for key in set(re.findall(rb'"([^"\\]{1,%d})"\s*:' % longest, content)):
        spelling = key.decode("utf-8", "replace")
        name = spelling.strip().lower()
        if name in names and spelled.setdefault(name, spelling) != spelling:
            return None
    return spelled


def _parse(content: bytes, columns: Columns) -> Any:
    try:
        table = arrow_json.read_json(
            pyarrow.BufferReader(content),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(content) + 1),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=columns.schema(), unexpected_field_behavior="ignore"
            ),
        ).combine_chunks()
        # Arrow takes bytes that are not UTF-8; the line reader decodes the whole line in turn.
        whole = pyarrow.py_buffer(np.array([0, len(content)], np.int64))
        pyarrow.Array.from_buffers(
            pyarrow.large_string(), 1, [None, whole, pyarrow.py_buffer(content)]
        ).validate(full=True)
    except pyarrow.ArrowException:
        return None
    return table


def _column(table: Any, name: str) -> Any:
    chunks = table.column(name).chunks
    return chunks[0] if chunks else pyarrow.array([], table.schema.field(name).type)


def _texts(table: Any, columns: Columns) -> tuple[Any, NDArray[np.bool_]]:
    """Return for each row the first text that is not blank, and whether there is one."""
    texts = _column(table, columns.texts[0])
    good = filled(texts)
    for name in columns.texts[1:]:
        if good.all():
            break
        column = _column(table, name)
        if column.null_count < len(column):
            texts = compute.if_else(pyarrow.array(good), texts, column)
            good = good | filled(column)
    return texts, good


def filled(column: Any) -> NDArray[np.bool_]:
    """Return which strings of a column are there and not white space only."""
    if column.null_count:
        column = column.fill_null("")
    _, offsets, octets = column.buffers()
    bounds = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    if octets is None or not octets.size:
        return np.zeros(len(column), np.bool_)
    octets = np.frombuffer(octets, np.uint8)
    full = bounds[1:] > bounds[:-1]
    head = octets[np.minimum(bounds[:-1], len(octets) - 1)]
    full_head = full & (head > 32) & (head < 127)
    unsure = np.flatnonzero(full & ~full_head)
    if len(unsure):
        blank = compute.utf8_is_space(column.take(pyarrow.array(unsure)))
        full_head[unsure] = ~np.asarray(blank.to_pylist(), np.bool_)
    return full_head


def _ids(table: Any, columns: Columns, source: Source, numbers: Numbers) -> list[str]:
    """Return each row's own id, or file and line where it states none."""
    ids: list[str | None] = [None] * table.num_rows
    for name, _ in columns.ids:
        column = _column(table, name)
        if column.null_count == len(column):
            continue
        values = (None if cell is None else str(cell) for cell in column.to_pylist())
        ids = [known or cell for known, cell in zip(ids, values, strict=True)]
        if all(ids):
            break
    return [
        known or Row("line", number, {}).default_id(source)
        for known, number in zip(ids, numbers.tolist(), strict=True)
    ]
