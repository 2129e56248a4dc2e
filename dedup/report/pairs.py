"""Two articles beside each other, as the page's templates read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dedup.articles import Article
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation
from dedup.report.choice import Depth
from dedup.report.legible import clip_middle
from dedup.report.segments import Link, Shade, marked
from dedup.report.wording import KIND_NAMES, LABELS, fraction, name_measures, tally

Span = tuple[int, int]

ID_LENGTH = 60
"""Code points of an id over a text; the list of members has all of it."""


@dataclass(frozen=True, slots=True)
class SideView:
    """One article of a pair.

    Attributes:
        letter: its short name in the story.
        title: its headline, or its id where the headline is the first line of the text.
        language: an ISO 639-1 code, or "".
        text: all of it, marked; empty unless the pair is shown in full.
    """

    letter: str
    title: str
    language: str
    text: Markup


@dataclass(frozen=True, slots=True)
class RowView:
    """One passage: its label, what it is, and its words on either side."""

    label: str
    kind: str
    identity: str
    evidence: str
    left: Markup
    right: Markup
    left_target: str
    right_target: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair: the verdict, why, and as much of the texts as there is room for."""

    name: str
    left: SideView
    right: SideView
    kind: str
    kind_name: str
    probability: float
    why: str
    tally: str
    measures: Sequence[tuple[str, str]]
    rows: Sequence[RowView]
    in_full: bool
    has_passages: bool


def view_pair(
    name: str,
    relation: Relation,
    articles: tuple[Article, Article],
    letters: tuple[str, str],
    furniture: tuple[Sequence[Span], Sequence[Span]],
    depth: Depth,
) -> PairView:
    """Return the view of a pair.

    Args:
        name: the fragment name of the pair on the page; its passages' names start with it.
        relation: of the two.
        articles: the left one and the right one.
        letters: their short names in the story.
        furniture: their spans of site boilerplate.
        depth: how much of the texts to show.
    """
    labels = [f"{LABELS[p.kind]}{number}" for number, p in enumerate(relation.passages, 1)]
    flipped = [passage.mirrored() for passage in relation.passages]
    sides = []
    for place, passages in enumerate((relation.passages, flipped)):
        own, other = ("l", "r") if place == 0 else ("r", "l")
        text = Markup()
        if depth is Depth.TEXTS:
            text = marked(
                articles[place].text,
                _links(name, passages, labels, own, other),
                _shades(passages, furniture[place]),
            )
        sides.append(
            SideView(
                letter=letters[place],
                title=_heading(articles[place]),
                language=articles[place].language or "",
                text=text,
            )
        )
    rows = []
    if depth > Depth.NAMED:
        rows = [
            _row(f"{name}-{number}", label, passage, articles)
            for number, (label, passage) in enumerate(
                zip(labels, relation.passages, strict=True), 1
            )
        ]
    return PairView(
        name=name,
        left=sides[0],
        right=sides[1],
        kind=str(relation.kind),
        kind_name=_verdict(relation, letters),
        probability=relation.probability,
        why=relation.why,
        tally=tally(relation.passages),
        measures=name_measures(relation.measures),
        rows=rows,
        in_full=depth is Depth.TEXTS,
        has_passages=bool(relation.passages),
    )


def _heading(article: Article) -> str:
    """Return what stands over a text: its headline, or its id where the text begins with that."""
    return article.headline if article.title else clip_middle(article.id, ID_LENGTH)


def _verdict(relation: Relation, letters: tuple[str, str]) -> str:
    """Return the relation's name; of a directed one, with the direction."""
    if relation.kind is not Kind.CONTAINS:
        return KIND_NAMES[relation.kind]
    left, right = letters if relation.container == relation.left else letters[::-1]
    return f"{left} contains {right}"


def _links(
    name: str, passages: Sequence[Passage], labels: Sequence[str], own: str, other: str
) -> list[Link]:
    """Return the passages of the side ``own`` as links to their twins; own side comes as left."""
    return [
        Link(
            start=passage.left_start,
            end=passage.left_end,
            style=str(passage.kind),
            label=label,
            name=f"{name}-{number}{own}",
            target=f"{name}-{number}{other}",
            title=f"{label}: {passage.kind}; go to its twin",
        )
        for number, (passage, label) in enumerate(zip(passages, labels, strict=True), 1)
    ]


def _shades(passages: Sequence[Passage], furniture: Sequence[Span]) -> list[Shade]:
    """Return the furniture of a side, and the verbatim runs inside what is not verbatim anyway."""
    shades = [Shade(start, end, "site-furniture") for start, end in furniture]
    for passage in passages:
        if passage.kind is not PassageKind.VERBATIM:
            shades += [Shade(run[0], run[1], "run") for run in passage.runs]
    return shades


def _row(name: str, label: str, passage: Passage, articles: tuple[Article, Article]) -> RowView:
    flipped = passage.mirrored()
    words = [
        marked(article.text, (), _shades([side], ()), side.left_start, side.left_end)
        for article, side in zip(articles, (passage, flipped), strict=True)
    ]
    return RowView(
        label=label,
        kind=str(passage.kind),
        identity=fraction(passage.identity),
        evidence=f"{passage.evidence:.0f}",
        left=words[0],
        right=words[1],
        left_target=f"{name}l",
        right_target=f"{name}r",
    )
