"""A story in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dedup.clusters import FAMILY_KINDS, Cluster
from dedup.origins import Origin
from dedup.relations import Kind, Relation

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def headline(
    cluster: Cluster, relations: Sequence[Relation], origin: Origin, titles: Mapping[str, str]
) -> str:
    """Return what a story is, in one sentence: who copied, who re-worded, and from where.

    Args:
        cluster: the story.
        relations: of its pairs.
        origin: of the story.
        titles: of its members, by id.
    """
    copies = _in_kinds(relations, FAMILY_KINDS)
    rewrites = _in_kinds(relations, {Kind.REWRITE, Kind.PARTIAL_REUSE}) - copies
    siblings = _in_kinds(relations, {Kind.COMMON_SOURCE}) - copies - rewrites
    original = {origin.article} if origin.verdict == "in-corpus" and origin.article else set()
    alone = set(cluster.members) - copies - rewrites - siblings - original
    parts = [
        _counted(len(group - original), one, many)
        for group, one, many in (
            (copies, "copy", "copies"),
            (rewrites, "rewrite", "rewrites"),
            (siblings, "write-up", "write-ups"),
        )
        if group - original
    ]
    kind = "report" if _is_tied(alone, origin) else "independent report"
    reports = _counted(len(alone), kind, f"{kind}s")
    if not parts:
        sentence = f"{reports} of the event of {_source(origin, titles)}"
        if origin.verdict == "undetermined":
            sentence = f"{reports} of one event"
    else:
        sentence = f"{_listed(parts)} of {_source(origin, titles)}"
        if alone:
            sentence += f", and {reports} of the event"
    return f"{sentence[0].upper()}{sentence[1:]}."


def _is_tied(reports: Collection[str], origin: Origin) -> bool:
    """Return whether one of these reports comes from another text here, or two from one outlet."""
    descents = [descent for descent in origin.descents if descent.child in reports]
    outlets = [descent.outside for descent in descents if descent.outside]
    return len(set(outlets)) < len(outlets) or any(descent.parent for descent in descents)


def _in_kinds(relations: Sequence[Relation], kinds: set[Kind] | frozenset[Kind]) -> set[str]:
    return {side for r in relations if r.kind in kinds for side in (r.left, r.right)}


def _counted(count: int, one: str, many: str) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number} {one if count == 1 else many}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _source(origin: Origin, titles: Mapping[str, str]) -> str:
    if origin.verdict == "in-corpus" and origin.article:
        by = f" ({origin.name})" if origin.name else ""
        return f"“{titles[origin.article].rstrip('.')}”{by}"
    if origin.verdict == "outside" and origin.name:
        name = origin.name.removeprefix("The ")
        return f"{_article(name)} {name} report that is not in this set"
    if origin.verdict == "outside":
        return "one report that is not in this set"
    return "one story whose origin this set does not tell"


def _article(name: str) -> str:
    """Return "an" before what sounds like a vowel: an Evening Ledger, an NPR, a USA Today."""
    spelled = name.split()[0].isupper() and not any(c in "AEIOU" for c in name.split()[0][1:])
    vowels = "AEFHILMNORSX" if spelled else "AEIO"
    return "an" if name[0].upper() in vowels else "a"
