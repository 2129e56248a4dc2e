"""Versions: which of several edits of one text is the oldest, where nobody credits anybody.

The oldest is at an end of their chain, the end whose words live on in the others; a text that
names a later date than another was not there before it, and what a page gathers with time (notes,
links, pictures) it has none of yet. This is no evidence between publishers, where copies are cut
as often as they are filled up, so it is asked for versions of one house, or of none that is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

import numpy as np
from numpy.typing import NDArray

from dedup.origins.chains import FEWEST, between, ends, held, measure_versions
from dedup.origins.texts import Text
from dedup.relations import Relation
from dedup.relations.why import short_name

WEIGHTS = (0.84, 0.66, 0.72, 0.44, 0.41)
"""Of the evidence below, each in standard deviations among the versions: a conditional logit with
weights that may not be negative (``benchmarks/fit_versions.py`` prints them)."""
_REASONS = (
    "lives on in the others",
    "is seldom between two of them",
    "stands at an end of their chain",
    "names no date that is later than theirs",
    "has fewer notes, links and pictures",
)
_TINY = 1e-9
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?,?"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE_YEAR = 20
"""Code points before a year in which its month stands: "September 30th, 2004"."""
_WITH_MONTH = re.compile(rf"\b(?:{_DAY} )?{_MONTH} (?:{_DAY},? )?$", re.IGNORECASE)
_GATHERED = frozenset(
    "image file thumb jpg references bibliography isbn retrieved notes disambiguation "
    "http https www".split()
)
_GATHERED_PAIRS = frozenset((("external", "links"), ("see", "also"), ("further", "reading")))
"""What a page gathers with time: pictures, notes, links, literature, signs to other pages."""


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


@dataclass(frozen=True, slots=True)
class Versions:
    """Several edits of one text, and what speaks for each of them as the oldest.

    Attributes:
        names: their ids, ascending.
        evidence: a row a measure, a column a version, in standard deviations among them.
        equal: for each, which are the same text.
    """

    names: tuple[str, ...]
    evidence: NDArray[np.float64]
    equal: NDArray[np.bool_]


def find_oldest(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Oldest | None:
    """Return the oldest of several versions of one text; None where they are none.

    Nor is there one where another is dated before the one that the words speak for.

    Args:
        texts: the members, by id.
        relations: of all pairs of them.
    """
    versions = weigh_versions(texts, relations)
    if versions is None:
        return None
    strength = np.exp(np.array(WEIGHTS) @ versions.evidence)
    # Equal texts are one answer.
    shares = versions.equal @ strength / strength.sum()
    first = int(np.argmax(strength))
    name = versions.names[first]
    ahead = [
        what for what, value in zip(_REASONS, versions.evidence[:, first], strict=True) if value > 0
    ]
    if not ahead or _is_dated_later(name, texts):
        return None
    return Oldest(name, float(shares[first]), _why(name, len(versions.names), ahead))


def weigh_versions(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Versions | None:
    """Return what speaks for each of several versions; None where they are none of one text.

    Args:
        texts: the members, by id.
        relations: of all pairs of them.
    """
    alike = measure_versions(texts, relations) if len(texts) >= FEWEST else None
    if alike is None:
        return None
    names = sorted(texts)
    bodies = [texts[name].member.tokens.text for name in names]
    evidence = _standardized(
        [
            [held(one, names, alike) for one in names],
            [-between(one, names, alike) for one in names],
            ends(names, alike),
            [-date for date in _latest_dates(bodies)],
            [-log1p(_gathered(texts[name].member.tokens.words)) for name in names],
        ]
    )
    equal = [[alike.get((a, b), (1.0, 1.0))[0] == 1.0 for b in names] for a in names]
    return Versions(tuple(names), evidence, np.array(equal))


def _is_dated_later(one: str, texts: Mapping[str, Text]) -> bool:
    """Return whether another text's date speaks against this one, which leaves it open."""
    dates = {name: text.member.article.published for name, text in texts.items()}
    own = dates[one]
    return own is not None and any(date is not None and date < own for date in dates.values())


def _latest_dates(texts: Sequence[str]) -> list[float]:
    """Return the latest date that each text names, in years; without one, the least of theirs."""
    found = [
        max((_in_years(text, year) for year in _YEAR.finditer(text)), default=0.0) for text in texts
    ]
    known = [date for date in found if date]
    return [date or min(known, default=0.0) for date in found]


def _in_years(text: str, year: re.Match[str]) -> float:
    """Return a year, and the middle of its month where that is named with it in English."""
    dated = _WITH_MONTH.search(text[max(0, year.start() - _BEFORE_YEAR) : year.start()])
    month = _MONTHS.index(dated["month"][:3].casefold()) + 0.5 if dated else 0.0
    return int(year.group()) + month / 12


def _gathered(words: Sequence[str]) -> int:
    """Return how often a text names what pages gather with time."""
    return sum(word in _GATHERED for word in words) + sum(
        pair in _GATHERED_PAIRS for pair in pairwise(words)
    )


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
