"""Articles as they are compared: words cut up for alignment, and what their stems tell."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._alignment import Mark
from dedup.kernels._arrays import (
    Offsets,
    Slots,
    Weights,
    require_array,
    require_at_least_one,
    require_offsets,
)
from dedup.kernels._sheets import Cuts, Kind, Weighed

Kinds = NDArray[np.uint8]
Flags = NDArray[np.bool_]


def cut_units(
    first: Offsets,
    starts: Slots,
    kinds: Kinds,
    heads: Slots,
    types: int,
    marks_first: Offsets,
    marks: Offsets,
    quoted_first: Offsets,
    quotations: Offsets,
    shortest: int,
    dateline: int,
    dated: float,
) -> Cuts:
    """Return the words of n texts cut up for alignment.

    Args:
        first: shape (n + 1,), the index of each text's first word.
        starts: shape (t,), where each word begins in its text, ascending in each.
        kinds: shape (t,), a ``Kind`` for each word.
        heads: shape (t,), what stands for each word: a number below ``types``.
        types: how many numbers there are.
        marks_first: shape (n + 1,), whose marks are whose.
        marks: where clauses end in their text.
        quoted_first: likewise, of the quotations.
        quotations: where they begin and end.
        shortest: words of a unit.
        dateline: most words of a line that is mostly a date.
        dated: least share of numbers in it.

    Raises:
        TypeError, ValueError: the arrays are none that could be followed.
    """
    _check_words(first, starts, "starts", {"kinds": (kinds, np.uint8), "heads": (heads, np.uint32)})
    _check_rows(marks_first, marks, len(first), "marks")
    _check_rows(quoted_first, quotations, len(first), "quotations")
    for name, value in (("types", types), ("shortest", shortest), ("dateline", dateline)):
        require_at_least_one(name, value)
    flags = np.zeros(len(starts), np.uint8)
    ranks, held, bounds, spans = [], [], [], []
    for row, (begin, end) in enumerate(pairwise(first.tolist())):
        _check_text(row, starts[begin:end], heads[begin:end], types)
        kind = kinds[begin:end]
        own = np.flatnonzero((kind & Kind.FURNISHED) == 0)
        at = starts[begin:end][own].astype(np.int64)
        clauses = np.searchsorted(at, marks[slice(*marks_first[row : row + 2])])
        flags[begin:end], cut = _cut_text(own, kind, clauses, shortest, (dateline, dated))
        bounds.append(cut)
        spans.append(np.searchsorted(at, quotations[slice(*quoted_first[row : row + 2])]))
        distinct, of = np.unique(heads[begin:end][own], return_inverse=True)
        held.append(distinct)
        ranks.append(of.reshape(-1))
    return Cuts(
        flags=flags,
        quotations=_joined(spans, np.uint32),
        heads=_joined(ranks, np.uint32),
        held=_joined(held, np.uint32),
        bounds=_joined(bounds, np.uint32),
        first=_first(ranks, held, bounds),
    )


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
    _check_words(
        first, stems, "stems", {"weights": (weights, np.float64), "kinds": (kinds, np.uint8)}
    )
    require_array("ranks", ranks, np.uint32)
    _check_rows(term_first, terms, len(first), "terms", np.uint32)
    _check_rows(term_first, frequencies, len(first), "frequencies", np.float64)
    require_at_least_one("most", most)
    found: list[tuple[NDArray[Any], ...]] = []
    for row, (begin, end) in enumerate(pairwise(first.tolist())):
        _check_stems(row, stems[begin:end], len(ranks))
        chosen = slice(*term_first[row : row + 2].tolist())
        told = terms[chosen], frequencies[chosen]
        words = stems[begin:end], weights[begin:end], kinds[begin:end]
        found.append(_weigh_text(row, *words, ranks, *told, most, (telling, fact, term)))
    columns = list(zip(*found, strict=True)) if found else [()] * 7
    return Weighed(
        stems=_joined(columns[0], np.uint32),
        places=_joined(columns[1], np.uint32),
        weights=_joined(columns[2], np.float64),
        own=_joined(columns[3], np.uint32),
        facts=_joined(columns[4], np.uint32),
        terms=_joined(columns[5], np.uint32),
        term_weights=_joined(columns[6], np.float64),
        first=_first(columns[0], columns[3], columns[4], columns[5]),
    )


def _cut_text(
    own: Offsets, kinds: Kinds, clauses: Offsets, shortest: int, dates: tuple[int, float]
) -> tuple[Kinds, Offsets]:
    """Return the flags and bounds of one text.

    A sentence begins where a word does that begins one, and behind furniture; a clause there too,
    and at the first word behind each mark. Units are sentences; one of fewer than ``shortest``
    words joins the next, but never across furniture. A sentence of at most ``dates`` words is
    stock if two of them are numbers, and the share that ``dates`` has.
    """
    apart, ends = _ends(own, kinds)
    stock = _datelines((kinds[own] & Kind.NUMBER) != 0, ends, *dates)
    flags = _flags(own, kinds, ends, clauses, stock)
    return flags, _join_short(np.flatnonzero(ends), apart, shortest)


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


def _check_stems(row: int, stems: Slots, count: int) -> None:
    beyond = np.flatnonzero(stems >= count)
    if len(beyond):
        raise ValueError(f"stem {stems[beyond[0]]} of text {row} is not among {count}")


def _check_words(
    first: Offsets, words: Slots, name: str, told: dict[str, tuple[NDArray[Any], Any]]
) -> None:
    require_array("first", first, np.int64)
    require_array(name, words, np.uint32)
    for other, (array, dtype) in told.items():
        require_array(other, array, dtype)
    require_offsets("first", first, len(words), "words")
    for other, (array, _) in told.items():
        if len(array) != len(words):
            raise ValueError(f"{len(array)} {other} for {len(words)} words: pass one a word")


def _check_rows(
    first: Offsets, items: NDArray[Any], count: int, what: str, dtype: Any = np.int64
) -> None:
    require_array(what, items, dtype)
    require_offsets("first", first, len(items), what)
    if len(first) != count:
        raise ValueError(f"{len(first) - 1} rows of {what} for {count - 1} texts: pass one a text")


def _check_text(row: int, starts: Slots, heads: Slots, types: int) -> None:
    for word in range(len(starts)):
        if word and starts[word] < starts[word - 1]:
            raise ValueError(
                f"word {word} of text {row} starts at {starts[word]}, before the one before it"
            )
        if heads[word] >= types:
            raise ValueError(f"head {heads[word]} of text {row} is not among {types}")


def _ends(own: Offsets, kinds: Kinds) -> tuple[Flags, Flags]:
    """Return before which own words furniture stands, and before which a sentence ends."""
    apart = np.zeros(len(own), np.bool_)
    apart[1:] = np.diff(own) > 1
    ends = np.append(apart | ((kinds[own] & Kind.BEGINS_SENTENCE) != 0), True)
    ends[0] = True
    return apart, ends


def _flags(own: Offsets, kinds: Kinds, ends: Flags, clauses: Offsets, stock: Flags) -> Kinds:
    """Return the flags of a text's words."""
    flags = kinds & np.uint8(Kind.FURNISHED | Kind.BEGINS_SENTENCE)
    flags[:1] |= np.uint8(Kind.BEGINS_SENTENCE)
    marks = ends * np.uint8(Mark.SENTENCE | Mark.CLAUSE)
    marks[clauses] |= np.uint8(Mark.CLAUSE)
    flags[own] |= marks[: len(own)] | (kinds[own] & np.uint8(Kind.QUOTED))
    flags[own] |= stock * np.uint8(Mark.STOCK)
    return flags


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


def _datelines(numbers: Flags, ends: Flags, dateline: int, dated: float) -> Flags:
    """Return which own words stand in a line that is mostly a date: when, not what."""
    edges = np.flatnonzero(ends)
    words = np.diff(edges)
    counts = np.diff(np.concatenate((np.zeros(1, np.int64), np.cumsum(numbers)))[edges])
    return np.repeat((words <= dateline) & (counts >= 2) & (counts >= dated * words), words)


def _join_short(ends: Offsets, apart: Flags, shortest: int) -> Offsets:
    """Join short sentences to the next one, but never across furniture."""
    bounds, last = [0], len(apart)
    for end in ends.tolist()[1:]:
        if end - bounds[-1] >= shortest or end == last or apart[end]:
            bounds.append(end)
    return np.array(bounds, np.int64)


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


def _joined(rows: Any, dtype: Any) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype), *rows]).astype(dtype)


def _first(*columns: Any) -> Offsets:
    lengths = [[0, *map(len, rows)] for rows in columns]
    return np.cumsum(np.array(lengths, np.int64).T, axis=0)
