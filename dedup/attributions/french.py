"""The pattern table for French."""

from __future__ import annotations

from dedup.attributions.patterns import EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

_REPORTS = (
    r"(?:rapport(?:e|ent|ait|é)|rév[èé]l(?:e|ent|ait|é)|écri(?:t|vent|vait)|indiqu(?:e|ent|ait|é)|"
    r"affirm(?:e|ent|ait|é)|expliqu(?:e|ent|ait|é)|précis(?:e|ent|ait|é)|annonc(?:e|ent|ait|é)|"
    r"assur(?:e|ent|ait|é)|racont(?:e|ent|ait|é)|soulign(?:e|ent|ait|é)|détaill(?:e|é)|"
    r"confirm(?:e|ent|ait|é)|dévoil(?:e|ent|ait|é)|relat(?:e|ent|ait|é)|évoqu(?:e|ait|é)|cite|"
    r"not(?:e|ait|é)|publi(?:e|ait|é)|croit savoir|a appris)"
)
_REPORTS_CUE = _REPORTS.replace("croit savoir|a appris", "savoir|appris")
_HAS = r"(?: (?:a|ont|avait|avaient))?(?: (?:également|aussi|déjà))?"
_TOLD = (
    r"(?:déclar|confi|dit|disai|affirm|indiqu|expliqu|assur|confirm|racont|précis|soulign|estim|regrett|"
    r"ajout|répond|lanc|témoign|révél|insist)\w*"
)
_TOLD_CUE = rf"{_TOLD}"
_WORK = (
    r"(?:informations?|enquêtes?|articles?|révélations?|sondages?|reportages?|éditorial|tribune|"
    r"entretien|interview|chronique|dépêche|colonnes|antenne|micro|plateau|recherches)"
)
_PUT_OUT = (
    r"(?:invité|interrogé|contacté|joint|cité|consulté|obtenu|révélé|confirmé|publié|diffusé|"
    r"rapporté|relayé|sollicité|questionné|paru|accordé|dévoilé|rencontré|recueilli)e?s?"
)
_OF = r"(?:de|du|des|d['’]|par|dans|pour|à|au|aux|sur|auprès de|auprès du)"

_HOUSE = r"(?:l['’]|le |la |les )?(?-i:[A-ZÉ])[\w.’'-]*(?: (?-i:[A-ZÉ])[\w.’'-]*){0,2}"

FRENCH = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:entretien|interview)(?: \w+){0,3} (?:à|au|avec|dans|par)",
        cue=r"entretien|interview",
        links="à au avec dans par",
        inner=4,
    ),
    # "a-t-il déclaré lundi sur France Inter", "explique-t-il au Monde", "a dit Lind à Reuters"
    row(
        "told",
        SPOKEN,
        rf"\b(?:{_TOLD})(?:-t-\w+)?(?: [\w.-]+){{0,4}} (?:à|au|auprès de|auprès du|sur|devant)",
        cue=rf"{_TOLD_CUE}(?:-t-\w+)?",
        links="à au auprès de du sur devant",
        inner=7,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:selon|d['’]après|citant|cité par)",
        cue=r"selon|après|citant|cité",
        inner=1,
    ),
    row(
        "according-to",
        REPORTED,
        rf"\b{_WORK}(?: {_PUT_OUT})?(?: \w+)? ?{_OF}",
        cue=_WORK,
        inner=4,
    ),
    row(
        "reported-by",
        REPORTED,
        rf"\b{_PUT_OUT}(?: \w+)? (?:de|du|par|dans|sur|d['’]|au|à)",
        cue=_PUT_OUT,
        inner=3,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:lu|vu|entendu) (?:dans|sur|à)",
        cue=r"lu|vu|entendu",
        inner=1,
    ),
    # "Interview de Mme Lind, ministre de la ville, à France Inter"
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:entretien|interview) (?:de|d['’])[^;:.\n]{0,3}[^;:\n]{3,90} (?:à|au|sur|dans)",
        cue=r"entretien|interview",
        links="à au sur dans",
        inner=16,
    ),
    # "Reuters l'a publiée"
    row(
        "reported",
        REPORTED,
        after=r"(?: \([A-Z]{2,5}\))?,? l['’]a (?:[\w ]{1,20} )?"
        r"(?:publié|révélé|rapporté|annoncé|confirmé|écrit)e?s?\b",
        cue=r"(?:publié|révélé|rapporté|annoncé|confirmé|écrit)e?s?",
        reach=6,
    ),
    # "publiés par Libération et Le Monde", "selon le journaliste de Mediapart"
    row(
        "reported-by",
        REPORTED,
        rf"\b(?:{_PUT_OUT} (?:par|dans|à|au|sur)|selon|d['’]après) {_HOUSE}"
        rf"(?:, {_HOUSE}){{0,3}} et",
        cue=rf"{_PUT_OUT}|selon|après",
        links="et",
        inner=12,
        reach=2,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:selon|d['’]après)(?: [\w’'-]+){1,4} (?:de|du|des|d['’]|par|à|au)",
        cue=r"selon|après",
        links="de du des d par à au",
        inner=6,
    ),
    row(
        "reported-by",
        REPORTED,
        r"\b(?:diffusion|publication|parution)(?: [\w’'-]+){0,2} (?:par|dans|sur)",
        cue=r"diffusion|publication|parution",
        links="par dans sur",
        inner=3,
    ),
    # "Sur BFMTV, il l'a dit"
    row(
        "said-on",
        SPOKEN,
        r"(?:^|[.!?”»\"] ?)\W*(?:sur|à|dans)",
        r",",
        cue=r"sur|à|dans",
        opens="clause",
    ),
    row(
        "obtained-by",
        EXCLUSIVE,
        r"\b(?:que|qu['’])",
        r" (?:a|ont) (?:pu )?(?:consult|obten|v)",
        cue=r"(?:consult|obten)\w+|vus?",
        follows=True,
        between="a ont pu",
    ),
    row(
        "reported",
        REPORTED,
        rf"\b(?:{_REPORTS})",
        cue=_REPORTS_CUE,
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        after=rf"{_HAS} (?:{_REPORTS})\b",
        cue=_REPORTS_CUE,
        between="a ont avait avaient également aussi déjà croit",
    ),
    # "Le Monde et l'AFP rapportent": the first
    row(
        "reported",
        REPORTED,
        after=rf" et (?:l['’]|le |la |les )?(?-i:[A-Z])[\w.’'-]*(?: (?-i:[A-Z])[\w.’'-]*){{0,2}}"
        rf"{_HAS} (?:{_REPORTS})\b",
        cue=_REPORTS_CUE,
        reach=7,
        apart=True,
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:publié|paru) (?:initialement|à l['’]origine|d['’]abord) (?:dans|sur|par)",
        whole_text=True,
        label=True,
        cue=r"publié|paru",
        links="dans sur par",
        inner=3,
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*(?:avec|source|sources)(?: ?:)?",
        r"\W*$",
        whole_text=True,
        cue=r"avec|sources?",
        opens="line",
    ),
)
