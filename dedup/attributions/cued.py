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
from dedup.attributions.reach import Reach
from dedup.tokens import Tokens

ROWS = tuple(sorted((*ENGLISH, *OTHER_LANGUAGES), key=lambda row: -row.weight))
"""Heaviest first; of equally heavy rows the earlier wins."""
Span = tuple[int, int]
Rows = tuple[int, ...]
"""Places in ``ROWS``, ascending."""

_AT_LINE_ENDS = tuple(place for place, row in enumerate(ROWS) if row.cue.word is None)
_CUES = "|".join(row.cue.word.pattern for row in ROWS if row.cue.word)
_ANY_CUE = re.compile(_CUES, re.IGNORECASE)
_ANY_SMALL_CUE = re.compile(_CUES)
"""The same for words in small letters of ASCII, since cues have no capitals: five times faster."""
_SIGNS = ("•", "©", "(c)", "(C)")
"""Cues that are no words."""
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
        is_small = word.isascii() and word == word.lower()
        is_cue = (_ANY_SMALL_CUE if is_small else _ANY_CUE).fullmatch
        parts = [part for part in {word, *word.split("'")} if is_cue(part)]
        rows: Rows = ()
        if parts:  # as one word in forty has
            rows = tuple(
                place
                for place, row in enumerate(ROWS)
                if row.cue.word and any(map(row.cue.word.fullmatch, parts))
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
            of these lines come even where no row could fit, and so do addresses and programs.
    """
    outright = named_outright(text, tokens.words)
    runs = find_runs(text, outright)
    apart = [(m.start, m.end) for m in outright]
    near: dict[Span, set[int]] = {}
    for (first, last), row in _stretches(text, tokens):
        at = bisect_left(runs, (first, 0))
        at -= at > 0 and runs[at - 1][1] > first
        while at < len(runs) and runs[at][0] < last:
            near.setdefault(runs[at], set()).add(row)
            at += 1
        for span in apart:  # few, and they may stand inside runs
            if span[0] < last and first < span[1]:
                near.setdefault(span, set()).add(row)
    for span, rows in _at_line_ends(text, [*runs, *apart], top):
        near.setdefault(span, set()).update(rows)
    read = [(run, mention) for run in runs if run in near for mention in read_run(text, *run)]
    read += [((m.start, m.end), m) for m in outright]
    found: dict[Mention, set[int]] = {}
    for span, mention in read:
        found.setdefault(mention, set()).update(near.get(span, ()))
    return [(mention, tuple(sorted(found[mention]))) for mention in sorted(found)]


def _stretches(text: str, tokens: Tokens) -> Iterator[tuple[Span, int]]:
    """Yield the stretches of text that a name must touch for a row to fit, with the row."""
    rows_of, reach = _rows_of_words(), Reach(tokens)
    cued = [(n, rows) for n, rows in enumerate(map(rows_of.__getitem__, tokens.words)) if rows]
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            cued.append((bisect_left(reach.starts, at), rows_of[sign]))
            at = text.find(sign, at + 1)
    for number, rows in cued:
        for place in rows:
            for stretch in reach.stretches(number, ROWS[place].cue):
                yield stretch, place


def _at_line_ends(text: str, spans: Sequence[Span], top: int) -> Iterator[tuple[Span, Rows]]:
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
