"""Similar articles: those of a store that are near to one by their terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import SMOOTHING, STEMS, background
from dedup.candidates import MAX_NEIGHBORS, MAX_TERM_SHARE, MIN_COSINE
from dedup.groups import are_among
from dedup.index.holders import Holders
from dedup.index.neighbors import present_rows
from dedup.index.vectors import Floats, Unit, Vectors
from dedup.signatures import Signature, count_terms
from dedup.store import Row, Store

TERM_CAP = 4000
"""Above 40,000 articles, a term that more of them hold leads to nobody: it still weighs in every
cosine, but of what it alone has in common no cosine reaches a story's."""
WEIGHED = 80
"""Articles whose cosine is worked out, those with the most weight in common first."""

_STRANGE = 1 << 50
"""Numbers from here on are of stems that no article of the store ever had."""

Numbers = NDArray[np.int64]


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
        self._holders = Holders(store)
        self._shares: dict[str, Floats] = {}
        self._known = np.empty(0, np.int64)

    def similar(
        self, signature: Signature, guest: Signature | None = None, oldest: int | None = None
    ) -> list[Similar]:
        """Return the articles nearest by their terms, nearest first, one for all its copies.

        Args:
            signature: of the article asked about.
            guest: an article that is counted as if it were in the store.
            oldest: articles seen before are left out.
        """
        mine, holding = self._weigh_own(signature, guest)
        near, story = mine.units()
        rows = list(self._store.rows(self._sharing(near, holding, signature, guest)).values())
        present = present_rows(self._store, rows, oldest)
        rows = [row for row in rows if row.number in present and len(row.terms)]
        if not rows:
            return []
        vectors = self._weigh(rows, guest)
        nearness, pulling = vectors.cosines(near, story)
        names = [present[row.number].id for row in rows]
        order = sorted(range(len(rows)), key=lambda i: (-nearness[i], names[i]))[:MAX_NEIGHBORS]
        similar = [
            Similar(present[rows[i].number], min(1.0, pulling[i]))
            for i in order
            if nearness[i] >= MIN_COSINE
        ]
        return sorted(similar, key=lambda one: (-one.cosine, one.row.id))

    def _spoken(self, language: str, guest: Signature | None) -> int:
        return self._store.spoken(language) + (guest is not None and guest.language == language)

    def _number(self, numbers: Numbers) -> Numbers:
        """Return the numbers that the store has for some stems; -1 for those that it has not."""
        if len(self._known) < len(STEMS.names):  # they stay what they are once they are written
            grown = np.full(2 * len(STEMS.names), -1)
            grown[: len(self._known)] = self._known
            self._known = grown
        found = self._known[numbers]
        missing = np.flatnonzero(found < 0)
        if len(missing):
            stems = [STEMS.names[number] for number in numbers[missing].tolist()]
            known = self._store.term_numbers(stems)
            found[missing] = [known.get(stem, -1) for stem in stems]
            self._known[numbers] = found
        return found

    def _weigh_own(self, signature: Signature, guest: Signature | None) -> tuple[Vectors, Numbers]:
        """Return the weights of an article's terms, and how many articles hold each.

        Stems that the store has never met stand behind those that it knows.
        """
        counted, language = count_terms(signature.terms), signature.language
        names = counted.numbers.astype(np.int64)
        numbers = self._number(names)
        strange = np.flatnonzero(numbers < 0)
        numbers[strange] = _STRANGE + strange
        order = np.argsort(numbers)
        names, numbers, counts = names[order], numbers[order], counted.counts[order]
        known = len(numbers) - len(strange)
        holding, shares = np.zeros(len(numbers), np.int64), np.empty(len(numbers))
        holding[:known] = self._store.holding(numbers[:known], language)
        if guest and guest.language == language:
            holding += are_among(np.sort(_numbers_of(guest)), names)
        shares[:known] = self._share(language, numbers[:known])
        share = background(language).share
        shares[known:] = [share(STEMS.names[name]) for name in names[known:].tolist()]
        weights = _weights(counts, holding, shares, self._spoken(language, guest))
        spelled = dict(zip(numbers.tolist(), names.tolist(), strict=True))

        def stems(tied: list[int]) -> dict[int, str]:
            return {number: STEMS.names[spelled[number]] for number in tied}

        return Vectors(np.zeros(len(numbers), np.int64), numbers, weights, 1, stems), holding

    def _sharing(
        self, mine: Unit, holding: Numbers, signature: Signature, guest: Signature | None
    ) -> list[int]:
        """Return the articles that share the most weight, at least what a cosine needs."""
        total = self._spoken(signature.language, guest)
        cap = max(TERM_CAP, MAX_TERM_SHARE * min(total, 10 * TERM_CAP))
        asked = (holding[mine.places] <= cap) & (mine.terms < _STRANGE)
        places, owners = self._holders.of(mine.terms[asked])
        # What is found in common bounds the cosine (Cauchy-Schwarz).
        worths = mine.weights[asked] ** 2
        best = kernels.heaviest_owners(places, owners, worths, MIN_COSINE**2, WEIGHED)
        numbers_found: list[int] = best.tolist()
        return numbers_found

    def _weigh(self, rows: Sequence[Row], guest: Signature | None) -> Vectors:
        """Return the weights of the terms of some rows, as ``weigh_terms`` does."""
        terms, counts = np.ascontiguousarray(np.concatenate([row.terms for row in rows]).T)
        sizes = [len(row.terms) for row in rows]
        owners = np.repeat(np.arange(len(rows)), sizes)
        guests = np.sort(self._number(_numbers_of(guest))) if guest else None
        holding, shares, speaking = (np.empty(len(terms)) for _ in range(3))
        languages = {language: place for place, language in enumerate({r.language for r in rows})}
        spoken = np.repeat([languages[row.language] for row in rows], sizes)
        for language, place in languages.items():
            own = spoken == place if len(languages) > 1 else slice(None)
            holding[own] = self._store.holding(terms[own], language)
            if guest and guests is not None and guest.language == language:
                holding[own] += are_among(guests, terms[own])
            shares[own] = self._share(language, terms[own])
            speaking[own] = self._spoken(language, guest)
        weights = _weights(counts, holding, shares, speaking)
        return Vectors(owners, terms, weights, len(rows), self._store.stems)

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


def _numbers_of(signature: Signature) -> Numbers:
    """Return the numbers of an article's stems, those of this process."""
    return count_terms(signature.terms).numbers.astype(np.int64)


def _weights(
    counts: NDArray[Any], holding: NDArray[Any], shares: Floats, spoken: Floats | int
) -> Floats:
    """Return how much terms weigh; nothing where too many articles hold them.

    Args:
        counts: how often the article has each.
        holding: how many articles of its language have each.
        shares: of the language's articles that have each, by the background.
        spoken: how many articles of its language there are.
    """
    idf = -np.log((holding + SMOOTHING * shares + 0.5) / (spoken + SMOOTHING + 1))
    weights: Floats = np.where(idf > -np.log(MAX_TERM_SHARE), (1 + np.log(counts)) * idf, 0.0)
    return weights
