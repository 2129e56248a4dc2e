"""Claims: when the credits of a story are enough to name its origin, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

from dedup.attributions import in_sentence
from dedup.origins.bounds import LEAST_VOTES, Lack, Scene, Scenery, lacks_inside, lacks_outside
from dedup.origins.passing import original_of, pass_on
from dedup.origins.tally import Tally

MOST = 0.5
"""Share of the votes that re-tell one text for its source to lead whatever else is credited."""
LIKELY = 0.5
"""A claim that is more likely wrong than right is none."""
ONE_WORD = 0.5
"""Probability of a name that one text gives, and nobody else: as likely as not. On the labelled
stories without their original such a name was right wherever nobody lied; where that text's name
was exchanged for another one, the same verdict came with the other one."""
SURE = 0.97
"""No reading of texts is surer than this."""


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
        through: outlets that only pass the credit on.
        one_word: whether it rests on what one text says.
        doubt: what speaks against it all the same, a clause; "" where nothing does.
    """

    tally: Tally
    article: str | None
    holds: bool
    probability: float
    margin: float
    lacks: str
    through: tuple[str, ...] = ()
    one_word: bool = False
    doubt: str = ""


def weigh_claim(tallies: Sequence[Tally], around: Scenery) -> Claim | None:
    """Return what can be said of the outlet that leads; None where none is credited.

    Args:
        tallies: highest score first.
        around: what is known of the story beside its credits.
    """
    if not tallies:
        return None
    passed = pass_on(tallies, around.texts, around.standing)
    first, rivals = _lead(passed.tallies)
    # What a text credits that is itself the leader's is the leader's own reporting.
    against = [t.score_without(first.whole) for t in rivals]
    margin = first.score / max(against) if any(against) else inf
    share = first.score / (first.score + sum(against))
    original = original_of(first, around.standing)
    scene = Scene(first, rivals, around, margin, share)
    lack = lacks_outside(scene) if original is None else lacks_inside(scene, original)
    reach = len(first.reached) / max(1, first.electorate)
    probability = ONE_WORD if lack.one_word else probability_of(lack, share, reach)
    why_not = lack.reason
    if not why_not and probability < LIKELY:
        why_not = (
            f"{in_sentence(rivals[0].outlet)} is credited, too" if rivals else "few texts do so"
        )
    through = passed.through.get(first.outlet, ())
    if why_not:
        return Claim(first, None, False, 0.0, margin, why_not, through)
    return Claim(first, original, True, probability, margin, "", through, lack.one_word, lack.doubt)


def _lead(tallies: Sequence[Tally]) -> tuple[Tally, list[Tally]]:
    """Return the tally that leads, and those that stand against it.

    First the one outlet whose very text most of the votes have or re-tell; then the one whose
    exclusives others carry on in silence, if nothing that counts against it has more; then the
    highest score.
    """
    parents = [t for t in tallies if t.whole and t.is_retold(MOST)]
    if len(parents) == 1:
        return parents[0], _against(parents[0], tallies)
    heard = next((t for t in tallies if t.silent), None)
    if heard is not None:
        rivals = _against(heard, tallies)
        if all(rival.score <= heard.score for rival in rivals):
            return heard, rivals
    return tallies[0], _against(tallies[0], tallies)


def _against(first: Tally, tallies: Sequence[Tally]) -> list[Tally]:
    """Return the tallies that stand against one.

    A name that could be anybody's, in one text, does not; nor, against an exclusive that others
    carry on, does the credit of one text to an outlet that is not here: it may have it from there.
    """
    return [
        t
        for t in tallies
        if t is not first
        and not (len(t.votes) < LEAST_VOTES and t.vague)
        and not (len(t.votes) < LEAST_VOTES and first.silent and not t.own and not t.whole)
    ]


def probability_of(lack: Lack, share: float, reach: float) -> float:
    """Return how likely a claim is right: monotone in all three.

    Each witness halves the doubt; rivals take the root of their share; a credit that few of the
    texts give takes up to a fifth.
    """
    doubt: float = 0.5**lack.witnesses
    return min(SURE, (1 - doubt) * sqrt(share) * (0.8 + 0.2 * reach))
