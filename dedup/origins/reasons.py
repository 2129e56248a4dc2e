"""Reasons: a verdict's why, and what would change it, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from dedup.attributions import in_sentence
from dedup.origins.claim import Claim
from dedup.origins.exclusives import count_exclusives
from dedup.origins.tally import Tally
from dedup.origins.texts import Text
from dedup.relations.why import short_name


def why_outside(claim: Claim) -> str:
    """Return why an outlet outside the set is the origin, one sentence."""
    said = f"{_credited(claim)}; none of the articles here is known to be its own"
    return f"{said}, and no second text names it." if claim.one_word else f"{said}."


def why_inside(claim: Claim, original: Text) -> str:
    """Return why a member is the original, one sentence."""
    spoken = count_exclusives(original)
    told = ""
    if spoken:
        times = {1: "once", 2: "twice"}.get(spoken, f"{spoken} times")
        told = f", and says {times} that someone spoke to it"
    doubt = f", though {claim.doubt}" if claim.doubt else ""
    return f"{_credited(claim)}; {short_name(original.member.id)} is its article{told}{doubt}."


def why_undetermined(claim: Claim | None) -> str:
    """Return why nothing is claimed, one sentence."""
    if claim is None:
        return (
            "No member credits an outlet for what the story tells, and content alone does not tell "
            "who was first."
        )
    outlet = in_sentence(claim.tally.outlet)
    return f"{outlet[0].upper()}{outlet[1:]} leads, but {claim.lacks}."


def change_outside(claim: Claim, texts: Mapping[str, Text], nearest: str | None) -> tuple[str, ...]:
    """Return what would change a verdict for an outlet outside, one sentence each."""
    outlet = in_sentence(claim.tally.outlet)
    times = [text.member.article.published for text in texts.values()]
    known = sorted(time for time in times if time is not None)
    before = f" dated before {known[0]:%Y-%m-%d %H:%M %Z}" if known else ""
    change = [f"An article by {outlet}{before} in the set would make it in-corpus."]
    if nearest and not texts[nearest].member.article.publisher:
        called = short_name(nearest)
        change.append(f"{called} states no publisher; if it is {outlet}'s own, it is the original.")
    told, total = len(claim.tally.votes), claim.tally.electorate
    if claim.one_word:
        change.append(f"This is one text's word; another one that names {outlet} would confirm it.")
    change.append(
        f"Credits to another outlet in more than {told} of the {total} texts would outweigh it."
        if told < total
        else f"Credits to another outlet in all {total} texts would leave it open."
    )
    return tuple(change)


def change_inside(claim: Claim, original: str) -> tuple[str, ...]:
    """Return what would change a verdict for a member, one sentence each."""
    outlet, called = in_sentence(claim.tally.outlet), short_name(original)
    return (
        f"A credit in {called} to another outlet for the same facts would move the origin there.",
        f"Reliable times that put members which credit {outlet} before {called} would make it less "
        "sure; where little else speaks for it, they would leave it open.",
    )


def change_undetermined(claim: Claim | None) -> tuple[str, ...]:
    """Return what would lead to a verdict, one sentence each."""
    if claim is None:
        return ("A member that says where it has the story from would be a beginning.",)
    outlet = in_sentence(claim.tally.outlet)
    alias = claim.tally.outlet
    spelled = (f"A member that names “{alias}” in full would tell which is meant.",)
    return (
        *(spelled if claim.tally.vague else ()),
        f"Another independent text that credits {outlet} would make it more likely.",
        f"A member whose text first appeared in {outlet}, or whose canonical link leads there, "
        "would make it the origin.",
    )


def _credited(claim: Claim) -> str:
    """Return who credits the outlet, in words; articles are counted, votes where they are fewer."""
    tally = claim.tally
    outlet = in_sentence(tally.outlet)
    parts = []
    if tally.articles:
        parts.append(f"{_number(len(tally.articles))} {_say(tally, 'credit')} {outlet}")
    if tally.silent:
        several = len(tally.silent) > 1
        heard = "it" if parts else outlet
        parts.append(
            f"{_number(len(tally.silent))} {'others carry' if several else 'other carries'} on "
            f"what {heard} alone was told, without a name"
        )
    retellers = len(tally.reached - tally.votes)
    if retellers and tally.whole:
        parts.append(
            f"{_number(retellers)} more {_verb(retellers, 're-tell', 're-tells')} a text that "
            "comes from it"
        )
    counted = _listed(parts)
    counted = counted[0].upper() + counted[1:]
    if claim.through:
        counted += f", directly or through {in_sentence(claim.through[0])}"
    if claim.margin == inf:
        return f"{counted}, and nobody says otherwise"
    return f"{counted}, with {claim.margin:.1f} times the weight of the next outlet named"


def _say(tally: Tally, verb: str) -> str:
    """Return "of the 3 independent texts credit", or "article credits" where all are one text."""
    told, total = len(tally.articles), tally.electorate
    one = told == 1
    if total <= 1:
        return f"{'copy' if one else 'copies'} of this text {verb}{'s' * one}"
    if told == len(tally.votes):
        return f"of {total} independent texts {verb}{'s' * one}"
    return f"{'article' if one else 'articles'} {verb}{'s' * one}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _verb(count: int, many: str, one: str) -> str:
    return one if count == 1 else many


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
