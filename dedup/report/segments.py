"""Marked text as HTML: spans may touch, nest or cross, and no character is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from dedup.report.legible import visible


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of text that leads to its twin in the other text.

    Attributes:
        start, end: half-open, in code points.
        style: the CSS class of its kind.
        label: what stands before it, "R2".
        name: the fragment name of this place.
        target: the fragment name of the twin.
        title: what a reader is told on pointing at it.
    """

    start: int
    end: int
    style: str
    label: str
    name: str
    target: str
    title: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of text that looks different, inside or outside links."""

    start: int
    end: int
    style: str


def marked(
    text: str,
    links: Sequence[Link] = (),
    shades: Sequence[Shade] = (),
    start: int = 0,
    end: int | None = None,
) -> Markup:
    """Return ``text[start:end]`` as HTML in which links and shades are marked.

    Without its tags, the HTML is the escaped text and nothing else: labels are attributes that the
    style sheet shows. Where links cross, a stretch belongs to all of them and leads to the twin of
    the one that began first; every link has one element with its name.

    Args:
        text: any text; control characters are shown as signs, one for one.
        links: in code points of ``text``; empty ones are left out.
        shades: the same.
        start: of the window to return; marks are cut to it.
        end: of the window; None is the end of the text.
    """
    end = len(text) if end is None else min(end, len(text))
    shown = visible(text[start:end])
    inside = [link for link in links if max(link.start, start) < min(link.end, end)]
    inside.sort(key=lambda link: (link.start, link.end))
    layers = [shade for shade in shades if max(shade.start, start) < min(shade.end, end)]
    parts: list[str] = []
    open_links: tuple[Link, ...] = ()
    for left, right in _pieces([*inside, *layers], start, end):
        over = tuple(link for link in inside if link.start <= left < link.end)
        if over != open_links:
            parts += ["</a>"] if open_links else []
            parts.append(_opening(over, left, start) if over else "")
            open_links = over
        styles = sorted({shade.style for shade in layers if shade.start <= left < shade.end})
        piece = _escaped(shown[left - start : right - start])
        parts.append(f'<span class="{" ".join(styles)}">{piece}</span>' if styles else piece)
    parts += ["</a>"] if open_links else []
    return Markup("".join(parts))


def _pieces(marks: Iterable[Link | Shade], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between neighbouring ends of marks, which together are the window."""
    cuts = {start, end}
    for mark in marks:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    ordered = sorted(cuts)
    yield from pairwise(ordered)


def _opening(over: Sequence[Link], at: int, start: int) -> str:
    """Return the start tag of a stretch under these links, and the names of those that begin."""
    beginning = [link for link in over if max(link.start, start) == at]
    first = over[0]
    attributes = [
        f'class="passage {" ".join(dict.fromkeys(link.style for link in over))}"',
        f'data-passages="{" ".join(link.label for link in over)}"',
        f'href="#{first.target}" title="{escape(first.title)}"',
    ]
    spots = ""
    if beginning:
        attributes.append(f'data-label="{" ".join(link.label for link in beginning)}"')
        attributes.append(f'id="{beginning[0].name}"')
        spots = "".join(f'<span id="{link.name}"></span>' for link in beginning[1:])
    return f"{spots}<a {' '.join(attributes)}>"


def _escaped(text: str) -> str:
    """Return the text escaped; a carriage return is named, since parsers of HTML drop bare ones."""
    return str(escape(text)).replace("\r", "&#13;")
