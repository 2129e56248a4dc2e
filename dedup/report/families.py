"""The texts of a story: its members by family, and how many voices speak in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedup.relations import Kind
from dedup.report.once import once_a_story

if TYPE_CHECKING:
    from dedup.index import Story

_OWN_TELLING = {Kind.QUOTE_ONLY, Kind.SAME_EVENT, Kind.UNRELATED}
"""Relations that make two texts no less independent of each other."""


@dataclass(frozen=True, slots=True)
class Family:
    """One text of a story.

    Attributes:
        face: the member that stands for it: the original, else the one nearest to the origin, else
            the medoid, else the first.
        members: all that have it, ``face`` included, ascending.
    """

    face: str
    members: tuple[str, ...]


@once_a_story
def families_of(story: Story) -> list[Family]:
    """Return the texts of a story, by their first members."""
    preferred = [story.origin.article, story.origin.nearest, story.medoid]
    found = []
    for members in story.families:
        face = next((one for one in preferred if one in members), members[0])
        found.append(Family(face, members))
    # A result from elsewhere may leave a member out of its families.
    told = {member for members in story.families for member in members}
    found += [Family(member, (member,)) for member in story.members if member not in told]
    return sorted(found, key=lambda family: family.members)


@once_a_story
def count_voices(story: Story) -> int:
    """Return how many independent voices speak in a story.

    Texts that draw on each other, on one source here or on one outlet outside are one voice,
    however often they were printed. Common quotations or a common event make none.
    """
    group = {member: member for member in story.members}

    def root(member: str) -> str:
        while group[member] != member:
            group[member] = group[group[member]]
            member = group[member]
        return member

    def join(members: Iterable[str]) -> None:
        first, *others = members
        for other in others:
            group[root(other)] = root(first)

    for family in story.families:
        join(family)
    for relation in story.relations:
        if relation.kind not in _OWN_TELLING:
            join((relation.left, relation.right))
    outlets: dict[str, str] = {}
    for descent in story.origin.descents:
        if descent.parent is not None:
            join((descent.parent, descent.child))
        elif descent.outside is not None:
            join((outlets.setdefault(descent.outside, descent.child), descent.child))
    return len({root(member) for member in story.members})
