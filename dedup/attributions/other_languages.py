"""The pattern table for Spanish, German, French, Ukrainian and Russian: the common forms."""

from __future__ import annotations

from dedup.attributions.patterns import EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

_SPANISH = (
    row(
        "interview-with",
        EXCLUSIVE,
        r"\b(?:entrevista|conversación|charla|diálogo)(?: \w+){0,3} (?:con|a|al|para|en|de|del)",
    ),
    row(
        "told",
        SPOKEN,
        r"\b(?:dijo|declaró|afirmó|aseguró|explicó|confirmó|reveló|contó|señaló|comentó|"
        r"declaraciones) (?:\w+ )?(?:a|al|ante)",
    ),
    row(
        "according-to",
        REPORTED,
        r"\b(?:según(?: \w+ó)?|de acuerdo con|citando a|citado por)",
    ),
    row("reported", REPORTED, r"\b(?:informó|publicó|reportó|reveló|adelantó)"),
    row(
        "reported",
        REPORTED,
        after=r" (?:informó|publicó|reportó|reveló|adelantó|informa|publica)\b",
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:publicado|aparecido) (?:originalmente|por primera vez) (?:en|por)",
        whole_text=True,
        label=True,
    ),
)

_GERMAN = (
    row("interview-with", EXCLUSIVE, r"(?:interview|gespräch)(?: \w+)? (?:mit|in|bei|für)"),
    row("told", SPOKEN, r"\b(?:sagte|sagt|erklärte|bestätigte|verriet)(?: \w+){0,3}"),
    row("speaking-to", SPOKEN, r"\bgegenüber"),
    row(
        "according-to",
        REPORTED,
        r"\b(?:laut|nach angaben|nach informationen|zitiert)(?: eines berichts)?",
    ),
    row("reported", REPORTED, r"\b(?:berichtet|berichtete|meldet|meldete|schreibt|schrieb)"),
    row(
        "reported",
        REPORTED,
        after=r" (?:berichtet|berichtete|meldet|meldete|schreibt|schrieb|zufolge)\b",
    ),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:zuerst|ursprünglich|erstmals) (?:erschienen |veröffentlicht )?(?:in|bei|auf|im)",
        whole_text=True,
        label=True,
    ),
)

_FRENCH = (
    row("interview-with", EXCLUSIVE, r"\b(?:entretien|interview)(?: \w+){0,3} (?:à|au|avec|dans)"),
    row(
        "told",
        SPOKEN,
        r"\b(?:déclaré|confié|dit|affirmé|indiqué|expliqué|assuré|confirmé) (?:à|au|sur)",
    ),
    row("according-to", REPORTED, r"\b(?:selon|d['’]après|citant|cité par)"),
    row("reported", REPORTED, r"\b(?:rapporte|rapportait|révèle|écrit|annonce)"),
    row("reported", REPORTED, after=r" (?:a )?(?:rapporté|rapporte|révèle|révélé|écrit)\b"),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:publié|paru) (?:initialement|à l['’]origine|d['’]abord) (?:dans|sur|par)",
        whole_text=True,
        label=True,
    ),
)

_UKRAINIAN = (
    row("interview-with", EXCLUSIVE, r"\b(?:інтерв['’ʼ]ю|розмові)(?: (?:з|для))?"),
    row("told", SPOKEN, r"\b(?:сказа|розпові|заяви|повідоми|коментар)\w*(?: (?:у|для))?"),
    row(
        "according-to",
        REPORTED,
        r"\b(?:за (?:даними|інформацією|повідомленням|словами)|з посиланням на|"
        r"посилаючись на|цитує)",
    ),
    row("reported", REPORTED, r"\b(?:пише|повідомляє|передає|інформує|повідомило)"),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:вперше|спочатку) (?:опубліковано|опублікована) (?:на|у|в)",
        whole_text=True,
        label=True,
    ),
)

_RUSSIAN = (
    row("interview-with", EXCLUSIVE, r"\b(?:интервью|беседе)(?: (?:с|для))?"),
    row("told", SPOKEN, r"\b(?:сказа|рассказа|заяви|сообщи|комментари)\w*(?: для)?"),
    row(
        "according-to",
        REPORTED,
        r"\b(?:по (?:данным|информации|сообщению|словам)|со ссылкой на|ссылаясь на|цитирует)",
    ),
    row("reported", REPORTED, r"\b(?:пишет|сообщает|передает|передаёт|сообщило)"),
    row(
        "republished-from",
        REPUBLISHED,
        r"\b(?:впервые|первоначально) (?:опубликовано|опубликован|опубликована) (?:на|в)",
        whole_text=True,
        label=True,
    ),
)

OTHER_LANGUAGES = (*_SPANISH, *_GERMAN, *_FRENCH, *_UKRAINIAN, *_RUSSIAN)
