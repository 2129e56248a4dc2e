"""The lineage of quotations: who carries which, from the fullest version to the shortest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.report.legible import clip

if TYPE_CHECKING:
    from dedup.index import Listed

QUOTATIONS_SHOWN = 12
VERSION_LENGTH = 600
"""Code points of a version that are shown: the longest quotations of the seeds have 400."""
_LEAST_OVERLAP = 0.5
"""Share of the shorter of two spans in one article from which they are the same quotation."""

Place = tuple[str, int, int]
"""An article's id and a span of it."""


def trace_quotations(
    relations: Sequence[Relation],
    listed: Mapping[str, Listed],
    letters: Mapping[str, str],
    limit: int = QUOTATIONS_SHOWN,
) -> list[dict[str, Any]]:
    """Return the quotations that members share, the most widespread first.

    Returns:
        For each: ``in``, how many members carry it, and ``versions``, fullest first, each with its
        ``words`` as [text, whether it differs from the fullest], and ``in``, who has it.
    """
    traced = []
    for places in _groups(relations):
        held = _longest_of_each(places)
        if len(held) > 1 and all(listed[one].left_out is None for one in held):
            traced.append((len(held), max(e - s for _, s, e in held.values()), held))
    traced.sort(key=lambda one: (-one[0], -one[1], sorted(one[2].values())))
    return [
        {"in": count, "versions": _versions(held, listed, letters)}
        for count, _, held in traced[:limit]
    ]


def _groups(relations: Sequence[Relation]) -> list[list[Place]]:
    """Return the places that are one quotation, by way of passages and overlaps."""
    places: dict[Place, int] = {}
    group: list[int] = []

    def number(place: Place) -> int:
        if place not in places:
            places[place] = len(group)
            group.append(len(group))
        return places[place]

    def root(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    for relation in relations:
        for p in relation.passages:
            if p.kind is PassageKind.QUOTATION:
                left = number((relation.left, p.left_start, p.left_end))
                right = number((relation.right, p.right_start, p.right_end))
                group[root(left)] = root(right)
    ordered = sorted(places)
    for one, two in pairwise(ordered):
        shared = min(one[2], two[2]) - two[1]
        shorter = min(one[2] - one[1], two[2] - two[1])
        if one[0] == two[0] and shared >= _LEAST_OVERLAP * shorter:
            group[root(places[one])] = root(places[two])
    found: dict[int, list[Place]] = {}
    for place in ordered:
        found.setdefault(root(places[place]), []).append(place)
    return list(found.values())


def _longest_of_each(places: Sequence[Place]) -> dict[str, Place]:
    longest: dict[str, Place] = {}
    for place in places:
        best = longest.get(place[0])
        if best is None or place[2] - place[1] > best[2] - best[1]:
            longest[place[0]] = place
    return longest


def _versions(
    held: Mapping[str, Place], listed: Mapping[str, Listed], letters: Mapping[str, str]
) -> list[dict[str, Any]]:
    by_keys: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for member, (_, start, end) in sorted(held.items()):
        words = clip(listed[member].article.text[start:end], VERSION_LENGTH).split()
        by_keys.setdefault(tuple(map(_key, words)), (words, []))[1].append(letters[member])
    ordered = sorted(by_keys.items(), key=lambda one: (-len(one[0]), one[1][1]))
    fullest = ordered[0][0]
    return [
        {"words": _compared(fullest, keys, words), "in": holders}
        for keys, (words, holders) in ordered
    ]


def _compared(fullest: Sequence[str], keys: Sequence[str], words: Sequence[str]) -> list[list[Any]]:
    """Return the words in runs that stand in the fullest version and runs that do not."""
    if keys == fullest:
        return [[" ".join(words), False]] if words else []
    matcher = SequenceMatcher(None, fullest, keys, False)
    runs: list[list[Any]] = []
    for action, _, _, start, end in matcher.get_opcodes():
        if end > start:
            runs.append([" ".join(words[start:end]), action != "equal"])
    return runs


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    """Return a word without its punctuation, folded, so that versions differ by words alone."""
    return "".join(c for c in word.casefold() if c.isalnum()) or word
