"""What reading gives: articles, and a sentence for everything that is not one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.articles import Article

LONGEST_TEXT = 5_000_000
"""Code points; the longest novels have three million. What is longer is a file gone wrong, and
would keep a run busy for minutes."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input, or a row of one, that gave no article.

    Attributes:
        place: the file, and the line where there is one.
        reason: what is wrong with it and what to do next, one sentence.
    """

    place: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return the row as plain values."""
        return {"place": self.place, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Note:
    """Something assumed while reading that a careful user wants to know; nothing was lost."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An article, with the place that a message about it names."""

    article: Article
    place: str


class UnreadableError(ValueError):
    """Nothing can be read here; the message says why and what to do, to stand behind a place."""


Piece = Placed | Skipped | Note


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles of some files and streams; iterating gives the articles.

    Attributes:
        articles: in the order of their files' names, then of their rows; no id occurs twice.
        skipped: inputs and rows that gave no article, each with the reason.
        notes: what was assumed on the way (an encoding, say), one sentence each.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return "1 row", "2 rows", "1,000 rows"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def nothing_in(content: bytes) -> str:
    """Return why an input without a single character to read is skipped."""
    what = "white space only" if content else "empty"
    return f"the file is {what}; check how it was written, or leave it out"


def same_id(place: str, article_id: str, first: str) -> Skipped:
    """Return why the second of two articles with one id is skipped."""
    reason = (
        f"its id {article_id!r} is already that of {first}; change one of them, or "
        "take ids from another field with --field id=NAME"
    )
    return Skipped(place, reason)


def too_long(place: str, characters: int) -> Skipped:
    """Return why a text of more than ``LONGEST_TEXT`` code points is skipped."""
    reason = (
        f"its text has {characters:,} characters, more than the "
        f"{LONGEST_TEXT:,} that an article may have; split it, or check what made it"
    )
    return Skipped(place, reason)
