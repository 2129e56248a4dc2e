"""Tallies: how much the members of a story speak for each outlet, one vote a text and an outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedup.attributions import is_own, name_words
from dedup.origins.credits import Credit
from dedup.origins.exclusives import SAME_TELLING, SILENT
from dedup.origins.origin import Member
from dedup.origins.texts import Text
from dedup.relations import Relation

REPEATED = 0.5
"""What each further credit in one article counts of the one before it."""
_AGGREGATORS = re.compile(
    r"(?:(?:www\.|news\.)?(?:yahoo|msn|google|aol|newsbreak|flipboard|smartnews|centurylink)"
    r"\.(?:com|net)\b|(?:yahoo|msn|google|aol)(?: news)?$)",
    re.IGNORECASE,
)
"""Hosts that carry other houses' texts: what stands there under two names are two votes."""
EARLY = 0.2
"""The share of a text in which an article names the source it rests on."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What speaks for one outlet.

    Attributes:
        outlet: its name.
        support: the strength of each vote for it.
        credits: the accepted ones, in the order of the members.
        articles: ids that give them, ascending.
        reached: the votes that do, and those whose text re-tells one with a whole-text credit.
        electorate: how many votes the story has, the outlet's own articles left out.
        per_article: mean number of credits of an article that gives any.
        early: share of the votes that give a credit in the first fifth of their text.
        whole: votes that say so of a whole text: a byline, a dateline, "first appeared in".
        own: ids of members that the outlet published itself.
        silent: ids of members that carry its own article's exclusives on and credit nobody.
        named: votes that name it themselves, not through an outlet that has it from there.
        vague: whether its name is one generic word that resolves to nothing.
    """

    outlet: str
    support: Mapping[int, float]
    credits: tuple[Credit, ...]
    articles: tuple[str, ...]
    reached: frozenset[int]
    electorate: int
    per_article: float
    early: float
    whole: frozenset[int]
    own: tuple[str, ...]
    vague: bool
    silent: tuple[str, ...] = ()
    named: frozenset[int] = frozenset()

    @property
    def score(self) -> float:
        """Of all votes for it."""
        return sum(self.support[vote] for vote in sorted(self.support))

    @property
    def votes(self) -> frozenset[int]:
        """Numbers of the votes that credit it."""
        return frozenset(self.support)

    def is_retold(self, least: float) -> bool:
        """Return whether more than this share of the votes have its text, or re-tell it."""
        reached = len(self.reached)
        return reached >= min(2, self.electorate) and reached > least * self.electorate

    def score_without(self, votes: Collection[int]) -> float:
        """Return its score in all votes but these."""
        return sum(self.support[vote] for vote in sorted(self.support) if vote not in votes)


def number_votes(members: Sequence[Member], families: Iterable[Sequence[str]]) -> dict[str, int]:
    """Return the number of each member's vote: one text has one, and so has one outlet.

    Args:
        members: of the story.
        families: ids of members that are copies of one another; members in none stand alone.
    """
    vote = {member.id: number for number, member in enumerate(members)}
    groups = [list(family) for family in families]
    outlets: defaultdict[str, list[str]] = defaultdict(list)
    for member in members:
        if house := _house(member):
            outlets[" ".join(name_words(house))].append(member.id)
    groups.extend(outlets.values())
    for group in groups:
        known = [name for name in group if name in vote]
        merged = {vote[name] for name in known}
        if len(merged) < 2:
            continue
        for name, number in vote.items():
            if number in merged:
                vote[name] = min(merged)
    return vote


def _house(member: Member) -> str | None:
    """Return whose text a member is: its publisher's; at an aggregator, who is credited for all."""
    publisher = member.article.publisher
    if not publisher or not _AGGREGATORS.match(publisher):
        return publisher
    credited = (
        a.outlet
        for a in member.attributions
        if a.whole_text and a.recognized and a.rejected_because is None
    )
    return next(credited, None)


def tally_credits(
    credits: Sequence[Credit],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    relations: Sequence[Relation],
) -> list[Tally]:
    """Return one tally for each outlet that is credited, highest score first.

    Args:
        credits: settled.
        texts: the members, by id.
        votes: the number of each member's vote.
        relations: of pairs of members; they tell which texts re-tell which.
    """
    retold: defaultdict[int, set[int]] = defaultdict(set)
    for relation in relations:
        if relation.kind in SAME_TELLING and {relation.left, relation.right} <= votes.keys():
            retold[votes[relation.left]].add(votes[relation.right])
            retold[votes[relation.right]].add(votes[relation.left])
    by_outlet: defaultdict[str, list[Credit]] = defaultdict(list)
    for credit in credits:
        if credit.contribution > 0:
            by_outlet[credit.outlet].append(credit)
    tallies = [_tally(outlet, given, texts, votes, retold) for outlet, given in by_outlet.items()]
    return sorted(tallies, key=lambda t: (-t.score, t.outlet))


def _tally(
    outlet: str,
    given: list[Credit],
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    retold: Mapping[int, set[int]],
) -> Tally:
    own = tuple(i for i, text in texts.items() if is_own(outlet, text.member.article))
    by_article: defaultdict[str, list[Credit]] = defaultdict(list)
    named = [credit for credit in given if not credit.exclusive]
    for credit in named:
        by_article[credit.article].append(credit)
    silent = sorted({holder for c in given if c.exclusive for holder in c.shared_with})
    support = {votes[holder]: SILENT for holder in silent}
    for article, credits in by_article.items():
        # Copies of a text repeat its credits; the strongest copy speaks for all of them.
        support[votes[article]] = max(support.get(votes[article], 0.0), _support(credits))
    whole = frozenset(votes[c.article] for c in given if c.attribution.whole_text)
    others = {votes[i] for i in texts if i not in own}
    reached = set(support).union(*(retold.get(vote, set()) for vote in whole)) & others
    early = {votes[c.article] for c in named if _is_early(c, texts[c.article])}
    return Tally(
        outlet=outlet,
        support=support,
        credits=tuple(given),
        articles=tuple(sorted(by_article)),
        reached=frozenset(reached | support.keys()),
        electorate=len(others),
        per_article=len(named) / max(1, len(by_article)),
        early=len(early) / len(support),
        whole=whole,
        own=own,
        vague=all(c.vague for c in given),
        silent=tuple(silent),
        named=frozenset(votes[article] for article in by_article),
    )


def _support(credits: Sequence[Credit]) -> float:
    strongest = sorted((c.contribution for c in credits), reverse=True)
    return sum(worth * REPEATED**number for number, worth in enumerate(strongest))


def _is_early(credit: Credit, text: Text) -> bool:
    return credit.attribution.whole_text or text.depth(credit.attribution.start) < EARLY
