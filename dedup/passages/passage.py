"""A shared passage: what the aligner finds, and what a reader is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Quad = tuple[int, int, int, int]
"""Left start and end, right start and end, in code points."""


class PassageKind(StrEnum):
    """What a shared passage is, for the reader who is shown it."""

    VERBATIM = "verbatim"
    REWORDED = "reworded"
    QUOTATION = "quotation"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """``left[left_start:left_end]`` reappears as ``right[right_start:right_end]``.

    Attributes:
        left_start, left_end, right_start, right_end: half-open, in code points of the two texts.
        kind: verbatim, reworded, quotation (inside quote marks on a side), or furniture.
        evidence: how far the match is from chance, in nats; 0 for furniture, which proves nothing.
        identity: matched words / words of the longer side, a fraction in [0, 1].
        runs: the verbatim runs inside, as (left_start, left_end, right_start, right_end).
        sentences: of a reworded passage, the sentences inside that say the same, in the same form;
            one may stand in several pairs, where a writer joined two or split one.
    """

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    kind: PassageKind
    evidence: float
    identity: float
    runs: tuple[Quad, ...] = ()
    sentences: tuple[Quad, ...] = ()

    def mirrored(self) -> Passage:
        """Return the same passage seen from the other text."""
        return Passage(
            self.right_start,
            self.right_end,
            self.left_start,
            self.left_end,
            self.kind,
            self.evidence,
            self.identity,
            _mirrored(self.runs),
            _mirrored(self.sentences),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the passage as plain values, as ``docs/format.md`` describes them."""
        return {
            "left_start": self.left_start,
            "left_end": self.left_end,
            "right_start": self.right_start,
            "right_end": self.right_end,
            "kind": str(self.kind),
            "evidence": round(self.evidence, 2),
            "identity": round(self.identity, 4),
            "runs": [list(run) for run in self.runs],
            "sentences": [list(pair) for pair in self.sentences],
        }


def _mirrored(quads: tuple[Quad, ...]) -> tuple[Quad, ...]:
    return tuple(sorted((c, d, a, b) for a, b, c, d in quads))
