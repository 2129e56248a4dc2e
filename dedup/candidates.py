"""Pairs worth checking, by three channels: bands, anchors and terms.

Each channel looks for another kind of likeness: bands find near-duplicates, anchors find a shared
verbatim run wherever it stands, terms find the same news in other words. No relation rests on what
is found here; every candidate pair is verified on the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import STEMS, background
from dedup.groups import unique
from dedup.schemes import Banding
from dedup.signatures import Signature, count_terms, log_frequencies

Pairs = NDArray[np.int64]

ANCHOR_CAP = 12
"""An anchor in more articles than this is a stock phrase: it pairs each with the lowest alone."""

MAX_TERMS = 48
"""Telling terms an article is found by; more of them add noise before they add recall."""
STORY_TERMS = 96
"""Terms by which the pairs that were found are weighed for stories: with 48 at the same bound, B3 F
is .02 to .03 lower on BASIL and ECB+; searching by 96 would cost twice the time and memory."""
MAX_TERM_SHARE = 0.10
"""A term that a larger share of articles holds (smoothed by the background) tells too little."""
_LEAST_IDF = -log(MAX_TERM_SHARE)
MIN_COSINE = 0.08
"""Short texts share few terms: at .10 one pair of an event in a hundred is lost (ECB+, recall at 20
.962 against .972), and below .08 little more is found (.976 at .05)."""
MAX_NEIGHBORS = 25
"""Best pairs by cosine kept for an article."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Candidate pairs of n articles, by channel.

    Attributes:
        near: shape (p, 2), pairs that share a band or an anchor, ascending.
        similar: shape (q, 2), pairs near by their terms, ascending.
        cosines: shape (q,), the cosine of each pair in ``similar`` by twice as many terms as it was
            found by, in [0, 1].
        capped: how many articles held each band key or anchor that was over its cap.
    """

    near: Pairs
    similar: Pairs
    cosines: NDArray[np.float64]
    capped: tuple[int, ...]


def candidate_pairs(
    signatures: Sequence[Signature], banding: Banding | None = None, threads: int = 1
) -> Candidates:
    """Return the pairs of ``signatures``, by their places, that are worth comparing.

    Args:
        signatures: of the articles.
        banding: None takes the default.
        threads: at work at a time; no result depends on it.

    Raises:
        SchemeMismatch: the signatures were not all made with one scheme.
        ValueError: the banding does not fit the number of slots.
    """
    banding = banding or Banding()
    for signature in signatures[1:]:
        signatures[0].scheme.require(signature.scheme)
    if not signatures:
        empty = np.empty((0, 2), np.int64)
        return Candidates(empty, empty, np.empty(0), ())
    slots = signatures[0].scheme.slots
    if banding.bands * banding.rows != slots:
        raise ValueError(
            f"{banding.bands} bands of {banding.rows} rows need {banding.bands * banding.rows} "
            f"slots, the scheme has {slots}; choose bands and rows whose product is {slots}"
        )
    banded, crowded = _share_band(signatures, banding)
    anchored, stock = _share_anchor(signatures)
    similar, cosines = _share_terms(signatures, threads)
    return Candidates(
        near=_distinct(np.concatenate((banded, anchored)), len(signatures)),
        similar=similar,
        cosines=cosines,
        capped=tuple(crowded.tolist() + stock.tolist()),
    )


def _share_band(
    signatures: Sequence[Signature], banding: Banding
) -> tuple[Pairs, NDArray[np.int64]]:
    # Texts without words have no shingles: their slots are all empty and would all meet.
    worded = np.array([i for i, s in enumerate(signatures) if s.words], np.int64)
    if not len(worded):
        return np.empty((0, 2), np.int64), np.empty(0, np.int64)
    slots = np.stack([signatures[i].minhash for i in worded])
    keys = kernels.band_keys(slots, banding.bands)
    owners = np.repeat(worded, banding.bands)
    return kernels.candidate_pairs(keys.ravel(), owners, banding.cap)


def _share_anchor(signatures: Sequence[Signature]) -> tuple[Pairs, NDArray[np.int64]]:
    counts = np.array([len(s.anchors) for s in signatures], np.int64)
    keys = np.concatenate([s.anchors for s in signatures])
    owners = np.repeat(np.arange(len(signatures), dtype=np.int64), counts)
    return kernels.candidate_pairs(keys, owners, ANCHOR_CAP)


@dataclass(frozen=True, slots=True, eq=False)
class TermVectors:
    """Unit vectors of the articles' most telling terms, as one ragged array.

    Attributes:
        first: shape (n + 1,); article i has ``terms[first[i]:first[i + 1]]``.
        terms: term numbers, ascending for each article.
        weights: of the same shape; the weights of an article have a norm of 1.
    """

    first: NDArray[np.int64]
    terms: NDArray[np.uint32]
    weights: NDArray[np.float64]


def weigh_terms(signatures: Sequence[Signature], most: int = MAX_TERMS) -> TermVectors:
    """Return the unit vectors of a corpus's articles, weighed by the corpus itself.

    A stem is counted among the articles of its own language: the commonest words of a language that
    few articles are written in would else look telling.

    Args:
        signatures: of the articles.
        most: terms of an article.
    """
    return _weigh_terms(signatures, (most,))[0]


def _weigh_terms(signatures: Sequence[Signature], most: Sequence[int]) -> list[TermVectors]:
    """Return what ``weigh_terms`` does, for several numbers of terms."""
    counted = [count_terms(signature.terms) for signature in signatures]
    numbers = np.concatenate([np.zeros(0, np.int32), *(one.numbers for one in counted)])
    counts = np.concatenate([np.zeros(0, np.int32), *(one.counts for one in counted)])
    sizes = np.array([len(one) for one in counted], np.int64)
    languages = sorted({signature.language for signature in signatures})
    places = {language: place for place, language in enumerate(languages)}
    spoken = np.array([places[s.language] for s in signatures], np.int64)
    speaking = np.repeat(spoken, sizes)
    met = np.flatnonzero(np.bincount(numbers))
    rarity = np.empty(len(numbers))
    for place, language in enumerate(languages):
        own = speaking == place
        rarity[own] = _rarities(language, met, numbers[own], int(np.sum(spoken == place)))
    telling = rarity > _LEAST_IDF
    numbers, counts, rarity = numbers[telling], counts[telling], rarity[telling]
    return _strongest(
        np.repeat(np.arange(len(signatures)), sizes)[telling],
        _by_name(met)[numbers],
        log_frequencies(int(counts.max(initial=0)))[counts] * rarity,
        len(signatures),
        most,
    )


def _rarities(
    language: str, met: NDArray[np.int64], numbers: NDArray[np.int32], articles: int
) -> NDArray[np.float64]:
    """Return the smoothed idf of each stem that some articles of a language hold.

    Args:
        language: of the articles.
        met: the distinct numbers of the stems of a corpus, ascending.
        numbers: of the stems of these articles, each once an article.
        articles: how many there are.
    """
    idfs = np.empty(int(met.max(initial=-1)) + 1)
    holding = np.bincount(numbers, minlength=len(idfs))
    held = np.flatnonzero(holding)
    idfs[held] = background(language).idfs(held, holding[held], articles)
    return idfs[numbers]


def _by_name(met: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each number among all of them in the order of their stems' letters."""
    ranks = np.empty(int(met.max(initial=-1)) + 1, np.int64)
    ranks[STEMS.in_order(met)] = np.arange(len(met))
    return ranks


def _strongest(
    owners: Pairs,
    terms: Pairs,
    weights: NDArray[np.float64],
    count: int,
    most: Sequence[int],
) -> list[TermVectors]:
    """Return each owner's strongest terms as a vector of length 1, terms ascending.

    Args:
        owners: ascending.
        terms, weights: of each owner, the terms of one in any order.
        count: of the owners.
        most: terms of an owner, for each list of vectors.
    """
    types = int(terms.max(initial=-1)) + 1
    order = np.argsort(owners * types + terms)
    terms, weights = terms[order], weights[order]
    sizes = np.bincount(owners, minlength=count)
    column = np.arange(len(owners)) - (np.cumsum(sizes) - sizes)[owners]
    table = np.zeros((count, max(*most, int(sizes.max(initial=0)))))
    table[owners, column] = -weights
    # Equally strong terms stand in the order of their names, and the sort leaves them so.
    best = np.argsort(table, axis=1, kind="stable")
    kept = np.zeros(table.shape, np.bool_)
    found = []
    for each in most:
        kept[:] = False
        np.put_along_axis(kept, best[:, :each], values=True, axis=1)
        found.append(_unit_vectors(kept[owners, column], owners, terms, weights, count))
    return found


def _unit_vectors(
    kept: NDArray[np.bool_], owners: Pairs, terms: Pairs, weights: NDArray[np.float64], count: int
) -> TermVectors:
    owners, terms, weights = owners[kept], terms[kept], weights[kept]
    norms = np.sqrt(np.bincount(owners, weights * weights, count))
    return TermVectors(
        first=np.searchsorted(owners, np.arange(count + 1)).astype(np.int64),
        terms=terms.astype(np.uint32),
        weights=weights / norms[owners],
    )


def _share_terms(
    signatures: Sequence[Signature], threads: int
) -> tuple[Pairs, NDArray[np.float64]]:
    """Return, for each article, its best neighbors by cosine, through an inverted index."""
    vectors, fuller = _weigh_terms(signatures, (MAX_TERMS, STORY_TERMS))
    types = int(vectors.terms.max(initial=0)) + 1
    weights = vectors.weights.astype(np.float32)  # what is found is weighed in full below
    first, neighbors, _ = kernels.nearest_by_terms(
        vectors.first, vectors.terms, weights, types, MIN_COSINE, MAX_NEIGHBORS, threads
    )
    articles = np.repeat(np.arange(len(signatures)), np.diff(first))
    pairs = _distinct(np.stack((articles, neighbors), axis=1), len(signatures))
    types = int(fuller.terms.max(initial=0)) + 1
    cosines = kernels.pair_cosines(fuller.first, fuller.terms, fuller.weights, types, pairs)
    return pairs, np.minimum(cosines, 1.0)  # a length of 1 is one up to rounding


def _distinct(pairs: Pairs, count: int) -> Pairs:
    """Return the distinct pairs of 0 … count - 1, each ascending, in order."""
    left, right = pairs.T
    keys = unique(np.minimum(left, right) * count + np.maximum(left, right))
    return np.stack((keys // count, keys % count), axis=1)
