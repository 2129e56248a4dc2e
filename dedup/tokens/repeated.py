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
    lines = {
        a.id: (a.publisher, [(*span, hash(words)) for *span, words in long_lines(a.text)], a.text)
        for a in articles
        if a.publisher
    }
    pages = Counter(
        line
        for publisher, own, _ in lines.values()
        for line in {(publisher, words) for _, _, words in own}
    )
    found = {}
    for name, (publisher, own, text) in lines.items():
        repeated = [(a, b) for a, b, words in own if pages[publisher, words] >= LEAST_PAGES]
        if furniture := as_furniture(repeated, text):
            found[name] = furniture
    return found


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
