"""Cues with a form of their own: labels, datelines, photo credits."""

from __future__ import annotations

import re

_KIND = (
    r"local|state|state-run|state-owned|national|regional|independent|public|"
    r"private|daily|weekly|online|conservative|liberal|left-wing|right-wing|business|financial|"
    r"election|sports?|trade|\w{3,}en?"
)
_HOW_RUN = r"run|owned|funded|backed|controlled|sponsored|financed|language|based|leaning|friendly"
_STANDING = (
    r"leading|largest|biggest|main|top|oldest|influential|popular|respected|prominent|venerable|"
    rf"(?:pro|anti|far)-\w+|\w+-(?:{_HOW_RUN})|\w+-\w+-\w+"
)
_QUALIFIER = rf"(?:(?-i:[A-Z])[\w-]+|{_KIND}|{_STANDING})"
_LABEL = (
    r"newspapers?|papers?|networks?|channel|daily|tabloid|broadsheet|magazine|weekly|"
    r"broadcasters?|(?:news )?outlet|"
    r"web ?site|affiliate|blog|newswire|publication|"
    r"(?:tv|television|radio|news|cable) (?:channel|station|network)|"
    r"(?:news|press|wire) (?:agency|site|portal)|"
    r"diario|periódico|revista|cadena|agencia(?: de noticias)?|portal de noticias|"
    r"\w*zeitung|\w*agentur|\w*magazin|\w*sender|\w*portal|\w*station|\w*blatt|"
    r"(?<!the )(?<!scientific )(?<!medical )(?<!academic )journal|quotidien|"
    r"chaîne|agence(?: de presse)?|hebdomadaire|"
    r"видан\w+|газет\w+|телеканал\w*|портал\w*|телекомпани\w+|агентств\w+|радіостанц\w+|радиостанц\w+|издани\w+|журнал\w*"
)
LABELS = re.compile(
    r"(?:\b(?:the|a|an|el|la|los|der|die|das|dem|le|les|\w+['’]s)\s|\bl['’])?"
    rf"(?:\b{_QUALIFIER},?\s){{0,3}}"
    rf"\b(?:{_LABEL})"
    r"\s*$",
    re.IGNORECASE,
)
"""What names the kind of thing that follows: "the German daily", "виданню"."""

_NATIONALITY = r"\w{2,}(?:ian|ish|ese|ean)|Iraqi|Israeli|Pakistani|Yemeni|Saudi|Emirati|Kuwaiti"
"""By the ends most have; no name of an outlet stands behind another such word."""

_LAST_WORDS = f"channel|station|network|agency|site|portal|outlet|noticias|presse|{_LABEL}"
LABEL_ENDS = re.compile(rf"(?:{_LAST_WORDS})$", re.IGNORECASE)
"""The last word of a label; most names stand behind none of them."""
BELONGING = re.compile(
    r"(?:\w')?(?:the|an?|his|its|el|la|los|il|lo|der|die|das|dem|den|les?|l|left|right|wing|news|\w+'s|"
    rf"tv|television|radio|cable|press|wire|de|{_KIND}|{_STANDING}|{_NATIONALITY}|{_LAST_WORDS})",
    re.IGNORECASE,
)
"""A folded word that may stand between a cue and a name and belongs to the name."""

KIND_BEHIND = re.compile(
    r" (?:newspapers?|magazine|news agency|newswire|broadcaster|(?:tv|television|radio) station|"
    r"reporter|correspondent|columnist|journalist)\b",
    re.IGNORECASE,
)
"""What follows a word that would be no outlet's alone: "the U.K.'s Telegraph newspaper"."""
TITLE_BEHIND = re.compile(
    r"[”\"’']? ?magazine\b| (?:newspaper|media) group\b| (?:news agency|newspaper|newswire)\b|"
    r" (?:news|tv|television|radio) (?:site|website|portal|channel|station|network)\b|"
    r"[”\"’'] (?:radio|television|tv|talk) (?:show|program(?:me)?)\b"
)
"""What makes any name before it an outlet's, in small letters: "Task and Purpose magazine"."""
NATIONAL = re.compile(
    r"\w+(?:an|ese|ish|[mn]i)|French|Dutch|Greek|Czech|Swiss|Thai|U\.?[SK]\.?|\w+-\w+|"
    r"State|Local|National|Regional|Independent|Jewish|Arabic|Arab|Kurdish|Weekly|Daily"
)
"""Nationalities: "a German magazine" names none."""
ADJECTIVES = (
    r"conservative|liberal|left-wing|right-wing|independent|local|national|regional|British|"
    r"American|German|French|Russian|Finnish|Israeli|Turkish|Spanish|Italian|Chinese|Japanese|"
    rf"U\.?[KS]\.?|{_NATIONALITY}|{_STANDING}"
)
"""What an article may be followed by before a name: "the conservative Washington Examiner"."""
ARTICLES = re.compile(
    r"(?:\b(?:(?-i:[A-Z])[\w.-]+|today|yesterday)['’]s\s+)?"
    rf"(?:(?:\b(?:the|an?|his|its)\s+)?\b(?:(?:{ADJECTIVES})\s+){{1,3}}|"
    r"\b(?:the|der|die|das|dem|den|el|la|los|le|les|il|lo)\s+|\bl['’])?[\s\"“”«„‘'(]*$",
    re.IGNORECASE,
)
"""A country ("Russia's RT"), an article and quote marks before a name."""
BEFORE_NAMES = re.compile(
    rf".*(?:['’]s?|\b(?:the|der|die|das|dem|den|el|la|los|le|les|il|lo|l|{ADJECTIVES}))",
    re.IGNORECASE,
)
"""The last word of what ``ARTICLES`` finds, quote marks left out."""

POSSESSIVE = re.compile(r"(?: \([A-Z][\w.-]{1,9}\))?(?:['’]s?\b|['’])?[\"”»]?")
"""What may follow a name and still belong to it, its initials in brackets first.

It matches anywhere, the empty string too.
"""

_SMALL = r"(?:dpa|afp|apa|sda|epd|kna|efe|ap)"
"""Agencies that sign in small letters, German ones mostly: "Dresden (dpa/sn) - "."""
_DATE = r"[A-Z][a-z]{2,8}\.? \d{1,2}"
_PLACE = rf"[A-Z][\w.'’/-]*(?:,? (?:{_DATE}|[A-Z][\w.'’-]*|de|of|the)){{0,5}}"
BRACKETED_DATELINES = (
    # "LYON, France (AFP) -"
    re.compile(
        r"^[^\S\n]*(?P<place>[^\n()]{0,80}?),? ?"
        rf"\([^\S\n]?(?P<outlet>(?:[A-Z]|{_SMALL}\b)[\w&./-]*(?: [\w&./-]+){{0,3}})[^\S\n]?\)\*?"
        r"\.?[^\S\n]*[-–—:]",
        re.MULTILINE,
    ),
    # "Helsinki, Finland (CNN)" on a line of its own
    re.compile(
        r"^[^\S\n]*(?P<place>[A-Z][\w.'’-]+(?:, [A-Z][\w .'’-]+)?)[^\S\n]"
        r"\((?P<outlet>[A-Z]\w{1,11})\)[^\S\n]*$",
        re.MULTILINE,
    ),
    # "OSLO — (AP) The bridge"
    re.compile(
        r"^[^\S\n]*(?P<place>[A-Z]{2}[A-Z.'’ -]*(?:, [A-Z][\w .'’-]+?)?)[^\S\n]?[-–—][^\S\n]?"
        r"\((?P<outlet>[A-Z]\w{1,11})\)[^\S\n]",
        re.MULTILINE,
    ),
)
"""The agency of a dateline, as agencies set it; no dateline goes over the end of its line."""
DASHED_DATELINES = (
    # "ZAGREB, March 10, NORDA - ": only beside a date, or the capitals would be a country.
    re.compile(
        rf"^[ \t]*(?P<place>[A-Z][^\n()]{{1,50}}?),? {_DATE},? +(?P<outlet>[A-Z]{{2,12}})"
        r"[ \t]*[-–—]",
        re.MULTILINE,
    ),
    # "NORDA - ZAGREB, March 10:"
    re.compile(
        r"^[ \t]*(?P<outlet>[A-Z]{2,12})[ \t]*[-–—][ \t]*"
        rf"(?P<place>[A-Z][^\n()]{{1,50}}?),? {_DATE}[ \t]*[:–—-]",
        re.MULTILINE,
    ),
    # "CNN — The bridge": a listed one at the start of its line
    re.compile(
        r"^[ \t]*(?P<place>)(?P<outlet>[A-Z]{2,12})[ \t]+[—–][ \t]+(?=[A-Z“\"][\w’'. ])",
        re.MULTILINE,
    ),
)
"""The same without brackets: a dash follows the agency's capitals."""

GLUED_DATELINES = (
    re.compile(
        rf"\([^\S\n]?(?P<outlet>(?:[A-Z]|{_SMALL}\b)[\w-]{{1,11}}(?: [A-Z][\w.-]{{1,11}}){{0,2}})"
        r"(?:[^\S\n]?/[^\S\n]?\w{2,4})?[^\S\n]?\)[^\S\n]?\.?[^\S\n]?[-–—]"
    ),
    # "OSLO, July 3 /Xinhua/ --", "OSLO / ACCESSWIRE / July 3, 2018 /"
    re.compile(
        r"/[^\S\n]?(?P<outlet>[A-ZА-Я][\w-]{2,14}(?: [A-ZА-Я][\w-]{2,11})?)[^\S\n]?/"
        rf"(?=[^\S\n]*(?:[-–—.]|{_DATE}\b))"
    ),
    # "Havana, Dec 31 (Prensa Latina) The bridge"
    re.compile(
        rf"(?<=, )(?:{_DATE}|\d{{1,2}} [A-Za-z]{{3,9}}\.?)(?:, \d{{4}})?,? ?"
        r"\((?P<outlet>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})\)(?=[:\s])"
    ),
)
"""A listed house and a dash, where the page ran the headline into the dateline."""
INITIALED = re.compile(
    r"(?:\((?:mit |von )?|\b(?:Quellen?|Fuente|Source|Autor): ?|\b[Vv]on (?=dpa|afp)|"
    r"\b[Vv]on [A-ZÄÖÜ][^,\n]{2,60}, (?=dpa|afp|apa|sda|epd|kna))"
    r"(?P<list>\w{2,8}(?: ?/ ?\w{1,8})*)(?: mit \w{1,3})?(?:\)|\s*(?:$|\n|\*))"
)
"""Agencies and editors' initials in brackets, or behind "Quelle:", wherever they stand."""
LISTED_AGENCIES = re.compile(
    r"[.!?”\"’](?: \w{1,3}(?:/\w{1,3})*)? ?"
    r"\((?P<list>\w+(?:(?:, ?| ?/ ?| (?:and|und|y|et|&) )\w+)+)\)"
)
"""Agencies in brackets behind a sentence, all of them listed: "… in the palace. (AP, Reuters)"."""
DATED = re.compile(rf"(?:{_DATE}|\d{{1,2}} [A-Z][a-z]{{2,8}}\.?)(?:,? \d{{4}})?,? ?$")
"""What makes any capitals in brackets before a dash an agency's: "March 22, 2020 (LBO) -"."""
SIGNED_OFF = re.compile(
    r"(?:[.!?”\"’]\s*|/\w{2,4} )[(\[] ?"
    r"(?P<outlet>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2}) ?[)\]]\s*\Z"
)
"""The agency in brackets behind the last sentence of all: "… in the palace. (AFP)"."""
CITED_BEHIND = re.compile(
    r"[.!?”\"’»]\s*[(\[]\s*[«„“\"]?(?P<outlet>[^\W\d_a-zа-яёіїєґ][\w.&’' -]{1,30}?)[»“”\"]?"
    r"\s*[)\]]\s*$",
    re.MULTILINE,
)
"""Whose report a paragraph sums up: "The bridge has closed. ( Harbour Gazette )"."""
SLASHED = re.compile(
    r"(?:\n|[.!?”\"’“]) ?\(?\*?/?(?:\w{1,8}/)*"
    rf"(?P<outlet>{_SMALL.upper()}|{_SMALL})(?:/\w{{1,8}})*\)?\s*\Z"
)
"""Agencies and initials with slashes between them, at the end of all: "RND/dpa/jp"."""
PHOTO_CREDIT = re.compile(
    r"(?i:\b(?:photo(?:graph)?s?|image|picture|foto|фото)(?: credit| by| courtesy(?: of)?| source)?"
    r"\s*(?::|\bby\b|\bcourtesy\b|/)\s*(?:by )?)"
    r"(?P<outlet>(?:The )?[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4})|"
    r"\((?P<agency>(?:AP|EPA|AFP|Reuters|REUTERS|Getty|UPI|DPA|TASS|Xinhua)\b)"
    r"[^()\n/]{0,20}?(?i:photos?)\b"
)
"""Who took a picture; that is no credit for the text."""

PHOTO_WORDS = ("photo", "image", "picture", "foto", "фото")
"""One of them is in every photo credit."""
PHOTO_BEGINS = re.compile(rf"\(|{'|'.join(PHOTO_WORDS)}")
"""What a photo credit begins with, in small letters."""

_PERSON = r"[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*\.?){1,3}"
NAMES_ALONE = re.compile(
    rf"\W*(?:{_PERSON}(?:, {_PERSON})*(?P<more>,? and {_PERSON})? ?(?P<apart>[,|/•–—-])?)?"
)
"""Names before an outlet, or none, on a line of their own at the top of a text: a byline."""
BEHIND_BYLINE = re.compile(r"(?:\s|•|\||@\w+|\([A-Z]{2,4}\)|\bfor \S+\.\w+)*$")
"""What may follow a byline in its line: a bullet, a handle, the service in brackets."""
INITIALS = re.compile(r"[A-Z/]{2,4}")
"""An agency's initials, by which pictures are credited and texts are not: "Ann Lee | AP"."""
DATE_LINE = re.compile(r"^.*(?:\b\d{4}\b|\d:\d\d).*$", re.MULTILINE)
"""A line below which one name alone is who took the picture: bylines stand above the date."""
TOP_LINES = 8
"""Lines that are not empty in which a byline stands: section, share bar, headline, deck, byline."""

OWN_DESK = re.compile(
    r"(?i)\s*\b(?:staff|reporters?|writers?|desk|team|newsroom|editors?|correspondents?)$"
)
"""Who at a house wrote a piece: "BCN Reporter" is nobody else's byline."""

BYLINE_PARTS = re.compile(r"(?i)\s*(?:,|\||/|\bfor\b|\bvia\b|\bof\b)\s*")
"""What separates a byline's names."""
