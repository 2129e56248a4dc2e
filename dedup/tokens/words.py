"""Words: folded, with the code-point offsets they were read from."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.kernels import WordTable


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of some texts, read in one go: n texts, t words, d of them distinct.

    Attributes:
        table: the words as the kernels take them.
        numbers: shape (t,), the place of each word in the vocabulary.
        vocabulary: the distinct words, in the order in which they first occur.
        keys: shape (d,), XXH64 of each distinct word: equal words of any two batches agree.
    """

    table: WordTable
    numbers: NDArray[np.int32]
    vocabulary: tuple[str, ...]
    keys: NDArray[np.uint64]

    def places(self, row: int) -> slice:
        """Return which words are those of one text."""
        return slice(*self.table.first[row : row + 2].tolist())

    def table_of(self, row: int) -> WordTable:
        """Return the words of one text, as the kernels take them."""
        table, own = self.table, self.places(row)
        if len(table.first) == 2:
            return table
        bounds = table.bounds[own.start : own.stop + 1]
        return WordTable(
            normalized=table.normalized[bounds[0] : bounds[-1]],
            bounds=bounds - bounds[0],
            starts=table.starts[own],
            ends=table.ends[own],
            first=np.array([0, own.stop - own.start], np.int64),
        )


def find_words(text: str) -> WordTable:
    """Return the words of one text; ``kernels.tokenize`` says what a word is.

    Lone surrogates are no letters: each counts as one code point that belongs to no word.
    """
    return _table([text])


def read_words(texts: Sequence[str]) -> Words:
    """Return the words of some texts, numbered; each distinct word is decoded once."""
    table = _table(texts)
    numbers, firsts = kernels.number_words(table.normalized, table.bounds)
    edges = zip(table.bounds[firsts].tolist(), table.bounds[firsts + 1].tolist(), strict=True)
    octets = [table.normalized[a:b] for a, b in edges]
    # One object a word of the language, not one a batch.
    vocabulary = tuple(sys.intern(word[:-1].decode("utf-8")) for word in octets)
    return Words(table, numbers.astype(np.int32), vocabulary, keys_of(octets))


def keys_of(spelled: Sequence[bytes]) -> NDArray[np.uint64]:
    """Return a key for each word, by which equal words of any two texts agree.

    Args:
        spelled: UTF-8 of the words, each with a space behind it.
    """
    none = np.zeros(0, np.int64)
    table = WordTable(
        normalized=b"".join(spelled),
        bounds=np.cumsum([0, *map(len, spelled)], dtype=np.int64),
        starts=none,
        ends=none,
        first=np.array([0, len(spelled)], np.int64),
    )
    return kernels.shingle_hashes(table, 1)[0]


def _table(texts: Sequence[str]) -> WordTable:
    # "replace" puts one question mark for each of them, so code-point offsets stay true.
    encoded = [text.encode("utf-8", "replace") for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return kernels.tokenize(encoded[0] if len(encoded) == 1 else b"".join(encoded), offsets)
