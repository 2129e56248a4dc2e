"""The pattern table for English."""

from __future__ import annotations

from dedup.attributions.patterns import BYLINE, EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

_PIECE = (
    r"(?:article|story|piece|report|post|column|op-ed|essay|interview|content|material|version)"
)
_TALK = (
    r"(?:interview|discussion|conversation|chat|sit-down|talk|phone call|telephone call|call|q&a|"
    r"podcast|comments?|remarks|appearance|statement|e-?mail|message|letter|briefing)"
)
_HAS = r"(?:has|have|had|also|first|previously|earlier|since|later|recently|reportedly)"
_JOURNALIST = (
    r"(?:reporter|correspondent|writer|columnist|editor|journalist|producer|bureau chief|"
    r"contributor|photographer)s?"
)
_OUT = r"(?:appeared|ran|published|posted|printed|produced|reprinted|republished|syndicated)"

_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|published\b|updated\b|\d{1,2}[ :./]|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d)"
)
_LINE_END = rf"[ |,–—•-]*(?:(?:on)?$|{_DATE})"
_KIND_OF = r"(?: (?:news )?(?:newspaper|newswire|agency|network|channel|magazine|website|station))?"
_SHOW = r"(?: ?[“\"‘][^”\"’\n]{2,40},?[”\"’])"

WHOLE_TEXT = (
    row(
        "republished-from",
        REPUBLISHED,
        rf"\b(?:this|the) (?:\w+ ){{0,2}}{_PIECE} (?:was |has been |is )?(?:originally |first )?"
        rf"{_OUT}(?: \w+){{0,2}} (?:in|on|at|by|from|with)",
        whole_text=True,
        label=True,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        rf"\b(?:originally|first) {_OUT}(?: online)? (?:in|on|at|by)",
        whole_text=True,
        label=True,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:republished|reprinted|reposted|syndicated|reproduced|excerpted|adapted)(?: \w+){0,2}"
        r"(?: with(?: the)?(?: kind)? permission)? (?:from|of|by)",
        whole_text=True,
        label=True,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\bby (?:kind )?(?:permission|courtesy) of",
        whole_text=True,
        label=True,
    ),
    row("source-line", REPUBLISHED, r"^\W*(?:source|via|from)\s*:", r"\W*$", whole_text=True),
    row(
        "byline",
        BYLINE,
        r"^\W*(?:(?:analysis|commentary|opinion|report|story|text|words) )?by"
        r"(?: (?!the\b|and\b)(?:[^\n.;:!?“”\"]|\b\w\.){2,90})?",
        rf"(?:['’]s)?(?: [\w ]{{0,30}}(?:staff|reporters?|writers?|correspondents?))*"
        rf"(?:, \w+){{0,2}}{_LINE_END}",
        whole_text=True,
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*(?:posted|published|updated)\b[^\n]{0,60}\bby",
        _LINE_END,
        whole_text=True,
    ),
    row("byline", BYLINE, r"^\W*from", r" [a-z][\w.'’-]+ [a-z][\w.'’-]+\W*$", whole_text=True),
    # "Fox News Posted at 2:00 pm", "New York Daily News•", "The Associated Press | Sunday, July 15"
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*",
        r"\s*(?:posted at \d|•\W*$|[—–-] by\b)",
        whole_text=True,
    ),
    row("source-line", BYLINE, r"(?:^\W*| [-–|])", rf"[ |,–—•-]+{_DATE}", whole_text=True),
    row(
        "source-line",
        REPUBLISHED,
        r"\b(?:authored|written|posted|submitted) by\b[^\n]{0,60}\bvia",
        whole_text=True,
        label=True,
    ),
    row(
        "byline",
        BYLINE,
        rf"\b(?:is|are) (?:an?|the) [\w\s-]{{0,40}}{_JOURNALIST} (?:for|at|with|of)",
        whole_text=True,
    ),
    row("sign-off", BYLINE, r"^\W*[-–—(]\s*", r"\W*$", whole_text=True),
    row(
        "copyright",
        BYLINE,
        r"(?:©|\(c\)|\bcopyright)[\s,]*(?:\d{4}[\s,]*)?(?:by )?",
        whole_text=True,
    ),
)

PIECES = (
    # An exclusive: the outlet had it alone, or first.
    row(
        "interview-with",
        EXCLUSIVE,
        rf"\b{_TALK}(?: (?:published|aired|broadcast|taped|conducted|given|granted))?"
        r"(?: (?!seen|obtained|reviewed|viewed)\w+){0,2} (?:with|to|by|for|on|in)",
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:interviewed (?:by|on|for|in)|gave|granted|exclusive (?:to|for))",
    ),
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:an?|his|her|their|recent|exclusive|separate)",
        r" (?:\w+ ){0,2}(?:interview|exclusive|q&a)\b",
    ),
    row("interview-with", EXCLUSIVE, after=r" (?:exclusive(?:ly)? )?interview(?:ed)?\b"),
    row(
        "first-reported-by",
        EXCLUSIVE,
        r"\b(?:first|originally|previously|exclusively) "
        r"(?:reported|revealed|disclosed|published|obtained|noted)(?: \w+)? (?:by|in|on)",
    ),
    row(
        "first-reported-by",
        EXCLUSIVE,
        after=r",? (?:(?:was the )?first (?:to )?report(?:ed)?|broke the (?:news|story)|"
        r"exclusively (?:reported|revealed))\b",
    ),
    row(
        "obtained-by",
        EXCLUSIVE,
        r"\b(?:obtained|seen|reviewed|viewed|verified|exclusively shared|provided exclusively) "
        r"(?:\w+ )?(?:by|with|to)",
    ),
    # Someone spoke to the outlet.
    row("told", SPOKEN, r"\b(?:told|tells?|telling)"),
    row(
        "speaking-to",
        SPOKEN,
        r"\b(?:speaking|spoke|speaks|spoken|talking|talked|talks)(?: \w+ly){0,2} (?:to|with|on)",
    ),
    row(
        "said-to",
        SPOKEN,
        r"\b(?:said|confirmed|confided|admitted|revealed|explained|insisted|disclosed|wrote|added) "
        r"(?:\w+ly )?to",
    ),
    row(
        "said-on",
        SPOKEN,
        r"\b(?:said|says|saying|told|tells|airs|aired|appeared|appearing|appearance|stated|declared|speaking|spoke)"
        r"(?: (?!to\b|the\b)\w+){0,3} on",
    ),
    row("said-on", SPOKEN, r"(?:^|[.!?”\"] ?)\W*on", ","),
    row(
        "wrote-in",
        SPOKEN,
        r"\b(?:wrote|writing|writes|written|op-ed|column|essay)(?: \w+){0,4} (?:in|for)",
    ),
    # The house speaks of itself; in another outlet's text it was copied along.
    row(
        "house-claim",
        SPOKEN,
        after=r" (?:understands|has learned|has learnt|can (?:exclusively )?reveal|has seen|"
        r"has been told|has obtained)\b",
    ),
    # The outlet reported.
    row(
        "according-to",
        REPORTED,
        r"\b(?:according|per|as per|citing|cites|cited|quoting|quotes|quoted by|attributed to|"
        r"crediting)(?: a report)?(?: (?:to|by|in|from))?",
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:reported|reports?|revealed|published|disclosed|carried|compiled|analysis|"
        r"investigation|poll|survey|broadcast|aired|article|story|account|coverage)"
        r"(?:(?: on)? \w+day| earlier| last week| this week)? (?:by|in|from|on)",
    ),
    row("reported", REPORTED, r"[,”\"'’] (?:reports?|reported|writes|wrote|notes|noted)"),
    row(
        "contributed",
        REPORTED,
        after=rf" (?:[\w ]{{0,30}})?{_JOURNALIST}\b[^\n]{{0,60}}\bcontribut",
    ),
    row(
        "contributed",
        REPORTED,
        r"\b(?:material|information|reporting|reports|files) from"
        r"(?:(?: [\w.&]+){1,4},){0,4}(?:,? ?\band)?",
    ),
    row(
        "reported",
        REPORTED,
        after=r",? (?:has |had |also )?(?:released|aired|broadcast|posted|published) "
        r"(?:\w+ ){0,3}(?:excerpts?|clips?|transcripts?|interview|footage|video|audio|parts?)\b",
    ),
    row(
        "said-on",
        SPOKEN,
        after=_SHOW + r" (?:anchor|co-anchor|host|co-host|contributor|guest|correspondent)s?\b",
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:co-)?(?:anchor|host|columnist|correspondent|reporter|writer)s?"
        r" (?:[\w.’'-]+ ){1,3}(?:report(?:s|ed)|wrote|writes|says|said)\b",
    ),
    # "CNN's Ann Lee says", its possessive taken off
    row(
        "reported",
        REPORTED,
        after=r" (?:(?-i:[A-Z])[\w.’'-]+ ){1,3}(?:says|said|reports|reported|writes|wrote|claims|"
        r"claimed|argues|argued|notes|noted)\b",
    ),
    row("according-to", REPORTED, r"\bin the words of"),
    row("according-to", REPORTED, r"\bas", " (?:puts?|has) it\\b"),
    row(
        "contributed",
        REPORTED,
        after=r" (?:(?-i:[A-Z])[\w.’'-]+ ){2,3}contributed\b",
    ),
    row("speaking-to", SPOKEN, after=r" asked (?!for\b)"),
    row("said-to", SPOKEN, r"\b(?:claims?|remarks|comments|statements?) to"),
    row("said-on", SPOKEN, r"\b(?:guest|appeared|appearance|interview) on", label=False),
    # A headline's tail: "… has low expectations: CBS News"
    row("according-to", REPORTED, r"^[^\n]{15,}[^\W\d]:", r"\s*$"),
    row("reporter-for", REPORTED, rf"\b{_JOURNALIST} (?:for|from|at|with|of)"),
    row(
        "reported",
        REPORTED,
        after=rf",?{_KIND_OF}(?: {_HAS}){{0,2}} (?:(?:is )?reporting|reports?|reported|writes?|"
        r"wrote|notes|noted|says|said|editorialized|"
        r"quotes|quoted|reveals|revealed|claims|claimed|adds|added|published|cited|puts|"
        r"described|calculated|found)\b",
    ),
    row(
        "report-of",
        REPORTED,
        r"\b(?:an?|the|this|that|recent|new|earlier)",
        r" (?:report|investigation|analysis|article|story|exclusive|poll|survey)\b",
    ),
)

ENGLISH = (*WHOLE_TEXT, *PIECES)
