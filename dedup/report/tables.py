"""A result as a table for spreadsheets: a row for each article."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from dedup.relations import Relation
from dedup.report.families import families_of
from dedup.report.highlights import partner, strongest_relations
from dedup.report.legible import visible
from dedup.report.makeup import PARTS, make_ups
from dedup.report.wording import fraction, shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Result, Story

COLUMNS = (
    "article", "title", "publisher", "published", "published_known", "url", "words",
    "story", "headline", "text_of", "relation", "related_to", "relation_probability",
    "parent", "outside_parent", "parent_probability",
    "origin_verdict", "origin", "origin_probability", *PARTS,
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with: spreadsheets run it, and an article may have written it."""


def to_csv(result: Result) -> str:
    """Return a table with a row for each article: what it is to its story, and where it is from.

    A cell that a spreadsheet would take for a formula begins with an apostrophe instead.
    """
    written = StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    listed = {entry.article.id: entry for entry in result.articles}
    told: set[str] = set()
    for story in result.stories:
        told.update(story.members)
        table.writerows(map(_safe, row) for row in _rows(story, listed))
    for entry in result.articles:
        if entry.article.id not in told:
            cells = _about(entry)
            table.writerow(map(_safe, cells + [""] * (len(COLUMNS) - len(cells))))
    return written.getvalue()


def _about(entry: Listed) -> list[str]:
    article = entry.article
    return [
        article.id,
        shown_headline(entry),
        article.publisher or "",
        article.published.isoformat() if article.published else "",
        article.published_known or "",
        article.url or "",
        str(entry.words),
    ]


def _rows(story: Story, listed: dict[str, Listed]) -> Iterator[list[str]]:
    strongest, parts = strongest_relations(story), make_ups(story, listed)
    faces = {member: family.face for family in families_of(story) for member in family.members}
    descents = {descent.child: descent for descent in story.origin.descents}
    origin = story.origin
    sure = "" if origin.verdict == "undetermined" else fraction(origin.probability)
    for member in story.members:
        tie, descent = strongest.get(member), descents.get(member)
        yield [
            *_about(listed[member]),
            story.id,
            story.headline,
            faces[member],
            *(_tied(tie, member) if tie else [""] * 3),
            (descent.parent or "") if descent else "",
            (descent.outside or "") if descent else "",
            fraction(descent.probability) if descent else "",
            origin.verdict,
            origin.article or origin.name or "",
            sure,
            *(f"{share:.3f}" for share in parts[member] or [0.0] * len(PARTS)),
        ]


def _tied(tie: Relation, member: str) -> list[str]:
    return [str(tie.kind), partner(tie, member), fraction(tie.probability)]


def _safe(cell: str) -> str:
    """Return a cell on which no spreadsheet acts."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
