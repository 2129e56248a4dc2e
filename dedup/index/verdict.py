"""What an index answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dedup.index.results import Story
from dedup.relations import Kind, Relation

DERIVED = frozenset(list(Kind)[: list(Kind).index(Kind.REWRITE) + 1])
"""Relations that say: one of the two is made from the other, or both from one text."""

WITHOUT_TEXT = (
    "passages, partial reuse, rewrites, stories and origins: this index keeps no texts to compare",
)
NEAR_ONLY = ("partial reuse, rewrites, stories and origins: this index looks for near-duplicates",)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an index knows of one article.

    Attributes:
        article: the id that was asked about.
        relations: to articles of the index, in the order of ``Kind``, likeliest first; the
            article asked about is ``left``.
        story: the story it belongs to, with the likely origin; None where it belongs to none, or
            none was asked for.
        not_shown: what this index cannot tell, and why.
    """

    article: str
    relations: tuple[Relation, ...]
    story: Story | None = None
    not_shown: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether no article of the index is a copy, a part or a rewrite of it."""
        return not any(relation.kind in DERIVED for relation in self.relations)

    @property
    def nearest(self) -> Relation | None:
        """The first of the relations that say one is made from the other."""
        return next((found for found in self.relations if found.kind in DERIVED), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as plain values, as ``docs/format.md`` describes them."""
        nearest = self.nearest
        return {
            "id": self.article,
            "new": self.is_new,
            "kind": str(nearest.kind) if nearest else None,
            "of": nearest.right if nearest else None,
            "relations": [relation.to_dict() for relation in self.relations],
            "story": self.story.to_dict() if self.story else None,
            "not_shown": list(self.not_shown),
        }


@dataclass(frozen=True, slots=True)
class Added:
    """What became of articles that were added.

    Attributes:
        new: of ids that were not there.
        revised: of ids that had another text, which they no longer have.
        unchanged: of ids that had the same text: nothing was done.
    """

    new: int = 0
    revised: int = 0
    unchanged: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new, self.revised + other.revised, self.unchanged + other.unchanged
        )
