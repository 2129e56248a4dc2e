"""The words met so far in this process, numbered, and what was worked out about each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

Item = TypeVar("Item", bound=np.generic)
Numbers = NDArray[np.int32]


class _Numbers(dict[str, int]):
    """Numbers of words; a word that has none is given the next."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._adding = Lock()

    def __missing__(self, word: str) -> int:
        with self._adding:
            number = self.get(word)  # another thread may have added it
            if number is None:
                # Its name first: whoever finds the number finds the name.
                self.names.append(word)
                number = self[word] = len(self.names) - 1
            return number


class Vocabulary:
    """Numbers for folded words. They say which words are equal: another process gives others.

    Attributes:
        names: the words, by number.
    """

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self.names = self._numbers.names

    def number(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of some words."""
        return np.array(list(map(self._numbers.__getitem__, words)), np.int32)


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
