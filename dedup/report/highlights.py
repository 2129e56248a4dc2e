"""What of a story deserves to be read first: its strongest relations and passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from dedup.clusters import Refused
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation
from dedup.report.once import once_a_story

if TYPE_CHECKING:
    from dedup.index import Story

_RANKS = {kind: rank for rank, kind in enumerate(Kind)}

Span = tuple[int, int]
Held = tuple[Span, str, Span]
"""A span of an article, the id of another that shares it, and the span there."""

GLANCE = 600
"""Code points that are read at a glance: a paragraph."""
CONSIDERED = 60
"""Passages looked at for the strongest, those with the most evidence: a large story has thousands,
and what proves little alone is not what to read first."""


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage of a story, with all members that hold it.

    Attributes:
        passage: as the pair that aligns best has it.
        left, right: the ids of that pair.
        holders: ids of all members with a passage over the same words, ascending.
    """

    passage: Passage
    left: str
    right: str
    holders: tuple[str, ...]


@once_a_story
def by_strength(story: Story) -> Sequence[Relation]:
    """Return a story's relations in the order of their kinds, likeliest and best proved first."""
    return sorted(story.relations, key=_weakness)


@once_a_story
def strongest_relations(story: Story) -> Mapping[str, Relation]:
    """Return for each member that was compared the relation that ties it to the story most."""
    strongest: dict[str, Relation] = {}
    for relation in by_strength(story):
        strongest.setdefault(relation.left, relation)
        strongest.setdefault(relation.right, relation)
    return strongest


def nearest_first(edges: Iterable[Refused], limit: int) -> list[Refused]:
    """Return the refused edges whose ends are the most alike, at most ``limit``."""
    return nsmallest(limit, edges, key=lambda edge: (-edge.cosine, edge.left, edge.right))


def partner(relation: Relation, member: str) -> str:
    """Return the id of the other side."""
    return relation.right if relation.left == member else relation.left


def strongest_passages(relations: Sequence[Relation], limit: int) -> list[SharedPassage]:
    """Return the passages a story shares most, at most ``limit``, no words told twice.

    A passage is worth its evidence times the members it is shared with, so that a sentence that
    everyone quotes comes before a longer one that two have. What can be read at a glance comes
    before longer passages, since the whole text of a copy holds every other passage. Furniture
    proves nothing and is left out.
    """
    proving = [(r, p) for r in relations for p in r.passages if p.kind is not PassageKind.FURNITURE]
    held = _by_article(proving)
    proved = sorted((_is_long(p), -p.evidence, r.left, r.right, p) for r, p in proving)
    candidates = [_shared(held, left, right, p) for *_, left, right, p in proved[:CONSIDERED]]
    # The sort is stable: among equals, the passage with the most evidence stays first.
    candidates.sort(key=lambda shared: (_is_long(shared.passage), -_worth(shared)))
    found: list[SharedPassage] = []
    told: list[tuple[str, Span]] = []
    for shared in candidates:
        spans = [(shared.left, _left(shared.passage)), (shared.right, _right(shared.passage))]
        if any(side == by and _overlap(span, old) for side, span in spans for by, old in told):
            continue
        found.append(shared)
        if len(found) == limit:
            break
        for side, span in spans:
            told += [(other, theirs) for own, other, theirs in held[side] if _covers(own, span)]
    return found


def _weakness(relation: Relation) -> tuple[int, float, float, str, str]:
    proved = sum(passage.evidence for passage in relation.passages)
    return (_RANKS[relation.kind], -relation.probability, -proved, relation.left, relation.right)


def _shared(
    held: Mapping[str, Sequence[Held]], left: str, right: str, passage: Passage
) -> SharedPassage:
    """Return a passage with everyone who has a passage over the same words."""
    holders = {left, right}
    for side, span in ((left, _left(passage)), (right, _right(passage))):
        # Half of what is shown at least: who has a clause of a paragraph does not hold it.
        start, end = span
        for (first, last), other, _ in held[side]:
            if other not in holders and 2 * (min(last, end) - max(first, start)) >= end - start:
                holders.add(other)
    return SharedPassage(passage, left, right, tuple(sorted(holders)))


def _by_article(
    proving: Iterable[tuple[Relation, Passage]],
) -> Mapping[str, Sequence[Held]]:
    """Return for each article the spans it shares."""
    held: dict[str, list[Held]] = {}
    for r, p in proving:
        left, right = _left(p), _right(p)
        held.setdefault(r.left, []).append((left, r.right, right))
        held.setdefault(r.right, []).append((right, r.left, left))
    return held


def _left(passage: Passage) -> Span:
    return passage.left_start, passage.left_end


def _right(passage: Passage) -> Span:
    return passage.right_start, passage.right_end


def _is_long(passage: Passage) -> bool:
    return passage.left_end - passage.left_start > GLANCE


def _worth(shared: SharedPassage) -> float:
    return shared.passage.evidence * (len(shared.holders) - 1)


def _overlap(one: Span, two: Span) -> int:
    """Return how many code points two spans share."""
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def _covers(one: Span, two: Span) -> bool:
    """Return whether the spans are mostly the same words: half of the shorter is shared."""
    return 2 * _overlap(one, two) >= min(one[1] - one[0], two[1] - two[0]) > 0
