"""Kernels that are entered before NumPy is there, and what they give in plain memory."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from dedup.kernels._choice import CORE

if TYPE_CHECKING:
    from dedup.kernels._arrays import Hashes, Offsets, ShortSlots

CAN_SIGN = CORE != "python"
"""Whether there is a core that needs no NumPy."""


class SignedLines(NamedTuple):
    """The begin of a file: lines of JSON that are all plain, or blank, and what their texts gave.

    Attributes:
        lines: four numbers each: begin, end and number in the file, and whether it is plain.
        lengths: of the texts, in bytes.
        ids: a line each, empty where none is stated.
        line_count: of all lines, blank ones among them.
        end: of them, in bytes.
        slots: the low 16 bits of the signatures.
        words, digests: as ``minhash_texts`` gives them.
    """

    lines: bytearray
    lengths: bytearray
    ids: bytes
    line_count: int
    end: int
    slots: memoryview
    words: bytearray
    digests: bytearray

    def arrays(self) -> tuple[Offsets, Offsets, ShortSlots, Offsets, Hashes]:
        """Return lines, shape (n, 4), lengths, slots, shape (n, k), words and digests."""
        import numpy as np

        words = np.frombuffer(self.words, np.int64)
        return (
            np.frombuffer(self.lines, np.int64).reshape(-1, 4),
            np.frombuffer(self.lengths, np.int64),
            np.frombuffer(self.slots, np.uint16).reshape(len(words), -1),
            words,
            np.frombuffer(self.digests, np.uint64),
        )


def sign_ahead(
    file: int,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    sizes: tuple[int, int],
    width: int,
    permutations: tuple[array[int], array[int]],
    stop: bytearray,
) -> SignedLines:
    """Return what some lines of a file gave, from its begin on; takes whole blocks of plain lines.

    Args:
        file: a descriptor, where ``os.pread`` is; its position is not moved.
        names: of texts and of ids, as ``json_lines`` takes them, no name in both.
        sizes: bytes read at a time, and those after which no other block is read.
        width: words in a shingle.
        permutations: as ``minhash_texts`` takes them.
        stop: one byte; another thread sets it once no other block is to be read.
    """
    from dedup.kernels import _core

    texts, ids = map(joined, names)
    return SignedLines(*_core.sign_ahead(file, texts, ids, *sizes, width, *permutations, stop))


def joined(names: tuple[str, ...]) -> bytes:
    """Return names as the core takes them."""
    return "".join(f"{name}\n" for name in names).encode("utf-8", "replace")
