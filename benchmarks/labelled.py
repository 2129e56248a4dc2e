"""Labelled folders, in the format of ``../shared/data``: rows, articles, and a part of them."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from dedup.articles import Article
from dedup.readers import read_articles

Row = TypeVar("Row")

_FAR_APART = 7919
"""A prime step through the pairs of a folder, so that a limited run sees all of it."""
_GROUPING = ("story", "event", "group")
"""Labels that articles of one story have in common, the first that a folder has."""


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    return (row for _, row in numbered_rows(path))


def numbered_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows of a JSON Lines file, each with its line, from 1 on; blank lines are none."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise SystemExit(f"{path}:{number}: no JSON ({error}); mend the line") from None


def chosen(rows: Sequence[Row], options: argparse.Namespace) -> Iterator[Row]:
    """Yield the rows of the half that was asked for, at most ``limit``, from all over."""
    half = rows if options.half is None else rows[options.half :: 2]
    step = _FAR_APART if len(half) % _FAR_APART else 1
    spread = (half[i * step % len(half)] for i in range(len(half)))
    return islice(spread, options.limit)


def read_folder(folder: Path) -> list[Article]:
    """Return the articles of a labelled folder, or of any other one."""
    rows = folder / "articles.jsonl"
    return list(read_articles([rows if rows.exists() else folder]))


def read_strangers(path: Path, most: int, known: Sequence[Article]) -> list[Article]:
    """Return up to ``most`` articles of a file, from all over it, that are not among ``known``.

    Their ids are set apart from those of ``known``, after which they come.
    """
    texts = {article.text for article in known}
    articles = [article for article in read_articles([path]) if article.text not in texts]
    count = min(most, len(articles))
    spread = (articles[i * len(articles) // count] for i in range(count))
    return [replace(article, id=f"~{article.id}") for article in spread]


def groups_of(folder: Path, articles: Sequence[Article]) -> dict[str, list[str]]:
    """Return the ids of each story that a folder's labels tell; without labels, one of all."""
    rows = folder / "articles.jsonl"
    labels = {str(row["id"]): row for row in read_rows(rows)} if rows.exists() else {}
    some = next(iter(labels.values()), {})
    label = next((name for name in _GROUPING if name in some), None)
    groups: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        groups[str(labels[article.id][label]) if label else ""].append(article.id)
    return dict(groups)
