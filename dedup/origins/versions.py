"""Versions: which of several edits of one text is the oldest, where nobody credits anybody.

Edits form a chain: what stands between two others resembles both more than they resemble each
other. The oldest is at an end of the chain, and it is the end whose words live on in the others;
a text that names a later year than another was not there before it. This is no evidence between
publishers, where copies are cut as often as they are filled up, so it is asked for versions of one
house, or of none that is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dedup.attributions import publisher_name
from dedup.origins.texts import Text
from dedup.relations import Relation
from dedup.relations.why import short_name

FEWEST = 3
"""Versions that make a chain; of two, either may be the older."""
HELD = 0.3
"""Share of a version's 5-word sequences that another one has, or that it has of another one: a stub
may be all that it shares. Re-wordings and reports of one event have hardly a tenth."""
MOST = 0.5
"""Share of the texts that versions must exceed: single ones may be blanked, or new throughout."""
WEIGHTS = (1.0, 1.25, 0.6)
"""Of how much a version lives on in the others, how rarely it stands between two of them, and how
early the latest year is that it names, each in standard deviations among the versions: a
conditional logit with weights that may not be negative (docs/decisions/0033-versions.md)."""
_REASONS = (
    "lives on in the others",
    "stands at an end of their chain",
    "names no year that is later than theirs",
)
_TINY = 1e-9
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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

    Nor is there one where another is dated before the one that the words speak for.

    Args:
        texts: the members, by id.
        relations: of all pairs of them.
    """
    alike = _measured(texts, relations)
    if len(texts) < FEWEST or alike is None:
        return None
    names = sorted(texts)
    evidence = _standardized(
        [
            [_held(one, names, alike) for one in names],
            [-_between(one, names, alike) for one in names],
            [-year for year in _latest_years([texts[name] for name in names])],
        ]
    )
    strength = np.exp(np.array(WEIGHTS) @ evidence)
    first = int(np.argmax(strength))
    ahead = [what for what, value in zip(_REASONS, evidence[:, first], strict=True) if value > 0]
    if not ahead or _is_dated_later(names[first], texts):
        return None
    # Equal texts are one answer.
    equal = [alike.get((names[first], name), (1.0, 1.0))[0] == 1.0 for name in names]
    probability = float(strength[equal].sum() / strength.sum())
    return Oldest(names[first], probability, _why(names[first], len(names), ahead))


Alike = dict[tuple[str, str], tuple[float, float]]
"""Jaccard similarity, and containment of the first in the second, for both orders of each pair."""


def _measured(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Alike | None:
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


def _is_dated_later(one: str, texts: Mapping[str, Text]) -> bool:
    """Return whether another text's date speaks against this one, which leaves it open."""
    dates = {name: text.member.article.published for name, text in texts.items()}
    own = dates[one]
    return own is not None and any(date is not None and date < own for date in dates.values())


def _held(one: str, names: Sequence[str], alike: Alike) -> float:
    """Return how much more of a version lives on in the others than of them in it, on average."""
    others = [other for other in names if other != one]
    return sum(alike[one, other][1] - alike[other, one][1] for other in others) / len(others)


def _between(one: str, names: Sequence[str], alike: Alike) -> int:
    """Return how many pairs of others are less alike than each of them is to this one."""
    return sum(
        alike[two, three][0] < min(alike[one, two][0], alike[one, three][0])
        for two, three in combinations([name for name in names if name != one], 2)
    )


def _latest_years(texts: Sequence[Text]) -> list[int]:
    """Return the latest year that each text names; without one, the earliest of the others'."""
    found = [max(map(int, _YEAR.findall(text.member.tokens.text)), default=0) for text in texts]
    known = [year for year in found if year]
    return [year or min(known, default=0) for year in found]


def _standardized(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return rows with mean 0 and deviation 1; a row of equals says nothing and is 0."""
    values = np.array(rows, np.float64)
    values -= values.mean(axis=1, keepdims=True)
    deviation = values.std(axis=1, keepdims=True)
    divided: NDArray[np.float64] = values / np.where(deviation > _TINY, deviation, 1.0)
    return divided


def _why(article: str, versions: int, ahead: Sequence[str]) -> str:
    listed = ", ".join(ahead[:-1]) + " and " + ahead[-1] if len(ahead) > 1 else ahead[0]
    return (
        f"The {versions} texts are edits of one another; {short_name(article)} {listed}. Nobody "
        "says who was first."
    )
