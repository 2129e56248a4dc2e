"""A result read back from the JSON that it was written as."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import get_args

from dedup.articles import Article, TimeSource
from dedup.clusters import Refused
from dedup.errors import InputError
from dedup.index import FORMAT_VERSION, Listed, Result, Story
from dedup.index.results import LeftOut
from dedup.origins import Evidence, Origin
from dedup.origins.descent import Descent, Mark, Uncredited
from dedup.origins.origin import Stance, Verdict
from dedup.passages import Passage, PassageKind
from dedup.readers import Skipped
from dedup.relations import Kind, Relation
from dedup.report.records import Record


def read_result(path: str | Path) -> Result:
    """Return the result that a file of ``docs/format.md`` holds.

    Keys that are not known are passed over. Texts that were not kept are empty, and the articles
    say so (``Listed.left_out``).

    Raises:
        InputError: the file is no such JSON, is of another version, or names what it does not hold.
        OSError: the file cannot be read.
    """
    place = str(path)
    try:
        whole = json.loads(Path(path).read_text(encoding="utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InputError(place, f"is no JSON ({error}); dedup report --json writes it") from error
    if not isinstance(whole, dict) or whole.get("format") != "dedup":
        raise InputError(
            place, "is JSON, but no result of dedup; give what dedup report --json wrote"
        )
    if whole.get("version") != FORMAT_VERSION:
        raise InputError(
            place,
            f"has format version {whole.get('version')!r}, and this dedup reads {FORMAT_VERSION}; "
            "make it again with dedup report, or use the dedup that made it",
        )
    return _result(Record(whole, place, ""))


def _no_number(constant: str) -> float:
    """Refuse NaN and infinity, which Python reads and JSON has not."""
    raise ValueError(f"{constant} is no number of JSON")


def _result(whole: Record) -> Result:
    articles = [_article(record) for record in whole.records("articles")]
    listed = {entry.article.id: entry for entry in articles}
    if len(listed) < len(articles):
        raise whole.wrong("names an article twice", "articles")
    return Result(
        articles=tuple(articles),
        stories=_stories(whole, listed),
        refused=tuple(
            Refused(
                edge.known_id("left", listed),
                edge.known_id("right", listed),
                Kind(edge.one_of("kind", tuple(Kind))) if edge.maybe("kind") else None,
                edge.number("cosine"),
                edge.text("reason"),
            )
            for edge in whole.records("refused")
        ),
        skipped=tuple(Skipped(r.text("place"), r.text("reason")) for r in whole.records("skipped")),
        notes=whole.texts("notes"),
        settings=whole.get("settings", dict),
    )


def _article(record: Record) -> Listed:
    text, title, when = record.maybe("text"), record.maybe("title"), record.maybe("published")
    name = record.text("id")
    length = len(text) if text is not None else record.whole_number("length", 10**12)
    if not name:
        raise record.wrong("is empty", "id")
    try:
        published = datetime.fromisoformat(when) if when else None
    except ValueError as error:
        raise record.wrong(f"is {when!r:.60}, no time", "published") from error
    if published and published.tzinfo is None:
        raise record.wrong(f"is {when!r:.60}, without a zone", "published")
    known = record.maybe("published_known")
    if known is not None:
        record.one_of("published_known", get_args(TimeSource))
    article = Article(
        id=name,
        text=text or "",
        title=title,
        url=record.maybe("url"),
        publisher=record.maybe("publisher"),
        published=published,
        published_known=known,  # type: ignore[arg-type] # checked above
        language=record.maybe("language"),
    )
    left_out = None
    if text is None:
        left_out = LeftOut(length, record.maybe("headline") or title or name)
    furniture = record.spans("furniture", 2, (length,))
    return Listed(article, record.whole_number("words"), furniture, left_out)


def _stories(whole: Record, listed: dict[str, Listed]) -> tuple[Story, ...]:
    stories = tuple(_story(record, listed) for record in whole.records("stories"))
    members = [member for story in stories for member in story.members]
    if len(set(members)) < len(members):
        raise whole.wrong("name an article twice", "stories")
    if len({story.id for story in stories}) < len(stories):
        raise whole.wrong("have one id twice", "stories")
    return stories


def _story(record: Record, listed: dict[str, Listed]) -> Story:
    members = record.texts("members")
    if len(members) < 2 or not set(members) <= listed.keys():
        raise record.wrong("are not two or more articles of the file", "members")
    families = []
    for family in record.get("families", list):
        if not isinstance(family, list) or not family or not set(map(str, family)) <= set(members):
            raise record.wrong(f"holds {family!r:.60}, which is no list of members", "families")
        families.append(tuple(map(str, family)))
    told = [member for family in families for member in family]
    if len(set(told)) < len(told):
        raise record.wrong("hold a member twice", "families")
    return Story(
        id=record.text("id"),
        headline=record.text("headline"),
        members=members,
        medoid=record.known_id("medoid", members),
        families=tuple(families),
        relations=tuple(_relation(r, members, listed) for r in record.records("relations")),
        origin=_origin(record.record("origin"), members, listed),
    )


def _relation(record: Record, members: Collection[str], listed: dict[str, Listed]) -> Relation:
    left, right = record.known_id("left", members), record.known_id("right", members)
    measures = record.record("measures")
    container = record.maybe("container")
    if container not in (None, left, right):
        raise record.wrong(f"is {container!r:.60}, no side of the relation", "container")
    lengths = listed[left].length, listed[right].length
    return Relation(
        left,
        right,
        Kind(record.one_of("kind", tuple(Kind))),
        record.number("probability"),
        {name: measures.number(name) for name in measures.values},
        tuple(_passage(passage, lengths) for passage in record.records("passages")),
        record.text("why"),
        container,
    )


def _passage(record: Record, lengths: tuple[int, int]) -> Passage:
    return Passage(
        *record.span("left_start", "left_end", lengths[0]),
        *record.span("right_start", "right_end", lengths[1]),
        PassageKind(record.one_of("kind", tuple(PassageKind))),
        record.number("evidence"),
        record.number("identity"),
        record.spans("runs", 4, lengths),
        record.spans("sentences", 4, lengths, []),  # results of before did not have them
    )


def _origin(record: Record, members: Collection[str], listed: dict[str, Listed]) -> Origin:
    margin = record.values.get("margin")
    return Origin(
        verdict=record.one_of("verdict", get_args(Verdict)),  # type: ignore[arg-type]
        article=record.maybe_id("article", members),
        name=record.maybe("name"),
        nearest=record.maybe_id("nearest", members),
        nearest_because=record.text("nearest_because"),
        probability=record.number("probability"),
        margin=None if margin is None else record.number("margin"),
        evidence=tuple(_evidence(row, members, listed) for row in record.records("evidence")),
        why=record.text("why"),
        would_change=record.texts("would_change"),
        descents=tuple(_descent(row, members) for row in record.records("descents", [])),
        marks=tuple(_mark(row, members, listed) for row in record.records("marks", [])),
        uncredited=tuple(_uncredited(row, members) for row in record.records("uncredited", [])),
    )


def _evidence(record: Record, members: Collection[str], listed: dict[str, Listed]) -> Evidence:
    article = record.known_id("article", members)
    return Evidence(
        article,
        *record.span("start", "end", listed[article].length),
        record.text("pattern"),
        record.text("written"),
        record.text("outlet"),
        record.maybe("resolved_by"),
        record.number("contribution"),
        record.number("centrality"),
        record.number("position"),
        record.texts("shared_with"),
        record.one_of("stance", get_args(Stance)),  # type: ignore[arg-type]
        record.maybe("rejected_because"),
    )


def _descent(record: Record, members: Collection[str]) -> Descent:
    return Descent(
        record.known_id("child", members),
        record.maybe_id("parent", members),
        record.maybe("outside"),
        record.number("probability"),
        record.text("why"),
    )


def _mark(record: Record, members: Collection[str], listed: dict[str, Listed]) -> Mark:
    article, other = record.known_id("article", members), record.maybe_id("other", members)
    room = listed[other].length if other is not None else 0
    return Mark(
        article,
        *record.span("start", "end", listed[article].length),
        record.text("kind"),
        other,
        *record.span("other_start", "other_end", room),
        record.number("weight"),
        record.text("why"),
    )


def _uncredited(record: Record, members: Collection[str]) -> Uncredited:
    return Uncredited(
        record.known_id("article", members),
        record.maybe_id("source", members),
        record.maybe("outlet"),
        record.number("share"),
        record.text("why"),
    )
