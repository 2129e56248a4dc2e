"""Passing on: an outlet credited for what it only re-tells hands its votes to its own source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dedup.origins.exclusives import count_exclusives
from dedup.origins.standing import Standing
from dedup.origins.tally import Tally
from dedup.origins.texts import Text


@dataclass(frozen=True, slots=True)
class Passed:
    """The tallies after all votes were passed on.

    Attributes:
        tallies: highest score first.
        through: for an outlet, the names of those that handed their votes to it.
    """

    tallies: tuple[Tally, ...]
    through: Mapping[str, tuple[str, ...]]


def pass_on(tallies: Sequence[Tally], texts: Mapping[str, Text], standing: Standing) -> Passed:
    """Return the tallies, those of outlets that only re-tell merged into the one they re-tell.

    An outlet whose own article here credits another one, or carries on its exclusive, and claims
    that nobody spoke to it, only re-tells. Where a member says that its very text is the outlet's,
    the outlet wrote it, whomever it credits for a part of it.

    Args:
        tallies: of a story.
        texts: the members, by id.
        standing: of each member.
    """
    by_name = {tally.outlet: tally for tally in tallies}
    target = {t.outlet: _target(t, tallies, texts, standing) for t in tallies}
    merged = dict(by_name)
    through: dict[str, tuple[str, ...]] = {}
    for name in by_name:
        end, seen = name, {name}
        while (further := target[end]) and further not in seen:
            end = further
            seen.add(end)
        if end != name and not (target[end] and target[end] in seen):
            merged[end] = _merge(merged[end], merged.pop(name))
            through[end] = (*through.get(end, ()), *through.pop(name, ()), name)
    return Passed(tuple(sorted(merged.values(), key=lambda t: (-t.score, t.outlet))), through)


def original_of(tally: Tally, standing: Standing) -> str | None:
    """Return the outlet's own article of the highest standing, or None."""
    if len(tally.own) < 2:
        return next(iter(tally.own), None)
    return min(tally.own, key=lambda i: (-standing[i], i))


def _target(
    tally: Tally,
    tallies: Sequence[Tally],
    texts: Mapping[str, Text],
    standing: Standing,
) -> str:
    """Return the outlet that this one re-tells; "" where there is none."""
    original = original_of(tally, standing)
    if original is None or tally.whole or count_exclusives(texts[original]):
        return ""
    told_by = [
        other
        for other in tallies
        if original in (*other.articles, *other.silent)
        and not other.vague
        and not set(other.own) & {*tally.articles, *tally.own}
    ]
    return max(told_by, key=lambda t: (t.score, t.outlet)).outlet if told_by else ""


def _merge(target: Tally, passing: Tally) -> Tally:
    support = {
        vote: max(target.support.get(vote, 0.0), passing.support.get(vote, 0.0))
        for vote in target.votes | passing.votes
    }
    return replace(
        target,
        support=support,
        articles=tuple(sorted({*target.articles, *passing.articles})),
        reached=target.reached | passing.reached,
        early=max(target.early, passing.early),
    )
