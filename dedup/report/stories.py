"""A story as the page's templates read it: members, origin, relations, pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedup.articles import Article
from dedup.origins import Origin
from dedup.relations import Kind, Relation
from dedup.report.choice import ALL_PAIRS_UP_TO, Depth
from dedup.report.highlights import (
    by_strength,
    partner,
    strongest_passages,
    strongest_relations,
)
from dedup.report.ledger import OriginView, view_origin
from dedup.report.legible import clip
from dedup.report.pairs import PairView, view_pair
from dedup.report.wording import (
    KIND_NAMES,
    letter,
    published,
    relation_phrase,
)

if TYPE_CHECKING:
    from dedup.index import Listed, Story

QUOTED_PASSAGES = 3
QUOTED_LENGTH = 320
"""Code points of a passage at the head of a story; the pair views have all of it."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """An article of a story, under the letter the story knows it by."""

    letter: str
    id: str
    title: str
    url: str
    publisher: str
    published: str
    published_iso: str
    words: int
    kind_name: str
    phrase: str
    probability: float | None
    pair: str
    role: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One of the strongest passages: its words, its kind and who holds it."""

    text: str
    kind: str
    holders: str
    pair: str


@dataclass(frozen=True, slots=True)
class CellView:
    """What two members are to each other, in the matrix."""

    kind: str
    kind_name: str
    probability: float
    pair: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story."""

    name: str
    id: str
    headline: str
    members: Sequence[MemberView]
    families: Sequence[str]
    origin: OriginView
    quotes: Sequence[QuoteView]
    matrix: Sequence[Sequence[CellView | None]]
    pairs: Sequence[PairView]
    relations: int
    cut: bool


def view_story(
    number: int,
    story: Story,
    listed: Mapping[str, Listed],
    depths: Mapping[tuple[str, str], Depth],
) -> StoryView:
    """Return the view of a story.

    Args:
        number: of the story on the page, from 1.
        story: of two or more articles.
        listed: the articles, by id.
        depths: which pairs the page shows and how deeply, by (left, right).
    """
    letters = {member: letter(place) for place, member in enumerate(story.members)}
    names = {pair: f"s{number}-{letters[pair[0]]}-{letters[pair[1]]}" for pair in depths}
    shown = [r for r in by_strength(story.relations) if (r.left, r.right) in depths]
    return StoryView(
        name=f"s{number}",
        id=story.id,
        headline=story.headline,
        members=_members(story, listed, letters, names),
        families=[
            ", ".join(letters[member] for member in family)
            for family in story.families
            if len(family) > 1
        ],
        origin=view_origin(story.origin, listed, letters),
        quotes=_quotes(story.relations, listed, letters, names),
        matrix=_matrix(story, names),
        pairs=[_pair(relation, listed, letters, names, depths) for relation in shown],
        relations=len(story.relations),
        cut=len(shown) < len(story.relations),
    )


def _members(
    story: Story,
    listed: Mapping[str, Listed],
    letters: Mapping[str, str],
    names: Mapping[tuple[str, str], str],
) -> list[MemberView]:
    strongest = strongest_relations(story)
    views = []
    for member in story.members:
        article, relation = listed[member].article, strongest.get(member)
        when = article.published
        views.append(
            MemberView(
                letter=letters[member],
                id=member,
                title=article.headline,
                url=_web_address(article),
                publisher=article.publisher or "",
                published=published(article),
                published_iso=when.isoformat() if when else "",
                words=listed[member].words,
                kind_name=KIND_NAMES[relation.kind] if relation else "",
                phrase=_phrase(relation, member, letters),
                probability=relation.probability if relation else None,
                pair=names.get((relation.left, relation.right), "") if relation else "",
                role=_role(story.origin, member),
            )
        )
    return views


def _web_address(article: Article) -> str:
    """Return the article's address if it is one that may be followed, else ""."""
    url = article.url or ""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _phrase(relation: Relation | None, member: str, letters: Mapping[str, str]) -> str:
    if relation is None:
        return "not compared with the others"
    return relation_phrase(relation, member, letters[partner(relation, member)])


def _role(origin: Origin, member: str) -> str:
    """Return what the origin's verdict makes of a member: "original", "nearest" or ""."""
    if member == origin.article:
        return "original"
    return "nearest" if member == origin.nearest else ""


def _quotes(
    relations: Sequence[Relation],
    listed: Mapping[str, Listed],
    letters: Mapping[str, str],
    names: Mapping[tuple[str, str], str],
) -> list[QuoteView]:
    views = []
    for shared in strongest_passages(relations, QUOTED_PASSAGES):
        text = listed[shared.left].article.text
        words = text[shared.passage.left_start : shared.passage.left_end]
        views.append(
            QuoteView(
                text=clip(words, QUOTED_LENGTH),
                kind=str(shared.passage.kind),
                holders=", ".join(letters[member] for member in shared.holders),
                pair=names.get((shared.left, shared.right), ""),
            )
        )
    return views


def _matrix(story: Story, names: Mapping[tuple[str, str], str]) -> list[list[CellView | None]]:
    """Return what each member, a row, is to each other; empty where it would not help or fit."""
    if not 2 < len(story.members) <= ALL_PAIRS_UP_TO:
        return []
    relations = {frozenset((r.left, r.right)): r for r in story.relations}
    return [
        [_cell(relations.get(frozenset((row, column))), row, names) for column in story.members]
        for row in story.members
    ]


def _cell(
    relation: Relation | None, row: str, names: Mapping[tuple[str, str], str]
) -> CellView | None:
    if relation is None:
        return None
    name = KIND_NAMES[relation.kind]
    if relation.kind is Kind.CONTAINS and relation.container != row:
        name = "part of"
    pair = names.get((relation.left, relation.right), "")
    return CellView(str(relation.kind), name, relation.probability, pair)


def _pair(
    relation: Relation,
    listed: Mapping[str, Listed],
    letters: Mapping[str, str],
    names: Mapping[tuple[str, str], str],
    depths: Mapping[tuple[str, str], Depth],
) -> PairView:
    pair = (relation.left, relation.right)
    left, right = (listed[member] for member in pair)
    return view_pair(
        names[pair],
        relation,
        (left.article, right.article),
        (letters[relation.left], letters[relation.right]),
        (left.furniture, right.furniture),
        depths[pair],
    )
