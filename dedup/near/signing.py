"""Signing: what finds near-duplicates among any number of texts, in 280 bytes a text."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.near.ahead import Ahead
from dedup.near.scheme import PERMUTATIONS, SHINGLE, SLOTS
from dedup.readers.batches import Batches
from dedup.readers.json_blocks import Rows
from dedup.readers.json_stream import Begun
from dedup.readers.texts import Texts


@dataclass(frozen=True, slots=True, eq=False)
class Signed:
    """What is kept of n texts.

    Attributes:
        words: shape (n,).
        copy_of: shape (n,), the first text with the same words in the same order, or itself; a text
            without words is a copy of none.
        slots: shape (n, SLOTS), the low 16 bits of each signature: two slots that differ look equal
            once in 65,536 times, and it takes half the memory.
    """

    words: NDArray[np.int64]
    copy_of: NDArray[np.int64]
    slots: NDArray[np.uint16]

    @property
    def firsts(self) -> NDArray[np.int64]:
        """The texts that have words and are copies of none."""
        own = self.copy_of == np.arange(len(self.copy_of))
        return np.flatnonzero(own & (self.words > 0))


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    words: NDArray[np.int64]
    digests: NDArray[np.uint64]
    slots: NDArray[np.uint16]


def _begun(ahead: Ahead | None) -> Begun[_Signs] | None:
    """Return what was signed ahead as the reader takes it."""
    signed = ahead.stop() if ahead else None
    if ahead is None or signed is None or not signed.words:
        return None
    lines, lengths, slots, words, digests = signed.arrays()
    ids = signed.ids.decode().split("\n")[:-1]
    rows = Rows(_Signs(words, digests, slots), lengths, ids, lines[:, 2] + 1, lines[:, :2])
    return Begun(ahead.path, rows, signed.line_count, signed.end)


def sign_batches(
    batches: Batches,
    pool: Executor,
    told: Callable[[int, int], None] | None = None,
    ahead: Ahead | None = None,
) -> Signed:
    """Return the signs of all texts; reads them all.

    Args:
        batches: not read yet.
        pool: its threads sign.
        told: is called with the bytes read and those to read.
        ahead: what was signed of their first file.
    """
    words, digests = [], []
    slots = _Rows()
    for batch in batches.each(_sign, pool, _begun(ahead)):
        signs, kept = batch.outcome, batch.kept
        # A slice is no copy, and hardly ever is a row refused.
        chosen = slice(None) if len(kept) == len(signs.words) else kept
        words.append(signs.words[chosen])
        digests.append(signs.digests[chosen])
        slots.append(signs.slots[chosen], batches.done / max(1, batches.total))
        if told:
            told(batches.done, batches.total)
    counts = np.concatenate([np.empty(0, np.int64), *words])
    copy_of = _copies(counts, np.concatenate([np.empty(0, np.uint64), *digests]), slots.all())
    return Signed(counts, copy_of, slots.all())


def _sign(texts: Texts) -> _Signs:
    slots, words, digests = kernels.minhash_texts(texts.utf8, texts.offsets, SHINGLE, *PERMUTATIONS)
    return _Signs(words, digests, slots.astype(np.uint16))


def _copies(
    words: NDArray[np.int64], digests: NDArray[np.uint64], slots: NDArray[np.uint16]
) -> NDArray[np.int64]:
    """Return for each text the first one with the same digest, words and signature.

    A digest of 64 bits alone could be forged; with the signature it would have to be of a text with
    the same shingles.
    """
    rows = np.arange(len(words))
    order = kernels.order_numbers(digests)
    begins = np.ones(len(words), np.bool_)
    begins[1:] = np.diff(digests[order]) != 0
    firsts = np.empty(len(words), np.int64)
    if len(words):
        lowest = np.minimum.reduceat(order, np.flatnonzero(begins))
        firsts[order] = lowest[np.cumsum(begins) - 1]
    copies = np.flatnonzero((firsts != rows) & (words > 0))
    alike = (slots[copies] == slots[firsts[copies]]).all(axis=1)
    alike &= words[copies] == words[firsts[copies]]
    copy_of = rows.copy()
    copy_of[copies[alike]] = firsts[copies[alike]]
    return copy_of


_MARGIN = 1.1
"""Of the rows expected, for those that come more densely later on."""


class _Rows:
    """Signatures, gathered in one piece of memory: parts and their whole would take it twice."""

    def __init__(self) -> None:
        self._rows = np.empty((0, SLOTS), np.uint16)
        self._count = 0

    def append(self, rows: NDArray[np.uint16], share: float) -> None:
        """Add rows, with which about this share of all is there; 0 where that is not known."""
        count = self._count + len(rows)
        if count > len(self._rows):
            # Memory that is never written to costs nothing; too little is copied once more.
            expected = int(_MARGIN * count / share) if share > 0 else 0
            room = max(count, 2 * len(self._rows), expected)
            larger = np.empty((room, SLOTS), np.uint16)
            larger[: self._count] = self._rows[: self._count]
            self._rows = larger
        self._rows[self._count : count] = rows
        self._count = count

    def all(self) -> NDArray[np.uint16]:
        return self._rows[: self._count]
