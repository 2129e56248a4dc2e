"""Labelled stories in every state that a verdict must stand: without dates, halved, lied to.

A ``Workshop`` prepares each article once, so that hundreds of selections of a story can be traced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from labelled import read_rows

from dedup.articles import Article
from dedup.attributions import find_attributions
from dedup.clusters import FAMILY_KINDS
from dedup.dossiers import Dossier, open_dossier
from dedup.origins import Member, Origin, trace_origin
from dedup.relations import Relation, relate

FAKE = "Daily Planet Gazette"
MADE_UP = f" “All of it will be known soon,” an official told the {FAKE} in an exclusive interview."
COPIES = 3
WRONG_CLOCK = timedelta(hours=10)
"""What a time zone that was left out makes of a published time."""

Change = Callable[[Article], Article]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story of which it is known who was first.

    Attributes:
        name: of the story.
        articles: all of it, without dates.
        dates: what is known of them, by id.
        parents: the id of the article that each was made from; None for what stands alone.
        kinds: how each was made.
        original: the id of the original.
    """

    name: str
    articles: tuple[Article, ...]
    dates: dict[str, datetime]
    parents: dict[str, str | None]
    kinds: dict[str, str]
    original: str

    @property
    def publisher(self) -> str:
        """The outlet that had it first."""
        return next(a.publisher or "" for a in self.articles if a.id == self.original)

    def dated(self, *, off: timedelta = timedelta(0)) -> list[Article]:
        """Return the articles with their dates, the original's moved by ``off``."""
        moved = {name: date + off * (name == self.original) for name, date in self.dates.items()}
        return [replace(a, published=moved.get(a.id)) for a in self.articles]

    def without(self, *left_out: str) -> list[Article]:
        """Return the articles but these."""
        return [a for a in self.articles if a.id not in left_out]

    @property
    def derived(self) -> list[str]:
        """Ids of what was made from another article of the story."""
        return [name for name, parent in self.parents.items() if parent]


def read_stories(folder: Path) -> list[Labelled]:
    """Return the stories of a folder whose rows say what they were derived from."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(folder / "articles.jsonl"):
        rows[row["story"]].append(row)
    return [_labelled(name, own) for name, own in sorted(rows.items())]


def _labelled(name: str, rows: Sequence[dict[str, Any]]) -> Labelled:
    known = ("id", "text", "title", "publisher", "url", "author")
    return Labelled(
        name=name,
        articles=tuple(Article(**{key: row.get(key) for key in known}) for row in rows),
        dates={r["id"]: datetime.fromisoformat(r["published"]) for r in rows if r.get("published")},
        parents={row["id"]: row["derived_from"] for row in rows},
        kinds={row["id"]: row["kind"] for row in rows},
        original=next(row["id"] for row in rows if row["kind"] == "original"),
    )


class Workshop:
    """Traces stories; what is worked out of an article or a pair is kept."""

    def __init__(self) -> None:
        self._dossiers: dict[Article, Dossier] = {}
        self._members: dict[Article, Member] = {}
        self._relations: dict[tuple[Article, Article], Relation] = {}

    def trace(self, articles: Sequence[Article]) -> Origin:
        """Return the origin of these articles, which are taken to be one story."""
        ordered = sorted(articles, key=lambda article: article.id)
        relations = [self._relation(*pair) for pair in combinations(ordered, 2)]
        families = _components([(r.left, r.right) for r in relations if r.kind in FAMILY_KINDS])
        return trace_origin([self._member(a) for a in ordered], families, relations)

    def _dossier(self, article: Article) -> Dossier:
        bare = replace(article, published=None)
        if bare not in self._dossiers:
            self._dossiers[bare] = open_dossier(bare)
        return self._dossiers[bare]

    def _member(self, article: Article) -> Member:
        if article not in self._members:
            tokens = self._dossier(article).tokens
            self._members[article] = Member(article, tokens, find_attributions(article, tokens))
        return self._members[article]

    def _relation(self, left: Article, right: Article) -> Relation:
        pair = (replace(left, published=None), replace(right, published=None))
        if pair not in self._relations:
            self._relations[pair] = relate(self._dossier(left), self._dossier(right))
        return self._relations[pair]


def _components(edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    groups: list[set[str]] = []
    for edge in edges:
        met = [group for group in groups if group & set(edge)]
        groups = [group for group in groups if group not in met] + [set(edge).union(*met)]
    return [sorted(group) for group in groups]


def with_a_made_up_credit(article: Article) -> Article:
    """Return the article with a quotation that nobody said, told to an outlet that is not there."""
    head, _, rest = article.text.partition("\n\n")
    return replace(article, id=f"{article.id}+fake", text=f"{head}{MADE_UP}\n\n{rest}")


def with_another_name(names: Sequence[str]) -> Change:
    """Return a change that puts the made-up outlet in the place of each of these names."""

    def change(article: Article) -> Article:
        text, author = article.text, article.author
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, FAKE)
            author = author.replace(name, FAKE) if author else author
        return replace(article, id=f"{article.id}+fake", text=text, author=author)

    return change


def with_its_own_name(article: Article) -> Article:
    """Return the article with a claim that it was told what another house was told."""
    head, _, rest = article.text.partition("\n\n")
    claim = f" “All of it will be known soon,” an official told {article.publisher}."
    return replace(article, id=f"{article.id}+fake", text=f"{head}{claim}\n\n{rest}")


def lied_to(story: Labelled, change: Change, *, copies: int = 1) -> Iterator[list[Article]]:
    """Yield the story with one member changed, and copied; the original is never that member."""
    for victim in story.articles:
        if victim.id == story.original:
            continue
        changed = change(victim)
        if (changed.text, changed.author) == (victim.text, victim.author):
            continue
        fakes = [
            replace(changed, id=f"{changed.id}{n}", publisher=f"Mirror {n}", url=None)
            for n in range(1, copies)
        ]
        yield [*story.without(victim.id), changed, *fakes]


def lied_to_about_each_other(story: Labelled) -> Iterator[list[Article]]:
    """Yield the story with one derivative that credits another one's house with what was said."""
    houses = {a.id: a.publisher or "" for a in story.articles}
    for victim, other in zip(story.derived, story.derived[1:] + story.derived[:1], strict=True):
        changed = next(a for a in story.articles if a.id == victim)
        head, _, rest = changed.text.partition("\n\n")
        claim = MADE_UP.replace(FAKE, houses[other].removeprefix("The "))
        fake = replace(changed, id=f"{victim}+fake", text=f"{head}{claim}\n\n{rest}")
        yield [*story.without(victim), fake]
