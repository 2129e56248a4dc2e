"""Assumed: what a stream of lines began with, and what had to be taken for granted about it.

Apart from the line reader, which batches enter for odd lines alone: with what it needs, it takes a
tenth of the time that the command takes to start.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from dedup.readers.reading import Note
from dedup.readers.sources import Source

BYTE_ORDER_MARKS = (  # UTF-32's mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

OPENING_BRACKETS = (b"[", b"{")
"""A first line that is only a bracket belongs to one document over many lines."""

MENDED = "half a surrogate pair, which is no character, was replaced by U+FFFD"


@dataclass(slots=True)
class Assumed:
    """What had to be assumed about the lines of one source.

    Attributes:
        encoding: that of the last line that was not UTF-8, tried first on the next one.
        lines: for each assumption, the numbers of its lines.
        mended: the numbers of lines with half a surrogate pair.
    """

    encoding: str | None = None
    lines: dict[str, list[int]] = field(default_factory=dict)
    mended: list[int] = field(default_factory=list)

    def notes(self, source: Source) -> Iterator[Note]:
        """Yield a sentence for each thing assumed."""
        for assumption, numbers in self.lines.items():
            yield Note(f"{_where(source, numbers)}: {assumption}")
        if self.mended:
            yield Note(f"{_where(source, self.mended)}: {MENDED}")


def begins_document(first: bytes) -> bool:
    """Return whether what begins with this line is one document, or in UTF-16 or UTF-32."""
    if any(first.startswith(mark) for mark, _ in BYTE_ORDER_MARKS[1:]):
        return True
    return first.strip() in OPENING_BRACKETS


def _where(source: Source, numbers: list[int]) -> str:
    """Return "x.jsonl:4", or "x.jsonl, 3 lines from line 4 on"."""
    if len(numbers) == 1:
        return f"{source.shown}:{numbers[0]}"
    return f"{source.shown}, {len(numbers):,} lines from line {numbers[0]} on"
