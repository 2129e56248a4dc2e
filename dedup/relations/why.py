"""Why: the reason of a verdict, in one sentence for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from dedup.dossiers import Dossier
from dedup.kinds import Kind
from dedup.passages import Passage, PassageKind
from dedup.relations.credit import one_publisher
from dedup.relations.features import SHORT_NARRATIVE, Features
from dedup.relations.judging import is_cut
from dedup.relations.levels import Taken, level_of
from dedup.schemes import NEAR_JACCARD
from dedup.similarity import Similarity


def why_of(
    kind: Kind,
    left: Dossier,
    right: Dossier,
    similarity: Similarity,
    passages: Sequence[Passage],
    features: Features,
    taken: Taken,
) -> str:
    """Return the reason of a verdict on two articles, from their measures and passages."""
    one, two = short_name(left.id), short_name(right.id)
    if kind is Kind.EXACT:
        return f"{one} and {two} are the same text, word for word."
    if kind in (Kind.NEAR_DUPLICATE, Kind.SYNDICATED, Kind.REVISION):
        return _why_copy(kind, left, right, similarity, features)
    if kind is Kind.CONTAINS:
        held, holder = one, two
        if similarity.containment_of_right > similarity.containment_of_left:
            held, holder = two, one
        share = max(similarity.containment_of_left, similarity.containment_of_right)
        return f"{share:.0%} of {held} stands word for word in {holder}, which has much more."
    if kind is Kind.PARTIAL_REUSE:
        return (
            f"{one} and {two} share a run of {similarity.longest_own_run} words outside quotation "
            "marks, and differ in the rest."
        )
    if kind is Kind.REWRITE:
        return _why_rewrite(one, two, features, taken)
    return _why_apart(kind, one, two, passages, features)


def _why_copy(
    kind: Kind, left: Dossier, right: Dossier, similarity: Similarity, features: Features
) -> str:
    one, two = short_name(left.id), short_name(right.id)
    where = ""
    if kind is Kind.SYNDICATED:
        where = ", at two publishers"
    elif kind is Kind.REVISION:
        house = "newsroom" if one_publisher(left.article, right.article) else "agency"
        where = f", and come from one {house}"
    if similarity.jaccard < NEAR_JACCARD and not is_cut(similarity):
        teller, told, share = one, two, features.coverage_of_left
        if features.coverage_of_right > share:
            teller, told, share = two, one, features.coverage_of_right
        return f"{share:.0%} of {teller}'s own words stand in {told} too{where}."
    return f"{one} and {two} share {similarity.jaccard:.0%} of their 5-word sequences{where}."


def _why_rewrite(one: str, two: str, features: Features, taken: Taken) -> str:
    teller, told, share = one, two, features.sentences_of_left
    verbatim, pieces = taken.verbatim_of_left, taken.pieces_of_left
    if features.sentences_of_right > share:
        teller, told, share = two, one, features.sentences_of_right
        verbatim, pieces = taken.verbatim_of_right, taken.pieces_of_right
    order = "in the same order" if features.order_agreement > 0.2 else "in another order"
    level = level_of(verbatim, pieces, 1.0)  # that it re-words is the verdict
    return f"{share:.0%} of {teller}'s sentences re-word {told}'s, {order}: a {level}."


def _why_apart(
    kind: Kind, one: str, two: str, passages: Sequence[Passage], features: Features
) -> str:
    quotations = sum(p.kind is PassageKind.QUOTATION for p in passages)
    if kind is Kind.QUOTE_ONLY:
        spoken = f"{quotations} quotations" if quotations > 1 else "a quotation"
        return f"{one} and {two} share {spoken}, not their telling."
    if features.narrative_words < SHORT_NARRATIVE:
        return (
            f"Unsure: the shorter has {features.narrative_words} words of its own telling, "
            f"{SHORT_NARRATIVE} are needed to tell a rewrite from an independent report."
        )
    if kind is Kind.SAME_EVENT:
        return (
            f"{one} and {two} tell some of the same facts, but neither in the other's sentences "
            "and order."
        )
    return f"{one} and {two} share no passage."


@lru_cache(maxsize=10_000)  # each article of a story is named in a sentence for each other
def short_name(article_id: str) -> str:
    """Return the id without folder and file suffix, for use in a sentence."""
    path = PurePosixPath(article_id)
    return path.stem if path.suffix.lower() in _SUFFIXES else article_id


_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
