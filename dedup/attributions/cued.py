"""Cued: the names of a text that stand near a word which could credit them, and by which rows.

One look at each word finds the few places where a row of the pattern table could fit at all; only
the names around those are read. Nothing is lost: a row never fits where its cue is missing
(``tests/test_attributions_cued.py`` holds this against trying every row around every name).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from dedup.attributions.english import ENGLISH
from dedup.attributions.mentions import Mention, find_runs, named_outright, read_run
from dedup.attributions.other_languages import OTHER_LANGUAGES
from dedup.tokens import Tokens

ROWS = tuple(sorted((*ENGLISH, *OTHER_LANGUAGES), key=lambda row: -row.weight))
"""Heaviest first; of equally heavy rows the earlier wins."""
Rows = tuple[int, ...]
"""Places in ``ROWS``, ascending."""

_AT_LINE_ENDS = tuple(place for place, row in enumerate(ROWS) if row.cue is None)
_SIGNS = "•©"
"""Cues that are no words."""
_OPENING = 2
"""Words of a line among which a cue stands that opens it: "by", "Analysis by"."""
_MOST_WORDS = 1 << 16
"""Words that are remembered with their rows: the vocabulary of some thousand articles, 10 MB."""
_NO_WORD_MORE = re.compile(r"(?:['’]s?\b)?[^\w\n]*(?:\n|\Z)")
_BEFORE_A_SIGNATURE = re.compile(r"[-–—(:]")


class _RowsOfWords(dict[str, Rows]):
    """The rows whose cue a folded word is, worked out when the word is first met."""

    def __missing__(self, word: str) -> Rows:
        if len(self) >= _MOST_WORDS:
            self.clear()
        # "l'interview": what stands behind an apostrophe is a word as well.
        parts = {word, *word.split("'")}
        rows = tuple(
            place
            for place, row in enumerate(ROWS)
            if row.cue and any(row.cue.fullmatch(part) for part in parts)
        )
        self[word] = rows
        return rows


@cache
def _rows_of_words() -> _RowsOfWords:
    return _RowsOfWords()


def find_cued(text: str, tokens: Tokens, top: int) -> list[tuple[Mention, Rows]]:
    """Return the names that a row could fit, each with those rows, in the order of the text.

    Args:
        text: of an article.
        tokens: of it.
        top: where the lines end in which a name may be a byline without a word: names at the ends
            of these lines come even where no row could fit.
    """
    outright = named_outright(text)
    runs = find_runs(text, outright)
    spans = sorted([*runs, *((m.start, m.end) for m in outright)])
    near: dict[tuple[int, int], set[int]] = {}
    for first, last, row in _reaches(text, tokens):
        at = bisect_left(spans, (first, 0))
        at -= at > 0 and spans[at - 1][1] > first
        while at < len(spans) and spans[at][0] < last:
            near.setdefault(spans[at], set()).add(row)
            at += 1
    for span, rows in _at_line_ends(text, spans, top):
        near.setdefault(span, set()).update(rows)
    read = [(run, mention) for run in runs if run in near for mention in read_run(text, *run)]
    read += [((m.start, m.end), m) for m in outright if (m.start, m.end) in near]
    return sorted((mention, tuple(sorted(near[span]))) for span, mention in read)


def _reaches(text: str, tokens: Tokens) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches of text in which a row's cue lets a name stand: start, end, row."""
    starts, rows_of = tokens.starts.tolist(), _rows_of_words()
    cued = [(n, rows) for n, rows in enumerate(map(rows_of.__getitem__, tokens.words)) if rows]
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            cued.append((bisect_left(starts, at), rows_of[sign]))
            at = text.find(sign, at + 1)
    starts.append(len(text))
    last = len(starts) - 1
    for number, rows in cued:
        for place in rows:
            row = ROWS[place]
            if row.follows:
                yield starts[max(0, number - row.reach)], starts[number] + 1, place
            elif not row.opens or _opens_line(text, starts, number):
                yield starts[number], starts[min(last, number + row.reach)] + 1, place


def _opens_line(text: str, starts: Sequence[int], number: int) -> bool:
    line = text.rfind("\n", 0, starts[number]) + 1
    return number < _OPENING or starts[number - _OPENING] < line


def _at_line_ends(
    text: str, spans: Sequence[tuple[int, int]], top: int
) -> Iterator[tuple[tuple[int, int], Rows]]:
    """Yield the names behind which no word stands in their line, with the rows made of signs."""
    for start, end in spans:
        if text[end : end + 2].lstrip()[:1].isalnum() and text[end : end + 1] != "\n":
            continue  # told without an expression, as most are
        if _NO_WORD_MORE.match(text, end):
            line = text.rfind("\n", 0, start) + 1
            if _BEFORE_A_SIGNATURE.search(text, line, start):
                yield (start, end), _AT_LINE_ENDS
            elif end <= top:
                yield (start, end), ()
