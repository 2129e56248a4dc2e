"""By what title a reader knows a story again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dedup.report.families import families_of
from dedup.report.wording import shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Story


def telling_title(story: Story, listed: Mapping[str, Listed]) -> str:
    """Return the title by which a reader knows a story again: the original's, or the likest.

    Among scraped pages some are called by their menus. The title that shares most words with
    those of other texts is none of them.
    """
    if story.origin.article is not None:
        return shown_headline(listed[story.origin.article])
    titles = list(
        dict.fromkeys(shown_headline(listed[family.face]) for family in families_of(story))
    )
    if len(titles) == 1:
        return titles[0]
    words = [set(title.lower().split()) for title in titles]
    held = Counter(word for one in words for word in one)
    likeness = [sum(held[word] - 1 for word in one) / (len(one) + 1) for one in words]
    nearest = shown_headline(listed[story.origin.nearest or story.medoid])
    best = max(range(len(titles)), key=lambda place: (likeness[place], titles[place] == nearest))
    return titles[best]
