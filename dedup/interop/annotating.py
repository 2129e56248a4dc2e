"""Annotating: a stream of other programs' items, each with what an index knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import xxhash

from dedup.errors import InputError
from dedup.index import Index, Verdict
from dedup.readers import article_of

ANNOTATION = "dedup"
"""The field that an annotated item has beside its own."""


def annotate(
    items: Iterable[Mapping[str, Any]], index: Index, *, add: bool = True, story: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield each item with a field ``dedup``: whether it is new, and what of; nothing is dropped.

    An item without a text passes too: ``skipped`` says why nothing is known of it.

    Args:
        items: mappings whose text, id and other fields are found by convention.
        index: that is asked.
        add: whether each item is added once it was asked about, so that the next ones meet it.
        story: whether to form stories, which takes longer.
    """
    for item in items:
        yield {**item, ANNOTATION: short_form(judge(item, index, add=add, story=story))}


def judge(
    item: Mapping[str, Any], index: Index, *, add: bool, story: bool = False
) -> Verdict | InputError:
    """Return what an index knows of an item, which is added after if asked for, or why nothing."""
    try:
        article = article_of(item, name_of(item))
    except InputError as error:
        return error
    verdict = index.check(article, story=story)
    if add:
        index.add(article)
    return verdict


def name_of(item: Mapping[str, Any]) -> str:
    """Return an id for an item that states none: its address, or its fields hashed."""
    address = item.get("url") or item.get("link")
    if isinstance(address, str) and address:
        return address
    fields = repr(sorted((key, repr(value)) for key, value in item.items()))
    return "item-" + xxhash.xxh3_64_hexdigest(fields.encode("utf-8", "replace"))


def short_form(known: Verdict | InputError) -> dict[str, Any]:
    """Return what an index said of an item in a few plain values: the same fields for each."""
    if isinstance(known, InputError):
        return dict.fromkeys(_FIELDS) | {"skipped": known.reason}
    nearest, story = known.nearest, known.story
    return dict.fromkeys(_FIELDS) | {
        "new": known.is_new,
        "kind": str(nearest.kind) if nearest else None,
        "of": nearest.right if nearest else None,
        "probability": round(nearest.probability, 4) if nearest else None,
        "story": story.id if story else None,
        "origin": story.origin.name if story else None,
    }


_FIELDS = ("new", "kind", "of", "probability", "story", "origin", "skipped")
