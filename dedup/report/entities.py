"""A result as FollowTheMoney entities, the form that Aleph and OpenSanctions tools read."""

from __future__ import annotations

from hashlib import sha1
from typing import TYPE_CHECKING, Any

from dedup.relations import Kind
from dedup.report.legible import visible
from dedup.report.plain import as_line
from dedup.report.wording import shown_headline

if TYPE_CHECKING:
    from dedup.index import Listed, Result

_NOT_SIMILAR = {Kind.SAME_EVENT, Kind.UNRELATED}


def to_entities(result: Result) -> str:
    """Return lines of FollowTheMoney: an ``Article`` for each, a ``Similar`` for each relation.

    Articles that stand alone are among them; relations that say two texts are independent are not.
    """
    lines = [as_line(_article(entry)) for entry in result.articles]
    for story in result.stories:
        for relation in story.relations:
            if relation.kind in _NOT_SIMILAR:
                continue
            properties = {
                "candidate": [_key("article", relation.left)],
                "match": [_key("article", relation.right)],
                "confidenceScore": [f"{relation.probability:.4f}"],
                "criteria": [f"{relation.kind}: {visible(relation.why)}"],
                "matcher": [f"dedup {result.settings.get('dedup', '')}".strip()],
            }
            key = _key("similar", relation.left, relation.right)
            lines.append(as_line({"id": key, "schema": "Similar", "properties": properties}))
    return "".join(f"{line}\n" for line in lines)


def _article(entry: Listed) -> dict[str, Any]:
    article = entry.article
    given = {
        "title": shown_headline(entry),
        "fileName": article.id,
        "publisher": article.publisher,
        "sourceUrl": article.url if (article.url or "").startswith(("http://", "https://")) else "",
        "publishedAt": article.published.isoformat(timespec="seconds") if article.published else "",
        "author": article.author,
    }
    properties = {name: [visible(value)] for name, value in given.items() if value}
    return {"id": _key("article", article.id), "schema": "Article", "properties": properties}


def _key(*parts: str) -> str:
    """Return an id of plain letters that is the same in every run."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"dedup-{sha1(joined, usedforsecurity=False).hexdigest()}"
