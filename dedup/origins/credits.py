"""Credits: attributions with their outlets settled across the story, and what each is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dedup.attributions import OWN_OUTLET, Attribution, is_vague
from dedup.origins.aliases import house_of, known_in_story, resolve, story_names
from dedup.origins.quotations import SharedQuotations
from dedup.origins.texts import (
    ALONE,
    CONTEXT,
    Others,
    Span,
    Text,
    context_share,
    quoted_inside,
)

VAGUE = 0.4
"""What a one-word name that resolves to nothing counts: "The Tribune" could be anyone."""
SUB_STORY = 0.6
"""Centrality under which an attribution may be about a side matter, if its context is also shared
less than its article is as a whole. On the labelled news and every subset of the seeds, credits
for the story itself had .75 or more, or more than their article's mean, or a shared quotation."""


@dataclass(frozen=True, slots=True)
class Credit:
    """An attribution, settled and weighed.

    Attributes:
        attribution: as it was found.
        outlet: the name it was resolved to, one spelling for the whole story.
        resolved_by: why; None where nothing was resolved.
        centrality, position: as ``Evidence`` describes them.
        shared_with: ids of members that carry a quotation it introduces.
        contribution: weight x centrality x position, 0 when rejected.
        rejected_because: why it counts nothing; None where it counts.
        vague: whether the outlet is a one-word name that resolves to nothing.
        exclusive: whether it is the outlet's own article that speaks here, and ``shared_with``
            are members that carry it on and credit nobody.
    """

    attribution: Attribution
    outlet: str
    resolved_by: str | None
    centrality: float
    position: float
    shared_with: tuple[str, ...]
    contribution: float
    rejected_because: str | None
    vague: bool = False
    exclusive: bool = False

    @property
    def article(self) -> str:
        """The id of the article that gives the credit."""
        return self.attribution.article


def settle_credits(
    texts: Mapping[str, Text], votes: Mapping[str, int], quotations: SharedQuotations
) -> list[Credit]:
    """Return the credits of a story, in the order of its members and their texts.

    Args:
        texts: the members, by id.
        votes: the number of each member's vote; copies of one text share one.
        quotations: which quotations members share.
    """
    members = [text.member for text in texts.values()]
    names = story_names(members)
    credits = []
    others = Others(texts, votes)
    for name, text in texts.items():
        around = _Around(text, others, votes[name])
        for attribution in text.member.attributions:
            if not attribution.recognized and not known_in_story(attribution, names, text.member):
                continue
            resolved = resolve(attribution, text, texts, names, quotations)
            if resolved.rejected_because == OWN_OUTLET:
                # "told the Record", in the Tamarack County Record: it has the publisher's name.
                own = house_of(text.member.article, names)
                resolved = replace(resolved, outlet=own or resolved.outlet)
            carriers = _carriers(resolved, text, quotations)
            apart = tuple(sorted(i for i in carriers if votes[i] != votes[name]))
            credits.append(_weighed(resolved, around, apart))
    return credits


def _carriers(attribution: Attribution, text: Text, quotations: SharedQuotations) -> set[str]:
    """Return the ids of members that carry a quotation which the attribution introduces."""
    if attribution.rejected_because or attribution.whole_text:
        return set()
    span = (attribution.start, attribution.end)
    # “…,” an official told the Gazette: what is quoted next may be anybody's.
    return quotations.holders(text.member, span, inside=quoted_inside(text, span))


class _Around:
    """A text among the other votes: how much of it they share."""

    def __init__(self, text: Text, others: Others, vote: int) -> None:
        self.text = text
        self._others = others
        self._vote = vote
        self._whole: float | None = None

    def share(self, span: Span, leave_out: str, around: int) -> float:
        """Return the share of a context that others have; of the whole text for (0, 0)."""
        if not self._others.count:
            return ALONE
        has = self._others.have(self._vote)
        return context_share(self.text, span, has, leave_out=leave_out, around=around)

    def whole(self) -> float:
        """Return the share of the whole text, worked out once."""
        if self._whole is None:
            self._whole = self.share((0, 0), "", CONTEXT)
        return self._whole


def _weighed(attribution: Attribution, among: _Around, shared_with: tuple[str, ...]) -> Credit:
    text, whole = among.text, attribution.whole_text
    span = (0, 0) if whole else (attribution.start, attribution.end)
    named = f"{attribution.written} {attribution.outlet}"
    around = 0 if quoted_inside(text, span) else CONTEXT  # a quotation is vouched for alone
    centrality = 1.0
    if not shared_with:
        centrality = among.share(span, named, around)
    position = 1.0 if whole else text.position(attribution.start)
    rejected = attribution.rejected_because
    # Shared less than the bound, and less than its article is as a whole.
    if not rejected and not whole and centrality < SUB_STORY and centrality < among.whole():
        rejected = "about a sub-story: what stands around it is hardly shared by other members"
    vague = is_vague(attribution.outlet)
    worth = attribution.weight * centrality * position * (VAGUE if vague else 1.0)
    return Credit(
        attribution=attribution,
        outlet=attribution.outlet,
        resolved_by=attribution.resolved_by,
        centrality=centrality,
        position=position,
        shared_with=shared_with,
        contribution=0.0 if rejected else worth,
        rejected_because=rejected,
        vague=vague,
    )
