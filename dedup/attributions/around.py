"""Around: what stands on either side of a name, and which row of the table it fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

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
from dedup.attributions.mention import Mention
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
_POSSESSING = ("'", "’", '"', "”", "»", " (")
"""What ``POSSESSIVE`` begins with, if it finds anything; the kernel knows it, too."""
_ON = re.compile(r"(?i)\bon$")
_REMEMBERED = 4096
"""Words before names that are known to end a label, or to belong to the name, or not to."""
_MARKS_AND_BLANKS = "\"“”«„‘'( \t\n\r\f\v\u00a0"
_MARKS = "\"“”«„‘'( "


def find_label(text: str, start: int) -> int | None:
    """Return where the label before a name begins ("the German daily"); None without one."""
    line = text.rfind("\n", 0, start) + 1
    first = max(line, start - _LABELLED)
    window = text[first:start].rstrip(_MARKS)
    words = window[-_LABELLED // 2 :].split()
    if not words or not _ends_label(words[-1]):
        return None
    found = LABELS.search(window + " ")
    return first + found.start() if found else None


@lru_cache(maxsize=_REMEMBERED)
def _ends_label(word: str) -> bool:
    return LABEL_ENDS.search(word) is not None


def fitting_row(
    text: str, start: int, ends: Sequence[int], rows: Iterable[Pattern]
) -> Pattern | None:
    """Return the first of some rows whose words stand around a name, or None.

    Args:
        text: of the article.
        start: of the name.
        ends: where the name ends, and where the capitalized words do; one where these are equal.
        rows: to try, in order.
    """
    before: str | None = None
    after: list[str] = []
    for one in rows:
        if one.after is not None:
            after = after or [following(text, end) for end in ends]
            match = one.after.match
            if not match(after[0]) and not (len(after) > 1 and match(after[1])):
                continue
        if one.before is None:
            return one
        if before is None:
            before = _preceding(text, start, find_label(text, start))
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
    if not words or not _may_belong(words[-1]):
        return bare
    found = ARTICLES.search(before, len(words[0]) if len(words) > _MOST_BEFORE else 0)
    return before[: found.start()] if found else before


@lru_cache(maxsize=_REMEMBERED)
def _may_belong(word: str) -> bool:
    return BEFORE_NAMES.fullmatch(word) is not None


def following(text: str, end: int) -> str:
    """Return what follows a name in its line, a possessive left out, blanks as single ones."""
    first = text[end : end + _AFTER].partition("\n")[0]
    if not first.startswith(_POSSESSING) and _is_set_single(first):
        return first  # as most are; blanks behind it need not be looked at
    stop = text.find("\n", end, end + _PADDED)
    line = text[end : end + _PADDED if stop < 0 else stop]
    own = POSSESSIVE.match(line)
    return _single_blanks(line[own.end() :] if own else line)[:_AFTER]


def _single_blanks(line: str) -> str:
    return line if _is_set_single(line) else _put_together(line)


def _put_together(line: str) -> str:
    """Return a line with one space for the blanks at each place; an expression takes far longer."""
    words = " ".join(line.split())
    return " " * line[:1].isspace() + words + " " * bool(words and line[-1:].isspace())


def _is_set_single(line: str) -> bool:
    """Return whether blanks are single spaces; of some other lines, too, it is not said."""
    # Tabs and no-break spaces are not printable, so most lines are seen to be well at once.
    return "  " not in line and line.isprintable()


def is_program(text: str, mention: Mention) -> bool:
    """Return whether a name is a program's, and somebody or something was on it."""
    if not mention.recognized:
        return False
    written = plain_title(text[mention.start : mention.end])
    before = text[max(0, mention.start - 20) : mention.start].rstrip(" “\"‘'")
    return written in program_names() and bool(_ON.search(before))


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
