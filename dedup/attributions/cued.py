"""Cued: the names of a text that stand near a word which could credit them, and by which rows.

A kernel looks once at each word and finds the few places where a row of the pattern table could fit
at all; only the names around those are read. Nothing is lost: a row never fits where its cue is
missing (``tests/test_attributions_cued.py`` holds this against trying every row around every name).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.attributions.cue_rows import ROWS, Rows
from dedup.attributions.mention import Mention
from dedup.attributions.reading import read_run
from dedup.attributions.runs import find_cuts
from dedup.attributions.titles import plain_title
from dedup.attributions.word_classes import classes_of, word_classes
from dedup.attributions.written import (
    find_odd,
    find_programs,
    find_small_agencies,
    find_titles,
    find_written,
)
from dedup.kernels import CuedNames, LineEnd, NameKind
from dedup.tokens import Tokens

__all__ = ["ROWS", "Cued", "Rows", "find_cued"]

_AT_LINE_ENDS = tuple(place for place, row in enumerate(ROWS) if row.cue.word is None)
_UTF_32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_PLAIN, _APART = int(NameKind.PLAIN), int(NameKind.APART)
_SIGNS = int(LineEnd.SIGNS)
_NO_SPANS: NDArray[np.uint32] = np.zeros((0, 2), np.uint32)


class Cued(NamedTuple):
    """A name that a row could fit.

    Attributes:
        start, end, run_end: as a ``Mention`` has them.
        rows: those that could.
        mention: None for a name that no list and no shape tells anything of; most are such, and
            credited by nothing, so that it is made when it is.
    """

    start: int
    end: int
    run_end: int
    rows: Rows
    mention: Mention | None


def find_cued(text: str, tokens: Tokens, top: int) -> tuple[list[Cued], int]:
    """Return the names that a row could fit, each with those rows, and the marks of all words.

    Names come in the order of the text, marks as ``WordClasses`` has them.

    Args:
        text: of an article.
        tokens: of it.
        top: where the lines end in which a name may be a byline without a word: names at the ends
            of these lines come even where no row could fit, and so do addresses and programs.
    """
    outright, near = _names(text, tokens, top)
    plain: list[Cued] = []
    read: dict[Mention, Rows] = {}
    apart = iter(outright)
    for start, end, name_start, name_end, kind, line_end, rows in near.names:
        if line_end == _SIGNS:
            rows = _joined(rows, _AT_LINE_ENDS)
        if kind == _PLAIN:
            plain.append(Cued(name_start, name_end, name_end, rows, None))
            continue
        for mention in (next(apart),) if kind == _APART else read_run(text, start, end):
            known = read.get(mention)
            read[mention] = rows if known is None else _joined(known, rows)
    found = [Cued(m.start, m.end, m.run_end, read[m], m) for m in sorted(read)]
    return sorted([*found, *plain], key=itemgetter(0, 1, 2)), near.marks


def _joined(one: Rows, two: Rows) -> Rows:
    return tuple(sorted({*one, *two}))


def _names(text: str, tokens: Tokens, top: int) -> tuple[list[Mention], CuedNames]:
    """Return what is a name whatever its capitals, and the names near cues, the former last."""
    outright = find_written(text)
    found = _near_cues(text, tokens, top, outright, [])
    joined = bool(found.marks & word_classes().joining)
    cuts = find_cuts(text, found.glued, joined=joined) if joined or found.glued else []
    if more := _named_in(text, found.marks):
        outright = [*outright, *more]
    if more or cuts:
        found = _near_cues(text, tokens, top, outright, cuts)
    return outright, found


def _near_cues(
    text: str,
    tokens: Tokens,
    top: int,
    outright: Sequence[Mention],
    cuts: Sequence[tuple[int, int]],
) -> CuedNames:
    classes = classes_of(tokens)
    apart = [(mention.start, mention.end) for mention in outright]
    return kernels.cued_names(
        np.frombuffer(text.encode(_UTF_32, "surrogatepass"), np.uint32),
        tokens.starts.view(np.uint32),
        tokens.ends.view(np.uint32),
        classes,
        np.array(apart, np.uint32) if apart else _NO_SPANS,
        np.array(cuts, np.uint32) if cuts else _NO_SPANS,
        top,
        word_classes().rules,
    )


def _named_in(text: str, marks: int) -> list[Mention]:
    """Return the small agencies, programs and odd names of a text whose words have marks."""
    table = word_classes()
    found = find_small_agencies(text) if marks & table.small_agencies else []
    held = [name for program, name in table.programs if marks & program == program]
    if held:  # as in one text of eight; that a name stands in it is true of one in a hundred
        folded = plain_title(text)
        if any(name in folded for name in held):
            found += find_programs(text)
    found += find_odd(text, table.odd(marks))
    if any(marks & title == title for title in table.titles):
        found += find_titles(text)
    return found
