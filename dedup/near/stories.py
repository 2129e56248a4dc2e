"""Stories as lines for other programs, one JSON object a line, as ``docs/format.md`` has them."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.index import Result, Story


def story_lines(result: Result) -> Iterator[str]:
    """Yield the stories of a result as JSON, largest first."""
    for story in result.stories:
        values = {
            "id": story.id,
            "members": list(story.members),
            "families": [list(family) for family in story.families],
            "relations": _story_relations(story),
        }
        yield dumps(values, ensure_ascii=False)


def _story_relations(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "left": relation.left,
            "right": relation.right,
            "kind": str(relation.kind),
            **{
                name: round(relation.measures[name], 4)
                for name in ("jaccard", "containment_of_left", "containment_of_right")
            },
        }
        for relation in story.relations
    ]
