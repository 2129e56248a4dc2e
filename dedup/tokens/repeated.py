"""Furniture that only a corpus shows: lines that one publisher prints on page after page.

Subscribe boxes, legal lines and the teasers of a day tie pages that have no text in common. A form
of words that makes up most of a page is that page's text, and so are the paragraphs of a story that
is filed again and again: both stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dedup.articles import Article

Span = tuple[int, int]
Line = tuple[int, int, int]

_LINE = re.compile(r"[^\n]+")
LEAST_WORDS = 8
"""Shorter lines share no sequence that counts, and some are bylines, which are evidence."""
LEAST_PAGES = 4
"""Pages of one publisher; a paragraph is carried over to one or two later stories, seldom more."""
LARGEST_SHARE = 1 / 3
"""Of a page's letters. Of an agency's live log filed anew each hour, most is repeated; of 276 pages
with furniture in a day's scrape of 75 publishers, a quarter at most is."""


def find_repeated_lines(articles: Iterable[Article]) -> dict[str, tuple[Span, ...]]:
    """Return the code-point spans of repeated lines, by the id of each article that has any.

    An article whose publisher is not known has none: only one site's pages have one furniture.

    Args:
        articles: of a corpus, in any order.
    """
    known = {a.id: (a.publisher, a.text, list(_openings(a.text))) for a in articles if a.publisher}
    # What lines begin with is counted first: few begin as three others do, and are read in full.
    begun = _count_pages(known.values())
    lines = {
        name: (publisher, text, _in_full(text, own, publisher, begun))
        for name, (publisher, text, own) in known.items()
    }
    pages = _count_pages(lines.values())
    found = {}
    for name, (publisher, text, own) in lines.items():
        repeated = [(a, b) for a, b, line in own if pages[publisher, line] >= LEAST_PAGES]
        if furniture := as_furniture(repeated, text):
            found[name] = furniture
    return found


def _count_pages(lines: Iterable[tuple[str, str, Sequence[Line]]]) -> Counter[tuple[str, int]]:
    """Return on how many pages of a publisher each line stands."""
    return Counter(
        line for publisher, _, own in lines for line in {(publisher, line) for _, _, line in own}
    )


def _openings(text: str) -> Iterator[Line]:
    """Yield start, end and a number for the first words of each line that has enough of them."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if end - start >= 2 * LEAST_WORDS - 1:
            words = line.split(None, LEAST_WORDS)
            if len(words) >= LEAST_WORDS:
                yield start, end, hash(" ".join(words[:LEAST_WORDS]))
        start = end + 1


def _in_full(
    text: str, own: Sequence[Line], publisher: str, begun: Counter[tuple[str, int]]
) -> list[Line]:
    """Return the lines that begin as those of other pages do, with a number for all their words."""
    return [
        (start, end, hash(" ".join(text[start:end].split())))
        for start, end, opening in own
        if begun[publisher, opening] >= LEAST_PAGES
    ]


def as_furniture(repeated: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the spans of a text's repeated lines, or none where they are most of what it says."""
    if sum(end - start for start, end in repeated) > LARGEST_SHARE * len(text):
        return ()
    return tuple(repeated)


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that meet as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def long_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and words of each line of some words, one blank between them."""
    for match in _LINE.finditer(text):
        words = match.group().split()
        if len(words) >= LEAST_WORDS:
            yield match.start(), match.end(), " ".join(words)
