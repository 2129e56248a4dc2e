"""Pairs worth checking, by three channels: bands, anchors and terms.

Each channel looks for another kind of likeness: bands find near-duplicates, anchors find a shared
verbatim run wherever it stands, terms find the same news in other words. No relation rests on what
is found here; every candidate pair is verified on the texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import background
from dedup.schemes import Banding as Banding
from dedup.schemes import cap_notes as cap_notes
from dedup.signatures import Signature

Pairs = NDArray[np.int64]

ANCHOR_CAP = 12
"""An anchor in more articles than this is a stock phrase: it pairs each with the lowest alone."""

MAX_TERMS = 48
"""Telling terms an article is found by; more of them add noise before they add recall."""
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
        cosines: shape (q,), the cosine of each pair in ``similar``, in (0, 1].
        capped: how many articles held each band key or anchor that was over its cap.
    """

    near: Pairs
    similar: Pairs
    cosines: NDArray[np.float64]
    capped: tuple[int, ...]


def candidate_pairs(signatures: Sequence[Signature], banding: Banding | None = None) -> Candidates:
    """Return the pairs of ``signatures``, by their places, that are worth comparing.

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
    similar, cosines = _share_terms(signatures)
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
        terms: term numbers.
        weights: of the same shape; the weights of an article have a norm of 1.
    """

    first: NDArray[np.int64]
    terms: NDArray[np.int64]
    weights: NDArray[np.float64]


def unit_terms(
    signature: Signature, holding: Mapping[str, int] = _NOBODY, articles: int = 0
) -> dict[str, float]:
    """Return an article's best 48 terms by smoothed tf-idf, as a unit vector by stem.

    Args:
        signature: of the article.
        holding: how many articles of the corpus hold each stem; one that is not in it counts as
            held by the article alone.
        articles: in the corpus; 0 weighs by the language background alone.
    """
    table = background(signature.language)
    alone = min(1, articles)
    weighed: list[tuple[float, str]] = []
    for stem, frequency in signature.terms.items():
        idf = table.idf(stem, holding.get(stem, alone), articles)
        if idf > _LEAST_IDF:
            weighed.append((-frequency * idf, stem))
    best = sorted(weighed)[:MAX_TERMS]
    norm = sqrt(sum(weight * weight for weight, _ in best)) or 1.0
    return {stem: -weight / norm for weight, stem in best}


def weigh_terms(signatures: Sequence[Signature]) -> TermVectors:
    """Return the unit vectors of a corpus's articles, weighed by the corpus itself."""
    holding: dict[str, int] = {}
    for signature in signatures:
        for stem in signature.terms:
            holding[stem] = holding.get(stem, 0) + 1
    numbers = {stem: number for number, stem in enumerate(sorted(holding))}
    units = [unit_terms(signature, holding, len(signatures)) for signature in signatures]
    return TermVectors(
        first=np.cumsum([0] + [len(unit) for unit in units], dtype=np.int64),
        terms=np.array([numbers[stem] for unit in units for stem in unit], np.int64),
        weights=np.array([weight for unit in units for weight in unit.values()], np.float64),
    )


def _share_terms(signatures: Sequence[Signature]) -> tuple[Pairs, NDArray[np.float64]]:
    """Return, for each article, its best neighbors by cosine, through an inverted index."""
    vectors = weigh_terms(signatures)
    count = len(signatures)
    owners = np.repeat(np.arange(count, dtype=np.int64), np.diff(vectors.first))
    order = np.argsort(vectors.terms, kind="stable")
    posted, weights = owners[order], vectors.weights[order]
    size = int(vectors.terms.max(initial=-1)) + 2
    postings = np.searchsorted(vectors.terms[order], np.arange(size))
    found: dict[tuple[int, int], float] = {}
    for article in range(count):
        cosines = np.zeros(count)
        row = slice(vectors.first[article], vectors.first[article + 1])
        for term, weight in zip(vectors.terms[row], vectors.weights[row], strict=True):
            posting = slice(postings[term], postings[term + 1])
            cosines[posted[posting]] += weight * weights[posting]
        cosines[article] = 0.0
        near = np.flatnonzero(cosines >= MIN_COSINE)
        best = near[np.lexsort((near, -cosines[near]))][:MAX_NEIGHBORS]
        for other in best.tolist():
            pair = (min(article, other), max(article, other))
            # Each side sums in its own order; the larger keeps the pair's cosine the same.
            found[pair] = max(found.get(pair, 0.0), min(1.0, float(cosines[other])))
    ordered = sorted(found)
    pairs = np.array(ordered, np.int64).reshape(-1, 2)
    return pairs, np.array([found[pair] for pair in ordered], np.float64)
