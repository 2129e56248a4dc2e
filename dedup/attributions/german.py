"""The pattern table for German."""

from __future__ import annotations

from dedup.attributions.patterns import EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

_WHEN = r"(?: am \w+tag| am \w+woch| gestern| heute| zuerst| zuvor| bereits| übereinstimmend)*"
_WHEN_WORDS = (
    "am montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute zuerst zuvor "
    "bereits übereinstimmend"
)
_REPORTS = (
    r"(?:berichte(?:t|te|n|ten)|melde(?:t|te|n|ten)|schreibt|schrieb(?:en)?|zitiert(?:e|en)?|"
    r"enthüllt(?:e|en)?|erfuhr|titelt(?:e)?|kommentiert(?:e)?)"
)
_WORK = (
    r"(?:\w*bericht(?:e|s|es|en)?|\w*artikel(?:s|n)?|meldung(?:en)?|recherchen?|informationen|"
    r"angaben|umfrage|\w*beitrag(?:s)?|analyse|reportage|exklusivbericht|kolumne|leitartikel)"
)
_HOUSE = r"(?:(?:die|der|das|den|dem) )?(?-i:[A-ZÄÖÜ])[\w.&-]*(?: (?-i:[A-ZÄÖÜ])[\w.&-]*){0,3}"
_AND = rf" {_HOUSE}(?:, {_HOUSE}){{0,3}} (?:und|sowie)(?: die| der| das| von| der)?"

GERMAN = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"(?:interview|gespräch)(?:(?: \w+)? (?:mit|in|bei|für|von|im))?",
        cue=r"\w*(?:interview|gespräch)",
        inner=3,
    ),
    # "im ZDF-Morgenmagazin", "nach Spiegel-Informationen": half of a compound is the house
    row(
        "interview-with",
        EXCLUSIVE,
        after=r"-\w*(?:interview|morgenmagazin|mittagsmagazin|sendung|talkshow|talk|podcast)\b",
        cue=r"\w*(?:interview|morgenmagazin|mittagsmagazin|sendung|talkshow|talk|podcast)",
        between="",
    ),
    row(
        "according-to",
        REPORTED,
        after=r"-(?:informationen|angaben|bericht(?:en|s)?|recherchen|umfrage)\b",
        cue=r"informationen|angaben|bericht(?:en|s)?|recherchen|umfrage",
        between="",
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:sagte|sagt|erklärte|bestätigte|verriet|betonte)(?: \w+){0,3}",
        cue=r"sagte?|erklärte|bestätigte|verriet|betonte",
        inner=3,
    ),
    # "sagte BKA-Präsident Jörg Lind dem Südwestrundfunk"
    row(
        "told",
        SPOKEN,
        r"\b(?:sagte|sagt|erklärte|bestätigte|verriet|betonte|teilte|berichtete|schilderte|räumte)"
        r"(?: [\w-]+){1,7}",
        cue=r"sagte?|erklärte|bestätigte|verriet|betonte|teilte|berichtete|schilderte|räumte",
        inner=7,
    ),
    # "Der Zeitung Express (Samstagausgabe) sagte Lind"
    row(
        "told",
        SPOKEN,
        r"(?:^|[.!?“”\"] ?)\W*",
        r"(?: \([^()\n]{3,30}\))? (?:sagte|erklärte|verriet|bestätigte) (?-i:[A-ZÄÖÜ])",
        cue=r"sagte|erklärte|verriet|bestätigte",
        follows=True,
        reach=3,
    ),
    # A press review: "OSTERMOOR (dpa-AFX) - Die „Gazette“ zur Brücke:"
    row(
        "report-of",
        REPORTED,
        r"(?:^\W*|[-–—:])",
        r"[“]? zu(?:r|m)? [^\n]{3,70}:",
        cue=r"zu[rm]?",
        follows=True,
        between="",
    ),
    # "sprach bei der Gazette von"
    row(
        "speaking-to",
        SPOKEN,
        r"\b(?:sprach|spricht)(?: \w+){0,3} (?:beim?|im|in|mit|gegenüber)",
        cue=r"sprach|spricht",
        links="bei beim im in mit gegenüber",
        inner=4,
    ),
    # "„Gazette“-Bericht"
    row(
        "report-of",
        REPORTED,
        after=r"“?-\w*(?:bericht|interview|informationen|recherchen?|umfrage|artikel|meldung)\w{0,2}\b",
        cue=r"\w*(?:bericht|interview|informationen|recherchen?|umfrage|artikel|meldung)\w{0,2}",
        between="",
    ),
    # "sagte Lind am Dienstag im ZDF"
    row(
        "said-on",
        SPOKEN,
        r"\b(?:sagte|erklärte|betonte|so)(?: [\w.-]+){1,8} (?:im|in|bei)",
        cue=r"sagte|erklärte|betonte|so",
        links="im in bei",
        inner=9,
    ),
    # "In der Bild am Sonntag sagte er"
    row(
        "said-on",
        SPOKEN,
        r"(?:^|[.!?“”\"] ?)\W*(?:in|im|bei)",
        r",? (?:sagte|erklärte|betonte|warnte|forderte|schrieb|kritisierte)\b",
        cue=r"sagte|erklärte|betonte|warnte|forderte|schrieb|kritisierte",
        follows=True,
        between="",
    ),
    row("speaking-to", SPOKEN, r"\bgegenüber", cue=r"gegenüber"),
    row(
        "speaking-to",
        SPOKEN,
        r"\bauf (?:\w+ )?(?:anfrage|nachfrage)(?: von)?",
        cue=r"anfrage|nachfrage",
        inner=1,
    ),
    # "wie Bloomberg am Dienstag unter Berufung auf Kreise berichtete", "wie es im Focus hieß"
    row(
        "reported",
        REPORTED,
        r"\bwie(?: es)?(?: im| in| bei| zuerst| zuvor)*",
        r"\*?(?: [^.;:]{0,120})?\b(?:berichte|melde|schreib|schrieb|erfuhr|hieß|heißt)",
        cue=r"wie",
        inner=3,
    ),
    # "Zuerst hatte der WDR über die Brücke berichtet", "Der Spiegel hatte zuerst berichtet"
    row(
        "reported",
        REPORTED,
        r"\bhatten?(?: zuerst| zuvor)?",
        r" [^.;:]{0,100}\bberichtet\b",
        cue=r"hatten?",
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:hat|haben|hatten?) [^.;:]{0,60}\b(?:berichtet|gemeldet|geschrieben|enthüllt)\b",
        cue=r"hat|haben|hatten?",
        between="",
    ),
    row("reported", REPORTED, r"[,”“\"] so", r"(?:[.,;:!]|$| weiter\b| am\b)", cue=r"so"),
    row(
        "according-to",
        REPORTED,
        r"\b(?:laut|nach angaben|nach informationen|zitiert)(?: eines berichts)?",
        cue=r"laut|angaben|informationen|zitiert",
        inner=2,
    ),
    row(
        "according-to",
        REPORTED,
        rf"\b{_WORK}(?: (?:des|von|vom|im|in|aus|bei|auf|für|zufolge))?",
        cue=_WORK,
        inner=2,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:umfrage|erhebung)\b[^.;:]{0,60} (?:für|im auftrag(?: von)?)",
        cue=r"umfrage|erhebung",
        links="für auftrag von",
        inner=10,
    ),
    row(
        "according-to",
        REPORTED,
        r"\bunter (?:berufung|verweis) auf(?: einen bericht)?(?: von| des)?",
        cue=r"berufung|verweis",
        inner=4,
    ),
    row(
        "reported",
        REPORTED,
        rf"\b{_REPORTS}{_WHEN}",
        cue=_REPORTS,
        inner=3,
    ),
    row(
        "reported",
        REPORTED,
        after=rf"{_WHEN} (?:{_REPORTS}|zufolge)\b",
        cue=rf"{_REPORTS}|zufolge",
        between=_WHEN_WORDS,
    ),
    # "berichten NDR und WDR", "Recherchen von NDR, WDR und": those after the first, and before it
    row(
        "reported",
        REPORTED,
        rf"\b(?:{_REPORTS}{_WHEN}|{_WORK} von|laut){_AND}",
        cue=rf"{_REPORTS}|{_WORK}|laut",
        links="und sowie",
        inner=12,
        reach=2,
    ),
    # "Das Papier liegt der Gazette vor", "ein Brief, der Reuters vorliegt"
    row(
        "obtained-by",
        EXCLUSIVE,
        r"\b(?:liegt|liegen|lag|lagen)",
        r" [^.;:]{0,30}\bvor\b",
        cue=r"liegt|liegen|lag|lagen",
        inner=1,
    ),
    row(
        "obtained-by",
        EXCLUSIVE,
        after=r" (?:exklusiv )?(?:vorliegt|vorliegen|vorlag|vorlagen)\b",
        cue=r"vorliegt|vorliegen|vorlag|vorlagen",
        between="exklusiv",
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:zuerst|ursprünglich|erstmals) (?:erschienen |veröffentlicht )(?:in|bei|auf|im)",
        whole_text=True,
        label=True,
        cue=r"zuerst|ursprünglich|erstmals",
        links="in bei auf im",
        inner=2,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:text|artikel|beitrag|interview)\b[^.;:]{0,30} (?:zuerst|ursprünglich|erstmals)"
        r"(?: am \w+)? (?:in|bei|auf|im)",
        r"(?:[^.;:]{0,20} (?:erschienen|veröffentlicht|publiziert)\b|\W*$)",
        whole_text=True,
        cue=r"zuerst|ursprünglich|erstmals",
        links="in bei auf im",
        inner=3,
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*(?:mit )?material(?: von| der| des)?",
        r"\W*$",
        whole_text=True,
        cue=r"material",
        inner=1,
    ),
)
"""What it names in compounds is split off by ``apart.py``."""
