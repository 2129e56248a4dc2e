"""Rows of the English table for what an outlet reported."""

from __future__ import annotations

from dedup.attributions.english_words import (
    AT_WORK,
    BEFORE_VERBS,
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

_NAMED = r"(?-i:[A-Z])[\w.’'-]+"
_THIS = r"(?:(?: (?:to|reporting|from)\b)+(?: [\w ]{0,30}| to (?:this|the))|\W*$)"
_FOR_THE_HOUSE = (
    r"\b(?:spokes\w+|controller|director|head|executive|president|chair(?:man|woman)?|founder|owner|"
    r"lawyers?|attorneys?|managers?|employees?|boss)(?:,| (?:of|for|at|with))"
)
"""Whose words are about a house, not its report: "a spokesman for CNN said"."""

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
        r"investigation|poll|survey|study|broadcast|aired|article|story|account|coverage|reporting|"
        r"tally|count|review|pictures|images|photographs|shown|covered)"
        r"(?:(?: on)? \w+day| earlier| last week| this week| live)? (?:by|in|from|on)",
        cue=r"report(?:ed|s|ing)?|revealed|published|disclosed|carried|compiled|analysis|investigation|"
        r"poll|survey|study|broadcast|aired|article|story|account|coverage|tally|count|review|"
        r"pictures|images|photographs|shown|covered",
        links="by in from on",
        inner=4,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:(?:article|story|piece|op-ed|essay|column|dispatch)(?: \w+)?|"
        r"(?:poll|survey|study|analysis)(?: \w+){0,2}) for|"
        r"\b(?:video|footage|clip|recording|audio|photos|images)(?: \w+)? "
        r"(?:posted|published|released|shared) (?:by|on)",
        cue=r"article|story|piece|op|essay|column|dispatch|poll|survey|study|analysis|video|footage|clip|recording|audio|photos|"
        r"images",
        links="for by on",
        inner=4,
    ),
    # "in the July issue of Time"; "Additional reporting by AFP", "With inputs from AFP"
    row(
        "reported-by",
        REPORTED,
        r"\b(?:edition|issue) of",
        cue=r"edition|issue",
        links="of",
        inner=1,
    ),
    row(
        "contributed",
        REPORTED,
        r"\b(?:(?:(?:additional|original|further) )?(?:reporting|material|coverage) (?:by|from)|"
        r"inputs? from(?: agencies including)?)",
        r"\W*$",
        cue=r"reporting|material|coverage|inputs?",
        links="by from including",
        inner=3,
    ),
    # "noted again today by Axios"; a quotation, an item from it
    row(
        "reported-by",
        REPORTED,
        r"\b(?:noted|reported|observed|described|quoted|cited|broken)(?: \w+){0,2} (?:by|in)",
        cue=r"noted|reported|observed|described|quoted|cited|broken",
        links="by in",
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
        reach=16,
    ),
    row("reported-by", REPORTED, r"[,(] ?via", cue=r"via"),
    # "by the New Yorker's Ann Lee"
    row(
        "reported-by",
        REPORTED,
        r"\bby",
        rf" {_NAMED} {_NAMED}",
        cue=r"by",
    ),
    row(
        "reported",
        REPORTED,
        r"(?:[,”\"'’] (?:reports?|reported|writes|wrote|notes|noted|tweeted)|\bas did)",
        cue=r"report(?:s|ed)?|writes|wrote|note[sd]|did|tweeted",
    ),
    # "…, said the Gazette.", "…, said CNN's Ann Lee": what is said ends before the verb
    row(
        "reported",
        REPORTED,
        r"[,”\"’] (?:said|says)",
        rf"(?:['’]s)?(?: {_NAMED}){{0,3}}(?:[.,;:]|$| (?:on|in|last|this) )",
        cue=r"said|says",
    ),
    # "as seen on CNN"; "made the front page of the Gazette"; "in the Gazette's telling"
    row(
        "reported-by",
        REPORTED,
        r"\b(?:as (?:seen|shown|heard|published|printed) (?:on|in|by)|front pages? of)",
        cue=r"seen|shown|heard|published|printed|front",
        links="on in by of",
        inner=2,
    ),
    row(
        "according-to",
        REPORTED,
        r"\bin",
        r" (?:telling|account|version|words|reporting|description)\b",
        cue=r"telling|account|version|words|reporting|description",
        follows=True,
        between="",
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:has|had) (?:more|the (?:full |whole )?(?:story|details|scoop))\b",
        cue=r"has|had",
        between="",
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:has |had |also |have )*(?:(?:obtained|seen|reviewed|got|acquired) "
        r"(?:an? |the )?(?:\w+ )?(?:cop(?:y|ies)|documents?|records|letter|emails?|memo|"
        r"recording|video|footage|transcripts?|audio|draft)|"
        r"ran (?:an?|the) (?:\w+ )?(?:story|stories|article|report|piece|headline|column|"
        r"editorial|series)|editorial board (?:wrote|said|argued|called))\b",
        cue=r"obtained|seen|reviewed|got|acquired|ran|editorial",
        between="has had also have",
    ),
    # "More from the Gazette: …", "Via the Gazette: …", in the middle of a text
    row(
        "reported-by",
        REPORTED,
        r"(?:^|[.!?”\"] ?)\W*(?:(?:more )?from|via|over at|courtesy of)",
        r":(?!\d)",
        cue=r"more|from|via|over|courtesy",
        opens="clause",
        inner=1,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\bread (?:more|(?:the )?(?:full|whole|entire|complete|original|rest of the) \w+|the rest|"
        r"(?:the )?original|it all)(?: \w+)? (?:at|on|in|from|via)",
        cue=r"read",
        links="at on in from via",
        inner=6,
    ),
    # "Over at the Gazette, Ann Lee says", "In Monday's Gazette, Ann Lee writes"
    row(
        "reported",
        REPORTED,
        r"(?:^|[.!?”\"] ?)\W*(?:in|for|(?:over )?at)(?: (?-i:[A-Z])\w+day['’]s)?",
        rf",(?:(?: {_NAMED}){{2,3}} {SAYS}| (?:an?|the) [\w -]{{0,30}}?"
        r"\b(?:post|article|piece|story|column|report|analysis|editorial|headline))\b",
        cue=r"in|for|at|over",
        opens="clause",
        inner=1,
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
        apart=True,
    ),
    # "CNN's Ann Lee says", "Spiegel journalists Ann Lee and Bo Day noted": its people by name
    row(
        "reported",
        REPORTED,
        after=rf"(?:['’]s)?(?:[ -](?:{WORKING}|{_NAMED})(?:['’]s|,)?){{1,14}}"
        rf"(?: in {_NAMED})?,? {SAYS}\b",
        cue=SAYS_CUE,
        between=f"{CAPITALS} {AT_WORK} {HAS} in",
        apart=True,
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
        rf"\b(?<!former )(?:{JOURNALIST}|bloggers?|commentators?) (?:for|from|at|with|of|on)",
        cue=rf"{JOURNALIST_CUE}|bloggers?|commentators?",
        links="for from at with of on",
        inner=1,
    ),
    # "BuzzFeed's explosive report that said"
    row(
        "reported",
        REPORTED,
        after=r"(?: [\w-]+){0,3} (?:report|story|article|investigation|scoop|piece|account|"
        r"reporting|analysis)"
        r"(?: (?:published|released|on|that|which|\w+day|earlier|late|this|last|week|"
        r"month|night)){0,4} (?:said|says|claim(?:s|ed|ing)|alleg(?:es|ed|ing)|reveal(?:s|ed|ing)|"
        r"show(?:s|ed|ing)|found|suggest(?:s|ed|ing)|detail(?:s|ed|ing)|describ(?:es|ed|ing))\b",
        cue=r"report|story|article|investigation|scoop|piece|account|reporting|analysis",
        reach=4,
    ),
    row(
        "reported",
        REPORTED,
        rf"^(?!.*{_FOR_THE_HOUSE}$).*",
        rf"{KIND_OF}{BEFORE_VERBS}{{0,2}} {PUBLISHES}\b",
        cue=PUBLISHES_CUE,
        follows=True,
        between=MAY_STAND_BETWEEN,
    ),
    row(
        "report-of",
        REPORTED,
        r"\b(?:an?(?: [\w-]+){0,2}|(?:the|this|that)(?: \d{4})?|recent|new|earlier|national|"
        r"latest|separate|\w+day)",
        r"(?: (?:news|newspaper|magazine|tv|television|investigative|exclusive|front-page))? "
        r"(?:report|investigation|analysis|article|story|exclusive|poll|survey|op-ed|column|"
        r"editorial|podcast|broadcast|tally|count|dispatch|scoop)\b",
        cue=r"report|investigation|analysis|article|story|exclusive|poll|survey|op|column|editorial|"
        r"podcast|broadcast|tally|count|dispatch|scoop",
        follows=True,
        between="news newspaper magazine tv television investigative exclusive front page",
    ),
)
