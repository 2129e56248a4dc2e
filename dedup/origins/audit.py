"""Audit: members that hold another's text and do not say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dedup.attributions import in_sentence, is_own, publisher_name
from dedup.origins.credits import Credit
from dedup.origins.descent import Descent, Uncredited
from dedup.origins.exclusives import SAME_TELLING
from dedup.origins.texts import Text, passages_from
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.relations.why import short_name

LEAST_SHARE = 0.1
"""Of its words that a text has in passages of another one; under it there is little to credit."""


def find_uncredited(
    descents: Sequence[Descent],
    texts: Mapping[str, Text],
    credits: Sequence[Credit],
    relations: Sequence[Relation],
) -> tuple[Uncredited, ...]:
    """Return the members that were made from another text and credit nobody for it, by member.

    A name that could be anybody's ("The Tribune") credits nobody where the source is here and its
    name is another.

    Args:
        descents: of the members.
        texts: the members, by id.
        credits: settled and weighed.
        relations: of pairs of members.
    """
    loud = {c.article for c in credits if c.contribution > 0 and not c.exclusive}
    tellings: dict[str, dict[str, Relation]] = {name: {} for name in texts}
    for relation in relations:
        if relation.kind in SAME_TELLING and {relation.left, relation.right} <= texts.keys():
            tellings[relation.left][relation.right] = relation
            tellings[relation.right][relation.left] = relation
    return tuple(
        entry
        for descent in descents
        if descent.child not in loud
        for entry in _entry(descent, texts, tellings[descent.child])
    )


def _entry(
    descent: Descent, texts: Mapping[str, Text], tellings: Mapping[str, Relation]
) -> Iterator[Uncredited]:
    child = descent.child
    source = descent.parent
    if source is None and descent.outside is None:
        return
    beside = source if source in tellings else None
    if source is None and tellings:
        # The source is not here; what a sibling has of it, too, tells how much that is.
        beside = max(tellings, key=lambda i: (_share(texts[child], tellings[i]), i))
    if beside is None or (source and _one_house(texts[child], texts[source])):
        return
    share = _share(texts[child], tellings[beside])
    if share >= LEAST_SHARE:
        outlet = descent.outside or publisher_name(texts[beside].member.article)
        yield Uncredited(child, source, outlet, share, _why(child, source, beside, share, outlet))


def _one_house(one: Text, two: Text) -> bool:
    house = publisher_name(two.member.article)
    return house is not None and is_own(house, one.member.article)


def _share(text: Text, relation: Relation) -> float:
    """Return the share of a text's own words that stand in its passages with another one."""
    starts = text.member.tokens.starts
    own = ~text.member.tokens.furnished
    inside = np.zeros(len(starts), np.bool_)
    for here, _, kind in passages_from(relation, text.member.id):
        if kind is not PassageKind.FURNITURE:
            first, last = np.searchsorted(starts, here).tolist()
            inside[first:last] = True
    return float((inside & own).sum()) / max(1, int(own.sum()))


def _why(child: str, source: str | None, beside: str, share: float, outlet: str | None) -> str:
    called = short_name(child)
    if source is not None:
        by = f", by {in_sentence(outlet)}," if outlet else ""
        return f"{share:.0%} of {called} stands in {short_name(source)}{by} which it never names."
    return (
        f"{called} names nobody, but {share:.0%} of it stands in {short_name(beside)} as well, and "
        f"that comes from {in_sentence(outlet) if outlet else 'another text'}."
    )
