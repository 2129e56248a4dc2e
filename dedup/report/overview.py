"""What stands on the first view of a page: every story in a few lines, and what was left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dedup.report.families import count_voices, families_of
from dedup.report.highlights import nearest_first, strongest_relations
from dedup.report.legible import visible
from dedup.report.makeup import MakeUp, mean
from dedup.report.passages import KIND_NUMBERS, KINDS, PASSAGE_KINDS
from dedup.report.stories import short
from dedup.report.titles import telling_title
from dedup.report.wording import KIND_NAMES, counts, published, shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Result, Story

ALONE_SHOWN = 2000
"""Articles of no story that a page lists; the JSON has all. More make a list that nobody reads."""
REFUSED_SHOWN = 100


def pack_overview(
    result: Result, listed: Mapping[str, Listed], alone: Sequence[Listed]
) -> dict[str, Any]:
    """Return the first view of a result, but for its lists of stories and of lone articles.

    Args:
        result: of a run.
        listed: its articles, by id.
        alone: those that are in no story.
    """
    return {
        "counts": counts(result.articles, result.stories, result.skipped),
        "kinds": [[str(kind), KIND_NAMES[kind]] for kind in KINDS],
        "passage_kinds": [str(kind) for kind in PASSAGE_KINDS],
        "texts": any(entry.left_out is None for entry in result.articles),
        "story_count": len(result.stories),
        "alone_count": len(alone),
        "refused": [
            [
                short(shown_headline(listed[edge.left])),
                short(shown_headline(listed[edge.right])),
                KIND_NUMBERS[edge.kind] if edge.kind else None,
                f"{edge.cosine:.2f}",
                visible(edge.reason),
            ]
            for edge in nearest_first(result.refused, REFUSED_SHOWN)
        ],
        "refused_count": len(result.refused),
        "skipped": [[visible(one.place), visible(one.reason)] for one in result.skipped],
        "notes": [visible(note) for note in result.notes],
        "settings": _flattened("", result.settings),
    }


def pack_line(
    number: int, story: Story, listed: Mapping[str, Listed], make_ups: Mapping[str, MakeUp]
) -> dict[str, Any]:
    """Return a story as the overview lists it, with what it is found by.

    ``find`` holds the members' other titles and their ids, lower-cased, for the search box.
    """
    articles = [listed[member].article for member in story.members]
    strongest = strongest_relations(story)
    kinds = Counter(KIND_NUMBERS[relation.kind] for relation in strongest.values())
    publishers = Counter(short(a.publisher) for a in articles if a.publisher)
    times = sorted(a.published.isoformat()[:10] for a in articles if a.published)
    origin = story.origin
    title = short(telling_title(story, listed))
    titles = (shown_headline(listed[member]) for member in story.members)
    found = dict.fromkeys(short(word).lower() for word in (*titles, *story.members))
    found.pop(title.lower(), None)
    packed: dict[str, Any] = {
        "id": visible(story.id),
        "number": number,
        "headline": visible(story.headline),
        "articles": len(articles),
        "texts": len(families_of(story)),
        "voices": count_voices(story),
        "kinds": dict(sorted(kinds.items())),
        "publishers": dict(publishers.most_common()),
        "verdict": origin.verdict,
        "probability": round(origin.probability, 2),
        "title": title,
        "parts": [round(share, 3) for share in mean(list(make_ups.values()))],
        "find": "\n".join(found),
    }
    if times:
        packed["days"] = [times[0], times[-1]]
    return packed


def refused_of(result: Result) -> dict[str, list[Any]]:
    """Return for each story's id the refused edges that end at one of its members."""
    story_of = {member: story.id for story in result.stories for member in story.members}
    found: dict[str, list[Any]] = defaultdict(list)
    for edge in result.refused:
        left, right = story_of.get(edge.left), story_of.get(edge.right)
        if left is not None:
            found[left].append(edge)
        if right is not None and right != left:
            found[right].append(edge)
    return found


def lone_articles(result: Result) -> list[Listed]:
    """Return the articles that are in no story, in their order."""
    told = {member for story in result.stories for member in story.members}
    return [entry for entry in result.articles if entry.article.id not in told]


def pack_lone(entry: Listed) -> list[Any]:
    """Return an article of no story as the overview lists it."""
    article = entry.article
    about = [short(article.publisher), published(article)]
    return [short(shown_headline(entry)), [a for a in about if a], entry.words, short(article.id)]


def _flattened(prefix: str, settings: object) -> Sequence[tuple[str, str]]:
    """Return settings as lines of a table, names of nested ones joined by dots."""
    if isinstance(settings, Mapping):
        return [
            line
            for key, value in settings.items()
            for line in _flattened(f"{prefix}.{key}" if prefix else str(key), value)
        ]
    return [(visible(prefix), visible(str(settings)))]
