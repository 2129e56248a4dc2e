"""Parents: which member, or which outlet outside, each member of a story has its text from.

A copy goes to the text it was made from, not to the root: who credits a member's house has it from
there, even where that house has it from somebody else. Siblings of a source that is not in the set
are siblings: neither is the other's parent, however alike they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedup.attributions import in_sentence, is_own
from dedup.origins.claim import Claim
from dedup.origins.credits import Credit
from dedup.origins.descent import Descent
from dedup.origins.exclusives import SAME_TELLING
from dedup.origins.texts import Text, containment
from dedup.origins.times import is_before
from dedup.relations import Relation
from dedup.relations.why import short_name

BY_WHOLE_TEXT, BY_WORDING, BY_NAME, BY_SILENCE, BY_TELLING = 0.95, 0.92, 0.9, 0.85, 0.8
"""How sure each reason for a parent is: a line of provenance, wording that only the two share (who
copies it copies its credits along), a credit in the text, an exclusive carried on, the same telling
as the story's original. Held against the labelled stories by ``benchmarks/quality.py origins``."""
BY_SIBLINGS, BY_PIECE, BY_NAME_ALONE, BY_ITSELF = 0.75, 0.7, 0.8, 0.8
"""The same for an outlet outside whose text a member re-tells through one that credits it, and for
one that is credited for a piece, not for what the story tells; and for a member's house that is
credited by a text which shares no passage with its article; and for no parent at all, where a text
has nobody's telling."""
OWN_WORDING = 0.08
"""Share of a text's telling words that it has in common with a derivative and not with the
original, from which it was made from the derivative. On the labelled stories independent
derivatives of one original reached that only where they shared less of the original still."""
WORDING_LEAD = 2.0
"""Times the share that it has in common with the original and not with the derivative."""


@dataclass(frozen=True, slots=True)
class Link:
    """One possible parent of a member; of several the most probable is taken."""

    child: str
    parent: str | None
    outside: str | None
    probability: float
    why: str


class Kin:
    """A story as its parents are looked for: texts, credits, relations by member."""

    def __init__(
        self,
        claim: Claim | None,
        texts: Mapping[str, Text],
        credits: Sequence[Credit],
        relations: Sequence[Relation],
    ) -> None:
        self.claim = claim if claim is not None and claim.holds else None
        self.texts = texts
        self.given: dict[str, list[Credit]] = {name: [] for name in texts}
        self.heard: dict[str, list[Credit]] = {name: [] for name in texts}
        for credit in credits:
            if credit.contribution > 0 and credit.exclusive:
                for holder in credit.shared_with:
                    self.heard[holder].append(credit)
            elif credit.contribution > 0:
                self.given[credit.article].append(credit)
        self.relations: dict[str, dict[str, Relation]] = {name: {} for name in texts}
        for relation in relations:
            if {relation.left, relation.right} <= texts.keys():
                self.relations[relation.left][relation.right] = relation
                self.relations[relation.right][relation.left] = relation
        self._own: dict[str, list[str]] = {}

    @property
    def original(self) -> str | None:
        """The id of the member that is the story's original; None where it is none of them."""
        return self.claim.article if self.claim else None

    def own(self, outlet: str) -> list[str]:
        """Return the ids of the outlet's own articles."""
        if outlet not in self._own:
            found = [i for i, text in self.texts.items() if is_own(outlet, text.member.article)]
            self._own[outlet] = found
        return self._own[outlet]

    def same_telling(self, one: str, two: str) -> bool:
        """Return whether two members tell the story in the same sentences or order."""
        relation = self.relations[one].get(two)
        return relation is not None and relation.kind in SAME_TELLING

    def may_descend(self, child: str, parent: str) -> bool:
        """Return whether one may be made from the other, as far as their times go."""
        if child == parent or child == self.original:
            return False
        return not is_before(self.texts[child].member, self.texts[parent].member)


def trace_descents(
    claim: Claim | None,
    texts: Mapping[str, Text],
    credits: Sequence[Credit],
    relations: Sequence[Relation],
) -> tuple[Descent, ...]:
    """Return where each member has its text from, by member; the original has no descent.

    Args:
        claim: on the story's origin.
        texts: the members, by id.
        credits: settled and weighed.
        relations: of pairs of members.
    """
    kin = Kin(claim, texts, credits, relations)
    links = sorted(
        (link for child in texts if child != kin.original for link in _links(child, kin)),
        key=lambda k: (-k.probability, k.child, k.parent or "", k.outside or ""),
    )
    chosen: dict[str, Link] = {}
    for link in links:
        # The surest links come first; one that would close a circle is not taken.
        if link.child not in chosen and not _is_above(link.child, link.parent, chosen):
            chosen[link.child] = link
    children = (child for child in texts if child != kin.original)
    return tuple(_descent(chosen.get(child), child, kin) for child in children)


def _is_above(child: str, parent: str | None, chosen: Mapping[str, Link]) -> bool:
    at = parent
    while at is not None and at != child:
        at = chosen[at].parent if at in chosen else None
    return at == child


def _descent(link: Link | None, child: str, kin: Kin) -> Descent:
    if link is not None:
        return Descent(child, link.parent, link.outside, link.probability, link.why)
    called = short_name(child)
    if any(r.kind in SAME_TELLING for r in kin.relations[child].values()):
        why = f"{called} has a telling in common with others, but nothing says who had it first."
        return Descent(child, None, None, 0.0, why)
    why = f"{called} tells it in its own way and credits nobody for it."
    return Descent(child, None, None, BY_ITSELF, why)


def _links(child: str, kin: Kin) -> Iterator[Link]:
    yield from _by_credit(child, kin)
    yield from _by_silence(child, kin)
    yield from _by_wording(child, kin)
    yield from _by_origin(child, kin)


def _by_credit(child: str, kin: Kin) -> Iterator[Link]:
    """Yield the outlets that a member credits: their article here, or the outlet outside."""
    for credit in kin.given[child]:
        if credit.vague:
            continue
        whole = credit.attribution.whole_text
        sure = BY_WHOLE_TEXT if whole else BY_NAME
        named = f"{short_name(child)} credits {in_sentence(credit.outlet)}"
        own = [i for i in kin.own(credit.outlet) if kin.may_descend(child, i)]
        if own:
            parent = max(own, key=lambda i: (_closeness(child, i, kin), i))
            yield Link(
                child, parent, None, sure, f"{named}, and {short_name(parent)} is its article."
            )
        elif not kin.own(credit.outlet):
            claimed = kin.claim is not None and kin.claim.tally.outlet == credit.outlet
            # A side matter has its own source; the story's text comes from the one that is claimed.
            sure = sure if whole or claimed else BY_PIECE * credit.centrality
            yield Link(child, None, credit.outlet, sure, f"{named}, which is not in this set.")


def _closeness(child: str, parent: str, kin: Kin) -> float:
    relation = kin.relations[child].get(parent)
    if relation is None:
        return 0.0
    return relation.measures.get("jaccard", 0.0) + relation.measures.get("rewrite_probability", 0.0)


def _by_silence(child: str, kin: Kin) -> Iterator[Link]:
    """Yield the members whose exclusive a member carries on."""
    for credit in kin.heard[child]:
        source = credit.article
        if kin.may_descend(child, source):
            why = (
                f"{short_name(child)} has {short_name(source)}'s telling with what was told to "
                f"{in_sentence(credit.outlet)}, and does not say who heard it."
            )
            yield Link(child, source, None, BY_SILENCE, why)


def _by_wording(child: str, kin: Kin) -> Iterator[Link]:
    """Yield the derivatives whose own wording, which their original has not, a member has too."""
    root = kin.original
    if root is None:
        return
    weights, source = kin.texts[child].weights, kin.texts[root].weights
    total = kin.texts[child].total
    for name in sorted(kin.relations[child]):
        text = kin.texts[name]
        if name == root or not kin.may_descend(child, name) or not kin.same_telling(child, name):
            continue
        if not kin.same_telling(name, root):
            continue
        beside = text.weights
        own = sum([w for s, w in weights.items() if s in beside and s not in source])
        if own < OWN_WORDING * total:
            continue
        past = sum([w for s, w in weights.items() if s not in beside and s in source])
        if own > WORDING_LEAD * past:
            why = (
                f"{short_name(child)} has wording of {short_name(name)} that {short_name(root)} "
                "has not."
            )
            # Of two copies that have it from each other, the nearer to the original was first.
            nearer = containment(kin.texts[root], text) / 100
            yield Link(child, name, None, BY_WORDING + nearer, why)


def _by_origin(child: str, kin: Kin) -> Iterator[Link]:
    """Yield the story's origin, for a member that has its telling."""
    if kin.claim is None:
        return
    root, outlet = kin.original, kin.claim.tally.outlet
    if root is not None:
        if kin.same_telling(child, root) and kin.may_descend(child, root):
            why = (
                f"{short_name(child)} has the telling of {short_name(root)}, the story's original."
            )
            yield Link(child, root, None, BY_TELLING, why)
        return
    tellers = [i for i in kin.claim.tally.articles if i != child and kin.same_telling(child, i)]
    if tellers:
        why = (
            f"{short_name(child)} has the telling of {short_name(tellers[0])}, which credits "
            f"{in_sentence(outlet)}: siblings of a text that is not in this set."
        )
        yield Link(child, None, outlet, BY_SIBLINGS * kin.claim.probability, why)
