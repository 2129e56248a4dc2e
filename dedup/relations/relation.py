"""The form of a verdict on one pair of articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dedup.kinds import Kind
from dedup.passages import Passage


@dataclass(frozen=True, slots=True)
class Relation:
    """What ``left`` and ``right`` are to each other.

    Attributes:
        left, right: article ids.
        kind: the verdict.
        probability: how likely the verdict is right, a fraction in [0, 1].
        measures: the named measurements behind it; fractions, counts of words, or log-odds.
        passages: what the two share, in the order of the left text.
        why: the verdict's reason, one sentence for a reader.
        container: for ``contains``, the id of the article that holds the other; otherwise None.
    """

    left: str
    right: str
    kind: Kind
    probability: float
    measures: Mapping[str, float] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    why: str = ""
    container: str | None = None

    def mirrored(self) -> Relation:
        """Return the same relation seen from the other side."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            measures={_other_side(name): value for name, value in self.measures.items()},
            passages=tuple(sorted(passage.mirrored() for passage in self.passages)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the relation as plain values, as ``docs/format.md`` describes them."""
        return {
            "left": self.left,
            "right": self.right,
            "kind": str(self.kind),
            "probability": round(self.probability, 4),
            "why": self.why,
            "container": self.container,
            "measures": {name: round(value, 4) for name, value in sorted(self.measures.items())},
            "passages": [passage.to_dict() for passage in self.passages],
        }


def _other_side(name: str) -> str:
    if name.endswith("_of_left"):
        return name.removesuffix("_of_left") + "_of_right"
    if name.endswith("_of_right"):
        return name.removesuffix("_of_right") + "_of_left"
    return name
