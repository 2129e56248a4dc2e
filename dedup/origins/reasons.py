"""Reasons: a verdict's why, and what would change it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from dedup.attributions import in_sentence
from dedup.origins.claim import Claim
from dedup.origins.exclusives import count_exclusives
from dedup.origins.texts import Text
from dedup.relations.verdict import short_name


def why_outside(claim: Claim) -> str:
    """Return why an outlet outside the set is the origin, one sentence."""
    return f"{_credited(claim)}; none of the articles here is known to be its own."


def why_inside(claim: Claim, original: Text) -> str:
    """Return why a member is the original, one sentence."""
    spoken = count_exclusives(original)
    told = ""
    if spoken:
        times = {1: "once", 2: "twice"}.get(spoken, f"{spoken} times")
        told = f", and says {times} that someone spoke to it"
    return f"{_credited(claim)}; {short_name(original.member.id)} is its article{told}."


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
    change.append(
        f"Credits to another outlet in more than {told} of the {total} texts would outweigh it."
    )
    return tuple(change)


def change_inside(claim: Claim, original: str) -> tuple[str, ...]:
    """Return what would change a verdict for a member, one sentence each."""
    outlet, called = in_sentence(claim.tally.outlet), short_name(original)
    return (
        f"A credit in {called} to another outlet for the same facts would move the origin there.",
        f"A reliable time that puts a member which credits {outlet} before {called} would rule it "
        "out.",
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
    tally = claim.tally
    told, total = len(tally.votes), tally.electorate
    counted = (
        f"{told} of {total} independent texts credit{'s' * (told == 1)} {in_sentence(tally.outlet)}"
    )
    retellers = len(tally.reached - tally.votes)
    if retellers:
        counted += (
            f" and {retellers} more re-tell{'s' * (retellers == 1)} a text that comes from it"
        )
    if claim.through:
        counted += f", directly or through {in_sentence(claim.through[0])}"
    if claim.margin == inf:
        return f"{counted}, and no other outlet is credited for what the story tells"
    return f"{counted}, with {claim.margin:.1f} times the weight of the next"
