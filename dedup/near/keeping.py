"""Keeping: the one article of each family that stays, and why each other one goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.groups import pairs_of
from dedup.kinds import Kind
from dedup.near.families import Families
from dedup.schemes import NEAR_JACCARD

if TYPE_CHECKING:
    from dedup.index import Result, Story
    from dedup.relations import Relation

WHY_FIRST = "it was read first"
WHY_LONGEST = "it has the most words"


@dataclass(frozen=True, slots=True)
class Dropped:
    """An article that went because another of its family stays.

    Attributes:
        id: its id.
        kept: the id of the one that stays.
        kind: what the two are to each other; None where only others tie them together.
        jaccard: of their shingles, in [0, 1]; None where they were not compared.
        why: why the other one stays, one sentence.
    """

    id: str
    kept: str
    kind: Kind | None
    jaccard: float | None
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain values, as ``docs/format.md`` describes them."""
        return {
            "id": self.id,
            "kept": self.kept,
            "kind": str(self.kind) if self.kind else None,
            "jaccard": None if self.jaccard is None else round(self.jaccard, 4),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What stays and what goes.

    Attributes:
        rows: numbers of the articles that stay, ascending.
        dropped: the others, in the order of reading.
    """

    rows: NDArray[np.int64]
    dropped: tuple[Dropped, ...]


def keep_near(ids: Sequence[str], families: Families, *, longest: bool = False) -> Kept:
    """Return one article of each family of near-duplicates, and all that are in none.

    Args:
        ids: of all articles, in the order of reading.
        families: of them.
        longest: keep the first of those with the most words, not the one that was read first.
    """
    words = families.words
    pairs = []
    for family in families.members:
        chosen = max(family, key=lambda i: (words[i], -i)) if longest else family[0]
        pairs += [(chosen, text) for text in family if text != chosen]
    because = WHY_LONGEST if longest else WHY_FIRST
    pairs.sort(key=lambda pair: pair[1])
    found = families.measure(pairs_of(pairs))
    stays = np.ones(len(ids), np.bool_)
    stays[found.pairs[:, 1]] = False
    shares = found.shared / (found.sizes.sum(axis=1) - found.shared)
    copies = families.copy_of[found.pairs]
    exact = copies[:, 0] == copies[:, 1]
    dropped = tuple(
        _drop_near(ids[right], ids[left], same, jaccard, because)
        for (left, right), same, jaccard in zip(pairs, exact.tolist(), shares.tolist(), strict=True)
    )
    return Kept(np.flatnonzero(stays), dropped)


def _drop_near(article_id: str, kept: str, exact: bool, jaccard: float, because: str) -> Dropped:
    kind: Kind | None = None
    if exact or jaccard >= NEAR_JACCARD:
        kind = Kind.EXACT if exact else Kind.NEAR_DUPLICATE
    why = f"{kept} stays of this family: {because}"
    return Dropped(article_id, kept, kind, jaccard, f"{why}{_tie(kind, jaccard)}.")


def _tie(kind: Kind | None, jaccard: float | None) -> str:
    if kind is not None:
        return ""
    if jaccard is None:
        return "; the two were not compared, others of the family tie them together"
    return f"; the two share {jaccard:.0%} of their shingles, others of the family tie them closer"


def keep_origins(ids: Sequence[str], result: Result) -> Kept:
    """Return the likely original of each family of a result, and all articles that are in none.

    Args:
        ids: of all articles, in the order of reading.
        result: of the same articles.
    """
    order = {article_id: row for row, article_id in enumerate(ids)}
    articles = {listed.article.id: listed.article for listed in result.articles}
    dropped: list[Dropped] = []
    for story in result.stories:
        relations = {(r.left, r.right): r for r in story.relations}
        for family in story.families:
            if len(family) > 1:
                kept, because = _original(story, family, articles, order)
                dropped += [
                    _drop_copy(other, kept, because, relations) for other in family if other != kept
                ]
    dropped.sort(key=lambda drop: order[drop.id])
    stays = np.ones(len(ids), np.bool_)
    stays[[order[drop.id] for drop in dropped]] = False
    return Kept(np.flatnonzero(stays), tuple(dropped))


def _original(
    story: Story, family: Sequence[str], articles: Mapping[str, Article], order: Mapping[str, int]
) -> tuple[str, str]:
    """Return the member that stays, and what says so."""
    if story.origin.article in family:
        return str(story.origin.article), f"it is the origin of its story ({story.origin.why})"
    times = {i: articles[i].published for i in family}
    dated = sorted((time, order[i], i) for i, time in times.items() if time is not None)
    if dated:
        some = "" if len(dated) == len(family) else " of those with a date"
        return dated[0][2], f"it was published earliest{some}"
    if story.origin.nearest in family:
        return str(story.origin.nearest), "it is nearest to the origin of its story"
    return min(family, key=lambda i: order[i]), f"neither origin nor date is known, and {WHY_FIRST}"


def _drop_copy(
    article_id: str, kept: str, because: str, relations: Mapping[tuple[str, str], Relation]
) -> Dropped:
    relation = relations.get((min(article_id, kept), max(article_id, kept)))
    kind = relation.kind if relation else None
    jaccard = relation.measures["jaccard"] if relation else None
    why = f"{kept} stays of this family: {because.rstrip('.')}"
    return Dropped(article_id, kept, kind, jaccard, f"{why}{_tie(kind, jaccard)}.")
