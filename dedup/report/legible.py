"""Article text made fit to show: it moves no cursor, turns no line round and stops no file."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_KEPT_CONTROLS = "\t\n\r"
_CONTROL_PICTURES = 0x2400  # U+2400 + c is the picture of the control character c
_BIDI_CONTROLS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = {
    **{c: chr(_CONTROL_PICTURES + c) for c in range(0x20) if chr(c) not in _KEPT_CONTROLS},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), REPLACEMENT),  # C1: eight-bit escape sequences of terminals
    **dict.fromkeys(_BIDI_CONTROLS, REPLACEMENT),  # they make a line read other than it is written
    **dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT),  # lone surrogates: no file can hold them
}

_HIDDEN = re.compile(f"[{re.escape(''.join(map(chr, _SHOWN)))}]")


def visible(text: str) -> str:
    """Return the text with every control character shown as a sign; offsets stay what they were.

    Each character is replaced by exactly one, so spans of the original fit the result. Tabs and
    line ends are kept.
    """
    # Nothing to show otherwise, which is seen much faster.
    if text.isprintable() or not _HIDDEN.search(text):
        return text
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    """Return the text on a single line, white space folded, controls visible."""
    if text.isprintable() and "  " not in text:  # then a space is the only white space there is
        return text.strip(" ")
    return " ".join(visible(text).split())


def clip(text: str, length: int) -> str:
    """Return the text on one line of at most ``length`` characters, cut between words if it can be.

    A cut is marked by an ellipsis. A word longer than a third of the line is cut inside.
    """
    # A passage may be a whole article; what is folded beyond the cut is not shown.
    taken = 2 * length
    while len(line := one_line(text[:taken])) <= length:
        if taken >= len(text):
            return line
        taken *= 4
    cut = line[: length - 1]
    space = cut.rfind(" ")
    if line[length - 1] != " " and space >= 2 * length // 3:
        cut = cut[:space]
    return cut.rstrip(" ,;:–—-") + "…"


def clip_middle(text: str, length: int) -> str:
    """Return the text on one line of at most ``length`` characters, its middle left out.

    For ids and paths, which differ at both ends.
    """
    line = one_line(text)
    if len(line) <= length:
        return line
    tail = length // 2
    return line[: length - tail - 1] + "…" + line[len(line) - tail :]


def passage_context(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Return the span widened within its line by up to ``room`` characters a side, to whole words.

    Args:
        text: the article's text.
        start: of the span, in code points of ``text``.
        end: of the span, half-open.
        room: the most characters added on a side.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    left, right = max(line_start, start - room), min(line_end, end + room)
    if left > line_start:
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else left
    if right < line_end:
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else right
    return left, right
