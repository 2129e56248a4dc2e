"""Other kinds: what tells that a name is no outlet's where the words around it would suit one."""

from __future__ import annotations

import re

from dedup.attributions.apart import is_somebody
from dedup.attributions.cues import NATIONAL


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BODIES = _words(
    "department dept ministry office bureau commission committee council court congress senate "
    "parliament assembly house government administration authority board agency police fbi cia "
    "nsa nasa nato un eu who cdc fda sec irs dhs nypd lapd dea atf epa faa ntsb ioc fifa uefa "
    "university college school academy institute institution center centre foundation "
    "association society union league federation party campaign company co corp corporation inc "
    "ltd llc plc bank group holdings partners capital fund trust hospital clinic church army "
    "navy guard force forces command fleet embassy consulate airport airlines airways hotel "
    "club team stadium project initiative alliance coalition survey service services city "
    "county state states republic kingdom district street palace pentagon kremlin vatican "
    "capitol treasury reserve nations hague netherlands gambia bronx museum theater theatre "
    "library organization organisation fed associates law llp"
)
"""Words of names that are offices, firms, places and societies."""
_TITLES = _words(
    "president minister secretary senator sen representative rep governor gov mayor king queen "
    "prince princess pope sir lord lady dr mr mrs ms captain colonel general sheriff officer "
    "detective judge justice chancellor ambassador professor prof coach pastor father sister "
    "god"
)
"""Words before people's names."""
_PLATFORMS = _words(
    "twitter facebook instagram youtube snapchat tiktok reddit telegram whatsapp skype zoom "
    "linkedin getty flickr wikimedia wikipedia shutterstock imgur google apple amazon microsoft "
    "netflix spotify vimeo periscope pinterest tumblr weibo wechat email e-mail phone fedex ups "
    "airbnb"
)
"""Where things are posted, sent and sold."""
_REGIONS = _words(
    "europe asia africa america latin middle east north south west london washington paris "
    "berlin moscow beijing rome madrid tokyo brussels kyiv kiev hollywood broadway"
)
"""Where correspondents stand."""
_FIRST_NAMES = _words(
    "aaron adam alan albert alex alexander alice amanda amy andrea andrew andy angela ann anna "
    "anne anthony antonio arthur barbara barack ben benjamin bernie bill bob boris brandon "
    "brian bruce carl carlos carol caroline catherine charles charlie chris christian christine "
    "christopher chuck cindy claire craig daniel dave david deborah dennis diane dmitry don "
    "donald donna doug douglas ed edward elena elizabeth ellen emily emma eric erin eva evan "
    "frank fred gary george gerald gordon graham greg harold harry heather helen henry hillary "
    "howard ian igor ivan jack jacob jake james jamie jane janet jared jason jay jean jeff "
    "jeffrey jennifer jeremy jerry jessica jill jim jimmy joan joe john johnny jon jonathan "
    "jorge jose joseph josh joshua juan judy julia julian julie justin karen kate katherine "
    "kathleen kathy katie keith kelly ken kenneth kevin kim kimberly kyle larry laura lauren "
    "lawrence lee leon leonard leslie linda lisa louis luis luke margaret maria marie mark "
    "martha martin mary matt matthew megan melissa michael michelle miguel mike mohammed "
    "muhammad nancy natalie nathan neil nicholas nick nicole nikita nina norman olga oliver "
    "oprah oscar pamela patricia patrick paul pedro peter phil philip rachel ralph ray raymond "
    "rebecca richard rick rob robert robin roger ron ronald rose roy russell ruth ryan sally "
    "sam samantha samuel sandra sara sarah scott sean sergei sergey sharon simon stanley "
    "stephanie stephen steve steven stuart sue susan tanya ted teresa terry theresa thomas tim "
    "timothy todd tom tony tracy tucker tyler vanessa victor victoria vincent vladimir "
    "volodymyr walter warren wayne wendy will william zach ali ahmed hans klaus jürgen pierre "
    "jacques françois javier fernando francisco pablo angel"
)
"""What people are called."""
_TWO_CAPITALS = re.compile(r"[a-z][A-Z]|\d|&|'s\b")


def may_be_outlet(text: str, start: int, end: int) -> bool:
    """Return whether nothing tells that a name is a person's, an office's, a firm's or a place's.

    Args:
        text: of the article, which may call a person by the full name elsewhere.
        start, end: of the name, its article included.
    """
    written = text[start:end]
    words = written.replace(".", "").split()
    titled = len(words) > 1 and words[0] == "The"
    words = words[1:] if titled else words
    folded = [word.casefold() for word in words]
    others = _BODIES | _TITLES | _PLATFORMS | _REGIONS
    if not words or not others.isdisjoint(folded):
        return False
    if titled:
        return True
    if NATIONAL.fullmatch(words[-1]) or folded[0] in _FIRST_NAMES:
        return False
    if len(words) == 1:
        return not is_somebody(text, re.escape(words[0]))
    # Two plain words may be anybody's name: "Lind told Bo Day in an interview".
    return bool(_TWO_CAPITALS.search(written))
