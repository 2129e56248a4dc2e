"""Profiles: the aligner's parameters, each set named after what it is for."""

from __future__ import annotations

from dataclasses import dataclass, replace

WHOLE = 1 << 30
"""A unit length that no sentence reaches."""


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
        end_alike: share of its telling words that the first and the last sentence of a re-worded
            passage must have in common with one of the other side, 0 for none: a credit above a
            copied lead, or a stranger's sentence with the same small words, is no part of it.
    """

    kept_share: float = 0.54
    window: int = 10
    free_clauses: bool = True
    tail: float = 1 / 3
    cost: float = 4.0
    least_at_edge: float = 1.0
    end_alike: float = 0.0


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
        least_longer: words of the longer side below which nothing is a passage: a notice that many
            pages print is shorter than what is worth copying.
        alone: words on either side below which nothing stands alone, whatever it proves: a name and
            a title are six. Beside others it needs twice the evidence.
        alone_share: share of the longer side's words that a passage must have in common to stand
            alone, by their first letters: what two reports of one kind of event have in common is
            the words of their subject.
        evidence: nats that a passage must reach alone.
        supported_evidence: nats that suffice where the strong passages sum to ``support``.
        support: see above.
        scattered: nats below which a passage that others support must have three words in a row in
            common that prove something themselves; 0 asks none. Two texts of one event share words
            anywhere, and names.
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
        lenience: by how much less a word costs that the other side has not, where this side is
            longer: 0 nothing, 1 by the share of its words that cannot be kept. Who copies leaves
            out words, and those of the original must not speak against the copy.
        doubt: nats that all passages of two articles must prove in sum, unless they share a
            quotation, a long run of words or one passage that is the same for certain; 0 asks
            nothing. Two reports of one kind of event share their subject's words.
        sure_share: share of its words that one passage of two articles must have in common, the
            geometric mean of both sides' shares, unless they have a long run of words in common; 0
            asks nothing. Who shortens leaves out words of one side only, and two reports of one
            subject add words on both.
        around_worth: nats that each word around a verbatim chain must prove for the chain to be
            shown as a part of what resembles around it; 0 asks nothing.
    """

    longest_unit: int = WHOLE
    cosine: float = 0.08
    dice: float = 0.05
    mutual: bool = False
    gap: int = 2
    ends: Ends = Ends(tail=0.25, end_alike=0.18)
    shortest: int = 4
    least_longer: int = 0
    alone: int = 8
    alone_share: float = 0.3
    shortest_chain: int = 30
    evidence: float = 50.0
    supported_evidence: float = 10.0
    support: float = 60.0
    scattered: float = 30.0
    quotations: bool = True
    own_worth: float = 2.0
    summaries: bool = False
    brief: int = 0
    brief_evidence: float = 0.0
    deepest: float = 15.0
    around_worth: float = 0.35
    lenience: float = 0.5
    doubt: float = 250.0
    sure_share: float = 0.48


READING = Profile()
"""What a reader is shown: clean ends, quotations by themselves."""

RELATED = replace(READING, doubt=0.0, sure_share=0.0)
"""What is shown of two articles of which is known that one is from the other."""

COVERAGE = replace(
    READING,
    cosine=0.15,
    dice=0.10,
    ends=Ends(kept_share=0.55, tail=0.0),
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
    lenience=1.0,
    scattered=0.0,
    doubt=0.0,
    sure_share=0.0,
)
"""How much of a text is found in another: what alone would not be shown counts (AUC against
independent reports .96, with READING's bounds .94), and nothing is cut at quotations."""

EXHAUSTIVE = Profile(
    longest_unit=25,
    cosine=0.20,
    dice=0.15,
    mutual=True,
    gap=6,
    ends=Ends(
        kept_share=0.65, window=30, free_clauses=False, tail=0.0, cost=5.0, least_at_edge=0.0
    ),
    shortest=30,
    least_longer=40,
    alone=0,
    alone_share=0.0,
    shortest_chain=40,
    evidence=50.0,
    supported_evidence=50.0,
    scattered=0.0,
    quotations=False,
    summaries=True,
    brief=16,
    brief_evidence=80.0,
    deepest=20.0,
    around_worth=0.0,
    doubt=0.0,
    sure_share=0.5,
)
"""Long passages in documents of any length, however obfuscated: the task of PAN 2013."""
