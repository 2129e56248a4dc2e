"""What is told of a name: where it ends, whether a list could have it, which rules may fit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dedup.kernels._cues import NEVER_NAMED, TELLS, FoundName, LineEnd, NameKind, Trait
from dedup.kernels._python.cued.search import Search, Span, spelled

_MOST_PIECES = 6
"""Words of a name: "The Leeds and Bradford Examiner" has five."""
_POSSESSING = ("'", "’", '"', "”", "»", " (")
"""Of what may stand between a name and what is asked of the text behind it."""


def tell(search: Search, span: Span, rows: tuple[int, ...], apart: bool) -> Iterator[FoundName]:
    """Yield the names in a span that rules may fit, or that end a line."""
    ending = _ending(search, *span)
    if not apart and not rows and ending == LineEnd.NOT:
        return
    if apart or not _is_plain(search, *span):
        fitting = _fitting(search, span[1], rows, inside=not apart)
        if apart or fitting or ending != LineEnd.NOT:
            yield (*span, *span, NameKind.APART if apart else NameKind.RUN, ending, fitting)
    elif rows or ending != LineEnd.TOP:  # a byline there needs an outlet that is known
        for name in _plain_names(search, *span):
            fitting = _fitting(search, name[1], rows, inside=False)
            if fitting or ending == LineEnd.SIGNS:
                yield (*span, *name, NameKind.PLAIN, ending, fitting)


def _fitting(search: Search, end: int, rows: tuple[int, ...], *, inside: bool) -> tuple[int, ...]:
    """Return the rules that ask for what may stand behind a name; inside a run, for a blank."""
    return tuple(
        row
        for row in rows
        if _may_follow(search, end, row) or (inside and " " in spelled(search.rules.behind[row]))
    )


def _may_follow(search: Search, end: int, row: int) -> bool:
    """Return whether what stands behind a name may be what a rule asks for."""
    signs = spelled(search.rules.behind[row])
    here = search.text[end : end + 1]
    if not signs or search.text.startswith(_POSSESSING, end):
        return True
    if here and here != "\n" and search.shows(end, Trait.SPACE) and " " in signs:
        return True
    return bool(here) and here in signs


def _ending(search: Search, start: int, end: int) -> int:
    possessive = search.text[end : end + 2] in ("'s", "’s")
    if not _ends_line(search, end) and not (possessive and _ends_line(search, end + 2)):
        return LineEnd.NOT
    line = search.text[: min(start, len(search.text))].rpartition("\n")[2]
    if any(sign in line for sign in "-–—(:"):
        return LineEnd.SIGNS
    return LineEnd.TOP if end <= search.top else LineEnd.NOT


def _ends_line(search: Search, at: int) -> bool:
    stop = search.text.find("\n", at)
    stop = len(search.text) if stop < 0 else stop
    return not any(search.shows(place, Trait.WORD) for place in range(at, stop))


def _is_plain(search: Search, start: int, end: int) -> bool:
    """Return whether nothing in a run could be of a listed name, or look like an outlet's."""
    if start > 0 and search.shows(start - 1, Trait.WORD):
        return False
    for at in range(start, end):
        if not search.shows(at, Trait.ORDINARY):
            return False
        opens = at == start or search.shows(at - 1, Trait.SPACE)
        if opens and search.text[at] in "KW" and "A" <= search.text[at + 1 : at + 2] <= "Z":
            return False  # a station's call letters
        if opens and search.text[at + 1 : at + 2] in ("'", "’"):
            return False  # "L'AFP"
        if opens and search.text[max(0, at - 3) : at] in ("au ", "du "):
            return False  # what French contracts an article to: "déclaré au Monde"
    word = bisect_left(search.starts, start)
    if word == len(search.starts) or search.starts[word] != start:
        return False
    inside = range(word, bisect_left(search.starts, end))
    return not any(
        search.has_mark(one, TELLS)
        or (_is_never_named(search, one) and not _is_piece(search, one, start, end))
        for one in inside
    )


def _is_never_named(search: Search, word: int) -> bool:
    """Return whether a word belongs to no name where it has a capital, as it has: "Monday"."""
    return search.has_mark(word, NEVER_NAMED) and search.shows(search.starts[word], Trait.CAPITAL)


def _is_piece(search: Search, word: int, start: int, end: int) -> bool:
    """Return whether a word stands alone in a run, be it as a possessive at its end."""
    first, last = search.starts[word], search.ends[word]
    if first != start and not search.shows(first - 1, Trait.SPACE):
        return False
    if last <= end:
        return last == end or search.shows(last, Trait.SPACE)
    return last == end + 2 and search.text[end:last] in ("'s", "’s")


def _plain_names(search: Search, start: int, end: int) -> Iterator[Span]:
    """Yield a name for each part of a run between words that are never named."""
    part: list[Span] = []
    at = start
    while at < end:
        first = at
        while at < end and not search.shows(at, Trait.SPACE):
            at += 1
        word = bisect_left(search.starts, first)
        begins_word = word < len(search.starts) and search.starts[word] == first
        if begins_word and _is_never_named(search, word):
            yield from _plain_name(search, part)
            part = []
        elif part or search.shows(first, Trait.CAPITAL):
            part.append((first, at))
        while at < end and search.shows(at, Trait.SPACE):
            at += 1
    yield from _plain_name(search, part)


def _plain_name(search: Search, part: list[Span]) -> Iterator[Span]:
    """Yield the name that a part is, up to the last word that has a capital, if any has."""
    while part and not search.shows(part[-1][0], Trait.CAPITAL):
        part.pop()
    if part:
        start = part[0][0]
        before = search.text[start - 4 : start] if start >= 4 else ""
        article = before == "The " or (before == "the " and len(part) == 1)
        yield start - 4 * article, part[:_MOST_PIECES][-1][1]
