"""Words that rows of the English table have in common, and the cues that stand for them."""

from __future__ import annotations

PIECE = r"(?:article|story|piece|report|post|column|op-ed|essay|interview|content|material|version)"
PIECE_CUE = "article|story|piece|report|post|column|op|essay|interview|content|material|version"
TALK = (
    r"(?:interviews?|discussion|conversation|chat|sit-down|talk|phone call|telephone call|call|q&a|"
    r"podcast|comments?|remarks|appearance|statement|e-?mail|message|letter|briefing)"
)
TALK_CUE = (
    r"interviews?|discussion|conversation|chat|sit|talk|call|q|podcast|comments?|remarks|appearance|"
    r"statement|e?mail|message|letter|briefing"
)
HAS = "has have had also first previously earlier since later recently reportedly"
"""What may stand before a verb of reporting."""
JOURNALIST_CUE = (
    r"(?:reporter|correspondent|writer|columnist|editor|journalist|producer|chief|contributor|"
    r"photographer)s?"
)
JOURNALIST = JOURNALIST_CUE.replace("chief", "bureau chief")
AT_WORK = (
    "reporter reporters correspondent correspondents writer writers columnist columnists editor "
    "editors journalist journalists producer producers anchor anchors host hosts contributor "
    "contributors analyst analysts commentator commentators co bureau chief national security "
    "political senior foreign legal diplomatic medical business military contributing affairs "
    "newspaper newspapers magazine agency network channel website station s and"
)
"""Folded words between a house and its people's names: "CNN national security analyst Ann Lee"."""
WORKING = rf"(?:{'|'.join((*AT_WORK.split(), *HAS.split()))})"
OUT = r"(?:appeared|ran|published|posted|printed|produced|reprinted|republished|syndicated)"
OUT_AGAIN = r"re(?:published|printed|posted|produced)|syndicated|excerpted|adapted"

DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|published\b|updated\b|\d{1,2}[ :./]\d|"
    r"\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d)"
)
DATE_CUE = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|updated|\d{1,2}|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w{0,6}"
)
LINE_END = rf"[ |,–—•-]*(?:(?:on)?$|{DATE})"
KIND_OF = (
    r"(?: (?:news )?(?:newspaper|newswire|agency|network|channel|magazine|website|station|team))?"
)
_WHEN = (
    "now today tonight yesterday further again then still already just subsequently initially "
    "separately meanwhile on this last week month monday tuesday wednesday thursday friday "
    "saturday sunday morning"
)
"""When a house said it, between its name and the verb: "Reuters this week reported"."""
BEFORE_VERBS = rf"(?: (?:{'|'.join((*HAS.split(), *_WHEN.split()))}))"
MAY_STAND_BETWEEN = (
    f"news newspaper newswire agency network channel magazine website station team {HAS} is {_WHEN}"
)
SHOW = r"(?: ?[“\"‘][^”\"’\n]{2,40},?[”\"’])"
"""A program in quote marks, with the comma that English puts inside them."""

SAYS = (
    r"(?:sa(?:y|ys|id)|report(?:s|ed)?|writes?|wrote|claim(?:s|ed)|argue[sd]?|note[sd]?|"
    r"add(?:s|ed)|admit(?:s|ted)|explain(?:s|ed)|observe[sd]|suggest(?:s|ed)|warn(?:s|ed)|"
    r"predict(?:s|ed)|reveal(?:s|ed)|commented|describe[sd]|identif(?:ies|ied)|"
    r"ask(?:s|ed)|interviewed|tweeted|declare[sd]|acknowledge[sd]|point(?:s|ed) out|published?|"
    r"tells|told|look(?:s|ed)? at|delves?|recount(?:s|ed)|conclude[sd])"
)
"""What a journalist who is named with a house does in it."""
SAYS_CUE = SAYS.replace(" out", "").replace(" at", "")
PUBLISHES = (
    r"(?:(?:is )?reporting|reports?|reported|writes?|wrote|notes|noted|says|said|editorialized|"
    r"quotes|quoted|reveals|revealed|claims|claimed|adds|added|published|cited|"
    r"puts (?:it|the|its|that|this)|"
    r"describe[sd]|calculated|found|commented|observe[sd]|opine[sd]|carried|argue[sd]|suggest(?:s|ed)|"
    r"points out|pointed out|declares|declared|spoke (?:to|with)|learned|learnt|confirm(?:s|ed)|"
    r"estimate[sd]|detail(?:s|ed)|uncover(?:s|ed)|expose[sd]|allege[sd]|assert(?:s|ed)|"
    r"speculate[sd]|explain(?:s|ed)|tweeted|recount(?:s|ed)|chronicle[sd]|documented|reviewed|"
    r"verified|warn(?:s|ed)|identified|interviewed|counted|tallied|predict(?:s|ed)|projected|"
    r"outline[sd]|conclude[sd]|recall(?:s|ed)|highlight(?:s|ed)|called|sums? (?:it|this) up|"
    r"summed (?:it|this) up|pointed to|referred to (?:\w+ ){1,4}as|dubbed|labell?ed|characterized)"
)
"""What a house does itself."""
PUBLISHES_CUE = (
    r"report(?:ing|s|ed)?|writes?|wrote|note[sd]|sa(?:ys|id)|editorialized|quote[sd]|"
    r"reveal(?:s|ed)|claim(?:s|ed)|add(?:s|ed)|published|cited|puts|describe[sd]|calculated|found|"
    r"commented|observe[sd]|opine[sd]|carried|argue[sd]|suggest(?:s|ed)|point(?:s|ed)|declare[sd]|"
    r"spoke|learn(?:ed|t)|confirm(?:s|ed)|estimate[sd]|detail(?:s|ed)|uncover(?:s|ed)|expose[sd]|"
    r"allege[sd]|assert(?:s|ed)|speculate[sd]|explain(?:s|ed)|tweeted|recount(?:s|ed)|"
    r"chronicle[sd]|documented|reviewed|verified|warn(?:s|ed)|identified|interviewed|counted|"
    r"tallied|predict(?:s|ed)|projected|outline[sd]|conclude[sd]|recall(?:s|ed)|"
    r"highlight(?:s|ed)|called|sum(?:s|med)?|referred|dubbed|labell?ed|characterized"
)
WROTE = (
    r"(?:wrote|writing|writes?|written|piece|op-ed|column|essay|puts? it|argu(?:ed|es|ing)|"
    r"note[sd]|observe[sd]|explain(?:s|ed)|contend(?:s|ed)|recall(?:s|ed)|warn(?:s|ed)|lament(?:s|ed))"
)
WROTE_CUE = (
    r"wrote|writing|writes?|written|piece|op|column|essay|puts?|argu(?:ed|es|ing)|note[sd]|observe[sd]|"
    r"explain(?:s|ed)|contend(?:s|ed)|recall(?:s|ed)|warn(?:s|ed)|lament(?:s|ed)"
)
CONFIDED = (
    r"(?:said|sa(?:ys|ying)|confirm(?:s|ed|ing)|confide[sd]|admit(?:s|ted|ting)|reveal(?:s|ed|ing)|"
    r"explain(?:s|ed|ing)|insist(?:s|ed)|disclose[sd]|wrote|added)"
)
SPOKEN_BY = (
    r"(?:said|says|saying|told|tells|airs|aired|appear(?:ed|ing|ance)|stated|declared|speaking|"
    r"spoke|signaled|warned|argued|asked|claimed|acknowledged|admitted|predicted|added|adding|"
    r"asserted|insisted|suggested|noted|announced)"
)
