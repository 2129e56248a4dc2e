"""Text with provenance: what a reader hands to the rest of the house."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

_BLANK = re.compile(r"\s+")
_LINE = re.compile("[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""A line as ``str.splitlines`` ends it."""

LONGEST_HEADLINE = 120

_WORDS = ("id", "title", "url", "publisher", "author", "language")
"""Fields that are strings, or unknown; one that is not would be met far from where it came in."""

TimeSource = Literal["stated", "page", "inferred"]
"""How a published time is known: stated by the input's own field, read from the page's metadata,
or inferred (from a date without a zone, say)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text, unchanged, and what is known about where it came from.

    Attributes:
        id: names the article; unique within one run.
        text: the text as it was read; every offset in every result counts its Unicode code points.
        title: the headline, where it is not part of ``text``.
        url: where it was published.
        publisher: the outlet's name or host name.
        published: when, timezone-aware, or None.
        published_known: how that time is known; None where there is none.
        author: the byline.
        language: an ISO 639-1 code, where the input states one; otherwise it is detected.
        links: addresses the page points to; the canonical link of the page comes first if known.
        extra: fields of the input that have no place above, unchanged.

    Raises:
        TypeError: a field of words is no string, or ``published`` no datetime.
        ValueError: the id is empty, or ``published`` has no timezone.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    published_known: TimeSource | None = None
    author: str | None = None
    language: str | None = None
    links: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for name in _WORDS:
            value = getattr(self, name)
            if not (value is None or isinstance(value, str)) or (name == "id" and value is None):
                raise TypeError(
                    f"article {self.id!r}: {name}={value!r} is {type(value).__name__}, not str; "
                    "write it as a string"
                )
        if not isinstance(self.text, str):
            raise TypeError(
                f"article {self.id!r}: its text is {type(self.text).__name__}, not str; decode it"
            )
        if self.published is not None and not isinstance(self.published, datetime):
            raise TypeError(
                f"article {self.id!r}: published={self.published!r} is not a datetime; "
                "datetime.fromisoformat makes one"
            )
        if not self.id:
            raise ValueError("an article needs an id that is not empty; give it one, a URL will do")
        if self.published is None:
            object.__setattr__(self, "published_known", None)
            return
        if self.published.tzinfo is None:
            raise ValueError(
                f"article {self.id!r}: published={self.published.isoformat()} has no timezone; "
                "attach the one it was given in, for example .replace(tzinfo=timezone.utc)"
            )
        if self.published_known is None:
            object.__setattr__(self, "published_known", "stated")

    @property
    def headline(self) -> str:
        """The title, or the first line of the text that is not empty; at most 120 characters."""
        line = self.title or first_line(self.text) or self.id
        return short_line(line)


def short_line(line: str) -> str:
    """Return a line as a headline: of at most ``LONGEST_HEADLINE`` code points."""
    if len(line) <= LONGEST_HEADLINE:
        return line
    return line[: LONGEST_HEADLINE - 1].rstrip() + "…"


def first_line(text: str, start: int = 0, end: int | None = None) -> str:
    """Return the first line of a part of a text that is not blank, without the space around it."""
    begin = _BLANK.match(text, start, len(text) if end is None else end)
    line = _LINE.match(text, begin.end() if begin else start, len(text) if end is None else end)
    return line[0].rstrip() if line else ""
