"""The pattern table for Spanish."""

from __future__ import annotations

from dedup.attributions.patterns import EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

_REPORTS = (
    r"(?:inform(?:ó|a|aron|an)|public(?:ó|a|aron|an)|report(?:ó|a|aron|an)|revel(?:ó|a|aron|an)|"
    r"adelant(?:ó|a)|avanz(?:ó|a)|refirió|indic(?:ó|a)|detall(?:ó|a)|difundió|señal(?:ó|a)|"
    r"asegur(?:ó|a)|afirm(?:ó|a)|añad(?:ió|e)|cit(?:ó|a)|destac(?:ó|a)|precis(?:ó|a)|"
    r"recog(?:ió|e)|apunt(?:ó|a)|sostiene|sostuvo|confirm(?:ó|a)|explic(?:ó|a)|relat(?:ó|a)|"
    r"cuenta|contó|recuerda|recordó|advirtió|advierte|dijo|transmit(?:e|ió)|emit(?:e|ió))"
)
_HAS_REPORTED = (
    r"(?:informado|publicado|reportado|revelado|adelantado|avanzado|asegurado|desvelado|"
    r"confirmado|señalado|recogido|difundido|contado|destacado)"
)
_WHEN = r"(?: ya| también| hoy| ayer| este \w+| el \w+| en exclusiva)?"
_WHEN_WORDS = (
    "ya también hoy ayer este el en exclusiva lunes martes miércoles jueves viernes sábado "
    "domingo ha han había"
)
_TOLD = (
    r"(?:atiend(?:e|ió|ieron)|dij(?:o|eron)|declar(?:ó|aron|ado)|afirm(?:ó|ado)|asegur(?:ó|aron|ado)|explic(?:ó|ado)|"
    r"confirm(?:ó|aron|ado)|revel(?:ó|aron|ado)|cont(?:ó|ado)|señal(?:ó|ado)|coment(?:ó|ado)|"
    r"indic(?:ó|aron|ado)|relató|admitió|manifestó|expresó|advirtió|reconoció|adelantó|"
    r"declaraciones|dicho)"
)
_WORK = (
    r"(?:informes?|reportes?|notas?|artículos?|investigaci(?:ón|ones)|encuestas?|reportajes?|"
    r"análisis|edici(?:ón|ones)(?: de hoy)?|sondeos?|noticias?|"
    r"editorial(?:es)?|columnas?|crónicas?|entrevistas?)"
)
_PUT_OUT = (
    r"(?:publicad|difundid|elaborad|realizad|recogid|obtenid|consultad|revisad|vist|citad|"
    r"entrevistad|contactad|preguntad|divulgad|emitid|concedid)[oa]s?"
)
_BY = r"(?: (?:hoy|ayer|este \w+|el \w+))? (?:por|en|de|a|al)"

SPANISH = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:entrevista|conversación|charla|diálogo|declaraciones)(?: \w+){0,3} "
        r"(?:con|a|al|para|en|de|del|por)",
        cue=r"entrevista|conversación|charla|diálogo|declaraciones",
        links="con a al para en de del por",
        inner=4,
    ),
    row(
        "told",
        SPOKEN,
        rf"\b{_TOLD} (?:\w+ )?(?:a|al|ante)",
        cue=_TOLD,
        links="a al ante",
        inner=2,
    ),
    row(
        "speaking-to",
        SPOKEN,
        r"\b(?:habl(?:ó|ado|ando)|convers(?:ó|ado|ando)|dialog(?:ó|ado|ando)) (?:\w+ )?con",
        cue=r"habl(?:ó|ado|ando)|convers(?:ó|ado|ando)|dialog(?:ó|ado|ando)",
        links="con",
        inner=2,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:según(?: \w+){0,2}|de acuerdo (?:con|a)|citando a|citado por)",
        cue=r"según|acuerdo|cita(?:ndo|do)",
        inner=2,
    ),
    row(
        "according-to",
        REPORTED,
        rf"\b{_WORK}(?: {_PUT_OUT})?(?: \w+)? (?:de|del|en|por|para)",
        cue=_WORK,
        links="de del en por para",
        inner=3,
    ),
    row(
        "reported-by",
        REPORTED,
        rf"\b{_PUT_OUT}{_BY}",
        cue=_PUT_OUT,
        links="por en de a al",
        inner=3,
    ),
    row(
        "obtained-by",
        EXCLUSIVE,
        r"\b(?:ha|han|había) tenido acceso",
        cue=r"acceso",
    ),
    row(
        "reported",
        REPORTED,
        rf"\b(?:{_REPORTS}|(?:ha|han|había) {_HAS_REPORTED}){_WHEN}",
        cue=rf"{_REPORTS}|{_HAS_REPORTED}",
        inner=3,
    ),
    row(
        "reported",
        REPORTED,
        after=rf"{_WHEN} (?:{_REPORTS}|(?:ha|han|había) {_HAS_REPORTED})\b",
        cue=rf"{_REPORTS}|{_HAS_REPORTED}",
        between=_WHEN_WORDS,
    ),
    row(
        "reported",
        REPORTED,
        after=r", (?:citando|que cita|que citó)\b",
        cue=r"citando|cita|citó",
        between="que",
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:publicado|aparecido) (?:originalmente|por primera vez) (?:en|por)",
        whole_text=True,
        label=True,
        cue=r"publicado|aparecido",
        links="en por",
        inner=4,
    ),
    # "Con información de AP y Reuters"
    row(
        "source-line",
        REPUBLISHED,
        r"\bcon (?:informaci[oó]n|datos|reportes|notas?) de"
        r"(?: (?-i:[A-Z])[\w.]+(?: (?-i:[A-Z])[\w.]+){0,2}(?:,| y))*",
        whole_text=True,
        cue=r"informaci[oó]n|datos|reportes|notas?",
        links="de",
        inner=1,
        reach=8,
    ),
    row(
        "byline",
        REPUBLISHED,
        r"^\W*por(?: la)?(?: agencia)?",
        r"\W*$",
        whole_text=True,
        cue=r"por",
        opens="line",
        inner=2,
    ),
)
