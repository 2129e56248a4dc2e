"""Rows: articles from named fields, whatever the fields are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeGuard

from dedup.articles import Article
from dedup.errors import InputError
from dedup.readers.fields import Cells, Fields
from dedup.readers.reading import Note, Piece, Placed, Skipped, UnreadableError, count
from dedup.readers.sources import Source
from dedup.readers.times import Published, read_time

EITHER = "source"
"""The field that holds an address in some collections and an outlet's name in others."""

ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?", re.DOTALL)

KINDS = {str: "a string", list: "a list", dict: "an object", int: "a number", float: "a number"}

SHOWN_DATE = 40
SHOWN_COLUMNS = 200
"""How many characters of a value, and of a list of fields, a message repeats."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source.

    Attributes:
        unit: what the source counts.
        number: the place of the row in it, from 1; None for the only one.
        values: the row's fields.
    """

    unit: Literal["line", "item", "row"]
    number: int | None
    values: Mapping[str, Any]

    def place(self, source: Source) -> str:
        """Return the words that name this row in a message."""
        if self.number is None:
            return source.shown
        if self.unit == "line":
            return f"{source.shown}:{self.number}"
        return f"{source.shown}, {self.unit} {self.number}"

    def default_id(self, source: Source) -> str:
        """Return the id of a row that states none."""
        return source.name if self.number is None else f"{source.name}:{self.number}"


def articles_of(
    rows: Iterable[Row | Skipped | Note], source: Source, fields: Fields
) -> Iterator[Piece]:
    """Yield an article for each row, or why it is none; then a note on dates nobody can read."""
    undated = 0
    first = ""
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        try:
            article, unread = _article(row, source, fields)
        except InputError as error:
            yield Skipped(error.place, error.reason)
            continue
        if unread is not None:
            spot = f" in {row.unit} {row.number}" if row.number else ""
            first = first or _short(repr(unread), SHOWN_DATE) + spot
            undated += 1
        yield Placed(article, row.place(source))
    if undated:
        yield Note(
            f"{count(undated, 'row')} of {source.shown} {'has' if undated == 1 else 'have'} a date "
            f"that cannot be read, {'' if undated == 1 else 'first '}{first}; "
            f"{'it is' if undated == 1 else 'they are'} treated as undated"
        )


def text_column_problem(columns: Iterable[str], fields: Fields) -> str | None:
    """Return why no row of a table with these columns can be an article; None if one can."""
    columns = list(columns)
    return None if fields.keys("text", columns) else _no_text(columns, fields)


def _article(row: Row, source: Source, fields: Fields) -> tuple[Article, Any]:
    """Return the row's article, and the date in it that could not be read, or None."""
    cells = Cells(row.values, fields)
    try:
        text = _text(cells, fields)
    except UnreadableError as error:
        raise InputError(row.place(source), str(error)) from error
    published, unread = _published(cells)
    article = Article(
        id=_id(cells) or row.default_id(source),
        text=text,
        title=_words(cells, "title"),
        url=_words(cells, "url", sure="url" in fields.overridden),
        publisher=_words(cells, "publisher", sure="publisher" in fields.overridden),
        published=published[0] if published else None,
        published_known=published[1] if published else None,
        author=_words(cells, "author"),
        language=_language(cells),
        links=_links(cells),
        extra=cells.rest,
    )
    return article, unread


def _text(cells: Cells, fields: Fields) -> str:
    """Return the first text that is not blank, or raise what is wrong with the best of them."""
    problem = None
    for column, value in cells.of("text"):
        if not isinstance(value, str) and value is not None:
            problem = problem or (
                f"the field {column!r} is {kind_of(value)}, not a string; correct it, or name the "
                "field that holds the text with --field text=NAME"
            )
        elif value and not value.isspace():
            cells.take(column)
            return value
        else:
            what = "white space only" if value else "empty"
            problem = problem or f"the field {column!r} is {what}; fill it, or remove the row"
    raise UnreadableError(problem or _no_text(cells.values, fields))


def _no_text(columns: Iterable[str], fields: Fields) -> str:
    wanted = f" {fields.names['text'][0]!r}" if "text" in fields.overridden else " with the text"
    present = _short(", ".join(columns), SHOWN_COLUMNS) or "none"
    return (
        f"no field{wanted}; the fields are {present}; name the one that holds the text with "
        "--field text=NAME"
    )


def _id(cells: Cells) -> str | None:
    """Return the row's own id."""
    for column, cell in cells.of("id"):
        value = _unwrapped(cell, "$oid")
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value):
            cells.take(column)
            return str(value)
    return None


def _words(cells: Cells, part: str, *, sure: bool = True) -> str | None:
    """Return the first value for this part that is a string, or a list of strings, joined.

    Args:
        cells: the row.
        part: "title", say.
        sure: whether ``source`` holds this part; otherwise its value must look like it.
    """
    for column, cell in cells.of(part):
        value = ", ".join(cell) if _is_strings(cell) else cell
        if not isinstance(value, str) or not value.strip():
            continue
        looks = "url" if ADDRESS.match(value.strip()) else "publisher"
        if sure or column.strip().lower() != EITHER or looks == part:
            cells.take(column)
            return value
    return None


def _published(cells: Cells) -> tuple[Published | None, Any]:
    """Return the first readable time, and the first unreadable one where there is none."""
    unread = None
    for column, cell in cells.of("published"):
        value = _unwrapped(cell, "$date")
        if (published := read_time(value)) is not None:
            cells.take(column)
            return published, None
        if unread is None and value is not None and str(value).strip():
            unread = value
    return None, unread


def _language(cells: Cells) -> str | None:
    for column, value in cells.of("language"):
        if (code := two_letters(value)) is not None:
            cells.take(column)
            return code
    return None


def two_letters(tag: Any) -> str | None:
    """Return the ISO 639-1 code of a language tag: "pt" for "pt-BR", None for "Portuguese"."""
    found = LANGUAGE.fullmatch(tag.strip()) if isinstance(tag, str) else None
    return found[1].lower() if found else None


def _links(cells: Cells) -> tuple[str, ...]:
    """Return the addresses of a list, or of a string in which white space parts them."""
    for column, cell in cells.of("links"):
        value = cell.split() if isinstance(cell, str) else cell
        if _is_strings(value):
            cells.take(column)
            return tuple(value)
    return ()


def _is_strings(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _unwrapped(value: Any, wrapping: str) -> Any:
    """Return what Mongo's exports write as ``{"$oid": "..."}`` and ``{"$date": "..."}``."""
    return value[wrapping] if isinstance(value, dict) and list(value) == [wrapping] else value


def kind_of(value: Any) -> str:
    """Return what a JSON value is, in words: "a list", "a number"."""
    if isinstance(value, bool):
        return "true or false"
    return KINDS.get(type(value), "null")


def _short(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1] + "…"
