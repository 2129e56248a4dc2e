"""Cue rows: the pattern table, and which of its rows have a word for their cue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from dedup.attributions.english import ENGLISH
from dedup.attributions.other_languages import OTHER_LANGUAGES
from dedup.attributions.spellings import ANY, Spelled, spellings

ROWS = tuple(
    sorted((*ENGLISH, *OTHER_LANGUAGES), key=lambda row: (-row.weight, not (row.label or row.slot)))
)
"""Heaviest first; of equally heavy rows those win that tell of any name that it is an outlet's."""
Rows = tuple[int, ...]
"""Places in ``ROWS``, ascending."""

LATIN = re.compile("[0-9a-z]*")
PLAIN = re.compile(
    r"(?:[0-9a-z]+|[^\d\x00-\xde\u0130\u0131\u0141\u0178\u0179\u017f\u0400-\u042f\u1c80-\u1c8f\u1e9e"
    r"\u212a\u212b]+)*"
)
"""A word of no signs, no letter of which an expression could take for another.

If capitals are the same, it takes the dotless i for an i and the long s for an s; none of the
capitals that the tables' letters have are in such words, and no digits but ours.
"""
_APOSTROPHE = "'"


def is_plain(word: str) -> bool:
    """Return whether a word is as ``PLAIN`` says."""
    return bool(LATIN.fullmatch(word) or PLAIN.fullmatch(word))


def rows_of(word: str) -> Rows:
    """Return the rows whose cue a folded word, or a sign, is."""
    # "l'interview": what stands behind an apostrophe is a word as well.
    parts = [word, *word.split(_APOSTROPHE)] if _APOSTROPHE in word else [word]
    return tuple(sorted({place for part in parts for place in _rows_fitting(part)}))


def _rows_fitting(part: str) -> Iterator[int]:
    for place in _rows_to_ask(part):
        cue = ROWS[place].cue.word
        if cue is not None and cue.fullmatch(part):
            yield place


def _rows_to_ask(part: str) -> Iterable[int]:
    """Return the rows whose cue a part of a word may be."""
    if not is_plain(part.replace(_APOSTROPHE, "")):
        return range(len(ROWS))
    by_word, ends, open_ended = _rows_by_word()
    whole = by_word.get(part, ())
    return (*whole, *open_ended) if ends.may_fit(part) else whole


@cache
def _rows_by_word() -> tuple[dict[str, Rows], Spelled, Rows]:
    """Return the rows by the spellings of their cues; how words of the others look; the others."""
    by_word: dict[str, list[int]] = {}
    open_ended: dict[int, list[str]] = {}
    for place, row in enumerate(ROWS):
        for spelling in spelled(row.cue.word.pattern) if row.cue.word else ():
            if ANY in spelling:
                open_ended.setdefault(place, []).append(spelling)
            else:
                by_word.setdefault(spelling, []).append(place)
    ends = Spelled.by(chain.from_iterable(open_ended.values()))
    return {word: tuple(rows) for word, rows in by_word.items()}, ends, tuple(open_ended)


spelled = cache(spellings)
"""Rows share cues."""
