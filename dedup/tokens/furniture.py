"""Furniture: what a site puts around an article, found from cues in the text itself.

Share bars, teasers, "READ MORE", photo credits, newsletter plugs, captions printed twice. It stays
in the text and its spans are known; it is no evidence of anything.
"""

from __future__ import annotations

import re

from dedup.tokens.cues import BRACKETED, HEADINGS, LINES, PHOTO_CREDITS, any_line

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")

_HEADING = any_line(HEADINGS)
_CUE = any_line(LINES)
_BRACKETED = re.compile(
    rf"[\[(]\s*(?:{'|'.join(BRACKETED)})\b[^\[\]\n]{{0,300}}[\])]", re.IGNORECASE
)
_CAPTION_END = re.compile(
    rf"\(\s*(?:{'|'.join(PHOTO_CREDITS)})[^()\n]{{0,200}}\)?\s*$", re.IGNORECASE
)

_PROSE_WORDS = 12
_LONGEST_HEADING = 90
_LONGEST_LINE = 1200
"""Code points; longer lines are prose, or a script that was scraped with the page."""
_LARGEST_BOX = 0.5
"""Share of a page's words; teasers take up a third of the worst page seen, not half."""
_MIN_REPEAT_WORDS = 6


def find_furniture(text: str) -> list[Span]:
    """Return the code-point spans of furniture in ``text``, sorted, not overlapping."""
    lines = [
        (m.start(), m.end(), m.group().strip()) for m in _LINE.finditer(text) if m.group().strip()
    ]
    marked = [_is_furniture(line) for _, _, line in lines]
    _mark_tails(lines, marked)
    _mark_repeats(lines, marked)
    spans = [(start, end) for (start, end, _), out in zip(lines, marked, strict=True) if out]
    spans.extend(match.span() for match in _BRACKETED.finditer(text))
    return _merged(text, spans)


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return "_taboola" in line
    return bool(_CUE.fullmatch(line) or _CAPTION_END.search(line))


def _mark_tails(lines: list[tuple[int, int, str]], marked: list[bool]) -> None:
    """Mark a heading such as "You may also like" and the teasers under it.

    The teasers end where the article goes on: at two lines of prose in a row that end like
    sentences. Sites cut teasers with an ellipsis, and headlines end without a stop. A box that
    would be most of the page is the page: it ends at its first line of prose.
    """
    prose = [_is_prose(line) for _, _, line in lines]
    words = [len(line.split()) for _, _, line in lines]
    number = 1
    while number < len(lines):
        line = lines[number][2]
        if len(line) > _LONGEST_HEADING or not _HEADING.fullmatch(line):
            number += 1
            continue
        goes_on = (i for i in range(number + 1, len(lines) - 1) if prose[i] and prose[i + 1])
        end = next(goes_on, len(lines))
        if sum(words[number:end]) > _LARGEST_BOX * sum(words):
            end = next((i for i in range(number + 1, len(lines)) if prose[i]), number + 1)
        marked[number:end] = [True] * (end - number)
        number = end


def _is_prose(line: str) -> bool:
    bare = line.rstrip("\"'”’»)")
    return (
        len(line.split()) >= _PROSE_WORDS
        and bare.endswith((".", "!", "?"))
        and not bare.endswith("...")
    )


def _mark_repeats(lines: list[tuple[int, int, str]], marked: list[bool]) -> None:
    """Mark the second printing of a line: captions stand above and below their picture."""
    seen: set[str] = set()
    for number, (_, _, line) in enumerate(lines):
        if len(line.split()) < _MIN_REPEAT_WORDS:
            continue
        if line in seen:
            marked[number] = True
        seen.add(line)


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Join spans that touch or have only white space between them."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
