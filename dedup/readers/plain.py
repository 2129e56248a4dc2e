"""Articles of plain text and Markdown: the file is the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dedup.articles import Article
from dedup.readers.decoding import decode
from dedup.readers.reading import Note, Piece, Placed, UnreadableError, nothing_in
from dedup.readers.sources import Source


def read_plain(source: Source, stream: BinaryIO) -> Iterator[Piece]:
    """Yield the one article of a text file, its text exactly as decoded.

    Raises:
        UnreadableError: the bytes are no text, or hold nothing to read.
    """
    content = stream.read()
    decoded = decode(content)
    if not decoded.text.strip():
        raise UnreadableError(nothing_in(content))
    if decoded.assumption:
        yield Note(f"{source.shown}: {decoded.assumption}")
    yield Placed(Article(id=source.name, text=decoded.text), source.shown)
