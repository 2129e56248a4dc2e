"""Neighbors: articles of a store that are worth comparing with one, by the three channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from dedup.background import SMOOTHING, background
from dedup.candidates import (
    ANCHOR_CAP,
    MAX_NEIGHBORS,
    MAX_TERM_SHARE,
    MAX_TERMS,
    MIN_COSINE,
    STORY_TERMS,
    unit_terms,
)
from dedup.schemes import Scheme
from dedup.signatures import Signature
from dedup.store import Channel, Row, Store
from dedup.store.contract import HASH_BITS

TERM_CAP = 4000
"""Above 40,000 articles, a term that more of them hold leads to nobody: it still weighs in every
cosine, but of what it alone has in common no cosine reaches a story's."""
WEIGHED = 80
"""Articles whose cosine is worked out, those with the most weight in common first."""
_MORE = 10
"""Articles of which the exact cosine is worked out beside the 25 that are kept."""
_DOUBT = 0.005
"""How far a cosine from whole arrays may be off: it breaks ties at the 48th term otherwise."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An article that is near by its terms.

    Attributes:
        row: of the article.
        cosine: in [0, 1].
    """

    row: Row
    cosine: float


class Neighbors:
    """What finds the neighbors of an article in a store; enter ``store.reading()`` around it.

    Args:
        store: of the articles.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._caps = {
            Channel.BAND: store.settings.banding.cap,
            Channel.ANCHOR: ANCHOR_CAP,
        }
        self._shares: dict[str, NDArray[np.float64]] = {}

    def near(self, keys: NDArray[np.uint64], oldest: int | None = None) -> list[Row]:
        """Return the articles that share a band or an anchor, one for all its copies.

        A key over its cap leads to the lowest id alone, as in ``candidate_pairs``.

        Args:
            keys: bands and anchors, ascending.
            oldest: articles seen before are left out.
        """
        places, owners = self._store.holders(keys)
        if not len(owners):
            return []
        rows = self._store.rows(np.unique(owners).tolist())
        present = self._present(rows.values(), oldest)
        by_key: dict[int, list[Row]] = {}
        for place, owner in zip(places.tolist(), owners.tolist(), strict=True):
            row = rows[owner]
            if row.leads and row.number in present:
                by_key.setdefault(place, []).append(row)
        near: dict[int, Row] = {}
        for place, holders in by_key.items():
            cap = self._caps[Channel(int(keys[place]) >> HASH_BITS)]
            chosen = holders if len(holders) <= cap else [min(holders, key=lambda r: r.id)]
            near.update((row.number, row) for row in chosen)
        return [present[number] for number in sorted(near)]

    def _present(self, rows: Iterable[Row], oldest: int | None) -> dict[int, Row]:
        """Return those of some leaders that the window holds, or a copy in their place."""
        copied = oldest is not None and self._store.leaders < len(self._store)
        present = {}
        for row in rows:
            if oldest is None or row.seen >= oldest:
                present[row.number] = row
            elif copied and row.words:
                copies = (copy for copy in self._store.copies([row.digest]) if copy.seen >= oldest)
                copy = next(copies, None)
                if copy is not None:
                    present[row.number] = copy
        return present

    def similar(
        self,
        signature: Signature,
        guest: Signature | None = None,
        oldest: int | None = None,
    ) -> list[Similar]:
        """Return the articles nearest by their terms, nearest first, one for all its copies.

        Args:
            signature: of the article asked about.
            guest: an article that is counted as if it were in the store.
            oldest: articles seen before are left out.
        """
        numbers = self._store.term_numbers(list(signature.terms))
        ordered = np.array(sorted(numbers.values()), np.int64)
        counts = dict(zip(ordered.tolist(), self._store.holding(ordered).tolist(), strict=True))
        total = self._store.leaders + (guest is not None)
        extra = guest.terms if guest else {}
        holding = {s: counts.get(numbers.get(s, -1), 0) + (s in extra) for s in signature.terms}
        mine = unit_terms(signature, holding, total)
        found = self._sharing(mine, numbers, holding, total)
        rows = list(self._store.rows(found).values())
        present = self._present(rows, oldest)
        rows = [row for row in rows if row.number in present]
        weights = {numbers[stem]: weight for stem, weight in mine.items() if stem in numbers}
        new = np.array(list(self._store.term_numbers(list(extra)).values()), np.int64)
        rough = self._rough_cosines(rows, weights, new, total)
        order = np.lexsort((np.array([row.number for row in rows]), -rough))
        pulling = _story_terms(signature, holding, total)
        hopeful = [rows[i] for i in order.tolist() if rough[i] >= MIN_COSINE - _DOUBT]
        hopeful = hopeful[: MAX_NEIGHBORS + _MORE]
        near = [
            Similar(present[row.number], cosine)
            for row, cosine in self._cosines(
                hopeful[: MAX_NEIGHBORS + _MORE], mine, pulling, new, total
            )
        ]
        return sorted(near, key=lambda one: (-one.cosine, one.row.id))[:MAX_NEIGHBORS]

    def _sharing(
        self,
        mine: dict[str, float],
        numbers: dict[str, int],
        holding: dict[str, int],
        total: int,
    ) -> list[int]:
        """Return the articles that share the most weight, at least what a cosine needs."""
        cap = max(TERM_CAP, MAX_TERM_SHARE * min(total, 10 * TERM_CAP))
        asked = sorted(
            (numbers[s], w) for s, w in mine.items() if s in numbers and holding[s] <= cap
        )
        keys = np.array([number for number, _ in asked], np.uint64)
        places, owners = self._store.holders(keys | np.uint64(Channel.TERM << HASH_BITS))
        if not len(owners):
            return []
        squares = np.array([weight * weight for _, weight in asked])
        found, at = np.unique(owners, return_inverse=True)
        shared = np.bincount(at, squares[places])
        # What is found in common bounds the cosine (Cauchy-Schwarz).
        enough = np.flatnonzero(shared >= MIN_COSINE**2)
        best = enough[np.argsort(-shared[enough], kind="stable")][:WEIGHED]
        numbers_found: list[int] = found[best].tolist()
        return numbers_found

    def _rough_cosines(
        self, rows: list[Row], mine: dict[int, float], new: NDArray[np.int64], total: int
    ) -> NDArray[np.float64]:
        """Return the cosines of some articles, ties at the last term broken in any order."""
        if not rows or not mine:
            return np.zeros(len(rows))
        terms, counts = np.concatenate([row.terms for row in rows]).T
        owners = np.repeat(np.arange(len(rows)), [len(row.terms) for row in rows])
        held = self._store.holding(terms) + np.isin(terms, new)
        shares = self._shares_of(rows)
        idf = -np.log((held + SMOOTHING * shares + 0.5) / (total + SMOOTHING + 1))
        weights = np.where(idf > -log(MAX_TERM_SHARE), (1 + np.log(counts)) * idf, 0.0)
        order = np.lexsort((-weights, owners))
        begins = np.searchsorted(owners[order], np.arange(len(rows)))
        rank = np.empty(len(terms), np.int64)
        rank[order] = np.arange(len(terms)) - begins[owners[order]]
        weights[rank >= MAX_TERMS] = 0.0
        norms = np.sqrt(np.bincount(owners, weights * weights, len(rows)))
        ours = np.array(sorted(mine), np.int64)
        places = np.minimum(np.searchsorted(ours, terms), len(ours) - 1)
        worth = np.array([mine[term] for term in ours.tolist()])
        theirs = np.where(ours[places] == terms, worth[places], 0.0)
        dots = np.bincount(owners, weights * theirs, len(rows))
        return np.divide(dots, norms, out=np.zeros(len(rows)), where=norms > 0)

    def _shares_of(self, rows: list[Row]) -> NDArray[np.float64]:
        """Return the background share of each term of these rows, in their own languages."""
        shares = []
        for row in rows:
            numbers = row.terms[:, 0]
            known = self._shares.get(row.language, np.empty(0))
            most = int(numbers.max(initial=-1)) + 1
            if most > len(known):
                grown = np.full(max(most, 2 * len(known)), np.nan)
                grown[: len(known)] = known
                self._shares[row.language] = known = grown
            missing = numbers[np.isnan(known[numbers])].tolist()
            if missing:
                share, stems = background(row.language).share, self._store.stems(missing)
                known[missing] = [share(stems[number]) for number in missing]
            shares.append(known[numbers])
        return np.concatenate(shares)

    def _cosines(
        self,
        rows: list[Row],
        mine: dict[str, float],
        pulling: dict[str, float],
        new: NDArray[np.int64],
        total: int,
    ) -> list[tuple[Row, float]]:
        """Return the exact cosines of those articles that are near, as ``candidate_pairs`` has."""
        if not rows:
            return []
        terms = np.unique(np.concatenate([row.terms[:, 0] for row in rows]))
        counts = self._store.holding(terms) + np.isin(terms, new)
        held = dict(zip(terms.tolist(), counts.tolist(), strict=True))
        stems = self._store.stems(held)
        holding = {stems[term]: count for term, count in held.items()}
        cosines = []
        for row in rows:
            weighed = {stems[term]: 1 + log(count) for term, count in row.terms.tolist()}
            other = _terms_only(weighed, row.language)
            if _product(mine, unit_terms(other, holding, total)) >= MIN_COSINE:
                theirs = _story_terms(other, holding, total)
                cosines.append((row, min(1.0, _product(pulling, theirs))))
        return cosines


def _product(left: dict[str, float], right: dict[str, float]) -> float:
    return sum(weight * right.get(stem, 0.0) for stem, weight in left.items())


def _story_terms(
    signature: Signature, holding: Mapping[str, int], articles: int
) -> dict[str, float]:
    """Return the unit vector that stories are formed by, of more terms than neighbors are found by.

    Args:
        signature, holding, articles: as ``unit_terms`` takes them.
    """
    return unit_terms(signature, holding, articles, STORY_TERMS)


def _terms_only(terms: dict[str, float], language: str) -> Signature:
    """Return a signature of which nothing but the terms is asked."""
    nothing = np.empty(0, np.uint64)
    return Signature(
        scheme=Scheme(),
        digest=b"",
        words=0,
        shingles=nothing,
        minhash=np.empty(0, np.uint32),
        anchors=nothing,
        terms=terms,
        language=language,
    )
