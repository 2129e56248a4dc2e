"""Rows of the English table for what an outlet reported."""

from __future__ import annotations

from dedup.attributions.english_words import (
    AT_WORK,
    HAS,
    JOURNALIST,
    JOURNALIST_CUE,
    KIND_OF,
    MAY_STAND_BETWEEN,
    PUBLISHES,
    PUBLISHES_CUE,
    SAYS,
    SAYS_CUE,
    WORKING,
)
from dedup.attributions.patterns import CAPITALS, LINE, REPORTED, row

_ANY_OF_HAS = rf"(?:{'|'.join(HAS.split())})"
_NAMED = r"(?-i:[A-Z])[\w.’'-]+"
_THIS = r"(?:(?: (?:to|reporting|from)\b)+(?: [\w ]{0,30}| to (?:this|the))|\W*$)"

REPORTS = (
    row(
        "according-to",
        REPORTED,
        r"\b(?:according|per|as per|citing|cites|cited|quoting|quotes|quoted by|attributed to|"
        r"crediting)(?: a report)?(?: (?:to|by|in|from))?(?: an?)?",
        cue=r"according|per|cit(?:ing|es|ed)|quot(?:ing|es|ed)|attributed|crediting",
        inner=3,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:reported|reports?|revealed|published|disclosed|carried|compiled|analysis|"
        r"investigation|poll|survey|study|broadcast|aired|article|story|account|coverage)"
        r"(?:(?: on)? \w+day| earlier| last week| this week)? (?:by|in|from|on)",
        cue=r"report(?:ed|s)?|revealed|published|disclosed|carried|compiled|analysis|investigation|poll|"
        r"survey|study|broadcast|aired|article|story|account|coverage",
        links="by in from on",
        inner=4,
    ),
    # "noted again today by Axios"; a quotation, an item from it
    row(
        "reported-by",
        REPORTED,
        r"\b(?:noted|reported|observed|described|quoted)(?: \w+){0,2} by",
        cue=r"noted|reported|observed|described|quoted",
        links="by",
        inner=3,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:quot(?:e|ation)s?|excerpts?|passages?|headlines?|nuggets?|items?|dispatch|scoops?|"
        r"features?|profiles?|clips?|footage|videos?) (?:from|in|by)",
        cue=r"quot(?:e|ation)s?|excerpts?|passages?|headlines?|nuggets?|items?|dispatch|scoops?|"
        r"features?|profiles?|clips?|footage|videos?",
        links="from in by",
        inner=1,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:published|printed) in (?:the|its) [\w’' -]{3,30}",
        cue=r"published|printed",
        links="in",
        inner=1,
        reach=6,
    ),
    row("reported-by", REPORTED, r"[,(] ?via", cue=r"via"),
    # "by the New Yorker's Ann Lee"
    row(
        "reported-by",
        REPORTED,
        r"\b(?:by|from)",
        rf" {_NAMED} {_NAMED}",
        cue=r"by|from",
    ),
    row(
        "reported",
        REPORTED,
        r"(?:[,”\"'’] (?:reports?|reported|writes|wrote|notes|noted)|\bas did)",
        cue=r"report(?:s|ed)?|writes|wrote|note[sd]|did",
    ),
    row(
        "contributed",
        REPORTED,
        after=rf"[^\n;:“”\"]{{0,160}}\bcontribut(?:ed|ing){_THIS}",
        cue=r"contribut(?:ed|ing)",
        reach=LINE,
    ),
    row(
        "contributed",
        REPORTED,
        r"\b(?:material|information|reporting|reports|files) from"
        r"(?:(?: [\w.&]+){1,4},){0,4}(?:,? ?\band)?",
        cue=r"material|information|reporting|reports|files",
        links="from",
        inner=1,
        reach=LINE,
    ),
    row(
        "reported",
        REPORTED,
        after=r",? (?:has |had |also )?(?:released|aired|broadcast|posted|published) "
        r"(?:\w+ ){0,3}(?:excerpts?|clips?|transcripts?|interview|footage|video|audio|parts?)\b",
        cue=r"released|aired|broadcast|posted|published",
        between="has had also",
    ),
    # "CNN's Ann Lee, who built it, wrote"
    row(
        "reported",
        REPORTED,
        after=rf"(?: {_NAMED}){{2,3}}, [^;:“”\"\n]{{3,130}}, (?:wrote|writes|argue[sd])\b",
        cue=r"wrote|writes|argue[sd]",
        reach=24,
    ),
    # "CNN's Ann Lee says", "Spiegel journalists Ann Lee and Bo Day noted": its people by name
    row(
        "reported",
        REPORTED,
        after=rf"(?:['’]s)?(?:[ -](?:{WORKING}|{_NAMED})(?:['’]s|,)?){{1,14}}"
        rf"(?: in {_NAMED})?,? {SAYS}\b",
        cue=SAYS_CUE,
        between=f"{CAPITALS} {AT_WORK} {HAS} in",
    ),
    row("according-to", REPORTED, r"\bin the words of", cue=r"words", inner=1),
    row(
        "according-to",
        REPORTED,
        r"\bas",
        r" (?:puts?|has) it\b",
        cue=r"puts?|has",
        follows=True,
        between="",
    ),
    # A headline's tail: "… has low expectations: CBS News"
    row("according-to", REPORTED, r"^[^\n]{15,}[^\W\d]:", r"\s*$"),
    row(
        "reporter-for",
        REPORTED,
        rf"\b{JOURNALIST} (?:for|from|at|with|of)",
        cue=JOURNALIST_CUE,
        links="for from at with of",
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        after=rf",?{KIND_OF}(?: {_ANY_OF_HAS}){{0,2}} {PUBLISHES}\b",
        cue=PUBLISHES_CUE,
        between=MAY_STAND_BETWEEN,
    ),
    row(
        "report-of",
        REPORTED,
        r"\b(?:an?|the|this|that|recent|new|earlier)",
        r" (?:report|investigation|analysis|article|story|exclusive|poll|survey|op-ed|column|"
        r"editorial|podcast|broadcast)\b",
        cue=r"report|investigation|analysis|article|story|exclusive|poll|survey|op|column|editorial|"
        r"podcast|broadcast",
        follows=True,
        between="",
    ),
)
