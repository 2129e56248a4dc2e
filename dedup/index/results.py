"""What comes out: articles, stories, relations, origins, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dedup.articles import Article, first_line, short_line
from dedup.clusters import Refused
from dedup.origins import Origin
from dedup.readers import Skipped
from dedup.relations import Relation

FORMAT_VERSION = 1
"""Of the JSON that ``docs/format.md`` describes; moves when a reader of it would break."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a result that was kept without its texts still knows of one of them.

    Attributes:
        length: of the text, in code points.
        headline: what the article is called where it has no title.
    """

    length: int
    headline: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as the result lists it.

    Attributes:
        article: as it was read; its text is empty where it was left out.
        words: outside furniture.
        furniture: code-point spans of site boilerplate in the text.
        left_out: what is known of a text that is not here; None where the text is.
    """

    article: Article
    words: int
    furniture: tuple[Span, ...]
    left_out: LeftOut | None = None
    _headline: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def headline(self) -> str:
        """What the article is called: its title, or the first line of its text.

        Lines of furniture ("Enter City and State or Zip Code") are no headline, unless there are
        no others.
        """
        if self._headline is None:  # a page asks for it ten times
            object.__setattr__(self, "_headline", self._find_headline())
        return self._headline or ""

    @property
    def length(self) -> int:
        """The code points of the text, also where it was left out."""
        return self.left_out.length if self.left_out else len(self.article.text)

    def to_dict(self, texts: bool = False) -> dict[str, Any]:
        """Return the article as plain values, as ``docs/format.md`` describes them.

        Args:
            texts: whether its text is among them.
        """
        article = self.article
        return {
            "id": article.id,
            "title": article.title,
            "headline": self.headline,
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published.isoformat() if article.published else None,
            "published_known": article.published_known,
            "words": self.words,
            "furniture": [list(span) for span in self.furniture],
            "language": article.language,
            "length": self.length,
            "text": article.text if texts and not self.left_out else None,
        }

    def _find_headline(self) -> str:
        if self.left_out:
            return self.left_out.headline
        if self.article.title or not self.furniture:
            return self.article.headline
        at, text = 0, self.article.text
        for start, end in (*sorted(self.furniture), (len(text), len(text))):
            if line := first_line(text, at, start):
                return short_line(line)
            at = max(at, end)
        return self.article.headline


@dataclass(frozen=True, slots=True)
class Story:
    """A story: articles of one source, and where they come from.

    Attributes:
        id: stable as the story grows.
        headline: the story in one sentence.
        members: article ids, ascending.
        medoid: the member nearest to all others.
        families: the members by text.
        relations: of the pairs of members that were compared, by left and right id.
        origin: who was first.
    """

    id: str
    headline: str
    members: tuple[str, ...]
    medoid: str
    families: tuple[tuple[str, ...], ...]
    relations: tuple[Relation, ...]
    origin: Origin

    def to_dict(self) -> dict[str, Any]:
        """Return the story as plain values, as ``docs/format.md`` describes them."""
        return {
            "id": self.id,
            "headline": self.headline,
            "members": list(self.members),
            "medoid": self.medoid,
            "families": [list(family) for family in self.families],
            "relations": [relation.to_dict() for relation in self.relations],
            "origin": self.origin.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one run.

    Attributes:
        articles: by id, ascending.
        stories: of two or more articles, largest first.
        refused: edges that were near but joined no story, by left and right id.
        skipped: inputs that could not be used, with reasons.
        notes: what was assumed on the way, for the reader of a report.
        settings: the options, and the version of dedup that fixes all other parameters.
    """

    articles: tuple[Listed, ...]
    stories: tuple[Story, ...]
    refused: tuple[Refused, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self, texts: bool = False) -> dict[str, Any]:
        """Return the result as plain values: exactly what ``--json`` writes.

        Args:
            texts: whether the articles' texts are among them, as ``--texts`` wants it.
        """
        return {
            key: list(value) if isinstance(value, Iterator) else value
            for key, value in self.parts(texts)
        }

    def parts(self, texts: bool = False) -> Iterator[tuple[str, Any]]:
        """Yield the keys of ``to_dict`` with their values, records one by one as they are taken.

        The plain values of 40,000 articles and what was said of them take gigabytes.
        """
        yield "format", "dedup"
        yield "version", FORMAT_VERSION
        yield "articles", (listed.to_dict(texts) for listed in self.articles)
        yield "stories", (story.to_dict() for story in self.stories)
        yield "refused", (edge.to_dict() for edge in self.refused)
        yield "skipped", (skipped.to_dict() for skipped in self.skipped)
        yield "notes", list(self.notes)
        yield "settings", dict(self.settings)
