"""The words met so far in this process, numbered, and what was worked out about each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import urandom
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from dedup import kernels

Item = TypeVar("Item", bound=np.generic)
Numbers = NDArray[np.int32]


_FIRST_PAIRS = 1 << 10
"""Of the table of an empty vocabulary; it has twice as many as there are words, or more."""


class Vocabulary:
    """Numbers for folded words. They say which words are equal: another process gives others.

    Attributes:
        names: the words, by number.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._slots: NDArray[np.uint64] = np.zeros(2 * _FIRST_PAIRS, np.uint64)
        self._secret = int.from_bytes(urandom(8), "little")
        self._adding = Lock()

    def number(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of some words."""
        octets, bounds = _spelled(words)
        with self._adding:
            numbers, fresh = self._enter(octets, bounds, np.arange(len(words)))
            self.names.extend([words[place] for place in fresh.tolist()])
        return numbers

    def number_at(
        self, octets: bytes, bounds: NDArray[np.int64], places: NDArray[np.int64]
    ) -> Numbers:
        """Return the numbers of some words of a table; only those that are new are decoded.

        Args:
            octets, bounds: of a table of words, each with a space behind it.
            places: of the words.
        """
        with self._adding:
            numbers, fresh = self._enter(octets, bounds, places)
            if len(fresh):
                spelled = kernels.gather(octets, bounds, places[fresh]).decode("utf-8")
                self.names.extend(spelled.split(" ")[:-1])
        return numbers

    def _enter(
        self, octets: bytes, bounds: NDArray[np.int64], places: NDArray[np.int64]
    ) -> tuple[Numbers, NDArray[np.int64]]:
        """Return the numbers of words, and the places of the new ones, whose names must follow."""
        most = 2 * (len(self.names) + len(places))
        if most > len(self._slots) // 2:
            pairs = 1 << (most - 1).bit_length()
            self._slots = np.zeros(2 * pairs, np.uint64)
            known, edges = _spelled(self.names)
            every = np.arange(len(self.names))
            kernels.enter_words(known, edges, every, self._slots, self._secret, 0)
        numbers, fresh = kernels.enter_words(
            octets, bounds, places, self._slots, self._secret, len(self.names)
        )
        return numbers.astype(np.int32), fresh


def _spelled(words: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Return words as a table has them: UTF-8, each with a space behind it, and where each is."""
    spelled = [f"{word} ".encode("utf-8", "surrogatepass") for word in words]
    return b"".join(spelled), np.cumsum([0, *map(len, spelled)], dtype=np.int64)


VOCABULARY = Vocabulary()


class WordFacts(Generic[Item]):
    """Something that is worked out once for each word of the vocabulary.

    Args:
        make: returns it for some words.
        dtype: of what it returns.
        names: words by their numbers, of which there will be more; None takes the vocabulary's.
    """

    def __init__(
        self,
        make: Callable[[Sequence[str]], NDArray[Item]],
        dtype: DTypeLike,
        names: Sequence[str] | None = None,
    ) -> None:
        self._make = make
        self._names = VOCABULARY.names if names is None else names
        self._made: NDArray[Any] = np.zeros(0, dtype)
        self._count = 0
        self._growing = Lock()

    def of(self, words: NDArray[Any]) -> NDArray[Item]:
        """Return it for some words, by their numbers."""
        if self._count < len(self._names):
            self._grow()
        found: NDArray[Item] = self._made[words]
        return found

    def _grow(self) -> None:
        with self._growing:
            begin, end = self._count, len(self._names)
            if end > len(self._made):
                # Doubled, so that words that come a few at a time are not copied each time.
                larger = np.zeros(max(end, 2 * len(self._made)), self._made.dtype)
                larger[:begin] = self._made[:begin]
                self._made = larger
            if end > begin:
                self._made[begin:end] = self._make(self._names[begin:end])
                self._count = end
