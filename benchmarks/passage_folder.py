"""What a labelled folder says about passages: its articles, its pairs and where they agree.

Articles stand in ``articles.jsonl``, or their texts in the pairs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detection import Rectangle
from labelled import numbered_rows

TEXTS = (("left_text", "right_text"), ("text_1", "text_2"))
"""Where a pair holds its texts itself."""
LABELS = ("relation", "label", "Overall")
UNNAMED = "(no label)"

Articles = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two articles of which is known what they are to each other.

    Attributes:
        left, right: ids.
        label: their kind.
        passages: what they share; None where that is not said.
    """

    left: str
    right: str
    label: str
    passages: tuple[Rectangle, ...] | None


def read_texts(folder: Path) -> Articles:
    """Return the articles of a folder by id; texts that stand in its pairs are numbered."""
    path, pairs = folder / "articles.jsonl", folder / "pairs.jsonl"
    articles: Articles = {}
    if path.exists():
        for line, row in numbered_rows(path):
            articles[str(row["id"])] = row
            _require_text(row.get("text"), f"{path}:{line}: article {row['id']!r}")
        return articles
    if not pairs.exists():
        raise SystemExit(
            f"{folder} has neither articles.jsonl nor pairs.jsonl; pass a folder in the format of "
            "../shared/data (unpack *.jsonl.gz)"
        )
    for line, row in numbered_rows(pairs):
        names = next((both for both in TEXTS if all(name in row for name in both)), None)
        if names is None:
            raise SystemExit(
                f"{pairs}:{line}: no texts; add articles.jsonl to the folder, or left_text and "
                "right_text to its pairs"
            )
        for name, key in zip(names, _inside(line), strict=True):
            _require_text(row[name], f"{pairs}:{line}: {name}")
            articles[key] = {"id": key, "text": row[name]}
    return articles


def read_pairs(folder: Path, articles: Articles) -> list[LabelledPair]:
    """Return the pairs of a folder that say what they are.

    Where all of them say which passages they share, they need no label.
    """
    path = folder / "pairs.jsonl"
    if not path.exists():
        return []
    inside = not (folder / "articles.jsonl").exists()
    rows = [
        (_inside(line) if inside else ids_of(row, articles, f"{path}:{line}"), row)
        for line, row in numbered_rows(path)
    ]
    silent = sum("passages" not in row for _, row in rows)
    if 0 < silent < len(rows):
        _warn(f"{path}: {silent} of {len(rows)} pairs have no passages (none is []): labels alone")
    pairs, unusable = [], 0
    for (left, right), row in rows:
        label = _label_of(row)
        passages = None
        if label is None and silent:
            continue
        if not silent:
            given = row.get("passages") or []
            passages = usable(given, articles[left]["text"], articles[right]["text"])
            unusable += sum(tuple(one[:4]) not in passages for one in given)
        pairs.append(LabelledPair(left, right, label or UNNAMED, passages))
    if unusable:
        _warn(
            f"{path}: {unusable} passages have a side that is empty or reaches beyond its text: "
            "they are left out, or cut to it"
        )
    return pairs


def ids_of(row: Mapping[str, Any], articles: Articles, place: str) -> tuple[str, str]:
    """Return the ids of a pair, both of articles that are known."""
    left, right = str(row["left"]), str(row["right"])
    for name in (left, right):
        if name not in articles:
            raise SystemExit(
                f"{place}: no article {name!r} in articles.jsonl ({len(articles)} articles); add "
                "it, or leave out the pair"
            )
    return left, right


def usable(passages: list[Any], left: str, right: str) -> tuple[Rectangle, ...]:
    """Return passages as rectangles inside two texts, without those that are empty on a side."""
    cut = [
        (max(0, a), min(b, len(left)), max(0, c), min(d, len(right))) for a, b, c, d, *_ in passages
    ]
    return tuple(one for one in cut if one[0] < one[1] and one[2] < one[3])


def _label_of(row: Mapping[str, Any]) -> str | None:
    label = next((row[name] for name in LABELS if row.get(name) is not None), None)
    # Grades that people gave are averages: the next whole one names the class.
    label = round(label) if isinstance(label, float) else label
    return None if label is None else str(label)


def _warn(text: str) -> None:
    print(text, file=sys.stderr)


def _inside(line: int) -> tuple[str, str]:
    return f"{line}-left", f"{line}-right"


def _require_text(text: object, place: str) -> None:
    if not isinstance(text, str):
        raise SystemExit(f"{place} has {text!r} for a text; pass a string, an empty one for none")
