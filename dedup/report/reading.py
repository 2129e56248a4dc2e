"""A result read back from the JSON that it was written as."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

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

Span = tuple[int, int]


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
        whole = json.loads(Path(path).read_text(encoding="utf-8"))
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
    return _result(_Record(whole, place, ""))


class _Record:
    """An object of the file, which says where it stands when it lacks something."""

    def __init__(self, values: Any, file: str, path: str) -> None:
        self.file, self.path = file, path
        if not isinstance(values, dict):
            raise self.wrong(f"is {type(values).__name__}, not an object")
        self.values: dict[str, Any] = values

    def wrong(self, what: str, key: str = "") -> InputError:
        where = f"{self.path}.{key}".strip(".") or "the whole"
        return InputError(self.file, f"{where} {what}; make the file again with dedup report")

    def get(self, key: str, *kinds: type, default: Any = ...) -> Any:
        """Return a value of one of some types; a missing one is the default, if there is one."""
        value = self.values.get(key, default)
        if value is ...:
            raise self.wrong("is missing", key)
        # To Python true is a number; to this format it is none.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.wrong(f"is {value!r:.60}", key)
        return value

    def text(self, key: str) -> str:
        return str(self.get(key, str))

    def maybe(self, key: str) -> str | None:
        value = self.get(key, str, type(None), default=None)
        return None if value is None else str(value)

    def whole_number(self, key: str, default: Any = ...) -> int:
        number = int(self.get(key, int, default=default))
        if number < 0:
            raise self.wrong(f"is {number}", key)
        return number

    def number(self, key: str) -> float:
        return float(self.get(key, int, float))

    def one_of(self, key: str, known: Collection[str]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.wrong(f"is {value!r:.60}, not one of {', '.join(known)}", key)
        return value

    def known_id(self, key: str, ids: Collection[str]) -> str:
        value = self.text(key)
        if value not in ids:
            raise self.wrong(f"names {value!r:.60}, which is no article of the file", key)
        return value

    def maybe_id(self, key: str, ids: Collection[str]) -> str | None:
        return None if self.values.get(key) is None else self.known_id(key, ids)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong("holds something that is no string", key)
        return tuple(values)

    def records(self, key: str, default: Any = ...) -> Iterator[_Record]:
        for number, values in enumerate(self.get(key, list, default=default)):
            yield _Record(values, self.file, f"{self.path}.{key}[{number}]".strip("."))

    def record(self, key: str) -> _Record:
        return _Record(self.get(key, dict), self.file, f"{self.path}.{key}".strip("."))

    def span(self, start: str, end: str, length: int) -> Span:
        found = self.whole_number(start), self.whole_number(end)
        if not found[0] <= found[1] <= length:
            raise self.wrong(f"to {end} is {list(found)} in a text of {length} code points", start)
        return found

    def spans(
        self, key: str, width: int, lengths: tuple[int, ...], default: Any = ...
    ) -> tuple[Any, ...]:
        """Return lists of offsets, each pair of which lies in the text of that length."""
        found = []
        for row in self.get(key, list, default=default):
            good = isinstance(row, list) and len(row) == width
            if not good or not all(type(offset) is int for offset in row):
                raise self.wrong(f"holds {row!r:.60}, not {width} offsets", key)
            ends = zip(row[::2], row[1::2], lengths, strict=True)
            if not all(0 <= start <= end <= length for start, end, length in ends):
                raise self.wrong(f"holds {row}, which lies outside its text", key)
            found.append(tuple(row))
        return tuple(found)


def _result(whole: _Record) -> Result:
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


def _article(record: _Record) -> Listed:
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


def _stories(whole: _Record, listed: dict[str, Listed]) -> tuple[Story, ...]:
    stories = tuple(_story(record, listed) for record in whole.records("stories"))
    members = [member for story in stories for member in story.members]
    if len(set(members)) < len(members):
        raise whole.wrong("name an article twice", "stories")
    if len({story.id for story in stories}) < len(stories):
        raise whole.wrong("have one id twice", "stories")
    return stories


def _story(record: _Record, listed: dict[str, Listed]) -> Story:
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


def _relation(record: _Record, members: Collection[str], listed: dict[str, Listed]) -> Relation:
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


def _passage(record: _Record, lengths: tuple[int, int]) -> Passage:
    return Passage(
        *record.span("left_start", "left_end", lengths[0]),
        *record.span("right_start", "right_end", lengths[1]),
        PassageKind(record.one_of("kind", tuple(PassageKind))),
        record.number("evidence"),
        record.number("identity"),
        record.spans("runs", 4, lengths),
        record.spans("sentences", 4, lengths, []),  # results of before did not have them
    )


def _origin(record: _Record, members: Collection[str], listed: dict[str, Listed]) -> Origin:
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


def _evidence(record: _Record, members: Collection[str], listed: dict[str, Listed]) -> Evidence:
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


def _descent(record: _Record, members: Collection[str]) -> Descent:
    return Descent(
        record.known_id("child", members),
        record.maybe_id("parent", members),
        record.maybe("outside"),
        record.number("probability"),
        record.text("why"),
    )


def _mark(record: _Record, members: Collection[str], listed: dict[str, Listed]) -> Mark:
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


def _uncredited(record: _Record, members: Collection[str]) -> Uncredited:
    return Uncredited(
        record.known_id("article", members),
        record.maybe_id("source", members),
        record.maybe("outlet"),
        record.number("share"),
        record.text("why"),
    )
