"""Readers: articles from files and streams, and a sentence for everything that gives none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from dedup.errors import InputError
from dedup.readers.fields import Fields
from dedup.readers.reading import (
    LONGEST_TEXT,
    Note,
    Piece,
    Placed,
    Reading,
    Skipped,
    same_id,
    too_long,
)
from dedup.readers.sources import SUFFIXES, Source, find_sources

if TYPE_CHECKING:
    from dedup.articles import Article

__all__ = ["Reading", "Skipped", "article_of", "read_articles", "stream_articles"]


def read_articles(
    paths: Iterable[str | os.PathLike[str]] | os.PathLike[str],
    *,
    fields: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> Reading:
    """Return the articles of files, folders and streams; the order of ``paths`` changes nothing.

    Folders are read with all folders below. The suffix tells the format: ``.txt``, ``.md``,
    ``.html``, ``.htm``; with one article a row ``.jsonl``, ``.ndjson``, ``.json``, ``.csv``,
    ``.tsv``, ``.parquet``; each also as ``.gz`` or ``.zst``. An article's id is its row's own id,
    or the file's path below the folder that all paths share, with ``:`` and the row's number.

    Args:
        paths: files and folders, or one of them; ``-`` is JSON Lines on standard input.
        fields: which field of a row holds a part of the article, where it is not found by
            itself: ``{"text": "story_body"}``.
        stdin: bytes to read for ``-``; None takes the standard input of the process.

    Returns:
        The articles; and, never raised, a sentence for each file or row that gave none.

    Raises:
        InputError: ``fields`` names a part that no article has.
    """
    from dedup.readers.formats import read_source  # all readers, which batches seldom need

    names = Fields.named(fields or {})
    sources = find_sources([paths] if isinstance(paths, str | os.PathLike) else paths, SUFFIXES)
    collected = _Collected([*sources.skipped], [*sources.notes])
    for source in sources.files:
        for piece in read_source(source, names, stdin):
            collected.take(piece)
    return collected.reading()


def stream_articles(
    paths: Iterable[str],
    *,
    fields: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Skipped | str]:
    """Yield articles one after the other, as soon as each is read, and what gave none.

    Unlike ``read_articles`` this keeps nothing, so two articles may have one id.

    Args:
        paths, fields, stdin: as ``read_articles`` takes them.

    Yields:
        An article, an input that gave none, or a note.
    """
    from dedup.readers.formats import read_source

    names = Fields.named(fields or {})
    sources = find_sources(paths, SUFFIXES)
    yield from sources.skipped
    yield from (note.sentence for note in sources.notes)
    for source in sources.files:
        for piece in read_source(source, names, stdin):
            match piece:
                case Note():
                    yield piece.sentence
                case Skipped():
                    yield piece
                case Placed(article, place) if len(article.text) > LONGEST_TEXT:
                    yield too_long(place, len(article.text))
                case Placed(article, _):
                    yield article


def article_of(item: Mapping[str, Any], fallback_id: str) -> Article:
    """Return the article of one object of another program, its fields found by convention.

    Args:
        item: such as a row of JSON Lines would be.
        fallback_id: taken where the item states no id.

    Raises:
        InputError: the item has no text.
    """
    from dedup.readers.rows import Row, articles_of

    source = Source(fallback_id, "the item", None, "", "")
    for piece in articles_of([Row("item", None, item)], source, Fields.named({})):
        if isinstance(piece, Placed):
            return piece.article
        if isinstance(piece, Skipped):
            raise InputError(piece.place, piece.reason)
    raise InputError("the item", "holds no article; give it a text")


class _Collected:
    """What was read so far; of two articles with one id it keeps the first."""

    def __init__(self, skipped: list[Skipped], notes: list[Note]) -> None:
        self._articles: list[Article] = []
        self._places: dict[str, str] = {}
        self._skipped = skipped
        self._notes = notes

    def take(self, piece: Piece) -> None:
        """Put a piece where it belongs."""
        match piece:
            case Note():
                self._notes.append(piece)
            case Skipped():
                self._skipped.append(piece)
            case Placed(article, place) if article.id in self._places:
                self._skipped.append(same_id(place, article.id, self._places[article.id]))
            case Placed(article, place) if len(article.text) > LONGEST_TEXT:
                self._skipped.append(too_long(place, len(article.text)))
            case Placed(article, place):
                self._places[article.id] = place
                self._articles.append(article)

    def reading(self) -> Reading:
        """Return all of it, not to be changed any more."""
        notes = tuple(note.sentence for note in self._notes)
        return Reading(tuple(self._articles), tuple(self._skipped), notes)
