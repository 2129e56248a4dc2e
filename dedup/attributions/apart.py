"""Apart: where a run of capitalized words is two names, and where a house's name is a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dedup.attributions.known import known_names
from dedup.attributions.shapes import NEVER_FIRST

UPPER = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x370, 0x530))) if c.isupper())
"""Letters that are capitals: Latin, Greek, Cyrillic."""
CYRILLIC = re.compile("[\u0400-\u052f]")
_SIGN = re.compile(r"(?<=\w)[/–-](?=\w)")
_POLLS = ("poll", "Poll", "survey", "Survey")
_HALVES = (
    r"informationen|angaben|bericht(?:en|s)?|recherchen|umfrage|interview|morgenmagazin|"
    r"mittagsmagazin|sendung|talkshow|talk|podcast"
)
_COMPOUND = re.compile(rf"-\w*(?:{_HALVES})\b", re.IGNORECASE)
"""Halves of German compounds behind a house's name: "Spiegel-Informationen"."""


JOINING = re.compile(rf".*(?:poll|survey|{_HALVES})")
"""A folded word without one of which no text joins houses' names."""


def may_hold_compound(text: str) -> bool:
    """Return whether a text may join houses' names to each other, or to a noun, by signs."""
    return any(word in text for word in _POLLS) or bool(_COMPOUND.search(text))


def lines_with_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines that hold a sign which may join names."""
    end = 0
    for sign in _SIGN.finditer(text):
        if sign.start() >= end:
            start = text.rfind("\n", 0, sign.start()) + 1
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            yield start, end


def names_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run between the signs that join houses.

    "NBC-Wall Street Journal poll", "Reuters/Ipsos poll", "ZDF-Interview": what stands before the
    sign ends in a listed name, and the run is a poll's or such a compound.
    """
    for sign in _SIGN.finditer(text, start, end):
        before = text[start : sign.start()].casefold().split()
        after = text[sign.end() : end].casefold().split()
        polled = text.startswith((" poll", " Poll", " survey", " Survey"), end)
        if _ends_listed(before) and (
            polled or after[-1:] in (["poll"], ["survey"]) or _COMPOUND.match(text, sign.start())
        ):
            yield start, sign.start()
            start = sign.end()
    yield start, end


def _ends_listed(words: Sequence[str]) -> bool:
    return any(" ".join(words[at:]) in known_names() for at in range(len(words)))


@lru_cache(maxsize=64)
def is_somebody(text: str, surname: str) -> bool:
    """Whether a text names a person of this surname: "the former president, Vicente Fox"."""
    named = re.compile(
        rf"(?:(?:[a-z,;]|\b[A-Z][a-z]{{0,3}}\.) (?P<first>[{UPPER}][\w’'-]+)|"
        rf"\b(?:Mr|Mrs|Ms|Sen|Rep|Gov|Dr)\.?) {surname}\b"
        r"(?! (?:News|Business|Nation|Television|Media|Radio|Magazine|TV)\b)"
    )
    return any((m["first"] or "").casefold() not in NEVER_FIRST for m in named.finditer(text))
