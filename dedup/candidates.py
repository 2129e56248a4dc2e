"""Pairs worth checking, by three channels: bands, anchors and terms.

Each channel looks for another kind of likeness: bands find near-duplicates, anchors find a shared
verbatim run wherever it stands, terms find the same news in other words. No relation rests on what
is found here; every candidate pair is verified on the texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import STEMS, background
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
_NOBODY: Mapping[str, int] = {}
MIN_COSINE = 0.10
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
        near=np.unique(np.concatenate((banded, anchored)), axis=0),
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
    terms: NDArray[np.int64]
    weights: NDArray[np.float64]


def unit_terms(
    signature: Signature,
    holding: Mapping[str, int] = _NOBODY,
    articles: int = 0,
    most: int = MAX_TERMS,
) -> dict[str, float]:
    """Return an article's best terms by smoothed tf-idf, as a unit vector by stem.

    Args:
        signature: of the article.
        holding: how many articles of the corpus hold each stem; one that is not in it counts as
            held by the article alone.
        articles: in the corpus; 0 weighs by the language background alone.
        most: terms of it.
    """
    table = background(signature.language)
    alone = min(1, articles)
    weighed: list[tuple[float, str]] = []
    for stem, frequency in signature.terms.items():
        idf = table.idf(stem, holding.get(stem, alone), articles)
        if idf > _LEAST_IDF:
            weighed.append((-frequency * idf, stem))
    best = sorted(weighed)[:most]
    norm = sqrt(sum(weight * weight for weight, _ in best)) or 1.0
    return {stem: -weight / norm for weight, stem in best}


def weigh_terms(signatures: Sequence[Signature], most: int = MAX_TERMS) -> TermVectors:
    """Return the unit vectors of a corpus's articles, weighed by the corpus itself.

    A stem is counted among the articles of its own language: the commonest words of a language that
    few articles are written in would else look telling.

    Args:
        signatures: of the articles.
        most: terms of an article.
    """
    counted = [count_terms(signature.terms) for signature in signatures]
    met, stems = np.unique(
        np.concatenate([np.zeros(0, np.int32), *(one.numbers for one in counted)]),
        return_inverse=True,
    )
    stems = stems.reshape(-1)
    names = [STEMS.names[number] for number in met.tolist()]
    languages = sorted({signature.language for signature in signatures})
    places = {language: place for place, language in enumerate(languages)}
    counts = np.concatenate([np.zeros(0, np.int32), *(one.counts for one in counted)])
    frequencies = log_frequencies(int(counts.max(initial=0)))[counts]
    owners = np.repeat(np.arange(len(signatures)), [len(one) for one in counted])
    spoken = np.array([places[s.language] for s in signatures], np.int64)
    keys, key_of = np.unique(spoken[owners] * len(names) + stems, return_inverse=True)
    rarity = _rarity(keys, np.bincount(key_of), names, languages, np.bincount(spoken))
    telling = rarity[key_of] > _LEAST_IDF
    owners, stems = owners[telling], _by_name(names)[stems[telling]]
    weights = (frequencies * rarity[key_of])[telling]
    return _strongest(owners, stems, weights, len(signatures), most)


def _rarity(
    keys: Pairs, holding: Pairs, stems: Sequence[str], languages: Sequence[str], spoken: Pairs
) -> NDArray[np.float64]:
    """Return the smoothed idf of each key, a stem of a language."""
    rarity = np.empty(len(keys), np.float64)
    edges = np.searchsorted(keys, np.arange(len(languages) + 1) * len(stems)).tolist()
    for place, language in enumerate(languages):
        idf, articles, own = background(language).idf, int(spoken[place]), slice(*edges[place:][:2])
        numbers = (keys[own] - place * len(stems)).tolist()
        rarity[own] = [
            idf(stems[number], held, articles)
            for number, held in zip(numbers, holding[own].tolist(), strict=True)
        ]
    return rarity


def _by_name(names: Sequence[str]) -> NDArray[np.int64]:
    """Return each name's place among all of them in the order of their letters."""
    ranks = np.empty(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def _strongest(
    owners: Pairs, terms: Pairs, weights: NDArray[np.float64], count: int, most: int
) -> TermVectors:
    """Return each owner's strongest terms as a vector of length 1, terms ascending.

    Args:
        owners: ascending.
        terms, weights: of each owner, the terms of one in any order.
        count: of the owners.
        most: terms of an owner.
    """
    types = int(terms.max(initial=-1)) + 1
    order = np.argsort(owners * types + terms)
    terms, weights = terms[order], weights[order]
    sizes = np.bincount(owners, minlength=count)
    column = np.arange(len(owners)) - (np.cumsum(sizes) - sizes)[owners]
    table = np.zeros((count, max(most, int(sizes.max(initial=0)))))
    table[owners, column] = -weights
    # Equally strong terms stand in the order of their names, and the sort leaves them so.
    kept = np.zeros(table.shape, np.bool_)
    best = np.argsort(table, axis=1, kind="stable")[:, :most]
    np.put_along_axis(kept, best, values=True, axis=1)
    strong = kept[owners, column]
    owners, terms, weights = owners[strong], terms[strong], weights[strong]
    norms = np.sqrt(np.bincount(owners, weights * weights, count))
    return TermVectors(
        first=np.searchsorted(owners, np.arange(count + 1)).astype(np.int64),
        terms=terms,
        weights=weights / norms[owners],
    )


def _share_terms(
    signatures: Sequence[Signature], threads: int
) -> tuple[Pairs, NDArray[np.float64]]:
    """Return, for each article, its best neighbors by cosine, through an inverted index."""
    vectors = weigh_terms(signatures)
    types = int(vectors.terms.max(initial=-1)) + 1
    first, neighbors, _ = kernels.nearest_by_terms(
        vectors.first, vectors.terms, vectors.weights, types, MIN_COSINE, MAX_NEIGHBORS, threads
    )
    articles = np.repeat(np.arange(len(signatures)), np.diff(first))
    pairs = np.unique(np.sort(np.stack((articles, neighbors), axis=1), axis=1), axis=0)
    return pairs, _cosines(weigh_terms(signatures, STORY_TERMS), pairs)


def _cosines(vectors: TermVectors, pairs: Pairs) -> NDArray[np.float64]:
    """Return the cosine of each pair of vectors, in [0, 1].

    Args:
        vectors: of the articles.
        pairs: ascending, shape (p, 2).
    """
    first, sizes = vectors.first, np.diff(vectors.first)
    row = np.zeros(int(vectors.terms.max(initial=-1)) + 1)
    cosines = np.zeros(len(pairs))
    edges = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1, append=-1)).tolist()
    for begin, end in pairwise(edges):
        own = slice(first[pairs[begin, 0]], first[pairs[begin, 0] + 1])
        row[vectors.terms[own]] = vectors.weights[own]
        others = pairs[begin:end, 1]
        counts = sizes[others]
        starts = np.cumsum(counts) - counts
        places = np.arange(counts.sum()) + np.repeat(first[others] - starts, counts)
        products = row[vectors.terms[places]] * vectors.weights[places]
        cosines[begin:end] = np.bincount(
            np.repeat(np.arange(end - begin), counts), products, end - begin
        )
        row[vectors.terms[own]] = 0.0
    return np.minimum(cosines, 1.0)  # a length of 1 is one up to rounding
