"""Spans between quote marks, in the typographies of nine languages."""

from __future__ import annotations

import re

import numpy as np

from dedup.kernels._arrays import Bytes, Offsets
from dedup.kernels._python.points import texts_of

Span = tuple[int, int]

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‹": "›"}
"""Opening mark to the marks that may close it. German and some Nordic prose sets »…«."""

_MARK = re.compile(f'["{"".join(_PAIRS)}]')
_STRAIGHT_OPEN = re.compile(r'(?<![^\s(\[{—–/-])"(?=[\w\[($£€.…\'‘¿¡])')
_STRAIGHT_CLOSE = re.compile(r'(?<=[^\s(\[—])"(?!\w)')
_SINGLE = re.compile(r"[‘'](?<!\w.)(?=\w)([^‘\n]{15,1200}?[\w.,!?…])[’'](?!\w)", re.DOTALL)
"""What stands before the mark is looked at behind it, so that letters are passed over at once."""
_PARAGRAPH = re.compile(r"[^\n]+")
_POSTED = re.compile(r"\s*[—–-]{1,2} ?[^\n(]{1,80} \(@\w{1,15}\)")
"""The line under a post of a social network that a page embeds: who wrote it, and the handle."""
_LONGEST = 5000
"""Code points; a mark that is not closed by then was never a quotation's."""
_MIN_SINGLE_WORDS = 4
"""Shorter spans in single marks are scare quotes or contractions more often than speech."""


def find_quotations(utf8: Bytes, offsets: Offsets) -> tuple[Offsets, Offsets]:
    """Return the spans inside quote marks of n texts, without the marks.

    A quotation does not cross a line break, with the one exception that printers know: an opening
    mark that is not closed counts to the end of its paragraph when the next paragraph opens with
    the same mark again. Other lone marks are ignored. A paragraph under which a handle stands, as
    pages embed posts, is a quotation without marks. What a letter is, is that of Unicode 14.

    Args:
        utf8: the texts, end to end.
        offsets: shape (n + 1,), the byte where each text starts; the last is ``len(utf8)``.

    Returns:
        Ragged: ``first`` of shape (n + 1,), and spans of shape (s, 2), in code points of the text,
        in order, not nested.

    Raises:
        ValueError: the bytes of a text are not UTF-8, or the offsets do not partition them.
    """
    first = [0]
    spans: list[Span] = []
    for text in texts_of(utf8, offsets):
        spans.extend(_quotations(text))
        first.append(len(spans))
    return np.array(first, np.int64), np.array(spans, np.int64).reshape(-1, 2)


def _quotations(text: str) -> list[Span]:
    spans: list[Span] = []
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text) if match.group().strip()]
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if following and _POSTED.match(text, *following):
            spans.append((start, end))
            continue
        heir = text[slice(*following)].lstrip()[:1] if following else ""
        spans.extend(_in_paragraph(text, start, end, heir))
    return spans


def _in_paragraph(text: str, start: int, end: int, heir: str) -> list[Span]:
    spans: list[Span] = []
    barren: dict[str, int] = {}  # mark -> up to where no closing mark of its kind stands
    at = start
    while (found := _MARK.search(text, at, end)) is not None:
        at = found.start()
        mark = text[at]
        if not _opens(text, at, end):
            at += 1
            continue
        limit = min(end, at + _LONGEST)
        closing = _closing(text, mark, max(at + 1, barren.get(mark, 0)), limit)
        if closing < 0:
            barren[mark] = limit
            if heir != mark or limit < end:
                at += 1
                continue
            closing = end
        if text[at + 1 : closing].strip():
            spans.append((at + 1, closing))
        at = closing + 1
    return _with_single(text, start, end, spans)


def _opens(text: str, at: int, end: int) -> bool:
    """A mark opens when a word or an opening bracket follows; "»" both opens and closes."""
    mark = text[at]
    if mark == '"':
        return bool(_STRAIGHT_OPEN.match(text, at, end))
    following = text[at + 1 : at + 2]
    if mark not in _PAIRS or not following or at + 1 >= end:
        return False
    if mark == "»":
        return not following.isspace() and (at == 0 or text[at - 1].isspace())
    # French sets a (narrow) no-break space inside «guillemets».
    return not following.isspace() or following in "\u00a0\u202f" or mark == "«"


def _closing(text: str, mark: str, start: int, end: int) -> int:
    if mark == '"':
        match = _STRAIGHT_CLOSE.search(text, start, end)
        return match.start() if match else -1
    found = [text.find(one, start, end) for one in _PAIRS[mark]]
    return min((place for place in found if place >= 0), default=-1)


def _with_single(text: str, start: int, end: int, spans: list[Span]) -> list[Span]:
    """Add speech in single marks outside the double ones (British house style)."""
    extra = [
        match.span(1)
        for match in _SINGLE.finditer(text, start, end)
        if len(match.group(1).split()) >= _MIN_SINGLE_WORDS
    ]
    free = [one for one in extra if all(one[1] <= s or one[0] >= e for s, e in spans)]
    return sorted(spans + free)
