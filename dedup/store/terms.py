"""Terms: which stem has which number, and how many articles hold it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from json import dumps

import numpy as np
from numpy.typing import NDArray

from dedup.store.blocks import DamagedError, seal, unseal

CHUNK = 256
"""Counts in a row: 1 kB. One article touches some fifty such rows, since common terms came early
and stand together."""
_LANGUAGE_AT = 32
"""The bits below are for numbers of terms, whose counts stand under the place of their language."""
REMEMBERED = 200_000
"""Stems whose numbers a store remembers: 30 MB, and most of the words that news uses."""


class Terms:
    """The dictionary of a store.

    Args:
        base: the database.
        maybe: returns stems and numbers that may be theirs.
    """

    def __init__(
        self, base: sqlite3.Connection, maybe: Callable[[Sequence[str]], list[tuple[str, int]]]
    ) -> None:
        self._base = base
        self._maybe = maybe
        self._known: dict[str, int] = {}
        self._stems: dict[int, str] = {}
        self._counts: dict[int, tuple[NDArray[np.int32], NDArray[np.bool_]]] = {}

    def forget(self) -> None:
        """Forget what was remembered: a write that failed may have made it."""
        self._forget_stems()
        self.forget_counts()

    def _forget_stems(self) -> None:
        self._known.clear()
        self._stems.clear()

    def forget_counts(self) -> None:
        """Forget how many articles hold what: another has written."""
        self._counts.clear()

    def numbers(self, stems: Collection[str]) -> dict[str, int]:
        """Return the numbers of those stems that have one."""
        if max(len(self._known), len(self._stems)) > REMEMBERED:
            self._forget_stems()
        missing = [stem for stem in stems if stem not in self._known]
        if missing:
            maybe = self._maybe(missing)
            spelled = self.stems({number for _, number in maybe})
            self._known |= {stem: number for stem, number in maybe if spelled[number] == stem}
        return {stem: self._known[stem] for stem in stems if stem in self._known}

    def stems(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the stems of these numbers.

        Raises:
            DamagedError: one is not there.
        """
        missing = [number for number in numbers if number not in self._stems]
        rows = self._base.execute(
            "SELECT number, stem FROM term WHERE number IN (SELECT value FROM json_each(?))",
            (dumps(missing),),
        )
        for number, sealed in rows:
            stem = unseal(sealed, f"term {number}", number).decode("utf-8", "surrogatepass")
            self._stems[number] = stem
        try:
            return {number: self._stems[number] for number in numbers}
        except KeyError as error:
            raise DamagedError(f"term {error} is missing") from error

    def add(self, stems: Iterable[str], first: int) -> dict[str, int]:
        """Number new stems from ``first`` on; return their numbers."""
        made = {stem: first + place for place, stem in enumerate(stems)}
        self._base.executemany(
            "INSERT INTO term VALUES (?, ?)",
            (
                (number, seal(stem.encode("utf-8", "surrogatepass"), number))
                for stem, number in made.items()
            ),
        )
        self._known |= made
        self._stems |= {number: stem for stem, number in made.items()}
        return made

    def holding(self, numbers: NDArray[np.int64], place: int) -> NDArray[np.int64]:
        """Return how many articles of a language hold each of these terms.

        Args:
            numbers: of terms.
            place: of the language among those of the store.
        """
        return self._counts_of(numbers, place)[numbers].astype(np.int64)

    def count(self, numbers: NDArray[np.int64], place: int, change: NDArray[np.int64]) -> None:
        """Add to how many articles of a language hold each of these distinct terms."""
        if not len(numbers):
            return
        counts = self._counts_of(numbers, place)
        counts[numbers] += change.astype(np.int32)
        chunks = np.unique(numbers // CHUNK).tolist()
        self._base.executemany(
            "INSERT OR REPLACE INTO holding VALUES (?, ?)",
            (
                (_place_of(chunk, place), seal(_octets(counts, chunk), _place_of(chunk, place)))
                for chunk in chunks
            ),
        )

    def _counts_of(self, numbers: NDArray[np.int64], place: int) -> NDArray[np.int32]:
        """Return the counts of a language by the numbers of terms; those of ``numbers`` are read.

        They are kept from one block to the next, 4 bytes a term: an article that is asked about
        meets eighty others, whose terms lie in hundreds of rows.
        """
        chunks = int(numbers.max(initial=0)) // CHUNK + 1
        counts, known = self._counts.get(place, (np.zeros(0, np.int32), np.zeros(0, np.bool_)))
        if chunks > len(known):
            known = np.concatenate(
                (known, np.zeros(chunks, np.bool_))
            )  # twice what it was, or more
            counts = np.concatenate((counts, np.zeros(len(known) * CHUNK - len(counts), np.int32)))
            self._counts[place] = counts, known
        asked = numbers // CHUNK
        missing = asked[~known[asked]]
        if len(missing):
            wanted = np.unique(missing)
            self._read_counts(counts, wanted.tolist(), place)
            known[wanted] = True
        return counts

    def _read_counts(self, counts: NDArray[np.int32], chunks: list[int], place: int) -> None:
        first = _place_of(0, place)
        rows = self._base.execute(
            "SELECT chunk, counts FROM holding WHERE chunk IN (SELECT value FROM json_each(?))",
            (dumps([first + chunk for chunk in chunks]),),
        )
        for row, sealed in rows:
            at = (row - first) * CHUNK
            content = unseal(sealed, f"the counts of terms from {at}", row)
            counts[at : at + CHUNK] = np.frombuffer(content, "<i4")


def _place_of(chunk: int, place: int) -> int:
    """Return the number of the row of some counts: each language has rows of its own."""
    return chunk + (place << _LANGUAGE_AT) // CHUNK


def _octets(counts: NDArray[np.int32], chunk: int) -> bytes:
    return counts[chunk * CHUNK : (chunk + 1) * CHUNK].astype("<i4").tobytes()
