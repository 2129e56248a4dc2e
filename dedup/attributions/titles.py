"""Titles: the names of programs as texts set them, in quote marks or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dedup.attributions.known import quoted_programs

_OPENING = re.compile(r"[“\"‘](?=[A-Z0-9])")
_QUOTE_MARKS = re.compile(r"[”“\"’](?=\s|\Z)")
"""Closing and opening marks inside a title: "the “Today” show"."""


def plain_title(written: str) -> str:
    """Return a title as it is listed: folded, without quote marks, "“Today” show"."""
    return " ".join(_QUOTE_MARKS.sub("", written).casefold().split())


def find_quoted(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the titles that are a program's only in quote marks, each with its house."""
    done = 0
    # One expression for the mark and all the titles would be tried at every letter.
    for mark in _OPENING.finditer(text):
        if mark.start() >= done and (title := _quoted_programs().match(text, mark.start())):
            yield title.span(1), quoted_programs()[title.group(1).casefold()]
            done = title.end()


@cache
def _quoted_programs() -> re.Pattern[str]:
    """Return what finds titles in quote marks: "told “Today,” the show"."""
    titles = "|".join(re.escape(title) for title in quoted_programs())
    return re.compile(rf"[“\"‘](?=[A-Z0-9])((?i:{titles}))[,.]?[”\"’]")
