"""Chains: how several edits of one text lie between one another.

Edits form a chain: what stands between two others resembles both more than they resemble each
other. The oldest is at an end of it, and it is the end whose words live on in the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log
from operator import mul

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
"""Texts that are laid in rows: of nine there are 362,880, added up in 20 ms."""
SHARPNESS = 8.0
"""Power of a likeness in the weight of a row; 4 and more tell ends apart as well as the best row
alone, and say besides how sure that is (docs/decisions/0046-versions.md)."""
_NOTHING = 0.01
"""Likeness of texts that share no sequence: somebody may have begun anew."""
_UNLIKELY = 1e-3
"""Share of the rows under which it tells nothing more how few there are."""

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
    """Return how much likelier each version is than not to be at an end of the row, a logarithm.

    All orders of the versions are weighed by how alike neighbours are in them, and the share of
    those that end with a version is asked. All are 0 where there are too many for that.
    """
    if len(names) > MOST_LAID:
        return [0.0] * len(names)
    likeness = [
        [0.0 if a == b else (alike[a, b][0] + _NOTHING) ** SHARPNESS for b in names] for a in names
    ]
    weights = _weights_of_rows(likeness)
    return [log(weight / sum(weights) + _UNLIKELY) for weight in weights]


def _weights_of_rows(likeness: Sequence[Sequence[float]]) -> list[float]:
    """Return the weight of all rows that end with each of some things.

    The weight of a row is the product over its neighbours; rows are put together set by set
    (Held and Karp, "A dynamic programming approach to sequencing problems", 1962).
    """
    size = len(likeness)
    ending = [[0.0] * size for _ in range(1 << size)]
    for last in range(size):
        ending[1 << last][last] = 1.0
    for chosen in range(1, 1 << size):
        weights = ending[chosen]
        for last in range(size):
            before = ending[chosen & ~(1 << last)]
            if chosen >> last & 1 and chosen != 1 << last:
                weights[last] = sum(map(mul, before, likeness[last]))
    return ending[-1]
