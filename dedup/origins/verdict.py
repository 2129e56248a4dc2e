"""From the members of a story to the verdict on its origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dedup.attributions import publisher_name
from dedup.origins.audit import find_uncredited
from dedup.origins.bounds import Scenery
from dedup.origins.claim import Claim, weigh_claim
from dedup.origins.credits import Credit, settle_credits
from dedup.origins.exclusives import find_exclusives, silent_credits
from dedup.origins.marks import find_marks
from dedup.origins.origin import Evidence, Member, Origin, Stance
from dedup.origins.parents import trace_descents
from dedup.origins.quotations import Quotations, SharedQuotations, pair_quotations
from dedup.origins.reasons import (
    change_inside,
    change_outside,
    change_undetermined,
    why_inside,
    why_outside,
    why_undetermined,
)
from dedup.origins.standing import Standing, because, find_nearest
from dedup.origins.tally import number_votes, tally_credits
from dedup.origins.texts import Text
from dedup.origins.versions import Oldest, find_oldest
from dedup.relations import Relation


def trace_origin(
    members: Sequence[Member],
    families: Sequence[Sequence[str]],
    relations: Sequence[Relation],
) -> Origin:
    """Return where a story comes from, with the evidence for and against.

    Attribution decides, content only names the nearest member, and the answer is undetermined
    where the evidence is thin. The order of the arguments changes nothing.

    Args:
        members: the articles of the story.
        families: which members are copies of one another; each family has one vote.
        relations: of pairs of members; their passages tell which quotations are shared.
    """
    texts = {member.id: Text(member) for member in sorted(members, key=lambda m: m.id)}
    votes = number_votes([text.member for text in texts.values()], families)
    quoted = Quotations(texts)
    twins = pair_quotations(quoted, texts, relations)
    quotations = SharedQuotations(texts, relations, twins)
    exclusives = find_exclusives(texts, quotations, relations)
    credits = silent_credits(exclusives, settle_credits(texts, votes, quotations), texts, votes)
    tallies = tally_credits(credits, texts, votes, relations)
    marks = find_marks(texts, votes, credits, relations, quoted, twins)
    standing = Standing(texts, votes)
    claim = weigh_claim(tallies, Scenery(texts, votes, standing, relations, marks))
    origin = _judged(claim, _ledger(credits, claim), texts, votes, quotations, credits)
    if origin.verdict == "undetermined" and (oldest := find_oldest(texts, relations)):
        origin = _of_versions(oldest, texts, origin.evidence)
    descents = trace_descents(claim, texts, credits, relations)
    return replace(
        origin,
        descents=descents,
        marks=marks,
        uncredited=find_uncredited(descents, texts, credits, relations),
    )


def _judged(
    claim: Claim | None,
    ledger: tuple[Evidence, ...],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    quotations: SharedQuotations,
    credits: Sequence[Credit],
) -> Origin:
    """Return the verdict, without what is said of single members."""
    if claim is None or not claim.holds:
        return _undetermined(claim, ledger)
    if claim.article is not None:
        return _inside(claim, claim.article, ledger, texts)
    outlet = claim.tally.outlet
    nearest = find_nearest(outlet, texts, votes, quotations, credits)
    return Origin(
        verdict="outside",
        article=None,
        name=outlet,
        nearest=nearest.article if nearest else None,
        nearest_because=because(nearest, outlet) if nearest else "",
        probability=claim.probability,
        margin=claim.margin,
        evidence=ledger,
        why=why_outside(claim),
        would_change=change_outside(claim, texts, nearest.article if nearest else None),
    )


def _of_versions(oldest: Oldest, texts: Mapping[str, Text], ledger: tuple[Evidence, ...]) -> Origin:
    return Origin(
        verdict="in-corpus",
        article=oldest.article,
        name=publisher_name(texts[oldest.article].member.article),
        nearest=oldest.article,
        nearest_because="It is the oldest version itself.",
        probability=oldest.probability,
        margin=None,
        evidence=ledger,
        why=oldest.why,
        would_change=("A reliable time, or a credit in any of them, would decide it instead.",),
    )


def _undetermined(claim: Claim | None, ledger: tuple[Evidence, ...]) -> Origin:
    return Origin(
        verdict="undetermined",
        article=None,
        name=None,
        nearest=None,
        nearest_because="",
        probability=0.0,
        margin=claim.margin if claim else None,
        evidence=ledger,
        why=why_undetermined(claim),
        would_change=change_undetermined(claim),
    )


def _inside(
    claim: Claim, original: str, ledger: tuple[Evidence, ...], texts: Mapping[str, Text]
) -> Origin:
    text = texts[original]
    return Origin(
        verdict="in-corpus",
        article=original,
        name=text.member.article.publisher or claim.tally.outlet,
        nearest=original,
        nearest_because="It is the original itself.",
        probability=claim.probability,
        margin=claim.margin,
        evidence=ledger,
        why=why_inside(claim, text),
        would_change=change_inside(claim, original),
    )


def _ledger(credits: Sequence[Credit], claim: Claim | None) -> tuple[Evidence, ...]:
    """Return the rows, strongest first; for equals, by article and place."""
    backed = {claim.tally.outlet, *claim.through} if claim else set()
    return tuple(
        sorted(
            (_row(credit, backed) for credit in credits),
            key=lambda r: (-r.contribution, r.article, r.start, r.end, r.pattern, r.written),
        )
    )


def _row(credit: Credit, backed: set[str]) -> Evidence:
    found = credit.attribution
    stance: Stance = "for" if credit.outlet in backed else "against"
    if credit.rejected_because:
        stance = "rejected"
    return Evidence(
        article=found.article,
        start=found.start,
        end=found.end,
        pattern=found.pattern,
        written=found.written,
        outlet=credit.outlet,
        resolved_by=credit.resolved_by,
        contribution=credit.contribution,
        centrality=credit.centrality,
        position=credit.position,
        shared_with=credit.shared_with,
        stance=stance,
        rejected_because=credit.rejected_because,
    )
