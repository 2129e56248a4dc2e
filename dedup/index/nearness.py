"""Nearness: exact and near copies of whole texts, without a comparison of their sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.articles import Article
from dedup.groups import pairs_of
from dedup.index.entries import pack_prints, shingles_of, unpack_prints
from dedup.relations import Kind, Relation
from dedup.relations.judging import near_kind
from dedup.relations.why import short_name
from dedup.schemes import NEAR_JACCARD
from dedup.store import Row, Settings


def relate_near(
    asked: Article, digest: bytes, others: Sequence[tuple[Row, Article]], settings: Settings
) -> list[Relation]:
    """Return the exact and near copies of an article among others, whole texts compared.

    Without texts, shingles are compared by 21 bits of their hashes: of a Jaccard similarity, that
    is .0001 too much or too little.

    Args:
        asked: the article, on the left.
        digest: of its words.
        others: with their rows.
        settings: of the index.
    """
    if not others:
        return []
    mine, theirs = _sets(asked, others, settings)
    first = kernels.bounds_of(map(len, (mine, *theirs)))
    pairs = pairs_of((0, i + 1) for i in range(len(theirs)))
    shared = kernels.overlaps(np.concatenate([mine, *theirs]), first, pairs).tolist()
    relations, name = [], short_name(asked.id)
    for (row, other), common, their in zip(others, shared, theirs, strict=True):
        exact = row.digest == digest
        either = len(mine) + len(their) - common
        if exact or common >= NEAR_JACCARD * either > 0:
            measures = {
                "jaccard": 1.0 if exact else common / either,
                "containment_of_left": 1.0 if exact else common / len(mine),
                "containment_of_right": 1.0 if exact else common / len(their),
            }
            kind = Kind.EXACT if exact else near_kind(asked, other)
            relations.append(
                Relation(
                    left=asked.id,
                    right=other.id,
                    kind=kind,
                    probability=1.0 if exact else 0.9 + 0.1 * measures["jaccard"],
                    measures=measures,
                    why=_why(f"{name} and {short_name(other.id)}", kind, measures, settings),
                )
            )
    return relations


def _sets(
    asked: Article, others: Sequence[tuple[Row, Article]], settings: Settings
) -> tuple[NDArray[np.uint64], list[NDArray[np.uint64]]]:
    texts = [asked.text]
    if settings.keep_text:
        texts += [article.text for _, article in others]
        mine, *theirs = shingles_of(texts, settings.scheme)
        return mine, theirs
    (mine,) = shingles_of(texts, settings.scheme)
    return unpack_prints(pack_prints(mine)), [unpack_prints(row.prints) for row, _ in others]


def _why(both: str, kind: Kind, measures: dict[str, float], settings: Settings) -> str:
    """Return the reason of a relation between two articles, whose short names are ``both``."""
    if kind is Kind.EXACT:
        return f"{both} are the same text, word for word."
    said = f"{both} share {measures['jaccard']:.0%} of their 5-word sequences"
    return f"{said}." if settings.keep_text else f"{said}, by what is kept of them."
