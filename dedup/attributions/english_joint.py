"""Rows of the English table for credits that outlets share, and for names told apart by a comma."""

from __future__ import annotations

from dedup.attributions.english_words import (
    BEFORE_VERBS,
    MAY_STAND_BETWEEN,
    PUBLISHES,
    PUBLISHES_CUE,
    SAYS,
    SAYS_CUE,
)
from dedup.attributions.patterns import CAPITALS, REPORTED, SPOKEN, row

_WORD = r"(?-i:[A-Z])[\w.&’'-]*"
_NAME = rf"(?:(?:the|a|an) )?{_WORD}(?: (?:of |on |& )?{_WORD}){{0,4}}"
_AND = rf" {_NAME}(?:, {_NAME}){{0,3}},? (?:and|or|as well as|and also|and later)"
"""Names before the last of a list, "CNN, the Harbour Gazette and": it is credited as they are."""
_SHARED = (
    r"according to|citing|quoting|reported by|reported in|seen by|obtained by|reviewed by|"
    r"reports? (?:by|from|in|on)|appearances? on|"
    r"(?:reporters?|journalists?|correspondents?|writers?) (?:from|for|of|at|with)"
)
_TOLD = (
    r"told|tells|telling|spoke to|spoke with|speaking to|speaking with|interviews? (?:with|on|by)"
)
_SHARING_CUE = (
    r"according|citing|quoting|reported|seen|obtained|reviewed|reports?|appearances?|reporters?|"
    r"journalists?|correspondents?|writers?"
)
_TELLING_CUE = r"told|tells|telling|spoke|speaking|interviews?"
_LIST = 16
"""Words that a list of outlets has before its last."""

_KIND = (
    r"(?:news agency|newspaper|daily|weekly|tabloid|broadsheet|broadcaster|magazine|newswire|"
    r"wire service|news (?:site|website|outlet|portal|channel|network|organization)|"
    r"(?:tv|television|radio|cable) (?:station|channel|network|broadcaster)|affiliate|website|blog)"
)
_KIND_CUE = (
    r"agency|newspaper|daily|weekly|tabloid|broadsheet|broadcaster|magazine|newswire|service|site|"
    r"website|outlet|portal|channel|network|organization|station|affiliate|blog"
)
_APPOSED = (
    rf", (?:the|an?) (?!former\b)(?:[\w’'-]+ ){{0,6}}?{_KIND}"
    r"(?: (?:in|out of|based in|from|of) [\w .]{2,25}(?:, [\w .]{2,15}?)?)?"
)

_POLLSTER = rf"[/–-] ?{_WORD}(?:[ /–-]+(?:{_WORD}|of|on)){{0,4}}"
_OF_POLLS = "news national tracking opinion exit new"
_POLL = rf"(?: (?:{_OF_POLLS.replace(' ', '|')})){{0,2}} (?:polls?|surveys?)\b"

JOINT = (
    row(
        "according-to",
        REPORTED,
        rf"\b(?:{_SHARED}){_AND}",
        cue=_SHARING_CUE,
        links="and as or",
        inner=_LIST,
        reach=2,
    ),
    row(
        "told",
        SPOKEN,
        rf"\b(?:{_TOLD}){_AND}",
        cue=_TELLING_CUE,
        links="and as or",
        inner=_LIST,
        reach=2,
    ),
    # "told Ann Lee of CNN"
    row(
        "told",
        SPOKEN,
        rf"\b(?:{_TOLD}|asked by|pressed by|questioned by|according to) {_WORD}(?: {_WORD}){{0,2}}"
        r"(?:, [\w ]{3,40}?,?)? (?:of|from|at|on|for)",
        cue=rf"{_TELLING_CUE}|asked|pressed|questioned|according",
        links="of from at on for",
        inner=12,
    ),
    # "CNN, Reuters and AFP reported": the first ones
    row(
        "reported",
        REPORTED,
        after=rf"(?:, {_NAME}){{0,3}},? (?:and|as well as) {_NAME}(?: both| all)?"
        rf"{BEFORE_VERBS}{{0,2}} (?:{PUBLISHES}|{SAYS})\b",
        cue=rf"(?:{PUBLISHES_CUE}|{SAYS_CUE})",
        between=f"{CAPITALS} and as well both all the a of on {MAY_STAND_BETWEEN}",
        apart=True,
    ),
    # "As Ann Lee reports for NPR"
    row(
        "reported-by",
        REPORTED,
        rf"(?:\bas|,|[.!?”\"]) {_WORD}(?: {_WORD}){{1,2}} "
        r"(?:reports?|reported|writes|wrote|noted|notes)"
        r"(?: (?:on )?\w+day| today)? (?:for|in|at|on)",
        cue=r"reports?|reported|writes|wrote|noted|notes",
        links="for in at on",
        inner=3,
    ),
    # "Ostra, the state news agency, said"; "told Ostra, a Finnish daily"
    row(
        "reported",
        REPORTED,
        after=rf"{_APPOSED},?{BEFORE_VERBS}{{0,2}} {PUBLISHES}\b",
        label=True,
        cue=_KIND_CUE,
        reach=8,
        apart=True,
    ),
    row(
        "told",
        SPOKEN,
        rf"\b(?:{_TOLD})",
        _APPOSED,
        label=True,
        cue=_TELLING_CUE,
        inner=1,
    ),
    row(
        "according-to",
        REPORTED,
        rf"\b(?:{_SHARED})",
        _APPOSED,
        label=True,
        cue=_SHARING_CUE,
        inner=1,
    ),
    # "The Gazette, citing two officials, said"; "The Gazette, which first reported it"
    row(
        "reported",
        REPORTED,
        after=r", (?:citing|quoting|which (?:had |has )?(?:first |also |previously )?"
        r"(?:reported|broke|obtained|published|revealed|reviewed))\b",
        cue=r"citing|quoting|reported|broke|obtained|published|revealed|reviewed",
        between="which had has first also previously",
    ),
    # "an NBC News/Wall Street Journal poll", seen from either
    row(
        "report-of",
        REPORTED,
        after=rf"{_POLLSTER}{_POLL}",
        cue=r"polls?|surveys?",
        between=f"{CAPITALS} of on {_OF_POLLS}",
    ),
    row(
        "report-of",
        REPORTED,
        rf"{_WORD} ?[/–-]",
        _POLL,
        cue=r"polls?|surveys?",
        follows=True,
        between=_OF_POLLS,
    ),
)
"""Those that outlets share, in lists and polls, and those of names with what they are."""
