"""What an article of a story is made of: copied, re-worded, quoted, furniture, its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dedup.passages import PassageKind
from dedup.relations import Kind

if TYPE_CHECKING:
    from dedup.index import Listed, Story

PARTS = ("verbatim", "reworded", "quotation", "furniture", "own")
"""What a text is made of, in the order in which a bar shows it."""

_PAINT = {
    PassageKind.REWORDED: 1,
    PassageKind.QUOTATION: 2,
    PassageKind.VERBATIM: 3,
    PassageKind.FURNITURE: 4,
}
"""Where passages with several members overlap, the higher one counts: a sentence that stands word
for word in one member and re-worded in another is verbatim."""

_INDEPENDENT = {Kind.QUOTE_ONLY, Kind.SAME_EVENT, Kind.UNRELATED}
"""Relations under which likeness is no re-wording: two reporters told one event, each alone."""

_IN_ORDER = tuple(_PAINT[PassageKind(part)] for part in PARTS[:-1])
"""The paints of ``PARTS``; what is bare is the text's own."""

Stroke = tuple[int, int, int]
"""A paint and the span that it covers."""

MakeUp = tuple[float, ...]
"""A share for each of ``PARTS``, which together are 1; empty for an empty text."""


def make_ups(story: Story, listed: Mapping[str, Listed]) -> dict[str, MakeUp]:
    """Return for each member what share of its characters it has in common with others, and how.

    Args:
        story: of two or more articles.
        listed: the articles, by id.
    """
    strokes: dict[str, list[Stroke]] = {member: [] for member in story.members}
    for relation in story.relations:
        left, right = strokes[relation.left], strokes[relation.right]
        independent = relation.kind in _INDEPENDENT
        for p in relation.passages:
            if independent and p.kind is PassageKind.REWORDED:
                continue
            paint = _PAINT[p.kind]
            left.append((paint, p.left_start, p.left_end))
            right.append((paint, p.right_start, p.right_end))
    return {member: _made_up(listed[member], given) for member, given in strokes.items()}


def mean(parts: list[MakeUp]) -> MakeUp:
    """Return the mean of make-ups, each article counting as much; empty ones are left out."""
    given = [one for one in parts if one]
    return tuple(sum(column) / len(given) for column in zip(*given, strict=True))


def _made_up(entry: Listed, strokes: list[Stroke]) -> MakeUp:
    """Return the shares of a text over which spans are painted, the higher paint last."""
    if not entry.length:
        return ()
    canvas = bytearray(entry.length)
    for paint, start, end in sorted(strokes):
        canvas[start:end] = bytes((paint,)) * len(canvas[start:end])
    furniture = _PAINT[PassageKind.FURNITURE]
    for start, end in entry.furniture:
        canvas[start:end] = bytes((furniture,)) * len(canvas[start:end])
    counts = [canvas.count(paint) for paint in _IN_ORDER]
    return tuple(count / len(canvas) for count in (*counts, len(canvas) - sum(counts)))
