"""Rows of the English table that say where a text as such comes from."""

from __future__ import annotations

from dedup.attributions.english_words import (
    DATE,
    DATE_CUE,
    JOURNALIST,
    JOURNALIST_CUE,
    LINE_END,
    OUT,
    OUT_AGAIN,
    PIECE,
    PIECE_CUE,
)
from dedup.attributions.patterns import BYLINE, LINE, REPUBLISHED, row

WHOLE_TEXTS = (
    row(
        "republished-from",
        REPUBLISHED,
        rf"\b(?:this|the) (?:\w+ ){{0,2}}{PIECE} (?:was |has been |is )?(?:originally |first )?"
        rf"{OUT}(?: \w+){{0,2}} (?:in|on|at|by|from|with)(?: (?:the|a) (?:\w+ ){{0,3}}"
        r"(?:issue|edition) of)?",
        whole_text=True,
        label=True,
        cue=PIECE_CUE,
        links="in on at by from with of",
        inner=14,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        rf"\b(?:originally|first) {OUT}(?: online)? (?:in|on|at|by)"
        r"(?: the (?:\w+ )?(?:issue|edition) of)?",
        whole_text=True,
        cue=r"originally|first",
        links="in on at by",
        inner=7,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:republished|reprinted|reposted|syndicated|reproduced|excerpted|adapted)(?: \w+){0,2}"
        r"(?: with(?: the)?(?: kind)? permission)? (?:from|of|by)",
        whole_text=True,
        label=True,
        cue=OUT_AGAIN,
        links="from of by",
        inner=7,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:by (?:kind )?(?:permission|courtesy) of|"
        r"with (?:the )?(?:kind )?permission (?:of|from))",
        whole_text=True,
        label=True,
        cue=r"permission|courtesy",
        links="of from",
        inner=1,
    ),
    # "of Commentary, from which this column was adapted"
    row(
        "republished-from",
        REPUBLISHED,
        after=rf",? (?:from|in|on) which (?:this|the) (?:\w+ )?{PIECE} (?:was|is|has been) "
        r"(?:\w+ )?(?:adapted|excerpted|taken|reprinted|republished|drawn|published)\b",
        whole_text=True,
        label=True,
        cue=r"adapted|excerpted|taken|reprinted|republished|drawn|published",
        reach=9,
        apart=True,
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*(?:sources?|via|from)\s*:",
        r"\W*(?:$|go to\b|read\b|link\b|original\b)",
        whole_text=True,
        cue=r"sources?|via|from",
        opens="line",
    ),
    # "Sources: Reuters, AFP"
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*sources?(?: include)?\s*:"
        r"(?: (?-i:[A-Z])[\w.&’' -]{1,40}[,;/&]| (?-i:[A-Z])[\w.]+ and){0,4}",
        r"(?:[,;/&] ?(?:and )?(?-i:[A-Z])[\w.&’' -]*|,? and (?-i:[A-Z])[\w.&’' -]*){0,4}\W*$",
        whole_text=True,
        cue=r"sources?",
        opens="line",
        reach=12,
    ),
    # A line of its own, as those set it who post what others wrote: "from The Conversation"
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*(?:via|from|with)",
        r"\W*$",
        whole_text=True,
        cue=r"via|from|with",
        opens="line",
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*(?:(?:analysis|commentary|opinion|report|story|text|words) )?by"
        r"(?: (?!the\b|and\b)(?:[^\n.;:!?“”\"]|\b\w\.){2,90})?",
        rf"(?:['’]s)?(?: [\w ]{{0,30}}(?:staff|reporters?|writers?|correspondents?))*"
        rf"(?:, \w+){{0,2}}{LINE_END}",
        whole_text=True,
        cue=r"by",
        opens="line",
        reach=LINE,
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*(?:posted|published|updated)\b[^\n]{0,60}\bby",
        LINE_END,
        whole_text=True,
        cue=r"posted|published|updated",
        opens="line",
        reach=LINE,
    ),
    row(
        "byline",
        BYLINE,
        r"^\W*from",
        r"(?:,? (?:and )?[a-z][\w.'’-]+ [a-z][\w.'’-]+)+\W*$",
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
        rf"[ |,–—•-]+{DATE}",
        whole_text=True,
        cue=DATE_CUE,
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
        rf"\b(?:is|are) (?:an?|the) [\w\s-]{{0,40}}{JOURNALIST} (?:for|at|with|of)",
        whole_text=True,
        cue=JOURNALIST_CUE,
        links="for at with of",
        inner=1,
    ),
    # "Ann Lee is a Reuters writer.", on a line of its own
    row(
        "byline",
        BYLINE,
        r"^\W*(?-i:[A-Z])[\w.'’-]+(?: (?:and|(?-i:[A-Z])[\w.'’-]+)){1,6} (?:is|are)(?: an?)?",
        rf"(?: \w+){{0,2}} {JOURNALIST}(?: (?:in|based) [\w ]+)?\W*$",
        whole_text=True,
        cue=JOURNALIST_CUE,
        follows=True,
    ),
    row("sign-off", BYLINE, r"^\W*[-–—(]\s*", r"\W*$", whole_text=True),
    row("sign-off", BYLINE, r"[.!?”\"’] ?[-–—]{1,2} ?", r"\W*$", whole_text=True),
    row(
        "copyright",
        BYLINE,
        r"(?:©|\(c\)|\bcopyright|\bdistributed (?:by|through|via))[\s,]*(?:\d{4}[\s,]*)?(?:by ?)?",
        whole_text=True,
        cue=r"©|\(c\)|copyright|distributed",
        inner=4,
    ),
)
