"""Exclusives: what an article says its own house was told, and who carries it on in silence.

"…, she told the Courier" in the Courier itself credits nobody. But where another member has that
very sentence in the same telling, and names nobody else for it, the two are not siblings: somebody
spoke to the one and not to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dedup.attributions import OWN_OUTLET, Attribution, is_own, publisher_name
from dedup.origins.credits import Credit
from dedup.origins.quotations import SharedQuotations
from dedup.origins.texts import FACT_IDF, Text, quoted_inside, telling_inside
from dedup.passages import PassageKind
from dedup.relations import Kind, Relation
from dedup.relations.why import short_name

SAME_TELLING = frozenset(
    {
        Kind.EXACT,
        Kind.NEAR_DUPLICATE,
        Kind.SYNDICATED,
        Kind.REVISION,
        Kind.CONTAINS,
        Kind.PARTIAL_REUSE,
        Kind.REWRITE,
    }
)
"""Kinds through which what one text says of its source holds for the other."""
_SPOKEN = frozenset(
    {"told", "interview-with", "speaking-to", "said-to", "house-claim", "obtained-by"}
)
"""Patterns in which an outlet says that it was spoken to, or knows by itself."""
SILENT = 1.0
"""What a member adds that carries an exclusive on and names nobody: half of one that says "told".
"""
HELD = 0.5
"""Share of the telling words of an exclusive's sentence that a text has which carries it on. A
sentence that was put into one copy has hardly any, unless it names what the story is about."""
HELD_ALONE = FACT_IDF
"""Nats that it has of words which the article has in that sentence only: a fact of it. Of the true
ones of newsderive 13 of 15 have 6 and more; of about 80 made-up, with the story's names in them, at
most 4.7."""


Place = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A sentence in which an article says that its own house was told something.

    Attributes:
        attribution: to the own outlet.
        holders: ids of members at other houses that have the sentence or its quotation, and the
            telling of the article around it; copies of the article among them.
    """

    attribution: Attribution
    holders: frozenset[str]

    @property
    def article(self) -> str:
        """The id of the article that claims it."""
        return self.attribution.article


def silent_credits(
    exclusives: Sequence[Exclusive],
    credits: Sequence[Credit],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
) -> list[Credit]:
    """Return the credits, the exclusives that others carry on in silence among them as such.

    Who names another outlet in full is not silent. Who names one that could be anybody ("The
    Tribune") for what the article claims as its own is: that credit is rejected, with the reason.
    """
    loud = {
        credit.article
        for credit in credits
        if credit.contribution > 0 and not credit.vague and not credit.attribution.whole_text
    }
    silent = {_place(e.attribution): sorted(e.holders - loud) for e in exclusives}
    claimants = {holder: e.article for e in exclusives for holder in silent[_place(e.attribution)]}
    return [_heard(credit, silent, claimants, texts, votes) for credit in credits]


def _heard(
    credit: Credit,
    silent: Mapping[Place, Sequence[str]],
    claimants: Mapping[str, str],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
) -> Credit:
    holders = silent.get(_place(credit.attribution), ())
    if holders:
        position = texts[credit.article].position(credit.attribution.start)
        return replace(
            credit,
            attribution=replace(credit.attribution, rejected_because=None),
            rejected_because=None,
            centrality=1.0,
            position=position,
            shared_with=tuple(holders),
            contribution=SILENT * position * len({votes[holder] for holder in holders}),
            exclusive=True,
        )
    claimant = claimants.get(credit.article)
    if claimant and credit.vague and credit.contribution > 0:
        reason = (
            f"“{credit.outlet}” could be any of several outlets, and {short_name(claimant)}, which "
            "has the same telling, says that it was told itself"
        )
        return replace(credit, contribution=0.0, rejected_because=reason)
    return credit


def _place(attribution: Attribution) -> Place:
    return attribution.article, attribution.start, attribution.end, attribution.pattern


def count_exclusives(text: Text) -> int:
    """Return how often an article says that someone spoke to its own outlet."""
    return len(_own(text))


def find_exclusives(
    texts: Mapping[str, Text],
    quotations: SharedQuotations,
    relations: Iterable[Relation],
) -> list[Exclusive]:
    """Return the exclusives that other members carry on, by article and place.

    Two houses that both say they were told the same thing tell nothing: neither holds the other's,
    and who holds both of them speaks for neither.

    Args:
        texts: the members, by id.
        quotations: which quotations members share.
        relations: of pairs of members.
    """
    claims = {name: own for name, text in texts.items() if (own := _own(text))}
    beside: dict[str, list[Relation]] = {name: [] for name in claims}
    for relation in relations:
        if relation.kind in SAME_TELLING and {relation.left, relation.right} <= texts.keys():
            if relation.left in claims:
                beside[relation.left].append(relation)
            if relation.right in claims:
                beside[relation.right].append(relation.mirrored())
    claimed: dict[str, list[Exclusive]] = {name: [] for name in texts}
    for name, own in claims.items():
        text = texts[name]
        house = publisher_name(text.member.article) or ""
        tellings = [r for r in beside[name] if not is_own(house, texts[r.right].member.article)]
        claimed[name] = [
            Exclusive(found, _holders(found, text, texts, tellings, quotations)) for found in own
        ]
    return [
        Exclusive(one.attribution, one.holders - _disputed(one, claimed))
        for own in claimed.values()
        for one in own
    ]


def _own(text: Text) -> list[Attribution]:
    found = text.member.attributions
    return [a for a in found if a.rejected_because == OWN_OUTLET and a.pattern in _SPOKEN]


def _holders(
    found: Attribution,
    text: Text,
    texts: Mapping[str, Text],
    tellings: Sequence[Relation],
    quotations: SharedQuotations,
) -> frozenset[str]:
    """Return the members that have the telling, and the sentence or what it introduces."""
    span = (found.start, found.end)
    quoting = quotations.holders(text.member, span, inside=quoted_inside(text, span))
    return frozenset(
        relation.right
        for relation in tellings
        if relation.right in quoting or _retold(found, text, texts[relation.right], relation)
    )


def _retold(found: Attribution, text: Text, other: Text, relation: Relation) -> bool:
    """Return whether a passage carries the sentence over, and not just what stands around it."""
    inside = any(
        p.left_start < found.end and found.start < p.left_end
        for p in relation.passages
        if p.kind is not PassageKind.FURNITURE
    )
    if not inside:
        return False
    named = f"{found.written} {found.outlet}"
    telling, alone = telling_inside(text, (found.start, found.end), leave_out=named)
    held = _weight_in(other, telling)
    return held >= HELD * sum(telling.values()) and _weight_in(other, alone) >= HELD_ALONE


def _weight_in(text: Text, stems: Mapping[str, float]) -> float:
    return sum(idf for stem, idf in stems.items() if stem in text.weights)


def _disputed(one: Exclusive, claimed: Mapping[str, Sequence[Exclusive]]) -> frozenset[str]:
    """Return the holders that claim it for themselves, and all members that hold it of both."""
    rivals = [
        other for name in one.holders for other in claimed[name] if one.article in other.holders
    ]
    return frozenset({r.article for r in rivals}).union(*(r.holders for r in rivals))
