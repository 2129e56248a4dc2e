"""Titles: the names of programs as texts set them, in quote marks or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dedup.attributions.known import quoted_programs

_QUOTE_MARKS = re.compile(r"[”“\"’](?=\s|\Z)")
"""Closing and opening marks inside a title: "the “Today” show"."""


def plain_title(written: str) -> str:
    """Return a title as it is listed: folded, without quote marks, "“Today” show"."""
    return " ".join(_QUOTE_MARKS.sub("", written).casefold().split())


def find_quoted(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the titles that are a program's only in quote marks, each with its house."""
    for title in _quoted_programs().finditer(text):
        yield title.span(1), quoted_programs()[title.group(1).casefold()]


@cache
def _quoted_programs() -> re.Pattern[str]:
    """Return what finds titles in quote marks: "told “Today,” the show"."""
    titles = "|".join(re.escape(title) for title in quoted_programs())
    return re.compile(rf"[“\"‘](?=[A-Z0-9])((?i:{titles}))[,.]?[”\"’]")
