"""The pattern table for Ukrainian and Russian: the common forms."""

from __future__ import annotations

from dedup.attributions.patterns import EXCLUSIVE, REPORTED, REPUBLISHED, SPOKEN, row

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

EAST_SLAVIC = (*_UKRAINIAN, *_RUSSIAN)
