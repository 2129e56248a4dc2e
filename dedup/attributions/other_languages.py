"""The pattern table for Spanish, German, French, Ukrainian and Russian: the common forms."""

from __future__ import annotations

from dedup.attributions.patterns import EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

_SPANISH_REPORTS = (
    r"(?:informó|publicó|reportó|reveló|adelantó|refirió|indicó|detalló|difundió|señaló|informa|"
    r"publica)"
)
_WHEN = r"(?: am \w+tag| am \w+woch| gestern| heute)?"

_SPANISH = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:entrevista|conversación|charla|diálogo|declaraciones)(?: \w+){0,3} "
        r"(?:con|a|al|para|en|de|del)",
        cue=r"entrevista|conversación|charla|diálogo|declaraciones",
        links="con a al para en de del",
        inner=4,
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:dijo|declaró|afirmó|aseguró|explicó|confirmó|reveló|contó|señaló|comentó|"
        r"declaraciones) (?:\w+ )?(?:a|al|ante)",
        cue=r"dijo|declar(?:ó|aciones)|afirmó|aseguró|explicó|confirmó|reveló|contó|señaló|comentó",
        links="a al ante",
        inner=2,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:según(?: \w+){0,2}|de acuerdo con|citando a|citado por)",
        cue=r"según|acuerdo|cita(?:ndo|do)",
        inner=2,
    ),
    row(
        "reported",
        REPORTED,
        rf"\b{_SPANISH_REPORTS}",
        cue=_SPANISH_REPORTS,
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:informó|publicó|reportó|reveló|adelantó|informa|publica)\b",
        cue=r"informó|publicó|reportó|reveló|adelantó|informa|publica",
        between="",
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
)

_SOURCE_LINES = (
    row(
        "source-line",
        REPUBLISHED,
        r"\boriginal-content von:",
        whole_text=True,
        label=True,
        cue=r"content|original|original-content",
        links="von",
        inner=2,
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"\bcon informaci[oó]n de",
        whole_text=True,
        cue=r"informaci[oó]n",
        links="de",
        inner=1,
    ),
    row(
        "source-line",
        REPUBLISHED,
        r"^\W*(?:fuente|quelle|джерело|источник)\s*:",
        r"\W*$",
        whole_text=True,
        cue=r"fuente|quelle|джерело|источник",
        opens="line",
    ),
)

_GERMAN = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"(?:interview|gespräch)(?: \w+)? (?:mit|in|bei|für)",
        cue=r"\w*(?:interview|gespräch)",
        links="mit in bei für",
        inner=2,
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:sagte|sagt|erklärte|bestätigte|verriet)(?: \w+){0,3}",
        cue=r"sagte?|erklärte|bestätigte|verriet",
        inner=3,
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
    row("speaking-to", SPOKEN, r"\bgegenüber", cue=r"gegenüber"),
    # "wie Bloomberg am Dienstag unter Berufung auf Kreise berichtete", "wie es im Focus hieß"
    row(
        "reported",
        REPORTED,
        r"\bwie(?: es)?(?: im| in| bei)?",
        r"\*?(?: [^.;:]{0,120})?\b(?:berichte|melde|schreib|schrieb|erfuhr|hieß|heißt)",
        cue=r"wie",
        inner=2,
    ),
    # "Zuerst hatte der WDR über die Brücke berichtet"
    row(
        "reported",
        REPORTED,
        r"\bhatten?(?: zuerst| zuvor)?",
        r" [^.;:]{0,100}\bberichtet\b",
        cue=r"hatten?",
        inner=1,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:laut|nach angaben|nach informationen|zitiert)(?: eines berichts)?",
        cue=r"laut|angaben|informationen|zitiert",
        inner=2,
    ),
    row(
        "reported",
        REPORTED,
        rf"\b(?:berichtet|berichtete|meldet|meldete|schreibt|schrieb){_WHEN}",
        cue=r"berichtete?|meldete?|schreibt|schrieb",
        inner=2,
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:berichtet|berichtete|meldet|meldete|schreibt|schrieb|zufolge)\b",
        cue=r"berichtete?|meldete?|schreibt|schrieb|zufolge",
        between="",
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
)

_FRENCH = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:entretien|interview)(?: \w+){0,3} (?:à|au|avec|dans)",
        cue=r"entretien|interview",
        links="à au avec dans",
        inner=4,
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:déclaré|confié|dit|affirmé|indiqué|expliqué|assuré|confirmé) (?:à|au|sur)",
        cue=r"déclaré|confié|dit|affirmé|indiqué|expliqué|assuré|confirmé",
        links="à au sur",
        inner=1,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:selon|d['’]après|citant|cité par)",
        cue=r"selon|après|citant|cité",
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        r"\b(?:rapporte|rapportait|révèle|écrit|annonce|indique|précise|souligne)",
        cue=r"rapport(?:e|ait)|révèle|écrit|annonce|indique|précise|souligne",
    ),
    row(
        "reported",
        REPORTED,
        after=r" (?:a )?(?:rapporté|rapporte|révèle|révélé|écrit)\b",
        cue=r"rapport[eé]|rév[èé]l[eé]|écrit",
        between="a",
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
)

_UKRAINIAN = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:інтерв['’ʼ]ю|розмові)(?: (?:з|для))?",
        cue=r"інтерв\w*|розмові",
        inner=2,
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:сказа|розпові|заяви|повідоми|коментар)\w*(?: (?:у|для))?",
        cue=r"(?:сказа|розпові|заяви|повідоми|коментар)\w*",
        inner=1,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:за (?:даними|інформацією|повідомленням|словами)|з посиланням на|"
        r"посилаючись на|цитує)",
        cue=r"даними|інформацією|повідомленням|словами|посиланням|посилаючись|цитує",
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        r"\b(?:пише|повідомляє|передає|інформує|повідомило)",
        cue=r"пише|повідомляє|передає|інформує|повідомило",
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:вперше|спочатку) (?:опубліковано|опублікована) (?:на|у|в)",
        whole_text=True,
        label=True,
        cue=r"вперше|спочатку",
        links="на у в",
        inner=2,
    ),
)

_RUSSIAN = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:интервью|беседе)(?: (?:с|для))?",
        cue=r"интервью|беседе",
        inner=1,
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:сказа|рассказа|заяви|сообщи|комментари)\w*(?: для)?",
        cue=r"(?:сказа|рассказа|заяви|сообщи|комментари)\w*",
        inner=1,
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:по (?:данным|информации|сообщению|словам)|со ссылкой на|ссылаясь на|цитирует)",
        cue=r"данным|информации|сообщению|словам|ссылкой|ссылаясь|цитирует",
        inner=1,
    ),
    row(
        "reported",
        REPORTED,
        r"\b(?:пишет|сообщает|передает|передаёт|сообщило)",
        cue=r"пишет|сообщает|переда[её]т|сообщило",
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:впервые|первоначально) (?:опубликовано|опубликован|опубликована) (?:на|в)",
        whole_text=True,
        label=True,
        cue=r"впервые|первоначально",
        links="на в",
        inner=2,
    ),
)

OTHER_LANGUAGES = (*_SOURCE_LINES, *_SPANISH, *_GERMAN, *_FRENCH, *_UKRAINIAN, *_RUSSIAN)
