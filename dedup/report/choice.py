"""Which pairs and texts a page holds, so that it opens at once whatever the size of its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dedup.relations import Relation
from dedup.report.families import families_of
from dedup.report.highlights import by_strength, strongest_relations

if TYPE_CHECKING:
    from dedup.index import Listed, Story

ALL_PAIRS_UP_TO = 12
"""Texts up to which every pair of them is on the page: 66 pairs, a matrix that fits a screen."""
PAIRS_PER_MEMBER = 2
"""Pairs for each member beyond that: its strongest, and room for what else is strong. A pair takes
about 500 bytes, so a story of 1,000 articles takes 1 MB beside its texts."""
PAGE_TEXT = 40_000_000
"""Code points of article text on one page: 10,000 articles of usual length."""
ARTICLE_TEXT = 200_000
"""Code points of one article on a page. A browser needs seconds to lay out more in one column; the
longest of 42,000 news articles had 140,000."""


def choose_pairs(story: Story) -> list[Relation]:
    """Return the relations of a story that its page shows, strongest first.

    Each member's strongest comes before all others; then the pairs of different texts; copies of
    one text need no pair of their own beyond that.
    """
    ordered = by_strength(story)
    chosen = {id(relation) for relation in strongest_relations(story).values()}
    families = families_of(story)
    faces = {family.face for family in families}
    between = [r for r in ordered if r.left in faces and r.right in faces]
    room = max(PAIRS_PER_MEMBER * len(story.members) - len(chosen), 0)
    if len(families) <= ALL_PAIRS_UP_TO:
        room = len(between)
    chosen.update([id(r) for r in between if id(r) not in chosen][:room])
    if len(story.members) <= ALL_PAIRS_UP_TO:
        chosen.update(map(id, ordered))
    return [relation for relation in ordered if id(relation) in chosen]


def choose_texts(
    stories: Iterable[Story], listed: Mapping[str, Listed], room: int = PAGE_TEXT
) -> set[str]:
    """Return the ids of the articles whose texts are on the page: whole stories, largest first.

    Args:
        stories: of one result.
        listed: the articles, by id.
        room: code points of article text that the page may hold; the same text counts once.
    """
    chosen: set[str] = set()
    for story in stories:
        texts = {listed[member].article.text for member in story.members}
        cost = sum(min(len(text), ARTICLE_TEXT) for text in texts)
        if cost <= room:
            room -= cost
            chosen.update(story.members)
    return {member for member in chosen if listed[member].left_out is None}
