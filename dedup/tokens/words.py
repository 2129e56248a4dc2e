"""Words: folded, with the code-point offsets they were read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.kernels import WordTable
from dedup.tokens.vocabulary import VOCABULARY, WordFacts

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Words:
    """The words of some texts, read in one go: n texts, t words, d of them distinct.

    Attributes:
        first: shape (n + 1,), the index of each text's first word.
        starts, ends: shape (t,), half-open code-point offsets into the word's own text.
        numbers: shape (t,), the place of each word among the distinct ones.
        distinct: shape (d,), the words in the order in which they first occur, as ``VOCABULARY``
            numbers them.
        keys: shape (d,), XXH64 of each distinct word: equal words of any two batches agree.
    """

    first: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    numbers: NDArray[np.int32]
    distinct: NDArray[np.int32]
    keys: NDArray[np.uint64]

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The distinct words, spelled."""
        return tuple(map(VOCABULARY.names.__getitem__, self.distinct.tolist()))

    def places(self, row: int) -> slice:
        """Return which words are those of one text."""
        return slice(*self.first[row : row + 2].tolist())


def find_words(text: str) -> WordTable:
    """Return the words of one text; ``kernels.tokenize`` says what a word is.

    Lone surrogates are no letters: each counts as one code point that belongs to no word.
    """
    return tabulate([text])


def number_words(table: WordTable) -> Words:
    """Return the words of a table, numbered; each distinct word is decoded once a process."""
    numbers, firsts = kernels.number_words(table.normalized, table.bounds)
    distinct = VOCABULARY.number_at(table.normalized, table.bounds, firsts)
    return Words(
        first=table.first,
        starts=table.starts.astype(np.int32),
        ends=table.ends.astype(np.int32),
        numbers=numbers.astype(np.int32),
        distinct=distinct,
        keys=_KEYS.of(distinct),
    )


def keys_of(spelled: Sequence[bytes]) -> NDArray[np.uint64]:
    """Return a key for each word, by which equal words of any two texts agree.

    Args:
        spelled: UTF-8 of the words, each with a space behind it.
    """
    return keys_at(b"".join(spelled), np.cumsum([0, *map(len, spelled)], dtype=np.int64))


def keys_at(octets: bytes, bounds: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return what ``keys_of`` does for words that stand one behind the other.

    Args:
        octets: UTF-8 of the words, each with a space behind it.
        bounds: where each begins, and the end of the last.
    """
    none = np.zeros(0, np.int64)
    first = np.array([0, len(bounds) - 1], np.int64)
    table = WordTable(octets, bounds, starts=none, ends=none, first=first)
    return kernels.shingle_hashes(table, 1)[0]


def _keys_of_words(words: Sequence[str]) -> NDArray[np.uint64]:
    return keys_of([f"{word} ".encode() for word in words])


_KEYS = WordFacts(_keys_of_words, np.uint64)


def tabulate(texts: Sequence[str]) -> WordTable:
    """Return the words of some texts, as the kernels take them."""
    return kernels.tokenize(*as_utf8(texts))


def as_utf8(texts: Sequence[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Return some texts end to end, and where each starts.

    For a lone surrogate stands a replacement character, so that code-point offsets stay true.
    """
    encoded = list(map(_encoded, texts))
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return encoded[0] if len(encoded) == 1 else b"".join(encoded), offsets


def as_spans(found: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """Return spans that a kernel found as pairs of numbers."""
    return tuple(zip(found[:, 0].tolist(), found[:, 1].tolist(), strict=True))


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode("utf-8")
