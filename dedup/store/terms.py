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
"""The bits below are for numbers of terms."""
REMEMBERED = 200_000
"""Stems whose numbers a store remembers: 30 MB, and most of the words that news uses."""


def in_language(numbers: NDArray[np.int64], place: int) -> NDArray[np.int64]:
    """Return what terms are counted under: each language has counts of its own.

    Args:
        numbers: of terms.
        place: of the language among those of the store.
    """
    return numbers | place << _LANGUAGE_AT


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

    def forget(self) -> None:
        """Forget what was remembered: a write that failed may have made it."""
        self._known.clear()
        self._stems.clear()

    def numbers(self, stems: Collection[str]) -> dict[str, int]:
        """Return the numbers of those stems that have one."""
        if max(len(self._known), len(self._stems)) > REMEMBERED:
            self.forget()
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

    def holding(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many articles hold each of these terms, as ``in_language`` gives them."""
        wanted, places = np.unique(numbers // CHUNK, return_inverse=True)
        counts = self._chunks(wanted)
        return counts[places, numbers % CHUNK]

    def count(self, numbers: NDArray[np.int64], change: NDArray[np.int64]) -> None:
        """Add to how many articles hold each of these terms, as ``in_language`` has them."""
        if not len(numbers):
            return
        wanted, places = np.unique(numbers // CHUNK, return_inverse=True)
        counts = self._chunks(wanted)
        counts[places, numbers % CHUNK] += change
        rows = zip(wanted.tolist(), counts.astype("<i4"), strict=True)
        self._base.executemany(
            "INSERT OR REPLACE INTO holding VALUES (?, ?)",
            ((chunk, seal(row.tobytes(), chunk)) for chunk, row in rows),
        )

    def _chunks(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        counts = np.zeros((len(wanted), CHUNK), np.int64)
        at = {chunk: place for place, chunk in enumerate(wanted.tolist())}
        rows = self._base.execute(
            "SELECT chunk, counts FROM holding WHERE chunk IN (SELECT value FROM json_each(?))",
            (dumps(list(at)),),
        )
        for chunk, sealed in rows:
            content = unseal(sealed, f"the counts of terms from {chunk * CHUNK}", chunk)
            counts[at[chunk]] = np.frombuffer(content, "<i4")
        return counts
