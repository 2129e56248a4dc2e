"""The runs of capitalized words in a text, joiners between."""

from __future__ import annotations

from dedup.kernels._cues import Trait
from dedup.kernels._python.cued.search import Search, Span

_BLANKS = " \u00a0"


def find_runs(search: Search, cuts: list[list[int]]) -> tuple[list[Span], list[int]]:
    """Return the runs, cut as is said, and where a capital follows a small letter inside one."""
    taken = {place for start, end in search.apart for place in range(start, end)}
    runs: list[Span] = []
    glued: list[int] = []
    at = 0
    while at < len(search.text):
        if not search.shows(at, Trait.OPENS):
            at += 1
            continue
        start, end = at, _over_run(search, at)
        glued += [place for place in range(at + 1, end) if _is_glued(search, place)]
        for stop, following in cuts:
            if start < stop <= following < end:
                runs.append((start, stop))
                start = following
        runs.append((start, end))
        at = end
    return [run for run in runs if run[0] not in taken], glued


def _is_glued(search: Search, at: int) -> bool:
    return "a" <= search.text[at - 1] <= "z" and "A" <= search.text[at] <= "Z"


def _over_run(search: Search, at: int) -> int:
    end = _over_capitalized(search, at)
    while _is_blank(search, end):
        behind = _over_joiner(search, end + 1)
        if not search.shows(behind, Trait.OPENS):
            break
        end = _over_capitalized(search, behind)
    if _is_blank(search, end) and search.shows(end + 1, Trait.DIGIT):
        last = end + 2 + search.shows(end + 2, Trait.DIGIT)
        return end if search.shows(last, Trait.WORD) else last
    return end


def _over_capitalized(search: Search, at: int) -> int:
    """Return where a capitalized word ends: "Al-Jazeera", "AT&T", the name in "Brien's"."""
    if search.text.startswith(("St. ", "Ft. ", "Mt. "), at) and search.shows(at + 4, Trait.OPENS):
        at += 4
    at = _over_word(search, at + 1)
    while (
        search.text[at : at + 1]
        and search.text[at] in "-/&.’'"
        and search.shows(at + 1, Trait.WORD)
    ):
        possessive = search.text[at + 1] == "s" and not search.shows(at + 2, Trait.WORD)
        if search.text[at] in ".’'" and possessive:
            break
        at = _over_word(search, at + 1)
    return at


def _over_word(search: Search, at: int) -> int:
    while search.shows(at, Trait.WORD):
        at += 1
    return at


def _over_joiner(search: Search, at: int) -> int:
    end = at
    while end < len(search.text) and not _is_blank(search, end):
        end += 1
    is_joiner = end < len(search.text) and end > at and search.text[at:end] in search.joiners
    return end + 1 if is_joiner else at


def _is_blank(search: Search, at: int) -> bool:
    return at < len(search.text) and search.text[at] in _BLANKS
