"""Furniture: what a site puts around an article, found from cues in the text itself.

Share bars, teasers, "READ MORE", photo credits, newsletter plugs, captions printed twice. It stays
in the text and its spans are known; it is no evidence of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.tokens.cues import (
    BRACKETED,
    HEADING_STARTS,
    HEADINGS,
    INNER,
    LINE_STARTS,
    LINES,
    PHOTO_CREDITS,
    any_line,
)

Span = tuple[int, int]

_HEADING = any_line(HEADINGS)
_CUE = any_line(LINES)
_HEADING_START = re.compile(HEADING_STARTS, re.IGNORECASE)
_CUE_START = re.compile(LINE_STARTS, re.IGNORECASE)
"""What a line of furniture begins with: asked first, it spares most lines of prose the search
through all cues, which took half of the time."""
_ASIDE = rf"\s*(?:{'|'.join(BRACKETED)})\b[^\[\]\n]{{0,300}}[\])]"
_BRACKETED = re.compile(rf"[\[(]{_ASIDE}", re.IGNORECASE)
_CAPTION = rf"\(\s*(?:{'|'.join(PHOTO_CREDITS)})"
_CAPTION_END = re.compile(rf"{_CAPTION}[^()\n]{{0,200}}\)?\s*$", re.IGNORECASE)
_IN_BRACKETS = tuple(
    re.compile(one, re.IGNORECASE) for one in (rf"\({_ASIDE}", rf"\[{_ASIDE}", _CAPTION)
)
"""What a text is asked for as a whole: what begins with one letter is looked for at once."""

_PROSE_WORDS = 12
_LONGEST_HEADING = 90
_LONGEST_LINE = 800
"""Code points; longer lines are prose, or a script that was scraped with the page. The longest
caption read has 643; a report scraped into one line of 1,000 may end with "(AFP)"."""
_LARGEST_BOX = 0.5
"""Share of a page's words; teasers take up a third of the worst page seen, not half."""
_MIN_REPEAT_WORDS = 6


def find_furniture(text: str) -> list[Span]:
    """Return the code-point spans of furniture in ``text``, sorted, not overlapping."""
    inner = holds_inner_cue(text)
    if not inner and not _may_hold_any(text):
        return []
    lines = list(_lines(text))
    marked = [_is_furniture(line, inner) for _, _, line in lines]
    _mark_tails(lines, marked)
    _mark_repeats(lines, marked)
    spans = [(start, end) for (start, end, _), out in zip(lines, marked, strict=True) if out]
    spans.extend(match.span() for match in _BRACKETED.finditer(text))
    return _merged(text, spans)


def _may_hold_any(text: str) -> bool:
    """Return whether more than an inner cue may be furniture: few pages of news have any."""
    bare = [line for line in map(str.strip, text.split("\n")) if line]
    return (
        len(set(bare)) < len(bare)
        or any(pattern.search(text) for pattern in _IN_BRACKETS)
        or any(_CUE.fullmatch(line) for line in filter(_CUE_START.match, bare))
        or any(_is_heading(line) for line in filter(_HEADING_START.match, bare))
    )


def holds_inner_cue(text: str) -> bool:
    """Return whether a cue that may stand anywhere in a line is in the text, in any case."""
    # Turkish i with a dot, and without one, are an i to a regular expression that ignores case.
    folded = text.lower() if text.isascii() else text.casefold()
    if not text.isascii():
        folded = folded.replace("i\u0307", "i").replace("ı", "i")
    return any(cue in folded for cue in INNER)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that are not blank, with their spans, and without the space around them."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if bare := line.strip():
            yield start, end, bare
        start = end + 1


def _is_furniture(line: str, inner: bool) -> bool:
    """Return whether a line is furniture by itself.

    Args:
        line: of the text.
        inner: whether a cue that may stand inside a line is in the text.
    """
    if len(line) > _LONGEST_LINE:
        return "_taboola" in line
    if (inner or _CUE_START.match(line)) and _CUE.fullmatch(line):
        return True
    return "(" in line and _CAPTION_END.search(line) is not None


def _mark_tails(lines: list[tuple[int, int, str]], marked: list[bool]) -> None:
    """Mark a heading such as "You may also like" and the teasers under it.

    The teasers end where the article goes on: at two lines of prose in a row that end like
    sentences. Sites cut teasers with an ellipsis, and headlines end without a stop. A box that
    would be most of the page is the page: it ends at its first line of prose.
    """
    headings = [number for number in range(1, len(lines)) if _is_heading(lines[number][2])]
    if not headings:
        return
    prose = [_is_prose(line) for _, _, line in lines]
    words = [len(line.split()) for _, _, line in lines]
    end = 0
    for number in headings:
        if number < end:
            continue
        goes_on = (i for i in range(number + 1, len(lines) - 1) if prose[i] and prose[i + 1])
        end = next(goes_on, len(lines))
        if sum(words[number:end]) > _LARGEST_BOX * sum(words):
            end = next((i for i in range(number + 1, len(lines)) if prose[i]), number + 1)
        marked[number:end] = [True] * (end - number)


def _is_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and _HEADING_START.match(line) is not None
        and _HEADING.fullmatch(line) is not None
    )


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
    if len({line for _, _, line in lines}) == len(lines):
        return
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
