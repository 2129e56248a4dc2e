"""Versions: which of several edits of one text is the oldest, where nobody credits anybody.

Edits form a chain: what stands between two others resembles both more than they resemble each
other. The oldest is at an end of the chain, and it is the end whose words live on in the others;
most texts grow. This is no evidence between publishers, where copies are cut as often as they are
filled up, so it is asked for versions of one house, or of none that is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dedup.attributions import publisher_name
from dedup.origins.texts import Text
from dedup.relations import Relation
from dedup.relations.verdict import short_name

FEWEST = 3
"""Versions that make a chain; of two, either may be the older."""
HELD = 0.3
"""Share of a version's 5-word sequences that another one has, or that it has of another one: a stub
may be all that it shares. Re-wordings and reports of one event have hardly a tenth."""
SHORTEST_SURE, LONGER_SURE = (0.86, 0.06), (0.55, 0.1)
"""Probability where the end that is held is also the shortest version, and where it is not: at no
lead over the other end, and what a full lead adds. On 228 groups of Wikipedia versions .79 of all
ends were the oldest, .89 of those that were also the shortest."""


@dataclass(frozen=True, slots=True)
class Oldest:
    """The version that is likely the oldest.

    Attributes:
        article: its id.
        probability: that it is.
        why: the reason, one sentence.
    """

    article: str
    probability: float
    why: str


def find_oldest(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Oldest | None:
    """Return the oldest of several versions of one text; None where they are none.

    Args:
        texts: the members, by id.
        relations: of all pairs of them.
    """
    alike = _measured(texts, relations)
    if len(texts) < FEWEST or alike is None:
        return None
    names = sorted(texts)
    held = {
        one: sum(alike[one, other][1] - alike[other, one][1] for other in names if other != one)
        / (len(names) - 1)
        for one in names
    }
    between = {one: _between(one, names, alike) for one in names}
    first, second = sorted(names, key=lambda one: (between[one], -held[one], one))[:2]
    if held[second] > held[first]:
        first, second = second, first
    if held[first] == held[second]:
        return None
    words = {one: int((~texts[one].member.tokens.furnished).sum()) for one in names}
    shortest = words[first] == min(words.values())
    least, more = SHORTEST_SURE if shortest else LONGER_SURE
    probability = least + more * min(1.0, held[first] - held[second])
    return Oldest(first, probability, _why(first, len(names), shortest))


Alike = dict[tuple[str, str], tuple[float, float]]
"""Jaccard similarity, and containment of the first in the second, for both orders of each pair."""


def _measured(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Alike | None:
    """Return how alike all pairs are; None where two houses are known, or one is no version."""
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
    return alike if len(alike) == every and min(most.values()) >= HELD else None


def _between(one: str, names: Sequence[str], alike: Alike) -> int:
    """Return how many pairs of others are less alike than each of them is to this one."""
    return sum(
        alike[two, three][0] < min(alike[one, two][0], alike[one, three][0])
        for two, three in combinations([name for name in names if name != one], 2)
    )


def _why(article: str, versions: int, shortest: bool) -> str:
    size = " and is the shortest" if shortest else ""
    return (
        f"The {versions} texts are edits of one another; {short_name(article)} stands at an end of "
        f"their chain, lives on in the others most{size}. Nobody says who was first."
    )
