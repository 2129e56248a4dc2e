"""What is said of each member beside the verdict: its parent, its marks of copying, its credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


def plain_fields(record: Any) -> dict[str, Any]:
    """Return the fields of a slotted record as they are; ``asdict`` would copy each."""
    return {name: getattr(record, name) for name in record.__slots__}


@dataclass(frozen=True, slots=True)
class Descent:
    """Where one member of a story has its text from.

    Attributes:
        child: the id of the member.
        parent: the id of the member it was made from; None where that is no member.
        outside: the outlet outside the set that it was made from; None where unknown, or where
            ``parent`` is known. With both None the parent is unknown.
        probability: how likely this is right, in [0, 1].
        why: the reason, one sentence.
    """

    child: str
    parent: str | None
    outside: str | None
    probability: float
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the descent as plain values, as ``docs/format.md`` describes them."""
        return plain_fields(self) | {"probability": round(self.probability, 4)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A trace in one text that it was made from another: modest evidence, never proof.

    Attributes:
        article: the id of the article that carries it.
        start, end: its span, half-open, in code points of that article's text.
        kind: ``bracketed-insertion``, ``truncated-quotation``, ``retranslated-quotation``,
            ``unit-round-trip`` or ``copied-self-alias``.
        other: the id of the article that it was compared with; None where it stands alone.
        other_start, other_end: the span in that article; both 0 where it stands alone.
        weight: what it adds for ``article`` being made from another text, in units of the score.
        why: what was seen, one sentence.
    """

    article: str
    start: int
    end: int
    kind: str
    other: str | None
    other_start: int
    other_end: int
    weight: float
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the mark as plain values, as ``docs/format.md`` describes them."""
        return plain_fields(self) | {"weight": round(self.weight, 4)}


@dataclass(frozen=True, slots=True)
class Uncredited:
    """A member that holds another's text and credits nobody for it.

    Attributes:
        article: the id of the member.
        source: the id of the member whose text it holds; None where the source is outside.
        outlet: the outlet that wrote it, where known.
        share: of its words that stand in passages common with the source, in [0, 1].
        why: what was found, one sentence.
    """

    article: str
    source: str | None
    outlet: str | None
    share: float
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as plain values, as ``docs/format.md`` describes them."""
        return plain_fields(self) | {"share": round(self.share, 4)}
