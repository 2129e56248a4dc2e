"""Profiles: the aligner's parameters, each set named after what it is for."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from dedup.kernels import (
    COSINE,
    NAT,
    SHARE,
    WORTH_COUNT,
    WORTH_LOWEST,
    WORTH_STEPS,
    Offsets,
    Rules,
)

WHOLE = 1 << 30
"""A unit length that no sentence reaches."""

MOST_PER_WORD = 6.0
"""Nats one word may add: a name that both texts use once is telling, but not proof."""


@dataclass(frozen=True, slots=True)
class Ends:
    """How a passage finds its ends.

    Attributes:
        kept_share: q, the share of words that a rewriter is expected to keep.
        window: words around the anchors within which a passage finds its ends.
        free_clauses: whether a passage may end at a comma or a quote mark as at a full stop.
        tail: the share of a sentence below which its part at the end of a longer passage is cut.
        cost: nats an end costs that is no boundary: without it passages grow ragged edges.
        least_at_edge: nats of the last word of a passage that ends inside a clause: "issued a new
            order to" ends at "order".
    """

    kept_share: float = 0.58
    window: int = 10
    free_clauses: bool = True
    tail: float = 1 / 3
    cost: float = 4.0
    least_at_edge: float = 1.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What counts as a shared passage.

    Attributes:
        longest_unit: words; a longer sentence is split evenly before it is compared.
        cosine, dice: what two sentences must exceed to anchor a passage.
        mutual: whether the two must be each other's best, or the best for either is enough.
        gap: how far apart two anchors of one passage may be; 1 is the next sentence, 2 skips one.
        ends: how a passage finds its ends.
        shortest_chain: matched words from which verbatim runs stand by themselves; shorter ones are
            left to what resembles.
        shortest: words on either side below which nothing but a quotation is a passage.
        alone: words on either side below which nothing stands alone, whatever it proves: a name and
            a title are six. Beside others it needs half as much evidence again.
        alone_share: share of the longer side's words that a passage must have in common to stand
            alone, by their first letters: what two reports of one kind of event have in common is
            the words of their subject.
        evidence: nats that a passage must reach alone.
        supported_evidence: nats that suffice where the strong passages sum to ``support``.
        support: see above.
        quotations: whether what both sides quote is a passage of its own.
        own_worth: nats that each word around the quotations of a passage must prove for them to be
            shown as parts of it: a paragraph copied with its quotations is one passage, a quotation
            in a paragraph that is hardly alike stands alone.
        summaries: whether one paragraph may stand for a page.
        brief: words of a passage that counts where no other was found, if it has
            ``brief_evidence`` nats; 0 admits none.
        brief_evidence: see above.
        deepest: nats that a stretch of words inside a passage may cost, 0 for any: beyond it the
            passage ends, and another may begin behind it.
        doubt: nats that two articles must share, in whatever they hold in common where nearly every
            word must be kept, unless they share a quotation or one passage that is plainly the
            same; 0 asks nothing. Two reports of one kind of event share their subject's words.
        around_worth: nats that each word around a verbatim chain must prove for the chain to be
            shown as a part of what resembles around it; 0 asks nothing.
    """

    longest_unit: int = WHOLE
    cosine: float = 0.08
    dice: float = 0.05
    mutual: bool = False
    gap: int = 2
    ends: Ends = Ends(tail=0.25)
    shortest: int = 4
    alone: int = 8
    alone_share: float = 0.3
    shortest_chain: int = 30
    evidence: float = 55.0
    supported_evidence: float = 16.0
    support: float = 65.0
    quotations: bool = True
    own_worth: float = 2.0
    summaries: bool = False
    brief: int = 0
    brief_evidence: float = 0.0
    deepest: float = 15.0
    around_worth: float = 0.35
    doubt: float = 250.0


READING = Profile()
"""What a reader is shown: clean ends, quotations by themselves."""

RELATED = replace(READING, doubt=0.0)
"""What is shown of two articles of which is known that one is from the other."""

COVERAGE = replace(
    READING,
    cosine=0.15,
    dice=0.10,
    ends=Ends(kept_share=0.6),
    evidence=40.0,
    supported_evidence=12.0,
    support=60.0,
    quotations=False,
    shortest=8,
    alone=0,
    alone_share=0.0,
    shortest_chain=40,
    deepest=0.0,
    around_worth=0.0,
    doubt=0.0,
)
"""How much of a text is found in another: what alone would not be shown counts (AUC against
independent reports .96, with READING's bounds .94), and nothing is cut at quotations."""

EXHAUSTIVE = Profile(
    longest_unit=25,
    cosine=0.20,
    dice=0.15,
    mutual=True,
    gap=5,
    ends=Ends(
        kept_share=0.65, window=15, free_clauses=False, tail=0.0, cost=5.0, least_at_edge=0.0
    ),
    shortest=30,
    alone=0,
    alone_share=0.0,
    shortest_chain=40,
    evidence=55.0,
    supported_evidence=55.0,
    quotations=False,
    summaries=True,
    brief=16,
    brief_evidence=70.0,
    deepest=20.0,
    around_worth=0.0,
    doubt=0.0,
)
"""Long passages in documents of any length, however obfuscated: the task of PAN 2013."""


ROUNDS = 4
"""The ends settle after two or three turns; a pair that swings is stopped here."""

PASSES = 3
"""Sentences left over are compared among themselves once more: their best may have been taken."""
COVERED_SHARE = 0.75
"""A unit of which this share stands in passages already is not looked at again."""

SHORTEST_QUOTATION = 5
"""Words; shorter ones are scare quotes and names of things."""
SHARED_HEADS, SHARED_PART = 3, 0.5
"""Two quotations are compared in earnest if they share three heads, and half of those of the
shorter one."""

PLAIN, PLAIN_PART, PLAIN_SHARE, PLAIN_KEPT = 90.0, 30.0, 0.6, 0.8
"""A passage is plainly the same if it proves 90 nats where a share of .8 of all words must be kept,
and the longer side has .6 of its words in common; what proves under 30 then is a name."""

SUMMARY_WORDS, SUMMARY_SHORTEST, SUMMARY_RATIO = 100, 60, 3
"""Words of a paragraph, where a summary is looked for; and at least; the page is thrice as long."""
SUMMARY_SHARE, SUMMARY_EVIDENCE = 0.75, 30.0
"""A summary says little that its page does not, and proves that many nats against the page."""
SUMMARY_REST, SUMMARY_MARGIN = 8.0, 12.0
"""Nats that the page proves of words which the best part of it has not; or else that this part may
prove more than the page, by the mean of both sides."""

SHORTEST_RUN = 5
"""Words in a row; four are often the language's own."""
MOST_OCCURRENCES = 8
"""A start that occurs more often is a refrain, and refrains align nothing."""
WIDEST_GAP = 6
"""Words between two runs of one chain: an edited phrase, not a new thought."""
MOST_OVERLAP = 2
"""Words two runs may share: where "of the" stands on both sides of an edit, both claim it."""
MOST_TRIMMED = 3
"""Words an end moves inward to reach a boundary: chance makes runs a word or two too long."""
LOOK_BACK = 64
"""Runs before one among which its predecessor is sought; a near one is among the last few."""
CHAIN_SHARE = 0.7
"""A chain that covers less of a rectangle than this, on both sides, is a part of it."""

VERBATIM_SHARE = 0.95
"""Share of the longer side's words in verbatim runs: one word in twenty may be a correction."""
OWN_RUN = 12
"""Words in a row outside quote marks that make a passage more than a quotation: independent
reports of one event never reached 11."""
SHORTEST_FURNITURE = 8
"""Words of site boilerplate worth showing; a share bar is shorter."""

MOST_CELLS = 40_000_000
"""Pairs of units beyond which sentences are not compared, and verbatim chains alone speak: two
books of 6,000 sentences."""
LEAP = 1000
"""Units that furniture is taken for, so that nothing joins across it."""
SENTENCE_ALIKE = 0.2
"""Share of two sentences' telling words that they must have in common to be shown side by side."""


@cache
def rules_of(profile: Profile) -> Rules:
    """Return a profile in the kernel's whole numbers."""
    ends = profile.ends
    return Rules(
        cosine=round(profile.cosine * COSINE),
        dice=round(profile.dice * SHARE),
        mutual=int(profile.mutual),
        gap=profile.gap,
        missed=round(math.log1p(-ends.kept_share) * NAT),
        end_cost=round(ends.cost * NAT),
        window=ends.window,
        free_clauses=int(ends.free_clauses),
        tail=round(ends.tail * SHARE),
        least_at_edge=round(ends.least_at_edge * NAT),
        rounds=ROUNDS,
        shortest=profile.shortest,
        evidence=round(profile.evidence * NAT),
        supported_evidence=round(profile.supported_evidence * NAT),
        support=round(profile.support * NAT),
        passes=PASSES,
        covered_share=round(COVERED_SHARE * SHARE),
        quotations=int(profile.quotations),
        shortest_quotation=SHORTEST_QUOTATION,
        own_worth=round(profile.own_worth * NAT),
        shared_heads=SHARED_HEADS,
        shared_part=round(SHARED_PART * SHARE),
        summaries=int(profile.summaries),
        summary_words=SUMMARY_WORDS,
        summary_shortest=SUMMARY_SHORTEST,
        summary_ratio=SUMMARY_RATIO,
        summary_share=round(SUMMARY_SHARE * SHARE),
        summary_evidence=round(SUMMARY_EVIDENCE * NAT),
        summary_rest=round(SUMMARY_REST * NAT),
        summary_margin=round(SUMMARY_MARGIN * NAT),
        shortest_run=SHORTEST_RUN,
        most_occurrences=MOST_OCCURRENCES,
        widest_gap=WIDEST_GAP,
        most_overlap=MOST_OVERLAP,
        shortest_chain=profile.shortest_chain,
        most_trimmed=MOST_TRIMMED,
        look_back=LOOK_BACK,
        chain_share=round(CHAIN_SHARE * SHARE),
        verbatim_share=round(VERBATIM_SHARE * SHARE),
        own_run=OWN_RUN,
        shortest_furniture=SHORTEST_FURNITURE,
        most_cells=MOST_CELLS,
        leap=LEAP,
        alone=profile.alone,
        alone_share=round(profile.alone_share * SHARE),
        doubt=round(profile.doubt * NAT),
        plain=round(PLAIN * NAT),
        plain_part=round(PLAIN_PART * NAT),
        plain_share=round(PLAIN_SHARE * SHARE),
        plain_missed=round(math.log1p(-PLAIN_KEPT) * NAT),
        brief=profile.brief,
        brief_evidence=round(profile.brief_evidence * NAT),
        around_worth=round(profile.around_worth * NAT),
        deepest=round(profile.deepest * NAT),
        sentence_alike=round(SENTENCE_ALIKE * SHARE),
    )


@cache
def worths_of(kept_share: float) -> Offsets:
    """Return what a matched word is worth by the chance that it is there anyway, in 2^-16 nats.

    Entry k is ln((q + (1 - q) p) / p) with p = 1 - exp(-x), x in the middle of its step.
    """
    step = np.arange(WORTH_COUNT)
    x = (1 + (step % WORTH_STEPS + 0.5) / WORTH_STEPS) * 2.0 ** (WORTH_LOWEST + step // WORTH_STEPS)
    chance = -np.expm1(-x)
    worth = np.log((kept_share + (1 - kept_share) * chance) / chance)
    worths: Offsets = np.rint(np.minimum(worth, MOST_PER_WORD) * NAT).astype(np.int64)
    return worths


@cache
def _logs_to(size: int) -> Offsets:
    logs: Offsets = np.rint(np.log(np.maximum(np.arange(size), 1)) * NAT).astype(np.int64)
    return logs


def logs_up_to(number: int) -> Offsets:
    """Return the natural logarithms of 0 (as 0), 1, 2, … in 2^-16 nats, ``number`` and more."""
    return _logs_to(max(1024, 1 << (number + 1).bit_length()))
