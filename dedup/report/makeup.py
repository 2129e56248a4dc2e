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

MakeUp = tuple[float, ...]
"""A share for each of ``PARTS``, which together are 1; empty for an empty text."""


def make_ups(story: Story, listed: Mapping[str, Listed]) -> dict[str, MakeUp]:
    """Return for each member what share of its characters it has in common with others, and how.

    Args:
        story: of two or more articles.
        listed: the articles, by id.
    """
    painted = {member: bytearray(listed[member].length) for member in story.members}
    for kind, paint in _PAINT.items():
        for relation in story.relations:
            if kind is PassageKind.REWORDED and relation.kind in _INDEPENDENT:
                continue
            for p in relation.passages:
                if p.kind is kind:
                    _fill(painted[relation.left], p.left_start, p.left_end, paint)
                    _fill(painted[relation.right], p.right_start, p.right_end, paint)
    for member, canvas in painted.items():
        for start, end in listed[member].furniture:
            _fill(canvas, start, end, _PAINT[PassageKind.FURNITURE])
    return {member: _shares(canvas) for member, canvas in painted.items()}


def mean(parts: list[MakeUp]) -> MakeUp:
    """Return the mean of make-ups, each article counting as much; empty ones are left out."""
    given = [one for one in parts if one]
    return tuple(sum(column) / len(given) for column in zip(*given, strict=True))


def _fill(canvas: bytearray, start: int, end: int, paint: int) -> None:
    canvas[start:end] = bytes([paint]) * len(canvas[start:end])


def _shares(canvas: bytearray) -> MakeUp:
    if not canvas:
        return ()
    counts = [canvas.count(_PAINT[kind]) for kind in map(PassageKind, PARTS[:-1])]
    return (*(count / len(canvas) for count in counts), canvas.count(0) / len(canvas))
