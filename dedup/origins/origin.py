"""The form of the verdict on where a story comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.attributions import Attribution
from dedup.origins.descent import Descent, Mark, Uncredited, plain_fields
from dedup.tokens import Tokens

Verdict = Literal["in-corpus", "outside", "undetermined"]
Stance = Literal["for", "against", "rejected"]


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """An article of a story, with what its origin is read from.

    Attributes:
        article: the article.
        tokens: of its text.
        attributions: as ``find_attributions`` gives them.
        stems, rarity: of its words, as a dossier has them; None where they are to be worked out.
    """

    article: Article
    tokens: Tokens
    attributions: tuple[Attribution, ...]
    stems: Sequence[str] | None = None
    rarity: NDArray[np.float64] | None = None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the ledger: a piece of text that speaks for or against an outlet as the origin.

    Attributes:
        article: the id of the article it was read in.
        start, end: the span it was read from, half-open, in code points of that article's text;
            both 0 when it was read from the article's metadata (its byline, its canonical link).
        pattern: the name of the pattern that found it ("interview-with", "told", "photo-credit").
        written: the outlet as the article writes it ("The Post").
        outlet: the outlet it was resolved to ("New York Post"); ``written`` where it was not.
        resolved_by: why the alias means that outlet, one phrase; None where nothing was resolved.
        contribution: weight x centrality x position, in the units of the score; 0 when rejected.
            Where the outlet's own article says what it was told: position x the other texts that
            carry it on in silence.
        centrality: share of the context that other articles of the story have too, in [0, 1].
        position: 1, .7 or .5 by thirds of the text.
        shared_with: ids of articles that share the quotation the attribution introduces, or that
            carry on what the outlet was told.
        stance: for the verdict, against it (for a rival), or rejected.
        rejected_because: why it counts nothing; None where it counts.
    """

    article: str
    start: int
    end: int
    pattern: str
    written: str
    outlet: str
    resolved_by: str | None
    contribution: float
    centrality: float
    position: float
    shared_with: tuple[str, ...]
    stance: Stance
    rejected_because: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values, as ``docs/format.md`` describes them."""
        rounded = {name: round(getattr(self, name), 4) for name in ("contribution", "centrality")}
        return plain_fields(self) | rounded | {"shared_with": list(self.shared_with)}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a story comes from.

    Attributes:
        verdict: in the corpus, outside it, or undetermined.
        article: the id of the original, for ``in-corpus``; otherwise None.
        name: the outlet that is the origin; None when unknown.
        nearest: the id of the member nearest to a hidden origin (the original itself for
            ``in-corpus``); None when nothing tells.
        nearest_because: why that member is the nearest, one sentence.
        probability: how likely the verdict is right, in [0, 1]; 0 when undetermined, which
            claims nothing.
        margin: the winner's score over the runner-up's; infinity becomes None in JSON.
        evidence: the ledger, for, against and rejected, strongest first.
        why: the verdict's reason, one sentence.
        would_change: what evidence would change the verdict, one sentence each.
        descents: where each member has its text from, by member.
        marks: traces of copying, by article and span.
        uncredited: members that hold another's text and credit nobody, by member.
    """

    verdict: Verdict
    article: str | None
    name: str | None
    nearest: str | None
    nearest_because: str
    probability: float
    margin: float | None
    evidence: tuple[Evidence, ...]
    why: str
    would_change: tuple[str, ...]
    descents: tuple[Descent, ...] = ()
    marks: tuple[Mark, ...] = ()
    uncredited: tuple[Uncredited, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the origin as plain values, as ``docs/format.md`` describes them."""
        margin = self.margin if self.margin is not None and isfinite(self.margin) else None
        return {
            "verdict": self.verdict,
            "article": self.article,
            "name": self.name,
            "nearest": self.nearest,
            "nearest_because": self.nearest_because,
            "probability": round(self.probability, 4),
            "margin": None if margin is None else round(margin, 4),
            "evidence": [row.to_dict() for row in self.evidence],
            "why": self.why,
            "would_change": list(self.would_change),
            "descents": [descent.to_dict() for descent in self.descents],
            "marks": [mark.to_dict() for mark in self.marks],
            "uncredited": [entry.to_dict() for entry in self.uncredited],
        }
