"""Texts as the kernels take them: bytes and offsets, no string for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The UTF-8 of n texts, one after the other.

    Attributes:
        utf8: their bytes. They may be lent: valid until whoever gave them goes on.
        offsets: shape (n + 1,): text i is ``utf8[offsets[i] : offsets[i + 1]]``.
    """

    utf8: memoryview
    offsets: Numbers

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> bytes:
        return bytes(self.utf8[self.offsets[row] : self.offsets[row + 1]])

    def __iter__(self) -> Iterator[bytes]:
        return (self[row] for row in range(len(self)))


def texts_of(encoded: Sequence[bytes]) -> Texts:
    """Return texts that are bytes already as one."""
    return Texts(memoryview(b"".join(encoded)), kernels.bounds_of(map(len, encoded)))


def encode(texts: Iterable[str]) -> list[bytes]:
    """Return the UTF-8 of texts; half a surrogate pair becomes a question mark."""
    return [text.encode("utf-8", "replace") for text in texts]


def lengths_of(texts: Texts, exact_above: int) -> Numbers:
    """Return how long each text is: in bytes, or in code points where that is over a limit.

    Args:
        texts: some.
        exact_above: a text of fewer bytes than this has fewer code points, too.
    """
    lengths = np.diff(texts.offsets)
    for row in np.flatnonzero(lengths > exact_above).tolist():
        octets = np.frombuffer(texts[row], np.uint8)
        lengths[row] = np.count_nonzero((octets & 0xC0) != 0x80)  # the others continue one
    return lengths
