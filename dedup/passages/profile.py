"""Profiles: the aligner's parameters, each set named after what it is for."""

from __future__ import annotations

from dataclasses import dataclass, replace

WHOLE = 1 << 30
"""A unit length that no sentence reaches."""


@dataclass(frozen=True, slots=True)
class Ends:
    """How a passage finds its ends; profiles that agree in this share the work.

    Attributes:
        kept_share: q, the share of words that a rewriter is expected to keep.
        window: words around the anchors within which a passage finds its ends.
        free_clauses: whether a passage may end at a comma or a quote mark as at a full stop.
        tail: the share of a sentence below which its part at the end of a longer passage is cut.
    """

    kept_share: float = 0.6
    window: int = 10
    free_clauses: bool = True
    tail: float = 1 / 3


@dataclass(frozen=True, slots=True)
class Profile:
    """What counts as a shared passage.

    Attributes:
        longest_unit: words; a longer sentence is split evenly before it is compared.
        cosine, dice: what two sentences must exceed to anchor a passage.
        mutual: whether the two must be each other's best, or the best for either is enough.
        gap: how far apart two anchors of one passage may be; 1 is the next sentence, 2 skips one.
        ends: how a passage finds its ends.
        shortest: words on either side below which nothing but a quotation is a passage.
        evidence: nats that a passage must reach alone.
        supported_evidence: nats that suffice where the strong passages sum to ``support``.
        support: see above.
        quotations: whether what both sides quote is a passage of its own.
        summaries: whether one paragraph may stand for a page.
    """

    longest_unit: int = WHOLE
    cosine: float = 0.15
    dice: float = 0.10
    mutual: bool = False
    gap: int = 1
    ends: Ends = Ends()
    shortest: int = 8
    evidence: float = 55.0
    supported_evidence: float = 16.0
    support: float = 60.0
    quotations: bool = True
    summaries: bool = False


READING = Profile()
"""What a reader is shown: clean ends, quotations by themselves."""

COVERAGE = replace(READING, gap=2, evidence=40.0, supported_evidence=12.0, quotations=False)
"""How much of a text is found in another: one sentence may be skipped, what alone would not be
shown counts (AUC against independent reports .96, with READING's bounds .94), and nothing is cut
at quotations."""

EXHAUSTIVE = Profile(
    longest_unit=25,
    cosine=0.20,
    dice=0.20,
    mutual=True,
    gap=5,
    ends=Ends(kept_share=0.65, window=12, free_clauses=False, tail=0.0),
    shortest=30,
    evidence=55.0,
    supported_evidence=55.0,
    quotations=False,
    summaries=True,
)
"""Long passages in documents of any length, however obfuscated: the task of PAN 2013."""
