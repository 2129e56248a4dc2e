"""Furniture that only a corpus shows: lines that one publisher prints on page after page.

Subscribe boxes, legal lines and the teasers of a day tie pages that have no text in common. A form
of words that makes up most of a page is that page's text, and so are the paragraphs of a story that
is filed again and again: both stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

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
    lines = {a.id: (a.publisher, _long_lines(a.text), len(a.text)) for a in articles if a.publisher}
    pages = Counter(
        line
        for publisher, own, _ in lines.values()
        for line in {(publisher, text) for _, _, text in own}
    )
    found = {}
    for name, (publisher, own, letters) in lines.items():
        repeated = [(a, b) for a, b, text in own if pages[publisher, text] >= LEAST_PAGES]
        if repeated and sum(b - a for a, b in repeated) <= LARGEST_SHARE * letters:
            found[name] = tuple(repeated)
    return found


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that meet as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _long_lines(text: str) -> Sequence[tuple[int, int, int]]:
    """Return start, end and the hash of each line of some words, blanks put together."""
    return [
        (match.start(), match.end(), hash(" ".join(words)))
        for match in _LINE.finditer(text)
        if len(words := match.group().split()) >= LEAST_WORDS
    ]
