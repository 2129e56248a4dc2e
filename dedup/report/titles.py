"""By what title a reader knows a story again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dedup.report.families import families_of
from dedup.report.wording import shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Story


def telling_title(story: Story, listed: Mapping[str, Listed]) -> str:
    """Return the title by which a reader knows a story again: the original's, or the likest.

    Among scraped pages some are called by their menus. The title that shares most words with
    those of other texts is none of them. One that shares no word even with those of its copies is a
    menu as well, and the likest of theirs is taken.
    """
    if story.origin.article is not None:
        return shown_headline(listed[story.origin.article])
    faces = [family.face for family in families_of(story)]
    likeness = _likeness(shown_headline(listed[face]) for face in faces)
    nearest = shown_headline(listed[story.origin.nearest or story.medoid])
    title = max(likeness, key=lambda title: (likeness[title], title == nearest))
    if not likeness[title] and len(faces) < len(story.members):
        among_all = _likeness(shown_headline(listed[member]) for member in story.members)
        likest = max(among_all, key=among_all.__getitem__)
        title = likest if among_all[likest] > among_all[title] == 0 else title
    return title


def _likeness(titles: Iterable[str]) -> Mapping[str, float]:
    """Return for each title how many words it shares with the others, for each of its own."""
    words = {title: set(title.lower().split()) for title in titles}
    held = Counter(word for own in words.values() for word in own)
    return {
        title: sum(held[word] - 1 for word in own) / (len(own) + 1) for title, own in words.items()
    }
