"""Aliases: which outlet a short name means, across a story, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dedup.articles import Article
from dedup.attributions import (
    OWN_OUTLET,
    Attribution,
    host_of,
    is_alias,
    is_own,
    name_words,
    publisher_name,
    same_outlet,
)
from dedup.origins.origin import Member
from dedup.origins.quotations import SharedQuotations
from dedup.origins.texts import Text, context_share
from dedup.relations.why import short_name

_MATTERS = ("interview", "quotation", "facts")
"""What two members may report of one outlet, the plainest for a reader first."""
SAME_MATTER = 0.45
"""Share of an alias's context that another article must have for its fuller name to be meant."""


def story_names(members: Sequence[Member]) -> list[str]:
    """Return the full names of outlets that the story knows, fullest first."""
    names = {
        a.outlet
        for member in members
        for a in member.attributions
        if _may_name(a) and not is_alias(a.outlet)
    }
    names |= {name for member in members if (name := publisher_name(member.article))}
    return sorted(names, key=lambda name: (-len(name_words(name)), name))


def known_in_story(attribution: Attribution, names: Sequence[str], member: Member) -> bool:
    """Return whether a name that no shape tells is an outlet's that the story knows."""
    return is_own(attribution.outlet, member.article) or any(
        same_outlet(attribution.outlet, name) for name in names
    )


def resolve(
    attribution: Attribution,
    text: Text,
    texts: Mapping[str, Text],
    names: Sequence[str],
    quotations: SharedQuotations,
) -> Attribution:
    """Return the attribution with the outlet's name as the story spells it, aliases resolved."""
    if attribution.rejected_because:
        return attribution
    if is_own(attribution.outlet, text.member.article):
        return replace(attribution, rejected_because=OWN_OUTLET)
    if not is_alias(attribution.outlet):
        fuller = [name for name in names if same_outlet(attribution.outlet, name)]
        if not fuller or not _agree(fuller):
            return attribution  # two fuller names leave it open which is meant
        if name_words(fuller[0]) == name_words(attribution.outlet):
            return replace(attribution, outlet=fuller[0])
        reason = f"short for {fuller[0]}, as the story has it in full"
        return replace(attribution, outlet=fuller[0], resolved_by=reason)
    witnesses = _witnesses(attribution, text, texts, names, quotations)
    counted = Counter(witness.outlet for witness in witnesses)
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return attribution
    outlet = ranked[0][0]
    reason = min((w for w in witnesses if w.outlet == outlet), key=lambda w: w.rank).reason
    resolved = replace(attribution, outlet=outlet, resolved_by=reason)
    if is_own(outlet, text.member.article):
        return replace(resolved, rejected_because=OWN_OUTLET)
    return resolved


def _agree(names: Sequence[str]) -> bool:
    return all(same_outlet(name, names[0]) for name in names)


@dataclass(frozen=True, slots=True)
class _Witness:
    """Another member that gives an alias's fuller name; rank 0 is the best reason."""

    outlet: str
    rank: int
    reason: str


def _witnesses(
    alias: Attribution,
    text: Text,
    texts: Mapping[str, Text],
    names: Sequence[str],
    quotations: SharedQuotations,
) -> list[_Witness]:
    """Return which other members are, or name, an outlet that the alias may stand for."""
    found: list[_Witness] = []
    for other in texts.values():
        if other.member.id == text.member.id:
            continue
        called = short_name(other.member.id)
        if (name := house_of(other.member.article, names)) and same_outlet(alias.outlet, name):
            found.append(_Witness(name, 0, f"{called} is published by {name}"))
            continue
        for given in other.member.attributions:
            fuller = not is_alias(given.outlet) and same_outlet(alias.outlet, given.outlet)
            if not (fuller and _may_name(given)):
                continue
            matter = _same_matter(alias, given, text, other, quotations)
            if matter:
                name = _spelled(given.outlet, names)
                reason = (
                    f"{short_name(text.member.id)} writes “{alias.written}”; {called} names "
                    f"{name} for the same {matter}"
                )
                found.append(_Witness(name, _MATTERS.index(matter), reason))
                break
    return found


def _may_name(attribution: Attribution) -> bool:
    """Whether an attribution names an outlet in the article's own text, its own outlet included."""
    in_text = attribution.rejected_because in (None, OWN_OUTLET)
    return attribution.recognized and attribution.weight > 0 and in_text


def house_of(article: Article, names: Sequence[str]) -> str | None:
    """Return what the story calls the outlet that published an article; None where unknown.

    Of a house that is known by its address alone, that is the name which a text gives it.

    Args:
        article: with its publisher or its address.
        names: full names of outlets that the story knows, fullest first.
    """
    own = publisher_name(article)
    if own is None:
        return None
    if host_of(own):
        written = (name for name in names if not host_of(name) and is_own(name, article))
        return next(written, own)
    return _spelled(own, names)


def _spelled(name: str, names: Sequence[str]) -> str:
    """Return a name in the one spelling that the story uses for it."""
    return next((other for other in names if name_words(other) == name_words(name)), name)


def _same_matter(
    one: Attribution, two: Attribution, text: Text, other: Text, quotations: SharedQuotations
) -> str:
    """Return what two attributions have in common: "interview", "quotation", "facts", or ""."""
    spans = quotations.introduced(text.member, (one.start, one.end))
    quoted = any(other.member.id in quotations.of(text.member.id)[span] for span in spans)
    has = other.weights.__contains__
    if not quoted and (
        context_share(text, (one.start, one.end), has, leave_out=one.written) < SAME_MATTER
    ):
        return ""
    if one.pattern == two.pattern == "interview-with":
        return "interview"
    return "quotation" if quoted else "facts"
