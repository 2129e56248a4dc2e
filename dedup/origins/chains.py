"""Chains: how several edits of one text lie between one another.

Edits form a chain: what stands between two others resembles both more than they resemble each
other. The oldest is at an end of it, and it is the end whose words live on in the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import combinations
from math import inf, log, sqrt

from dedup.attributions import publisher_name
from dedup.origins.texts import Text
from dedup.relations import Relation

FEWEST = 3
"""Versions that make a chain; of two, either may be the older."""
HELD = 0.2
"""Share of a version's 5-word sequences that another one has, or that it has of another one: a stub
may be all that it shares. Re-wordings and reports of one event have hardly a tenth."""
MOST = 0.5
"""Share of the texts that versions must exceed: single ones may be blanked, or new throughout."""
MOST_LAID = 9
"""Different texts that are laid in a row; the orders are tried by subsets, .1 s for nine."""
_NOTHING = 1e-3
"""Added to a similarity before its logarithm is taken."""
_SCALES: tuple[Callable[[float], float], ...] = (
    float,
    sqrt,
    lambda jaccard: log(jaccard + _NOTHING),
)
"""In which likeness is added up along a row: they differ in how dear a break in it is."""

Alike = dict[tuple[str, str], tuple[float, float]]
"""Jaccard similarity, and containment of the first in the second, for both orders of each pair."""


def measure_versions(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Alike | None:
    """Return how alike all pairs are; None where two houses are known, or few are versions."""
    houses = {publisher_name(text.member.article) for text in texts.values()} - {None}
    if len(houses) > 1:
        return None
    alike: Alike = {}
    most = dict.fromkeys(texts, 0.0)
    for relation in relations:
        left, right, found = relation.left, relation.right, relation.measures
        if "jaccard" not in found or not {left, right} <= texts.keys():
            continue
        alike[left, right] = (found["jaccard"], found["containment_of_left"])
        alike[right, left] = (found["jaccard"], found["containment_of_right"])
        held = max(found["containment_of_left"], found["containment_of_right"])
        most |= {side: max(most[side], held) for side in (left, right)}
    every = len(texts) * (len(texts) - 1)
    versions = sum(share >= HELD for share in most.values())
    known = len(alike) == every and versions >= FEWEST and versions > MOST * len(texts)
    return alike if known else None


def held(one: str, names: Sequence[str], alike: Alike) -> float:
    """Return how much more of a version lives on in the others than of them in it, on average."""
    others = [other for other in names if other != one]
    return sum(alike[one, other][1] - alike[other, one][1] for other in others) / len(others)


def between(one: str, names: Sequence[str], alike: Alike) -> int:
    """Return how many pairs of others are less alike than each of them is to this one."""
    return sum(
        alike[two, three][0] < min(alike[one, two][0], alike[one, three][0])
        for two, three in combinations([name for name in names if name != one], 2)
    )


def ends(names: Sequence[str], alike: Alike) -> list[float]:
    """Return in how many of three rows each version lies at an end; equal ones as one.

    A row is the order in which neighbours are most alike, in sum, by Jaccard similarity, its square
    root, and its logarithm. All are 0 where there are too many to lay in a row.
    """
    first = {one: next(o for o in names if o == one or alike[o, one][0] == 1.0) for one in names}
    distinct = list(dict.fromkeys(first.values()))
    if not FEWEST <= len(distinct) <= MOST_LAID:
        return [0.0] * len(names)
    at_ends = [
        _ends_of_row(
            [[0.0 if a == b else scale(alike[a, b][0]) for b in distinct] for a in distinct]
        )
        for scale in _SCALES
    ]
    return [float(sum(distinct.index(first[one]) in row for row in at_ends)) for one in names]


def _ends_of_row(likeness: Sequence[Sequence[float]]) -> tuple[int, int]:
    """Return the first and last of the row in which neighbours are most alike, in sum."""
    size = len(likeness)

    @cache
    def best(left: int, last: int) -> tuple[float, int]:
        """Return the best row that begins with ``last`` and goes through ``left``, and its end."""
        if not left:
            return 0.0, last
        found = (-inf, last)
        for place in range(size):
            if left >> place & 1:
                rest, end = best(left & ~(1 << place), place)
                found = max(found, (rest + likeness[last][place], end))
        return found

    everything = (1 << size) - 1
    (_, end), start = max((best(everything & ~(1 << place), place), place) for place in range(size))
    return start, end
