"""The pattern table for English."""

from __future__ import annotations

from dedup.attributions.patterns import (
    BYLINE,
    CAPITALS,
    EXCLUSIVE,
    LINE,
    REPORTED,
    REPUBLISHED,
    SPOKEN,
    row,
)

_PIECE = (
    r"(?:article|story|piece|report|post|column|op-ed|essay|interview|content|material|version)"
)
_PIECE_CUE = "article|story|piece|report|post|column|op|essay|interview|content|material|version"
_TALK = (
    r"(?:interview|discussion|conversation|chat|sit-down|talk|phone call|telephone call|call|q&a|"
    r"podcast|comments?|remarks|appearance|statement|e-?mail|message|letter|briefing)"
)
_TALK_CUE = (
    r"interview|discussion|conversation|chat|sit|talk|call|q|podcast|comments?|remarks|appearance|"
    r"statement|e?mail|message|letter|briefing"
)
_HAS = r"(?:has|have|had|also|first|previously|earlier|since|later|recently|reportedly)"
_JOURNALIST = (
    r"(?:reporter|correspondent|writer|columnist|editor|journalist|producer|bureau chief|"
    r"contributor|photographer)s?"
)
_JOURNALIST_CUE = (
    r"(?:reporter|correspondent|writer|columnist|editor|journalist|producer|chief|contributor|"
    r"photographer)s?"
)
_OUT = r"(?:appeared|ran|published|posted|printed|produced|reprinted|republished|syndicated)"

_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|published\b|updated\b|\d{1,2}[ :./]|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d)"
)
_DATE_CUE = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|updated|\d{1,2}|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w{0,6}"
)
_LINE_END = rf"[ |,–—•-]*(?:(?:on)?$|{_DATE})"
_KIND_OF = r"(?: (?:news )?(?:newspaper|newswire|agency|network|channel|magazine|website|station))?"
_MAY_STAND_BETWEEN = (
    "news newspaper newswire agency network channel magazine website station "
    "has have had also first previously earlier since later recently reportedly is"
)
_SHOW = r"(?: ?[“\"‘][^”\"’\n]{2,40},?[”\"’])"

WHOLE_TEXT = (
    row(
        "republished-from",
        REPUBLISHED,
        rf"\b(?:this|the) (?:\w+ ){{0,2}}{_PIECE} (?:was |has been |is )?(?:originally |first )?"
        rf"{_OUT}(?: \w+){{0,2}} (?:in|on|at|by|from|with)",
        whole_text=True,
        label=True,
        cue=_PIECE_CUE,
        links="in on at by from with",
        inner=8,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        rf"\b(?:originally|first) {_OUT}(?: online)? (?:in|on|at|by)",
        whole_text=True,
        label=True,
        cue=r"originally|first",
        links="in on at by",
        inner=3,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:republished|reprinted|reposted|syndicated|reproduced|excerpted|adapted)(?: \w+){0,2}"
        r"(?: with(?: the)?(?: kind)? permission)? (?:from|of|by)",
        whole_text=True,
        label=True,
        cue=r"re(?:published|printed|posted|produced)|syndicated|excerpted|adapted",
        links="from of by",
        inner=7,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\bby (?:kind )?(?:permission|courtesy) of",
        whole_text=True,
        label=True,
        cue=r"permission|courtesy",
        links="of",
        inner=1,
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*(?:source|via|from)\s*:",
        r"\W*$",
        whole_text=True,
        cue=r"source|via|from",
        opens="line",
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*(?:(?:analysis|commentary|opinion|report|story|text|words) )?by"
        r"(?: (?!the\b|and\b)(?:[^\n.;:!?“”\"]|\b\w\.){2,90})?",
        rf"(?:['’]s)?(?: [\w ]{{0,30}}(?:staff|reporters?|writers?|correspondents?))*"
        rf"(?:, \w+){{0,2}}{_LINE_END}",
        whole_text=True,
        cue=r"by",
        opens="line",
        reach=LINE,
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*(?:posted|published|updated)\b[^\n]{0,60}\bby",
        _LINE_END,
        whole_text=True,
        cue=r"posted|published|updated",
        opens="line",
        reach=LINE,
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*from",
        r" [a-z][\w.'’-]+ [a-z][\w.'’-]+\W*$",
        whole_text=True,
        cue=r"from",
        opens="line",
    ),
    # "Fox News Posted at 2:00 pm", "New York Daily News•", "The Associated Press | Sunday, July 15"
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*",
        r"\s*(?:posted at \d|•\W*$|[—–-] by\b)",
        whole_text=True,
        cue=r"posted|by|•",
        follows=True,
        between="",
    ),
    row(
        "source-line",
        BYLINE,
        r"(?:^\W*| [-–|])",
        rf"[ |,–—•-]+{_DATE}",
        whole_text=True,
        cue=_DATE_CUE,
        follows=True,
        between="",
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"\b(?:authored|written|posted|submitted) by\b[^\n]{0,60}\bvia",
        whole_text=True,
        label=True,
        cue=r"via",
    ),
    row(
        "byline",
        BYLINE,
        rf"\b(?:is|are) (?:an?|the) [\w\s-]{{0,40}}{_JOURNALIST} (?:for|at|with|of)",
        whole_text=True,
        cue=_JOURNALIST_CUE,
        links="for at with of",
        inner=1,
    ),
    row("sign-off", BYLINE, r"^\W*[-–—(]\s*", r"\W*$", whole_text=True),
    row(
        "copyright",
        BYLINE,
        r"(?:©|\(c\)|\bcopyright)[\s,]*(?:\d{4}[\s,]*)?(?:by ?)?",
        whole_text=True,
        cue=r"©|\(c\)|copyright",
        inner=4,
    ),
)

PIECES = (
    # An exclusive: the outlet had it alone, or first.
    row(
        "interview-with",
        EXCLUSIVE,
        rf"\b{_TALK}(?: (?:published|aired|broadcast|taped|conducted|given|granted))?"
        r"(?: (?!seen|obtained|reviewed|viewed)\w+){0,2} (?:with|to|by|for|on|in)",
        cue=_TALK_CUE,
        links="with to by for on in",
        inner=6,
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:interviewed (?:by|on|for|in)|gave|granted|exclusive (?:to|for))",
        cue=r"interviewed|gave|granted|exclusive",
        inner=1,
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:an?|his|her|their|recent|exclusive|separate)",
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
        after=r",? (?:(?:was the )?first (?:to )?report(?:ed)?|broke the (?:news|story)|"
        r"exclusively (?:reported|revealed))\b",
        cue=r"first|broke|exclusively",
        between="was the",
    ),
    row(
        "obtained-by",
        EXCLUSIVE,
        r"\b(?:obtained|seen|reviewed|viewed|verified|exclusively shared|provided exclusively) "
        r"(?:\w+ )?(?:by|with|to)",
        cue=r"obtained|seen|reviewed|viewed|verified|shared|provided",
        links="by with to",
        inner=2,
    ),
    # Someone spoke to the outlet.
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
        r"\b(?:said|confirmed|confided|admitted|revealed|explained|insisted|disclosed|wrote|added) "
        r"(?:\w+ly )?to",
        cue=r"said|confirmed|confided|admitted|revealed|explained|insisted|disclosed|wrote|added",
        links="to",
        inner=2,
    ),
    row(
        "said-on",
        SPOKEN,
        r"\b(?:said|says|saying|told|tells|airs|aired|appeared|appearing|appearance|stated|declared|speaking|spoke)"
        r"(?: (?!to\b|the\b)\w+){0,3} on",
        cue=r"said|says|saying|told|tells|airs|aired|appear(?:ed|ing|ance)|stated|declared|speaking|spoke",
        links="on",
        inner=4,
    ),
    row("said-on", SPOKEN, r"(?:^|[.!?”\"] ?)\W*on", ",", cue=r"on", opens="clause"),
    row(
        "wrote-in",
        SPOKEN,
        r"\b(?:wrote|writing|writes|written|op-ed|column|essay)(?: \w+){0,4} (?:in|for)",
        cue=r"wrote|writing|writes|written|op|column|essay",
        links="in for",
        inner=6,
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
    # The outlet reported.
    row(
        "according-to",
        REPORTED,
        r"\b(?:according|per|as per|citing|cites|cited|quoting|quotes|quoted by|attributed to|"
        r"crediting)(?: a report)?(?: (?:to|by|in|from))?",
        cue=r"according|per|cit(?:ing|es|ed)|quot(?:ing|es|ed)|attributed|crediting",
        inner=3,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:reported|reports?|revealed|published|disclosed|carried|compiled|analysis|"
        r"investigation|poll|survey|broadcast|aired|article|story|account|coverage)"
        r"(?:(?: on)? \w+day| earlier| last week| this week)? (?:by|in|from|on)",
        cue=r"report(?:ed|s)?|revealed|published|disclosed|carried|compiled|analysis|investigation|poll|"
        r"survey|broadcast|aired|article|story|account|coverage",
        links="by in from on",
        inner=4,
    ),
    row(
        "reported",
        REPORTED,
        r"[,”\"'’] (?:reports?|reported|writes|wrote|notes|noted)",
        cue=r"report(?:s|ed)?|writes|wrote|note[sd]",
    ),
    row(
        "contributed",
        REPORTED,
        after=rf" (?:[\w ]{{0,30}})?{_JOURNALIST}\b[^\n]{{0,60}}\bcontribut",
        cue=r"contribut\w*",
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
    row(
        "said-on",
        SPOKEN,
        after=_SHOW + r" (?:anchor|co-anchor|host|co-host|contributor|guest|correspondent)s?\b",
        cue=r"(?:anchor|host|contributor|guest|correspondent)s?",
        reach=LINE,
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:co-)?(?:anchor|host|columnist|correspondent|reporter|writer)s?"
        r" (?:[\w.’'-]+ ){1,3}(?:report(?:s|ed)|wrote|writes|says|said)\b",
        cue=r"(?:anchor|host|columnist|correspondent|reporter|writer)s?",
        between="co",
    ),
    # "CNN's Ann Lee says", its possessive taken off
    row(
        "reported",
        REPORTED,
        after=r" (?:(?-i:[A-Z])[\w.’'-]+ ){1,3}(?:says|said|reports|reported|writes|wrote|claims|"
        r"claimed|argues|argued|notes|noted)\b",
        cue=r"sa(?:ys|id)|report(?:s|ed)|writes|wrote|claim(?:s|ed)|argue[sd]|note[sd]",
        between=CAPITALS,
    ),
    row("according-to", REPORTED, r"\bin the words of", cue=r"words", inner=1),
    row(
        "according-to",
        REPORTED,
        r"\bas",
        " (?:puts?|has) it\\b",
        cue=r"puts?|has",
        follows=True,
        between="",
    ),
    row(
        "contributed",
        REPORTED,
        after=r" (?:(?-i:[A-Z])[\w.’'-]+ ){2,3}contributed\b",
        cue=r"contributed",
        between=CAPITALS,
    ),
    row("speaking-to", SPOKEN, after=r" asked (?!for\b)", cue=r"asked", between=""),
    row(
        "said-to",
        SPOKEN,
        r"\b(?:claims?|remarks|comments|statements?) to",
        cue=r"claims?|remarks|comments|statements?",
        links="to",
        inner=1,
    ),
    row(
        "said-on",
        SPOKEN,
        r"\b(?:guest|appeared|appearance|interview) on",
        label=False,
        cue=r"guest|appear(?:ed|ance)|interview",
        links="on",
        inner=1,
    ),
    # A headline's tail: "… has low expectations: CBS News"
    row("according-to", REPORTED, r"^[^\n]{15,}[^\W\d]:", r"\s*$"),
    row(
        "reporter-for",
        REPORTED,
        rf"\b{_JOURNALIST} (?:for|from|at|with|of)",
        cue=_JOURNALIST_CUE,
        links="for from at with of",
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        after=rf",?{_KIND_OF}(?: {_HAS}){{0,2}} (?:(?:is )?reporting|reports?|reported|writes?|"
        r"wrote|notes|noted|says|said|editorialized|"
        r"quotes|quoted|reveals|revealed|claims|claimed|adds|added|published|cited|puts|"
        r"described|calculated|found)\b",
        cue=r"report(?:ing|s|ed)?|writes?|wrote|note[sd]|sa(?:ys|id)|editorialized|quote[sd]|reveal(?:s|ed)|"
        r"claim(?:s|ed)|add(?:s|ed)|published|cited|puts|described|calculated|found",
        between=_MAY_STAND_BETWEEN,
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

ENGLISH = (*WHOLE_TEXT, *PIECES)
