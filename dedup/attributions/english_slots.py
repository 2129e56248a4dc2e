"""Rows of the English table whose words are said of outlets and seldom of anything else.

Any name is an outlet's there, be it on no list and of no outlet's shape, unless something tells
that it is a person's, an office's, a firm's or a place's (``other_kinds.py``).
"""

from __future__ import annotations

from dedup.attributions.patterns import BYLINE, EXCLUSIVE, REPORTED, SPOKEN, row

_AFTERWARDS = r"(?:[.,;:”\"]|$| (?:on|in|last|this|earlier|that|published|at|before|after|from)\b)"
"""What follows an outlet there, where people and offices are followed by what they are or do."""

SLOTS = (
    row(
        "first-reported-by",
        EXCLUSIVE,
        r"\b(?:first|originally|exclusively) reported(?: (?:on )?\w+day)? by",
        cue=r"reported",
        links="by",
        inner=2,
        slot=True,
    ),
    row(
        "first-reported-by",
        EXCLUSIVE,
        r"\bas",
        r" (?:first|exclusively) (?:reported|revealed|disclosed)\b",
        cue=r"first|exclusively",
        follows=True,
        between="",
        slot=True,
    ),
    # "told Gazetteer in an exclusive interview"
    row(
        "told",
        SPOKEN,
        r"\b(?:told|tells|telling)",
        r" (?:in|during) an? (?:[\w-]+ ){0,3}interview\b",
        cue=r"told|tells|telling",
        slot=True,
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\bin an? (?:[\w-]+ ){0,3}interview with",
        _AFTERWARDS,
        cue=r"interview",
        links="with",
        inner=1,
        slot=True,
    ),
    row(
        "reporter-for",
        REPORTED,
        r"\b(?<!former )(?:reporter|correspondent|columnist|journalist|blogger)s? (?:for|with)",
        cue=r"(?:reporter|correspondent|columnist|journalist|blogger)s?",
        links="for with",
        inner=1,
        slot=True,
    ),
    row(
        "byline",
        BYLINE,
        r"\b(?:is|are) (?:an? |the )?(?:[\w-]+ ){0,4}"
        r"(?:reporter|correspondent|columnist|journalist)s? (?:for|with)",
        whole_text=True,
        cue=r"(?:reporter|correspondent|columnist|journalist)s?",
        links="for with",
        inner=1,
        slot=True,
    ),
    # "(via Gazetteer)"
    row(
        "reported-by",
        REPORTED,
        r"[(\[](?:via|h/t|hat tip:?)",
        r"(?: and [^()\n]{2,30})?[)\]]",
        cue=r"via|t|tip",
        slot=True,
    ),
    # "“It is closed,” said the builder Ann Lee to Reuters, speaking from Ostermoor"
    row(
        "said-to",
        SPOKEN,
        r"[,”\"'’] (?:said|says)(?: (?:the )?[a-z]\w+)?(?: (?-i:[A-Z])[\w.’'-]*){1,3} to",
        cue=r"said|says",
        links="to",
        inner=6,
    ),
    # A line below a heading: "Ann Lee, Reuters diplomatic correspondent"
    row(
        "reporter-for",
        REPORTED,
        r"^\W*(?-i:[A-Z])[\w.'’-]+(?: (?-i:[A-Z])[\w.'’-]+){1,3},",
        r"(?: [\w-]+){0,3} (?:correspondent|reporter|editor|analyst|columnist)s?"
        r"(?: (?:in|based in) [\w ]+)?\W*$",
        cue=r"(?:correspondent|reporter|editor|analyst|columnist)s?",
        follows=True,
    ),
)
"""All but the last two are slots."""
