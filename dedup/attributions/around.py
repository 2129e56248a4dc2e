"""Around: what stands on either side of a name, and which row of the table it fits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dedup.attributions.cues import (
    ARTICLES,
    BEFORE_NAMES,
    BEHIND_BYLINE,
    DATE_LINE,
    INITIALS,
    LABEL_ENDS,
    LABELS,
    NAMES_ALONE,
    POSSESSIVE,
    TOP_LINES,
)
from dedup.attributions.known import known_names, program_names
from dedup.attributions.mentions import Mention
from dedup.attributions.patterns import BYLINE, SPOKEN, Pattern, row
from dedup.attributions.titles import plain_title

TOP_BYLINE = row("byline", BYLINE, whole_text=True)
"""People's names and an outlet, on a line of their own at the top."""
ON_AIR = row("said-on", SPOKEN)
_WINDOW = 130
"""Code points before a name in which the words that credit it are looked for."""
_AFTER = 220
"""Code points behind it: who contributed to a report is a list of names."""
_PADDED = 400
"""The same before blanks are put together."""
_MOST_BEFORE = 5
"""Words before a name that may belong to it: an article, a country, adjectives."""
_LABELLED = 60
"""Code points in which a label stands."""
_DATE_BELOW = re.compile(r"\s*\n\s*[^\n]{0,20}\b\d{4}\b[^\n]{0,20}(?:\n|\Z)")
"""Initials alone sign a text where its date follows; elsewhere they sign a picture."""
_BLANKS = re.compile(r"\s+")
_MARKS_AND_BLANKS = "\"“”«„‘'( \t\n\r\f\v\u00a0"
_MARKS = "\"“”«„‘'( "


def find_label(text: str, mention: Mention) -> int | None:
    """Return where the label before a name begins ("the German daily"); None without one."""
    line = text.rfind("\n", 0, mention.start) + 1
    first = max(line, mention.start - _LABELLED)
    window = text[first : mention.start].rstrip(_MARKS)
    words = window[-_LABELLED // 2 :].split()
    if not words or not LABEL_ENDS.search(words[-1]):
        return None
    found = LABELS.search(window + " ")
    return first + found.start() if found else None


def fitting_row(
    text: str, mention: Mention, labelled: int | None, rows: Iterable[Pattern]
) -> Pattern | None:
    """Return the first of some rows whose words stand around a name, or None."""
    before = None
    after = [following(text, end) for end in {mention.end, mention.run_end}]
    for one in rows:
        if one.after is not None and not any(one.after.match(rest) for rest in after):
            continue
        if one.before is None:
            return one
        if before is None:
            before = _preceding(text, mention.start, labelled)
        if one.before.search(before):
            return one
    return None


def _preceding(text: str, start: int, labelled: int | None) -> str:
    """Return what stands before a name in its line, label and article left out."""
    line = text.rfind("\n", 0, start) + 1
    first = max(line, start - _PADDED)
    # Scraped bylines are set with dozens of blanks.
    before = _single_blanks(text[first : start if labelled is None else labelled])
    cut = first > line or len(before) > _WINDOW
    before = without_article(before[-_WINDOW:]).rstrip()
    return "…" + before if cut else before


def without_article(before: str) -> str:
    """Return what stands before a name, its article left out."""
    # An article, a country and adjectives are few words; searching all of a line takes long, and
    # before most names there is none of them.
    bare = before.rstrip(_MARKS_AND_BLANKS)
    words = bare.rsplit(None, _MOST_BEFORE)
    if not words or not BEFORE_NAMES.fullmatch(words[-1]):
        return bare
    found = ARTICLES.search(before, len(words[0]) if len(words) > _MOST_BEFORE else 0)
    return before[: found.start()] if found else before


def following(text: str, end: int) -> str:
    """Return what follows a name in its line, a possessive left out, blanks as single ones."""
    stop = text.find("\n", end, end + _PADDED)
    line = text[end : end + _PADDED if stop < 0 else stop]
    own = POSSESSIVE.match(line)
    return _single_blanks(line[own.end() :] if own else line)[:_AFTER]


def _single_blanks(line: str) -> str:
    # Tabs and no-break spaces are not printable, so most lines are seen to be well at once.
    return line if "  " not in line and line.isprintable() else _BLANKS.sub(" ", line)


def is_program(text: str, mention: Mention) -> bool:
    """Return whether a name is a program's, and somebody or something was on it."""
    written = plain_title(text[mention.start : mention.end])
    before = text[max(0, mention.start - 20) : mention.start].rstrip(" “\"‘'")
    return written in program_names() and bool(re.search(r"(?i)\bon$", before))


def is_signed(text: str, mention: Mention) -> bool:
    """Return whether a name ends a line of people's names: "Ann Lee and Bo Day, Gazette"."""
    if not mention.recognized or not BEHIND_BYLINE.match(following(text, mention.end)):
        return False
    written = text[mention.start : mention.end]
    if "/" in written or ("." in written and mention.name == written.casefold()):
        return False  # whose picture it is; an address of no listed outlet, to click on
    line = text.rfind("\n", 0, mention.start) + 1
    before = without_article(text[line : mention.start]).rstrip()
    # "Ann LeeAssociated Press": the page set them apart.
    names = NAMES_ALONE.fullmatch(before + "," * text[mention.start - 1 : mention.start].islower())
    if not names:
        return False
    if not names.group() and INITIALS.fullmatch(written):
        return bool(_DATE_BELOW.match(text, mention.end))
    if not names.group():
        return mention.name.casefold() in known_names()  # shapes alone are sections of a site
    if names["more"]:
        return True
    if names["apart"] is None:
        return line > 0 and (" " in mention.name)
    picture = names["apart"] == "/" or (names["apart"] == "|" and INITIALS.fullmatch(written))
    return not picture and not DATE_LINE.search(text, 0, line)


def end_of_top(text: str) -> int:
    """Return where the lines end in which a byline may stand without "By"."""
    at = end = count = 0
    while count < TOP_LINES and at <= len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if text[at:stop].strip():
            count, end = count + 1, stop
        at = stop + 1
    return end
