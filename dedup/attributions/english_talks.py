"""Rows of the English table for what an outlet had alone, and for what somebody told it."""

from __future__ import annotations

from dedup.attributions.english_words import (
    AT_WORK,
    CONFIDED,
    HAS,
    JOURNALIST,
    JOURNALIST_CUE,
    SHOW,
    SPOKEN_BY,
    TALK,
    TALK_CUE,
    WORKING,
    WROTE,
    WROTE_CUE,
)
from dedup.attributions.patterns import CAPITALS, EXCLUSIVE, LINE, REPORTED, SPOKEN, row

_EXCLUSIVES = (
    row(
        "interview-with",
        EXCLUSIVE,
        rf"\b{TALK}(?: (?:published|aired|broadcast|taped|conducted|given|granted))?"
        r"(?: (?!seen|obtained|reviewed|viewed)\w+){0,2} (?:with|to|by|for|on|in)",
        cue=TALK_CUE,
        links="with to by for on in",
        inner=6,
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:interviewed (?:(?:by|on|in)|[^\n.;:“”\"]{0,60}?for)|gave|granted|"
        r"exclusive (?:to|for))",
        cue=r"interviewed|gave|granted|exclusive",
        inner=9,
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"(?:\b(?:an?|his|her|their|recent|exclusive|separate)|\w['’]s)",
        r" (?:\w+ ){0,2}(?:interview|exclusive|q&a)\b",
        cue=r"interview|exclusive|q",
        follows=True,
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        after=r" (?:exclusive(?:ly)? )?interview(?:ed)?\b",
        cue=r"interview(?:ed)?",
        between="exclusive exclusively",
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:sat|sits?|sitting) down (?:\w+ ){0,3}with",
        cue=r"sat|sits?|sitting",
        links="with",
        inner=5,
    ),
    row(
        "first-reported-by",
        EXCLUSIVE,
        r"\b(?:first|originally|previously|exclusively) "
        r"(?:reported|revealed|disclosed|published|obtained|noted)(?: \w+)? (?:by|in|on)",
        cue=r"reported|revealed|disclosed|published|obtained|noted",
        links="by in on",
        inner=2,
    ),
    row(
        "first-reported-by",
        EXCLUSIVE,
        after=r",? (?:(?:was (?:the )?)?first (?:to )?(?:report|reveal|disclose|publish)(?:ed)?|"
        r"broke the (?:news|story)|exclusively (?:reported|revealed))\b",
        cue=r"first|broke|exclusively",
        between="was the",
    ),
    row(
        "obtained-by",
        EXCLUSIVE,
        r"\b(?:obtained|seen|reviewed|viewed|verified|shared|leaked|provided|supplied|"
        r"made available) (?:\w+ )?(?:by|with|to)",
        cue=r"obtained|seen|reviewed|viewed|verified|shared|provided|leaked|supplied|available",
        links="by with to",
        inner=2,
    ),
)

_SPOKEN = (
    row("told", SPOKEN, r"\b(?:told|tells?|telling)", cue=r"told|tells?|telling"),
    row(
        "speaking-to",
        SPOKEN,
        r"\b(?:speaking|spoke|speaks|spoken|talking|talked|talks)(?: \w+ly){0,2} (?:to|with|on)",
        cue=r"speaking|spoken?|speaks|talk(?:ing|ed|s)",
        links="to with on",
        inner=3,
    ),
    row(
        "said-to",
        SPOKEN,
        rf"\b(?:{CONFIDED}|claimed|identified) (?:\w+ly )?to",
        cue=rf"{CONFIDED}|claimed|identified",
        links="to",
        inner=2,
    ),
    row(
        "said-on",
        SPOKEN,
        rf"\b{SPOKEN_BY}(?: (?!to\b|the\b)\w+){{0,3}} on",
        cue=SPOKEN_BY,
        links="on",
        inner=4,
    ),
    # "said Ann Lee, D-Va., on NBC's": who said it stands between
    row(
        "said-on",
        SPOKEN,
        r"\bsa(?:id|ys)(?:(?: (?-i:[A-Z])[\w.’'-]*){1,6}|[^;\n“”\"]{3,115},) on",
        cue=r"sa(?:id|ys)",
        links="on",
        inner=18,
    ),
    row(
        "said-on",
        SPOKEN,
        r"(?:^|[.!?”\"] ?)\W*(?:\w+(?:ly)?, )?on",
        rf"(?:{SHOW}|,)",
        cue=r"on",
        opens="clause",
    ),
    row(
        "said-on",
        SPOKEN,
        r"(?:^|[.!?”\"] ?)\W*(?:back|later|earlier|also|separately|live) on",
        rf"(?:{SHOW}|,)",
        cue=r"back|later|earlier|also|separately|live",
        links="on",
        inner=1,
        opens="clause",
    ),
    # "several interviews including one last week on CNN"
    row(
        "interview-with",
        EXCLUSIVE,
        r"\binterviews?,?(?: (?!seen|obtained|that|who)[\w’'-]+){3,9},? (?:on|with)",
        cue=r"interviews?",
        links="on with",
        inner=11,
    ),
    row(
        "wrote-in",
        SPOKEN,
        rf"\b{WROTE}(?: \w+){{0,4}} (?:in|for|on)(?: an?| his| her)?",
        cue=WROTE_CUE,
        links="in for on",
        inner=6,
    ),
    # "as noted by Ann Lee in the Atlantic"; "“The bridge,” by Ann Lee, a builder, in the Atlantic"
    row(
        "wrote-in",
        SPOKEN,
        r"(?:\bby(?: (?-i:[A-Z])[\w.’'-]*){2,4}|[”\"’'],? by [^;:“”\"\n]{3,90}) (?:in|for)",
        cue=r"by",
        links="in for",
        inner=16,
    ),
    # The house speaks of itself; in another outlet's text it was copied along.
    row(
        "house-claim",
        SPOKEN,
        after=r" (?:understands|has learned|has learnt|can (?:exclusively )?reveal|has seen|"
        r"has been told|has obtained)\b",
        cue=r"understands|learn(?:ed|t)|reveal|seen|told|obtained",
        between="has can been exclusively",
    ),
    row(
        "said-on",
        SPOKEN,
        after=SHOW + r" (?:anchor|co-anchor|host|co-host|contributor|guest|correspondent)s?\b",
        cue=r"(?:anchor|host|contributor|guest|correspondent)s?",
        reach=LINE,
    ),
    row("speaking-to", SPOKEN, after=r" asked (?!for\b)", cue=r"asked", between=""),
    # "CNN's Ann Lee asked": it was said to her house
    row(
        "speaking-to",
        SPOKEN,
        after=rf" (?:{WORKING} ){{0,3}}(?:(?-i:[A-Z])[\w.’'-]+ ){{1,3}}"
        r"(?:asked|interviewed|pressed)\b",
        cue=r"asked|interviewed|pressed",
        between=f"{CAPITALS} {AT_WORK} {HAS}",
        apart=True,
    ),
    row(
        "speaking-to",
        SPOKEN,
        r"\b(?:asked|pressed|questioned|quizzed|grilled|contacted|reached|approached)"
        r"(?: [\w’'-]+){0,7} by",
        cue=r"asked|pressed|questioned|quizzed|grilled|contacted|reached|approached",
        links="by",
        inner=8,
    ),
    row(
        "said-to",
        SPOKEN,
        r"\b(?:claims?|remarks|comments?|statements?) to",
        cue=r"claims?|remarks|comments?|statements?",
        links="to",
        inner=1,
    ),
    row(
        "said-on",
        SPOKEN,
        r"\b(?:guest|appeared|appearance|interview|went|episode|edition) (?:on|of)",
        cue=r"guest|appear(?:ed|ance)|interview|went|episode|edition",
        links="on of",
        inner=1,
    ),
    row(
        "speaking-to",
        SPOKEN,
        r"\b(?:an?|the|this) (?:\w+ )?(?:question|inquiry|query) (?:from|by)",
        cue=r"question|inquiry|query",
        links="from by",
        inner=1,
    ),
    # "was on ABC's “This Week”"; "said at an MSNBC town hall"
    row(
        "said-on",
        SPOKEN,
        r"\b(?:was|were|been) on",
        SHOW,
        cue=r"was|were|been",
        links="on",
        inner=1,
    ),
    row(
        "said-on",
        SPOKEN,
        r"\b(?:said|says|spoke|speaking|told|appeared?|appearing|remarks|comments)\b[^.;:\n]{0,40} "
        r"(?:at|during|in) an?",
        r" (?:[\w-]+ )?(?:town hall|forum|debate|roundtable)\b",
        cue=r"town|forum|debate|roundtable",
        follows=True,
    ),
    # "confirmed the closure to Reuters"
    row(
        "said-to",
        SPOKEN,
        r"\b(?:confirmed|confided|disclosed|revealed|described|identified)(?: [\w’'-]+){1,4} to",
        cue=r"confirmed|confided|disclosed|revealed|described|identified",
        links="to",
        inner=6,
    ),
    # "told a Reuters reporter"; "A Reuters witness saw"
    row(
        "told",
        SPOKEN,
        r"\b(?:told|telling|asked by|spoke to|spoke with) an?",
        rf" (?:{WORKING} )?{JOURNALIST}\b",
        cue=JOURNALIST_CUE,
        follows=True,
        between=AT_WORK,
    ),
    row(
        "reported",
        REPORTED,
        r"\b(?:an?|the|two|three)",
        rf" (?:{WORKING} )?(?:{JOURNALIST}|witness(?:es)?|crew|team)(?: \w+){{0,4}} "
        r"(?:saw|said|says|reported|witnessed|heard|counted|observed|found)\b",
        cue=rf"{JOURNALIST_CUE}|witness(?:es)?|crew|team",
        follows=True,
        between=AT_WORK,
    ),
    # "CNN's Washington reporter, Ann Lee, interviewed"
    row(
        "speaking-to",
        SPOKEN,
        after=rf" (?:[\w-]+ ){{0,3}}{JOURNALIST}, (?:(?-i:[A-Z])[\w.’'-]+ ?){{1,3}}, "
        r"(?:asked|interviewed|pressed|spoke)\b",
        cue=r"asked|interviewed|pressed|spoke",
        reach=9,
        apart=True,
    ),
)

TALKS = (*_EXCLUSIVES, *_SPOKEN)
