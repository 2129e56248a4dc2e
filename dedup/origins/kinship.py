"""Common source: members that draw on one third source are siblings, not copies of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dedup.attributions import in_sentence
from dedup.origins.exclusives import SAME_TELLING
from dedup.origins.origin import Origin
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation
from dedup.relations.why import short_name

_OPEN = frozenset({Kind.QUOTE_ONLY, Kind.SAME_EVENT, Kind.UNRELATED})
"""Kinds that say nothing of a shared parent yet."""


def common_source(relations: Sequence[Relation], origin: Origin) -> list[Relation]:
    """Return the relations, pairs that draw on one third source turned into ``common-source``.

    A pair turns when both members credit the story's origin, or re-tell a member that does, and
    they share passages: quotations, where a member joins through another one. The rest is
    returned as it was, in the same order.

    Args:
        relations: of pairs of members.
        origin: of their story.
    """
    if origin.verdict == "undetermined":
        return list(relations)
    direct = {row.article for row in origin.evidence if row.stance == "for"}
    direct.discard(origin.article or "")
    through = _through(relations, direct, origin)
    return [_settled(relation, direct, through, origin) for relation in relations]


def _through(
    relations: Sequence[Relation], direct: set[str], origin: Origin
) -> dict[str, tuple[str, float]]:
    """Return the members that re-tell one which credits the origin: which, and how likely."""
    through: dict[str, tuple[str, float]] = {}
    for relation in sorted(relations, key=lambda r: (-r.probability, r.left, r.right)):
        if relation.kind not in SAME_TELLING:
            continue
        for teller, told in ((relation.left, relation.right), (relation.right, relation.left)):
            if told in direct and teller not in direct and teller != origin.article:
                through.setdefault(teller, (told, relation.probability))
    return through


def _settled(
    relation: Relation, direct: set[str], through: Mapping[str, tuple[str, float]], origin: Origin
) -> Relation:
    pair = (relation.left, relation.right)
    if relation.kind not in _OPEN or not all(side in direct or side in through for side in pair):
        return relation
    shared = [p for p in relation.passages if p.kind is not PassageKind.FURNITURE]
    quoted = [p for p in shared if p.kind is PassageKind.QUOTATION]
    joined = [side for side in pair if side not in direct]
    if not (quoted if joined else shared):
        return relation
    likely = origin.probability
    for side in joined:
        likely *= through[side][1]
    return replace(
        relation,
        kind=Kind.COMMON_SOURCE,
        probability=likely,
        why=_why(relation, shared, quoted, joined, through, origin),
    )


def _why(
    relation: Relation,
    shared: Sequence[Passage],
    quoted: Sequence[Passage],
    joined: Sequence[str],
    through: Mapping[str, tuple[str, float]],
    origin: Origin,
) -> str:
    one, two = short_name(relation.left), short_name(relation.right)
    what = "quotations" if quoted else "facts"
    if quoted and len(quoted) < len(shared):
        what = "quotations and facts"
    source = f"the story of {in_sentence(origin.name)}" if origin.name else "one source"
    if origin.article:
        source = short_name(origin.article)
    sentence = f"{one} and {two} share {what} of {source}, not each other's sentences"
    links = [f"{short_name(side)} re-tells {short_name(through[side][0])}" for side in joined]
    return f"{sentence}; {' and '.join(links)}." if links else f"{sentence}."
