"""Plain words for verdicts: what a kind, a probability or a date is called on a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Sized
from datetime import datetime
from typing import TYPE_CHECKING

from dedup.articles import Article, short_line
from dedup.attributions import in_sentence
from dedup.origins import Origin
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation

if TYPE_CHECKING:
    from dedup.index import Listed

_SCRAPED_DATE = re.compile(
    r"\A(?:date|published|updated|posted)\s*:?\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?\s+(?=\S)",
    re.IGNORECASE,
)
"""A scraper's field that stands before what it scraped: "date 2025-07-19 Ukraine and …"."""

_LEAST_TITLE = 3
"""Words of a line that may be a title; only where letters are ASCII: in other scripts a word may be
a sentence."""
_OPENING = 400
"""Code points in which a title is looked for."""

KIND_NAMES: Mapping[Kind, str] = {
    Kind.EXACT: "same text",
    Kind.NEAR_DUPLICATE: "near-duplicate",
    Kind.SYNDICATED: "syndicated copy",
    Kind.REVISION: "revision",
    Kind.CONTAINS: "contains",
    Kind.PARTIAL_REUSE: "partial reuse",
    Kind.REWRITE: "rewrite",
    Kind.COMMON_SOURCE: "common source",
    Kind.QUOTE_ONLY: "quotations only",
    Kind.SAME_EVENT: "same event",
    Kind.UNRELATED: "unrelated",
}

_TO_PARTNER: Mapping[Kind, str] = {
    Kind.EXACT: "the same text as {}",
    Kind.NEAR_DUPLICATE: "nearly the same text as {}",
    Kind.SYNDICATED: "the same text as {}, at another outlet",
    Kind.REVISION: "another version of {}",
    Kind.PARTIAL_REUSE: "shares verbatim passages with {}",
    Kind.REWRITE: "the same telling as {}, in other words",
    Kind.COMMON_SOURCE: "draws on the same source as {}",
    Kind.QUOTE_ONLY: "shares only quotations with {}",
    Kind.SAME_EVENT: "reports the same event as {}",
    Kind.UNRELATED: "unrelated to {}",
}

LABELS: Mapping[PassageKind, str] = {
    PassageKind.VERBATIM: "V",
    PassageKind.REWORDED: "R",
    PassageKind.QUOTATION: "Q",
    PassageKind.FURNITURE: "F",
}
"""The letter of a passage's label, so that its kind never rests on colour."""

_SURENESS = ((0.95, "almost certainly"), (0.8, "very likely"), (0.6, "probably"), (0.0, "possibly"))
"""Words for probabilities; the number always stands beside them."""


def relation_phrase(relation: Relation, member: str, partner: str) -> str:
    """Return what ``member``, one side of the relation, is to the other, called ``partner``."""
    if relation.kind is not Kind.CONTAINS:
        return _TO_PARTNER[relation.kind].format(partner)
    if relation.container == member:
        return f"holds most of {partner}, and more"
    return f"most of it is in {partner}"


def shown_headline(entry: Listed) -> str:
    """Return what an article is called: its title, or its first line without a scraper's date."""
    line = entry.headline
    if entry.article.title:
        return line
    if _is_no_title(line):
        line = _first_title(entry) or line
    return _SCRAPED_DATE.sub("", line, count=1)


def _first_title(entry: Listed) -> str:
    """Return the first of a text's first lines that may be a title, or "".

    One outside furniture, if there is one: lines that a publisher repeats may be a story's own.
    """
    found, at = "", 0
    lines = entry.article.text[:_OPENING].splitlines(keepends=True)
    for line in lines:
        end = at + len(line)
        shown = short_line(" ".join(line.split()))
        if shown and not _is_no_title(shown):
            if not any(first < end and at < last for first, last in entry.furniture):
                return shown
            found = found or shown
        at = end
    return found


def _is_no_title(line: str) -> bool:
    """Whether a line is a button, an icon's name or initials: "more_vert", "A A", "Share"."""
    words = line.split()
    return len(words) < _LEAST_TITLE and all(map(str.isascii, words))


def sureness(probability: float) -> str:
    """Return a probability as an adverb: "very likely"."""
    return next(words for least, words in _SURENESS if probability >= least)


def origin_sentence(origin: Origin, called: Mapping[str, str]) -> str:
    """Return the verdict on a story's origin as one sentence.

    Args:
        origin: of a story.
        called: what each article is called on the page, by id.
    """
    adverb = sureness(origin.probability)
    if origin.verdict == "in-corpus" and origin.article is not None:
        name = f" ({origin.name})" if origin.name else ""
        return f"The original is {adverb} {called[origin.article]}{name}."
    if origin.verdict == "outside" and origin.name is not None:
        return f"The origin is {adverb} {in_sentence(origin.name)}, which is not in this set."
    if origin.verdict == "outside":
        return f"The origin is {adverb} outside this set; nothing names it."
    return "Nothing here tells where this story comes from."


def tally(passages: Sequence[Passage]) -> str:
    """Return how many passages of each kind there are: "2 verbatim, 1 quotation"."""
    counted = Counter(passage.kind for passage in passages)
    parts = [_counted_kind(kind, counted[kind]) for kind in PassageKind if counted[kind]]
    return ", ".join(parts) or "no shared passages"


def _counted_kind(kind: PassageKind, number: int) -> str:
    if kind is PassageKind.QUOTATION:
        return counted(number, "quotation")
    return f"{number} {'site furniture' if kind is PassageKind.FURNITURE else kind}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return "1 story" or "1,200 stories"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def counts(articles: Sized, stories: Sized, skipped: Sized) -> str:
    """Return how much a report is about: "5 articles, 1 story, 0 skipped"."""
    return ", ".join(
        (
            counted(len(articles), "article"),
            counted(len(stories), "story", "stories"),
            f"{len(skipped):,} skipped",
        )
    )


def fraction(value: float) -> str:
    """Return a fraction or a contribution with two decimals: "0.91"."""
    return f"{value:.2f}"


def name_measures(measures: Mapping[str, float]) -> list[tuple[str, str]]:
    """Return measures as a reader wants them: a name in words and a figure."""
    return [(name.replace("_", " "), figure(value)) for name, value in measures.items()]


def figure(value: float) -> str:
    """Return a measurement as a reader wants it: two decimals, none for a whole number above 1."""
    if value == int(value) and abs(value) > 1:
        return f"{int(value):,}"
    return f"{value:.2f}"


def moment(when: datetime) -> str:
    """Return a time to the minute with its zone: "2025-07-19 14:05 UTC"."""
    zone = "UTC"
    if when.utcoffset():
        offset = when.strftime("%z")
        zone = f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{minute(when)} {zone}"


def minute(when: datetime) -> str:
    """Return a time to the minute without its zone: "2025-07-19 14:05"."""
    return when.isoformat(" ", "minutes")[:16]


def published(article: Article) -> str:
    """Return when the article was published and, where that was inferred, that it was; or ""."""
    if article.published is None:
        return ""
    return moment(article.published) + (
        " (inferred)" if article.published_known == "inferred" else ""
    )


def letter(number: int) -> str:
    """Return the short name of the n-th member of a story: A, B, … Z, AA and so on."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
