"""Stems of articles as they are compared: which tell, which are facts, which find the article."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._arrays import Offsets, Slots, Weights, require_array, require_at_least_one
from dedup.kernels._python.sheets import Flags, Kinds, first_of, joined, require_rows, require_words
from dedup.kernels._sheets import Kind, Weighed


def weigh_stems(
    first: Offsets,
    stems: Slots,
    weights: Weights,
    kinds: Kinds,
    ranks: Slots,
    term_first: Offsets,
    terms: Slots,
    frequencies: Weights,
    most: int,
    telling: float,
    fact: float,
    term: float,
) -> Weighed:
    """Return the stems of n texts as they are compared; 0 is the number of none.

    Args:
        first: shape (n + 1,), the index of each text's first word.
        stems: shape (t,), of each word.
        weights: shape (t,), of each word's stem: of several, the first counts.
        kinds: shape (t,), a ``Kind`` for each word.
        ranks: of each stem, by which they are ordered.
        term_first: shape (n + 1,), whose terms are whose.
        terms: stems that each text is found by.
        frequencies: how often each of them occurs there, as a weight.
        most: terms of a text.
        telling, fact, term: weights above which a stem may witness the order, be a fact, a term.

    Raises:
        TypeError, ValueError: the arrays are none that could be followed, or a weight is no number.
    """
    require_words(
        first, stems, "stems", {"weights": (weights, np.float64), "kinds": (kinds, np.uint8)}
    )
    require_array("ranks", ranks, np.uint32)
    require_rows(term_first, terms, len(first), "terms", np.uint32)
    require_rows(term_first, frequencies, len(first), "frequencies", np.float64)
    require_at_least_one("most", most)
    found: list[tuple[NDArray[Any], ...]] = []
    for row, (begin, end) in enumerate(pairwise(first.tolist())):
        _require_stems(row, stems[begin:end], len(ranks))
        chosen = slice(*term_first[row : row + 2].tolist())
        told = terms[chosen], frequencies[chosen]
        words = stems[begin:end], weights[begin:end], kinds[begin:end]
        found.append(_weigh_text(row, *words, ranks, *told, most, (telling, fact, term)))
    columns = list(zip(*found, strict=True)) if found else [()] * 7
    return Weighed(
        stems=joined(columns[0], np.uint32),
        places=joined(columns[1], np.uint32),
        weights=joined(columns[2], np.float64),
        own=joined(columns[3], np.uint32),
        facts=joined(columns[4], np.uint32),
        terms=joined(columns[5], np.uint32),
        term_weights=joined(columns[6], np.float64),
        first=first_of(columns[0], columns[3], columns[4], columns[5]),
    )


def _weigh_text(
    row: int,
    stems: Slots,
    weights: Weights,
    kinds: Kinds,
    ranks: Slots,
    terms: Slots,
    frequencies: Weights,
    most: int,
    least: tuple[float, float, float],
) -> tuple[NDArray[Any], ...]:
    """Return the columns of ``Weighed`` for one text, in their order."""
    telling, fact, term = least
    distinct, firsts, of = np.unique(stems, return_index=True, return_inverse=True)
    heavy = weights[firsts]
    own, is_fact, narrative = _roles(distinct, of.reshape(-1), kinds, ranks)
    strengths = _strengths(row, distinct, heavy, terms, frequencies)
    best, unit = _best(*strengths, ranks[distinct], heavy > term, most)
    places = _places_told_once(of.reshape(-1)[narrative], narrative, heavy > telling)
    return distinct, places, heavy, own, own[(is_fact & (heavy > fact))[own]], best, unit


def _require_stems(row: int, stems: Slots, count: int) -> None:
    beyond = np.flatnonzero(stems >= count)
    if len(beyond):
        raise ValueError(f"stem {stems[beyond[0]]} of text {row} is not among {count}")


def _roles(
    stems: Slots, stem_of: Offsets, kinds: Kinds, ranks: Slots
) -> tuple[Offsets, Flags, Offsets]:
    """Return the own stems by rank, which may be facts, and the words of the narrative."""
    outside = (kinds & Kind.FURNISHED) == 0
    narrative = np.flatnonzero(outside & ((kinds & Kind.QUOTED) == 0))
    is_own, is_fact = np.zeros(len(stems), np.bool_), np.zeros(len(stems), np.bool_)
    is_own[stem_of[outside]] = True
    own = np.flatnonzero(is_own & (stems > 0))
    own = own[np.argsort(ranks[stems[own]], kind="stable")]
    is_fact[stem_of[narrative[(kinds[narrative] & Kind.MAY_BE_FACT) != 0]]] = True
    return own, is_fact, narrative


def _places_told_once(stem_of: Offsets, narrative: Offsets, telling: Flags) -> Slots:
    """Return for each telling stem one more than its only place in the narrative, or 0."""
    places = np.zeros(len(telling), np.uint32)
    places[stem_of] = narrative + 1
    places[(np.bincount(stem_of, minlength=len(telling)) != 1) | ~telling] = 0
    return places


def _strengths(
    row: int, stems: Slots, weights: Weights, terms: Slots, frequencies: Weights
) -> tuple[Offsets, Weights]:
    """Return the place of each term among a text's stems, and its strength."""
    known = {stem: place for place, stem in enumerate(stems.tolist())}
    places, strengths = [], []
    for term, frequency in zip(terms.tolist(), frequencies.tolist(), strict=True):
        if term not in known:
            raise ValueError(f"term {term} is no stem of text {row}")
        places.append(known[term])
        strengths.append(frequency * float(weights[known[term]]))
        if not isfinite(strengths[-1]):
            raise ValueError(f"the strength of term {term} of text {row} is no number")
    return np.array(places, np.int64), np.array(strengths, np.float64)


def _best(
    places: Offsets, strengths: Weights, ranks: Slots, is_term: Flags, most: int
) -> tuple[Offsets, Weights]:
    """Return the places and weights of the strongest terms as a unit vector, by rank."""
    chosen = is_term[places]
    places, strengths = places[chosen], strengths[chosen]
    best = np.lexsort((ranks[places], -strengths))[:most]
    with np.errstate(over="ignore"):
        squares = np.add.accumulate(strengths[best] ** 2)  # in this order: sums depend on it
    norm = sqrt(float(squares[-1])) if len(best) else 1.0
    named = best[np.argsort(ranks[places[best]], kind="stable")]
    return places[named], strengths[named] / (norm or 1.0)
