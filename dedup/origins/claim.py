"""Claims: when the credits of a story are enough to name its origin, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf, sqrt

from dedup.attributions import in_sentence
from dedup.origins.standing import exclusives
from dedup.origins.tally import Tally
from dedup.origins.texts import Text

LEAST_VOTES = 2
LEAST_ELECTORATE = 3
"""In a story of two texts nothing can be outvoted, so nothing is claimed on credits alone."""
LEAST_REACH = 0.4
"""Share of the other votes that must give the credit."""
MOST = 0.5
"""Share of the votes that re-tell one text for its source to lead whatever else is credited."""
LEAST_MARGIN = 1.8
"""Times the runner-up's score."""
LEAST_SHARE = 0.5
"""Share of all scores."""
MANY_VOTES, MANY_CREDITS = 3, 1.5
"""Votes, or credits an article, that make agreement more than a coincidence."""
LEAST_EARLY = 0.25
"""Share of the votes that name the source in their first fifth. The six bounds above: 25 claims on
700 real stories, .80 right and .96 at least partly (design section 13)."""
LEAST_MARGIN_ALONE = 3.0
"""The same margin where one text alone says that it comes from the outlet: anyone can write that
line. A rival whose own article here re-tells that text is no rival."""
LEAST_MARGIN_INSIDE = 1.25
"""The same margin where the outlet's own article is at hand and its content fits."""
LIKELY = 0.5
"""A claim that is more likely wrong than right is none."""
SURE = 0.97
"""No reading of texts is surer than this."""
WHOLE_TEXT = 2
"""Further witnesses that a byline, a dateline or "first appeared in" is worth."""
NEAR_THE_TOP = 0.8
"""Share of the best standing in the story that an original has at least."""
CLOCKS = timedelta(hours=14)
"""How far a missing or wrong time zone can shift a published time."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What can be said of the outlet that leads.

    Attributes:
        tally: of the outlet.
        article: the member that is the original; None where it is outside, or nothing is claimed.
        holds: whether the outlet is claimed as the origin.
        probability: that the claim is right, in [0, 1]; 0 where nothing is claimed.
        margin: its score over the runner-up's.
        lacks: what is missing for a claim, a clause; "" where it holds.
        through: the outlet whose article only passes the credit on; "" where there is none.
    """

    tally: Tally
    article: str | None
    holds: bool
    probability: float
    margin: float
    lacks: str
    through: str = ""


def weigh_claim(
    tallies: Sequence[Tally],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    standing: Mapping[str, float],
) -> Claim | None:
    """Return what can be said of the outlet that leads; None where none is credited.

    The leader has the highest score, or is the one outlet whose very text most members re-tell.

    Args:
        tallies: highest score first.
        texts: the members, by id.
        votes: the number of each member's vote.
        standing: of each member.
    """
    if not tallies:
        return None
    ranked, through = _follow(_lead_by_text(tallies), texts, standing)
    first = ranked[0]
    # What a text credits that is itself the leader's is the leader's own reporting.
    rival = max((t.score_without(first.whole) for t in ranked[1:]), default=0.0)
    margin = first.score / rival if rival else inf
    share = first.score / (first.score + sum(t.score_without(first.whole) for t in ranked[1:]))
    original = _original(first, standing)
    if original is None:
        lacks, witnesses = _lacks_outside(ranked, texts, votes, margin, share)
    else:
        lacks, witnesses = _lacks_inside(ranked, original, texts, standing, margin)
    reach = len(first.reached) / max(1, first.electorate)
    probability = _probability(witnesses, share, reach)
    if not lacks and probability < LIKELY:
        lacks = f"only {len(first.votes)} of {first.electorate} texts credit it, and others are too"
    if lacks:
        return Claim(first, None, False, 0.0, margin, lacks, through)
    return Claim(first, original, True, probability, margin, "", through)


def _lead_by_text(tallies: Sequence[Tally]) -> list[Tally]:
    """Return the tallies, the one outlet first whose text most of the votes have or re-tell."""
    parents = [t for t in tallies if t.whole and _is_retold(t, MOST)]
    if len(parents) != 1:
        return list(tallies)
    return [parents[0], *(t for t in tallies if t is not parents[0])]


def _is_retold(tally: Tally, least: float) -> bool:
    reached = len(tally.reached)
    return reached >= min(2, tally.electorate) and reached > least * tally.electorate


def _follow(
    tallies: list[Tally], texts: Mapping[str, Text], standing: Mapping[str, float]
) -> tuple[list[Tally], str]:
    """Return the tallies with the leader's votes passed on, and the leader's name if they were.

    An outlet whose own article here credits another one, and claims nobody spoke to it, only
    re-tells: what it is credited for goes to the one that it credits. Where a member says that its
    very text is the outlet's, the outlet wrote it, whomever it credits for a part of it.
    """
    first, *rest = tallies
    original = _original(first, standing)
    if original is None or first.whole or exclusives(texts[original]):
        return tallies, ""
    target = next((t for t in rest if original in t.articles), None)
    if target is None or set(target.own) & set(first.articles):
        return tallies, ""
    support = {
        vote: max(target.support.get(vote, 0.0), first.support.get(vote, 0.0))
        for vote in target.votes | first.votes
    }
    merged = replace(
        target,
        support=support,
        reached=target.reached | first.reached,
        early=max(target.early, first.early),
    )
    return [merged, *(t for t in rest if t is not target)], first.outlet


def _original(tally: Tally, standing: Mapping[str, float]) -> str | None:
    """Return the outlet's own article of the highest standing, or None."""
    return min(tally.own, key=lambda i: (-standing[i], i), default=None)


def _probability(witnesses: int, share: float, reach: float) -> float:
    """Return how likely a claim is right: monotone in all three.

    Each witness halves the doubt; rivals take the root of their share; a credit that few of the
    texts give takes up to a fifth.
    """
    return min(SURE, (1 - 0.5**witnesses) * sqrt(share) * (0.8 + 0.2 * reach))


def _lacks_outside(
    ranked: Sequence[Tally],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    margin: float,
    share: float,
) -> tuple[str, int]:
    """Return what an outlet without an article here lacks to be claimed, and its witnesses."""
    first, rivals = ranked[0], ranked[1:]
    told, total = len(first.votes), first.electorate
    if first.vague:
        return f"“{first.outlet}” could be any of several outlets and nothing here spells it out", 0
    if margin < LEAST_MARGIN or share < LEAST_SHARE:
        return f"{in_sentence(rivals[0].outlet)} is credited nearly as much", 0
    if first.whole and not any(rival.whole for rival in rivals):
        return _lacks_as_parent(first, rivals, texts, votes)
    if told < LEAST_VOTES:
        return "only one text credits it", 0
    if total < LEAST_ELECTORATE:
        return f"a story of {total} texts is too small to outvote anything", 0
    if told < LEAST_REACH * total:
        return f"only {told} of {total} texts credit it", 0
    if told < MANY_VOTES and first.per_article < MANY_CREDITS:
        return f"{told} texts credit it once each, which may be chance", 0
    if first.early < LEAST_EARLY:
        return "hardly a text names it near its beginning", 0
    return "", told


def _lacks_as_parent(
    first: Tally, rivals: Sequence[Tally], texts: Mapping[str, Text], votes: Mapping[str, int]
) -> tuple[str, int]:
    """Return what an outlet lacks whose very text, by a byline or the like, a member has.

    That tells where one text comes from; it is the story's origin as far as others re-tell it.
    """
    if not _is_retold(first, LEAST_REACH):
        return "hardly a member re-tells the text that comes from it", 0
    for rival in rivals:
        if any(exclusives(texts[i]) for i in rival.own):
            return (
                f"{in_sentence(rival.outlet)}, which was spoken to and is here, is credited too",
                0,
            )
        retells = any(votes[i] in first.reached for i in rival.own)
        told = rival.score_without(first.whole) * LEAST_MARGIN_ALONE
        if (
            len(first.votes) < LEAST_VOTES
            and not retells
            and not rival.vague
            and told > first.score
        ):
            return f"only one text has its name, and others credit {in_sentence(rival.outlet)}", 0
    return "", len(first.votes) + WHOLE_TEXT


def _lacks_inside(
    ranked: Sequence[Tally],
    original: str,
    texts: Mapping[str, Text],
    standing: Mapping[str, float],
    margin: float,
) -> tuple[str, int]:
    """Return what a member lacks to be claimed as the original, and its witnesses."""
    first, rivals = ranked[0], ranked[1:]
    spoken = exclusives(texts[original])
    votes = len(first.votes)
    credited = next((t.outlet for t in rivals if original in t.articles), "")
    if credited and not first.whole:
        return f"its own article here credits {in_sentence(credited)}", 0
    if margin < LEAST_MARGIN_INSIDE:
        return f"{in_sentence(rivals[0].outlet)} is credited nearly as much", 0
    late = [i for i in first.articles if _is_before(texts[i], texts[original])]
    if late:
        return f"{late[0]}, which credits it, is dated before its article here", 0
    if standing[original] < NEAR_THE_TOP * max(standing.values()):
        return "other members hold much more of what the story tells than its article here", 0
    if not first.whole and votes + min(1, spoken) < LEAST_VOTES:
        return "only one text credits it, and its own does not say that anyone spoke to it", 0
    return "", votes + WHOLE_TEXT * bool(first.whole) + min(2, spoken)


def _is_before(text: Text, original: Text) -> bool:
    """Whether a text is dated so much earlier that no clock explains it."""
    one, two = text.member.article, original.member.article
    if one.published is None or two.published is None:
        return False
    if "inferred" in (one.published_known, two.published_known):
        return False
    return one.published + CLOCKS < two.published
