"""Fields: what the parts of an article are called in other people's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dedup.errors import InputError

CONVENTIONS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "guid", "uid", "doc_id"),
    "text": ("text", "body", "raw_text", "content", "article", "maintext"),
    "title": ("title", "headline"),
    "url": ("url", "source_url", "source", "link"),
    "publisher": (
        *("publisher", "hostname", "sitename", "site_name", "source"),
        *("outlet", "publication", "domain", "source_domain"),
    ),
    "published": (
        *("published", "date", "publish_date", "published_at", "publishedat"),
        *("date_publish", "datetime", "time"),
    ),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang"),
    "links": ("links",),
}
"""Where each part of an article is looked for, in this order, upper and lower case alike: the
field names of trafilatura, newspaper, news-please, CC-News and feeds."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The names under which each part of an article is looked for.

    Attributes:
        names: for each part, field names in the order they are tried, in lower case.
        overridden: the parts whose names the user gave.
    """

    names: Mapping[str, tuple[str, ...]]
    overridden: frozenset[str] = frozenset()

    @classmethod
    def named(cls, overrides: Mapping[str, str]) -> Fields:
        """Return the conventions, with the user's own name for some parts.

        Args:
            overrides: such as ``{"text": "story_body"}``.

        Raises:
            InputError: an article has no such part.
        """
        for part in overrides:
            if part not in CONVENTIONS:
                parts = ", ".join(CONVENTIONS)
                raise InputError(f"field {part!r}", f"an article has no such part; it has {parts}")
        own = {part: (name.strip().lower(),) for part, name in overrides.items()}
        return cls({**CONVENTIONS, **own}, frozenset(overrides))

    def keys(self, part: str, columns: Iterable[str]) -> list[str]:
        """Return the columns that may hold this part, best first."""
        return _present(self.names[part], _by_spelling(columns))


class Cells:
    """The values of one row, found by the part of an article they hold.

    Attributes:
        values: the row, as it came.
        rest: what no part has taken so far.
    """

    def __init__(self, values: Mapping[str, Any], fields: Fields) -> None:
        self.values = values
        self.rest = dict(values)
        self._names = fields.names
        self._columns = _by_spelling(values)

    def of(self, part: str) -> Iterator[tuple[str, Any]]:
        """Yield the columns that may hold this part, and their values, best first."""
        for column in _present(self._names[part], self._columns):
            yield column, self.values[column]

    def take(self, column: str) -> None:
        """Leave this column out of the rest."""
        self.rest.pop(column, None)


def _by_spelling(columns: Iterable[str]) -> dict[str, str]:
    """Return the columns by their name in lower case; one in lower case beats its namesakes."""
    columns = list(columns)
    return {column.strip().lower(): column for column in columns} | {
        column: column for column in columns if column.islower()
    }


def _present(names: Iterable[str], columns: Mapping[str, str]) -> list[str]:
    return [columns[name] for name in names if name in columns]
