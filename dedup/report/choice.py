"""Which pairs a page shows, and how much of each, so that it opens at once whatever its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from dedup.relations import Relation
from dedup.report.highlights import by_strength, strongest_relations

if TYPE_CHECKING:
    from dedup.index import Story

ALL_PAIRS_UP_TO = 12
"""Members up to which every pair of a story is shown; beyond, each member's strongest pair is.
Twelve members make 66 pairs, and a matrix that still fits a screen."""

PAGE_TEXT = 1_000_000
"""Code points of article text on one page. Marked up, that is 2 to 2.5 MB, which opens at once;
100 stories of usual size fit."""


class Depth(IntEnum):
    """How much of a pair a page shows."""

    NAMED = 0
    """Its verdict only."""
    PASSAGES = 1
    """Its passages beside each other."""
    TEXTS = 2
    """Both texts in full, the passages marked in them, too."""


def choose_depths(
    stories: Sequence[Story], lengths: Mapping[str, int], room: int = PAGE_TEXT
) -> list[dict[tuple[str, str], Depth]]:
    """Return for each story the pairs that its page shows, by (left, right), and how deeply.

    Each member's strongest pair comes before all others: first its passages, then its texts. Then
    the other pairs of stories of up to ``ALL_PAIRS_UP_TO`` members. What no longer fits is shown
    less deeply.

    Args:
        stories: of one result.
        lengths: of the articles' texts in code points, by id.
        room: code points of article text that the page may hold.
    """
    depths: list[dict[tuple[str, str], Depth]] = []
    queues: tuple[list[tuple[int, Relation]], ...] = ([], [])
    for place, story in enumerate(stories):
        first = {_pair(relation) for relation in strongest_relations(story).values()}
        small = len(story.members) <= ALL_PAIRS_UP_TO
        depths.append({})
        for relation in by_strength(story.relations):
            if small or _pair(relation) in first:
                depths[place][_pair(relation)] = Depth.NAMED
                queues[_pair(relation) not in first].append((place, relation))
    for queue in queues:
        for depth in (Depth.PASSAGES, Depth.TEXTS):
            for place, relation in queue:
                cost = _cost(relation, depth, lengths)
                if (
                    relation.passages
                    and cost <= room
                    and depths[place][_pair(relation)] == depth - 1
                ):
                    depths[place][_pair(relation)] = depth
                    room -= cost
    return depths


def _pair(relation: Relation) -> tuple[str, str]:
    return relation.left, relation.right


def _cost(relation: Relation, depth: Depth, lengths: Mapping[str, int]) -> int:
    """Return the code points of article text that this depth adds to a page."""
    if depth is Depth.TEXTS:
        return lengths[relation.left] + lengths[relation.right]
    return sum(p.left_end - p.left_start + p.right_end - p.right_start for p in relation.passages)
