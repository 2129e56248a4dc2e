"""Similar articles: those of a store that are near to one by their terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.background import SMOOTHING, background
from dedup.candidates import (
    MAX_NEIGHBORS,
    MAX_TERM_SHARE,
    MAX_TERMS,
    MIN_COSINE,
    STORY_TERMS,
    unit_terms,
)
from dedup.groups import are_among
from dedup.index.neighbors import present_rows
from dedup.signatures import Signature
from dedup.store import Channel, Row, Store
from dedup.store.contract import HASH_BITS

TERM_CAP = 4000
"""Above 40,000 articles, a term that more of them hold leads to nobody: it still weighs in every
cosine, but of what it alone has in common no cosine reaches a story's."""
WEIGHED = 80
"""Articles whose cosine is worked out, those with the most weight in common first."""
SPARSE = 60
"""Where articles are more than so many times the postings, these are sorted; else added up in one
array of all articles, which takes 1 ns an article where sorting takes 60 a posting."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Similar:
    """An article that is near by its terms.

    Attributes:
        row: of the article.
        cosine: in [0, 1], that stories are formed by.
    """

    row: Row
    cosine: float


class TermSearch:
    """What finds similar articles in a store; enter ``store.reading()`` around it.

    A term is counted among the articles of its own language, and the nearest are chosen by the
    terms that ``candidate_pairs`` chooses them by; but of all articles only the 80 that share the
    most weight are looked at.

    Args:
        store: of the articles.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shares: dict[str, Floats] = {}

    def similar(
        self, signature: Signature, guest: Signature | None = None, oldest: int | None = None
    ) -> list[Similar]:
        """Return the articles nearest by their terms, nearest first, one for all its copies.

        Args:
            signature: of the article asked about.
            guest: an article that is counted as if it were in the store.
            oldest: articles seen before are left out.
        """
        numbers = self._store.term_numbers(list(signature.terms))
        total = self._spoken(signature.language, guest)
        holding = self._holding_stems(signature, numbers, guest)
        mine = unit_terms(signature, holding, total)
        found = self._sharing(mine, numbers, holding, total)
        rows = list(self._store.rows(found).values())
        present = present_rows(self._store, rows, oldest)
        rows = [row for row in rows if row.number in present and len(row.terms)]
        if not rows:
            return []
        story = unit_terms(signature, holding, total, STORY_TERMS)
        vectors = self._weigh(rows, guest)
        near = vectors.cosines(_by_number(mine, numbers), MAX_TERMS, self._store)
        pulling = vectors.cosines(_by_number(story, numbers), STORY_TERMS, self._store)
        names = [present[row.number].id for row in rows]
        order = sorted(range(len(rows)), key=lambda i: (-near[i], names[i]))[:MAX_NEIGHBORS]
        similar = [
            Similar(present[rows[i].number], min(1.0, pulling[i]))
            for i in order
            if near[i] >= MIN_COSINE
        ]
        return sorted(similar, key=lambda one: (-one.cosine, one.row.id))

    def _spoken(self, language: str, guest: Signature | None) -> int:
        return self._store.spoken(language) + (guest is not None and guest.language == language)

    def _holding_stems(
        self, signature: Signature, numbers: Mapping[str, int], guest: Signature | None
    ) -> dict[str, int]:
        """Return how many articles of its language hold each stem of an article."""
        ordered = np.array(sorted(numbers.values()), np.int64)
        held = self._store.holding(ordered, signature.language)
        counts = dict(zip(ordered.tolist(), held.tolist(), strict=True))
        extra = guest.terms if guest and guest.language == signature.language else {}
        return {s: counts.get(numbers.get(s, -1), 0) + (s in extra) for s in signature.terms}

    def _sharing(
        self,
        mine: Mapping[str, float],
        numbers: Mapping[str, int],
        holding: Mapping[str, int],
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
        found, shared = _sum_by_owner(owners, squares[places])
        # What is found in common bounds the cosine (Cauchy-Schwarz).
        enough = np.flatnonzero(shared >= MIN_COSINE**2)
        best = enough[np.argsort(-shared[enough], kind="stable")][:WEIGHED]
        numbers_found: list[int] = found[best].tolist()
        return numbers_found

    def _weigh(self, rows: Sequence[Row], guest: Signature | None) -> _Vectors:
        """Return the weights of the terms of some rows, as ``weigh_terms`` does."""
        terms, counts = np.concatenate([row.terms for row in rows]).T
        sizes = [len(row.terms) for row in rows]
        owners = np.repeat(np.arange(len(rows)), sizes)
        expected, total = np.empty(len(terms)), np.empty(len(terms))
        languages = {language: place for place, language in enumerate({r.language for r in rows})}
        spoken = np.repeat([languages[row.language] for row in rows], sizes)
        guests = self._store.term_numbers(list(guest.terms)).values() if guest else ()
        for language, place in languages.items():
            own = spoken == place
            held = self._store.holding(terms[own], language)
            if guest and guest.language == language:
                held = held + are_among(np.array(sorted(guests), np.int64), terms[own])
            expected[own] = held + SMOOTHING * self._share(language, terms[own]) + 0.5
            total[own] = self._spoken(language, guest) + SMOOTHING + 1
        idf = -np.log(expected / total)
        weights = np.where(idf > -np.log(MAX_TERM_SHARE), (1 + np.log(counts)) * idf, 0.0)
        return _Vectors(owners, terms, weights, len(rows))

    def _share(self, language: str, numbers: NDArray[np.int64]) -> Floats:
        """Return the background share of each of these terms in a language."""
        known = self._shares.get(language, np.empty(0))
        most = int(numbers.max(initial=-1)) + 1
        if most > len(known):
            grown = np.full(max(most, 2 * len(known)), np.nan)
            grown[: len(known)] = known
            self._shares[language] = known = grown
        missing = np.unique(numbers[np.isnan(known[numbers])]).tolist()
        if missing:
            share, stems = background(language).share, self._store.stems(missing)
            known[missing] = [share(stems[number]) for number in missing]
        return known[numbers]


@dataclass(frozen=True, slots=True, eq=False)
class _Vectors:
    """Weighed terms of some rows.

    Attributes:
        owners: shape (t,), the place of each one's row, ascending.
        terms, weights: shape (t,).
        count: of the rows.
    """

    owners: NDArray[np.int64]
    terms: NDArray[np.int64]
    weights: Floats
    count: int

    def cosines(self, mine: Mapping[int, float], most: int, store: Store) -> list[float]:
        """Return the cosine of each row's ``most`` strongest terms with a unit vector."""
        strong = self._strongest(most, store)
        owners, weights = self.owners[strong], self.weights[strong]
        ours = np.array(sorted(mine), np.int64)
        if not len(ours):
            return [0.0] * self.count
        places = np.minimum(np.searchsorted(ours, self.terms[strong]), len(ours) - 1)
        worth = np.array([mine[term] for term in ours.tolist()])
        theirs = np.where(ours[places] == self.terms[strong], worth[places], 0.0)
        norms = np.sqrt(np.bincount(owners, weights * weights, self.count))
        dots = np.bincount(owners, weights * theirs, self.count)
        cosines: list[float] = (dots / np.where(norms > 0, norms, 1.0)).tolist()
        return cosines

    def _strongest(self, most: int, store: Store) -> NDArray[np.bool_]:
        """Return which terms are among the strongest of their row, equal ones by name."""
        sizes = np.bincount(self.owners, minlength=self.count)
        begins = np.cumsum(sizes) - sizes
        # Side by side, a row each, short ones filled up with terms of no weight, which count for
        # nothing: the weight that is ``most`` from the top is found without sorting.
        width = max(most, int(sizes.max(initial=0)))
        table = np.zeros((self.count, width))
        table[self.owners, np.arange(len(self.owners)) - begins[self.owners]] = self.weights
        least = np.partition(table, width - most, axis=1)[:, width - most]
        strong: NDArray[np.bool_] = self.weights >= least[self.owners]
        kept = np.bincount(self.owners[strong], minlength=self.count)
        for row in np.flatnonzero((kept > most) & (least > 0)).tolist():
            own = slice(begins[row], begins[row] + sizes[row])
            self._break_tie(own, strong, float(least[row]), most, store)
        return strong

    def _break_tie(
        self, own: slice, strong: NDArray[np.bool_], weight: float, most: int, store: Store
    ) -> None:
        """Choose among the equally strong terms of a row, by their names."""
        tied = np.flatnonzero(self.weights[own] == weight) + own.start
        left = most - int(np.count_nonzero(self.weights[own] > weight))
        stems = store.stems(self.terms[tied].tolist())
        named = sorted(tied.tolist(), key=lambda at: stems[int(self.terms[at])])
        strong[tied] = False
        strong[named[:left]] = True


def _sum_by_owner(owners: NDArray[np.int64], worth: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the distinct owners, ascending, and what each is worth in all."""
    span = int(owners.max()) + 1
    if span > SPARSE * len(owners):
        found, at = np.unique(owners, return_inverse=True)
        return found, np.bincount(at, worth).astype(np.float64)
    sums = np.bincount(owners, worth).astype(np.float64)
    found = np.flatnonzero(sums)  # what is shared weighs more than nothing
    return found, sums[found]


def _by_number(vector: Mapping[str, float], numbers: Mapping[str, int]) -> dict[int, float]:
    """Return a vector by the numbers of its terms; those that no article has are left out."""
    return {numbers[stem]: weight for stem, weight in vector.items() if stem in numbers}
