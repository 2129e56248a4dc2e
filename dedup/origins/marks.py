"""Marks: traces in a text that it was made from another one. Modest evidence, never proof.

Rewriters cut quotations, explain them in brackets, translate them back, and convert what somebody
else had rounded. Each mark is found by comparing two members; each says who was there before whom,
and none of them is rare enough in honest reporting to decide anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dedup.attributions import in_sentence, is_alias, same_outlet
from dedup.origins.credits import Credit
from dedup.origins.descent import Mark
from dedup.origins.quotations import Quotations, Twins
from dedup.origins.requoting import find_changed
from dedup.origins.texts import Seen, Span, Text, passages_from
from dedup.origins.units import converted_back, find_amounts, find_conversions
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.relations.why import short_name

ROUND_TRIP, SELF_ALIAS = 0.5, 0.5
"""What a mark adds, in units of the score, where a plain "X reported" adds 1.5: a text may carry
several and still be the first."""
NEARBY = 150
"""Code points around a passage within which an amount belongs to what is told there."""


def find_marks(
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    credits: Sequence[Credit],
    relations: Sequence[Relation],
    quoted: Quotations,
    twins: Twins,
) -> tuple[Mark, ...]:
    """Return the marks of a story, by article and span; of one kind and place, the first.

    Args:
        texts: the members, by id.
        votes: the number of each member's vote; copies agree about nothing.
        credits: settled and weighed.
        relations: of pairs of members; their passages say which amounts are the same.
        quoted: the quotations of the members.
        twins: which of them are the same.
    """
    found = [
        *find_changed(quoted, texts, votes, twins),
        *_round_trips(texts, relations),
        *_self_aliases(credits),
    ]
    placed: dict[tuple[str, int, int, str], Mark] = {}
    for mark in sorted(found, key=lambda m: (m.article, m.start, m.end, m.kind, m.other or "")):
        placed.setdefault((mark.article, mark.start, mark.end, mark.kind), mark)
    return tuple(placed.values())


def _round_trips(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Iterator[Mark]:
    """Yield amounts with an exact conversion in brackets where another member has a round one."""
    converted = {name: find_conversions(text.member.tokens.text) for name, text in texts.items()}
    if not any(converted.values()):
        return
    written = {name: find_amounts(text.member.tokens.text) for name, text in texts.items()}
    for relation in relations:
        if not {relation.left, relation.right} <= texts.keys():
            continue
        for one, two in ((relation.left, relation.right), (relation.right, relation.left)):
            if not converted[one] or not written[two]:
                continue
            left, right = (texts[name].member.tokens.text for name in (one, two))
            passages = passages_from(relation, one)
            for amount, other in converted_back(converted[one], written[two]):
                if not _met(passages, amount, other):
                    continue
                yield Mark(
                    one,
                    *amount,
                    "unit-round-trip",
                    two,
                    *other,
                    ROUND_TRIP,
                    f"{short_name(one)} writes “{left[slice(*amount)]}”, the "
                    f"“{right[slice(*other)]}” of {short_name(two)} converted there and back.",
                )


def _met(passages: Sequence[Seen], left: Span, right: Span) -> bool:
    """Return whether two amounts stand in or beside one passage."""
    return any(
        here[0] - NEARBY < left[1]
        and left[0] < here[1] + NEARBY
        and there[0] - NEARBY < right[1]
        and right[0] < there[1] + NEARBY
        for here, there, kind in passages
        if kind is not PassageKind.FURNITURE
    )


def _self_aliases(credits: Sequence[Credit]) -> Iterator[Mark]:
    """Yield bare names that only the outlet's own house uses, in a text that never spells them."""
    by_article: dict[tuple[str, str], list[Credit]] = {}
    for credit in credits:
        if credit.contribution > 0 and not credit.exclusive:
            by_article.setdefault((credit.article, credit.outlet), []).append(credit)
    for (name, outlet), given in sorted(by_article.items()):
        written = [c.attribution.written for c in given]
        if is_alias(outlet) or not all(is_alias(w) and same_outlet(w, outlet) for w in written):
            continue
        first = min(given, key=lambda c: c.attribution.start).attribution
        yield Mark(
            name,
            first.start,
            first.end,
            "copied-self-alias",
            None,
            0,
            0,
            SELF_ALIAS,
            f"{short_name(name)} calls {in_sentence(outlet)} “{first.written}” and never spells it "
            "out, as that house itself does.",
        )
