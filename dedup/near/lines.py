"""Lines: clusters for other programs, one JSON object a line, as ``docs/format.md`` has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dedup.clusters import cluster_id
from dedup.near.families import Families, Near
from dedup.relations import Kind

if TYPE_CHECKING:
    from dedup.index import Result, Story


def family_lines(ids: Sequence[str], families: Families) -> Iterator[dict[str, Any]]:
    """Yield the families as plain values, largest first.

    Args:
        ids: of all articles, in the order of reading.
        families: of them.
    """
    named = [sorted(ids[text] for text in family) for family in families.members]
    relations = families.relations()
    for place in sorted(range(len(named)), key=lambda place: (-len(named[place]), named[place])):
        members = named[place]
        found = (_near_values(ids, near) for near in relations[place])
        yield {
            "id": cluster_id(members[0]),
            "members": members,
            "families": [members],
            "relations": sorted(found, key=lambda values: (values["left"], values["right"])),
        }


def story_lines(result: Result) -> Iterator[dict[str, Any]]:
    """Yield the stories of a result as plain values, largest first."""
    for story in result.stories:
        yield {
            "id": story.id,
            "members": list(story.members),
            "families": [list(family) for family in story.families],
            "relations": _story_relations(story),
        }


def _near_values(ids: Sequence[str], near: Near) -> dict[str, Any]:
    left, right = ids[near.left], ids[near.right]
    of_left, of_right = near.containment_of_left, near.containment_of_right
    if right < left:
        left, right, of_left, of_right = right, left, of_right, of_left
    kind = Kind.EXACT if near.exact else Kind.NEAR_DUPLICATE
    return _values(left, right, kind, near.jaccard, of_left, of_right)


def _story_relations(story: Story) -> list[dict[str, Any]]:
    return [
        _values(
            relation.left,
            relation.right,
            relation.kind,
            *(
                relation.measures[name]
                for name in ("jaccard", "containment_of_left", "containment_of_right")
            ),
        )
        for relation in story.relations
    ]


def _values(
    left: str, right: str, kind: Kind, jaccard: float, of_left: float, of_right: float
) -> dict[str, Any]:
    return {
        "left": left,
        "right": right,
        "kind": str(kind),
        "jaccard": round(jaccard, 4),
        "containment_of_left": round(of_left, 4),
        "containment_of_right": round(of_right, 4),
    }
