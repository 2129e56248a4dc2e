"""Rereading: some rows of what was read before, as texts or as they stood in the input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

import numpy as np
import pyarrow
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.errors import InputError
from dedup.readers.batches import Batches, Part, buffers, strings
from dedup.readers.column_batches import read_column_batches
from dedup.readers.formats import read_source
from dedup.readers.json_blocks import Block, Numbers, read_block, read_block_by_lines
from dedup.readers.json_rows import Assumed
from dedup.readers.reading import Placed
from dedup.readers.sources import Source

PASSED_BYTES = 1 << 20
"""Bytes read at a time on the way to a row of a stream that cannot jump."""

Texts = tuple[Numbers, memoryview, NDArray[np.int64]]


def reread_texts(batches: Batches, rows: Numbers) -> Iterator[Texts]:
    """Yield the texts of some rows again: row numbers, bytes and offsets, in their order.

    Args:
        batches: that have been iterated.
        rows: ascending.

    Raises:
        InputError: a file is no longer what it was.
    """
    for source, parts in _by_source(batches, rows):
        if parts[0][0].rows is not None:
            yield from _column_texts(batches, source, parts)
            continue
        if parts[0][0].spans is None:
            yield from _piece_texts(batches, source, parts)
            continue
        with batches.open(source) as stream:
            for part, wanted in parts:
                yield wanted + part.first, *buffers(_line_texts(batches, part, wanted, stream))


def reread_rows(batches: Batches, rows: Numbers) -> Iterator[bytes]:
    """Yield some rows as lines: those of JSON Lines byte for byte, others as JSON of the article.

    Args:
        batches: that have been iterated.
        rows: ascending.

    Raises:
        InputError: a file is no longer what it was.
    """
    for source, parts in _by_source(batches, rows):
        if parts[0][0].spans is None:
            for article in _articles(batches, source, parts):
                yield json.dumps(_plain(article), ensure_ascii=False).encode() + b"\n"
            continue
        with batches.open(source) as stream:
            for part, wanted in parts:
                for line in _lines(part, wanted, stream):
                    # The last line of a file may lack its end: another line may follow here.
                    yield line if line.endswith(b"\n") else line + b"\n"


def _by_source(
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


def _lines(part: Part, wanted: Numbers, stream: BinaryIO) -> list[bytes]:
    assert part.spans is not None
    spans = part.spans[wanted]
    begin, end = int(spans[0, 0]), int(spans[-1, 1])
    content = _read_span(stream, begin, end, part.source)
    return [content[a - begin : b - begin] for a, b in spans.tolist()]


def _read_span(stream: BinaryIO, begin: int, end: int, source: Source) -> bytes:
    """Return bytes of a stream that lie after those read before."""
    if source.compression:
        while (ahead := begin - _tell(stream)) > 0:
            if not stream.read(min(ahead, PASSED_BYTES)):
                break
    else:
        stream.seek(begin)
    content = stream.read(end - begin)
    if len(content) != end - begin:
        raise _changed(source)
    return content


def _tell(stream: BinaryIO) -> int:
    return stream.tell()


def _changed(source: Source) -> InputError:
    return InputError(source.shown, "changed while it was read; start again when it is complete")


def _line_texts(batches: Batches, part: Part, wanted: Numbers, stream: BinaryIO) -> Any:
    if part.columns is not None:
        content = b"".join(_lines(part, wanted, stream))
        rows = read_block(Block(content, 0, 1), part.source, batches.fields, part.columns)
        if rows is None or len(rows.ids) != len(wanted):
            raise _changed(part.source)
        return rows.texts
    # What the line reader makes of a line depends on the lines before it.
    content = _read_span(stream, part.start, part.start + part.size, part.source)
    block = Block(content, part.start, part.line)
    rows = read_block_by_lines(block, part.source, batches.fields, Assumed(part.encoding))
    places = np.searchsorted(rows.numbers, part.numbers[wanted])
    if len(places) and (places[-1] >= len(rows.numbers)):
        raise _changed(part.source)
    return rows.texts.take(pyarrow.array(places))


def _articles(
    batches: Batches, source: Source, parts: list[tuple[Part, Numbers]]
) -> Iterator[Article]:
    """Yield the wanted articles of a source that is not read by lines."""
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
        raise _changed(source)


def _column_texts(
    batches: Batches, source: Source, parts: list[tuple[Part, Numbers]]
) -> Iterator[Texts]:
    """Yield the wanted texts of a Parquet file; a part is a batch of it, or some rows of one."""
    with batches.open(source) as stream:
        loaded = read_column_batches(source, stream, batches.fields)
        before, length, texts = 0, 0, None
        for part, wanted in parts:
            numbers = part.numbers[wanted] - 1
            while numbers[0] >= before + length:
                before += length
                rows = next(loaded, None)
                if rows is None:
                    raise _changed(source)
                length, texts = len(rows.ids), rows.texts
            taken = texts.take(pyarrow.array(numbers - before))  # type: ignore[union-attr]
            yield wanted + part.first, *buffers(taken)


def _piece_texts(
    batches: Batches, source: Source, parts: list[tuple[Part, Numbers]]
) -> Iterator[Texts]:
    articles = _articles(batches, source, parts)
    for part, wanted in parts:
        texts = [next(articles).text for _ in range(len(wanted))]
        yield wanted + part.first, *buffers(strings(texts))


def _plain(article: Article) -> dict[str, Any]:
    """Return what is known of an article, under the names that readers look for."""
    known = {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "language": article.language,
        "links": list(article.links) or None,
    }
    return {name: value for name, value in known.items() if value is not None}
