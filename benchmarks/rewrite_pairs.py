"""Pairs of labelled folders with what is known of them, and what dedup says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from labelled import groups_of, read_folder, read_rows

from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier
from dedup.relations import Relation, relate
from dedup.tokens.repeated import find_repeated_lines

REWORDED = frozenset({"spun", "rewrite", "backtranslated", "chain"})
_MOST_PAIRS = 1500
"""Of a folder whose pairs are all of one label."""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A pair, what is known of it, and what dedup says.

    Attributes:
        left, right: the rows of the labelled file.
        label: of the pair, where the folder labels pairs.
        rewritten: whether one text is known to re-word the other.
        relation: as dedup has it.
    """

    left: dict[str, Any]
    right: dict[str, Any]
    label: str
    rewritten: bool
    relation: Relation

    @property
    def story(self) -> str:
        """The story that both belong to, by its label."""
        known = (self.left.get(name) for name in ("story", "topic", "event", "task"))
        return str(next(value for value in known if value is not None))

    @property
    def kinds(self) -> frozenset[str]:
        """What the two articles are, where the folder tells."""
        return frozenset({str(self.left.get("kind")), str(self.right.get("kind"))})


def training_pairs(folder: Path) -> list[LabelledPair]:
    """Return the pairs of a folder of which is known whether one text re-words the other."""
    known = []
    for pair in labelled_pairs(folder):
        if "kind" in pair.left:
            known += [pair] if pair.rewritten or "independent" in pair.kinds else []
        elif pair.label != "cut":
            known.append(pair)
    return known


def labelled_pairs(folder: Path) -> Iterator[LabelledPair]:
    """Yield the pairs that a folder's labels name, or else all pairs of one story."""
    articles = {article.id: article for article in read_folder(folder)}
    rows = {str(row["id"]): row for row in read_rows(folder / "articles.jsonl")}
    repeated = find_repeated_lines(articles.values())
    opened: dict[str, Dossier] = {}
    for left, right, label in _named(folder, list(articles.values())):
        for name in (left, right):
            if name not in opened:
                opened[name] = open_dossier(articles[name], repeated=repeated.get(name, ()))
        yield LabelledPair(
            left=rows[left],
            right=rows[right],
            label=label,
            rewritten=label in ("light", "heavy") or _derived(rows[left], rows[right]),
            relation=relate(opened[left], opened[right]),
        )


def _named(folder: Path, articles: list[Article]) -> list[tuple[str, str, str]]:
    """Return the pairs of ids with their labels."""
    if (folder / "pairs.jsonl").exists():
        rows = read_rows(folder / "pairs.jsonl")
        return [
            (str(row["left"]), str(row["right"]), str(row.get("label", row.get("relation"))))
            for row in rows
            if row.get("stratum") != "X"  # hand-picked, not drawn
        ]
    groups = groups_of(folder, articles).values()
    pairs = [(a, b, "") for members in groups for a, b in combinations(members, 2)]
    if len(pairs) <= _MOST_PAIRS:
        return pairs
    return [pairs[i * len(pairs) // _MOST_PAIRS] for i in range(_MOST_PAIRS)]


def _derived(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether one article is known to re-word the other."""
    return any(
        a.get("derived_from") == b["id"] and a.get("kind") in REWORDED
        for a, b in ((one, other), (other, one))
    )
