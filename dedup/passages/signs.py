"""Signs: what each letter of some texts may be to its neighbors, and where clauses end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import bounds_of

Ids = NDArray[np.int64]

MARKS = ';()[]{}"“”„«‹»›—–、，；：（）「」『』،؛'
"""Clause punctuation and quote marks: a passage may end there as it may at a full stop. Commas and
colons are marks too unless they stand between digits, single quote marks unless between letters,
and hyphens with white space on both sides."""

_MARK, _SEPARATOR, _OPENING, _CLOSING, _HYPHEN, _DIGIT, _WORD, _BLANK = np.left_shift(
    np.uint8(1), np.arange(8, dtype=np.uint8)
)
"""What a letter may be to its neighbors: signs, as bits."""
_ANY = _MARK | _SEPARATOR | _OPENING | _CLOSING | _HYPHEN
_SIGNS = {
    _MARK: re.compile(f"[{re.escape(MARKS)}]+"),
    _SEPARATOR: re.compile("[,:]+"),
    _OPENING: re.compile("['‘]+"),
    _CLOSING: re.compile("['’]+"),
    _HYPHEN: re.compile("-+"),
    _DIGIT: re.compile(r"\d+"),
    _WORD: re.compile(r"\w+"),
    _BLANK: re.compile(r"\s+"),
}
_BETWEEN = "\0"
"""Stands between two texts: it has no sign, so that neither sees a neighbor in the other."""
_LAST_OF_PLANE = 0xFFFF


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The code points of n texts.

    Attributes:
        codes: of all of them, with one between each two.
        first: shape (n + 1,), where each text begins, and one beyond the end.
    """

    codes: NDArray[np.uint32]
    first: Ids

    def are_capitals(self, places: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which letters are capitals."""
        codes = self.codes[places]
        found: NDArray[np.bool_] = _capitals_of_plane()[np.minimum(codes, _LAST_OF_PLANE)]
        beyond = np.flatnonzero(codes > _LAST_OF_PLANE)
        found[beyond] = [chr(code).isupper() for code in codes[beyond].tolist()]
        return found

    def marks(self) -> tuple[Ids, Ids]:
        """Return where clause punctuation and quote marks stand in their text, and whose is whose.

        Returns:
            The places, in code points, and for each text the first of them, and one more.
        """
        signs = _signs_of_plane()[np.minimum(self.codes, _LAST_OF_PLANE)]
        beyond = np.flatnonzero(self.codes > _LAST_OF_PLANE)
        if len(beyond):
            signs[beyond] = _signs_of("".join(map(chr, self.codes[beyond].tolist())))
        places = _marks_among(signs)
        first = np.searchsorted(places, self.first)
        return places - np.repeat(self.first[:-1], np.diff(first)), first


def read_letters(texts: Sequence[str]) -> Letters:
    """Return the code points of some texts, lone surrogates included."""
    octets = _BETWEEN.join(texts).encode("utf-32-le", "surrogatepass")
    first = bounds_of(len(text) + 1 for text in texts)
    return Letters(np.frombuffer(octets, "<u4"), first)


def find_marks(text: str) -> Ids:
    """Return where clause punctuation and quote marks stand, in code points."""
    return read_letters([text]).marks()[0]


def _marks_among(signs: NDArray[np.uint8]) -> Ids:
    at = np.flatnonzero(signs & _ANY)
    own, around = signs[at], np.concatenate((signs, np.zeros(1, np.uint8)))
    before, after = around[at - 1], around[at + 1]  # nothing is before the first and after the last
    apart = own & _MARK
    apart |= (own & _SEPARATOR) * ((before & after & _DIGIT) == 0)
    apart |= (own & _OPENING) * ((before & _WORD) == 0)
    apart |= (own & _CLOSING) * ((after & _WORD) == 0)
    apart |= (own & _HYPHEN) * ((before & after & _BLANK) != 0)
    places: Ids = at[apart != 0]
    return places


@cache
def _signs_of_plane() -> NDArray[np.uint8]:
    """Return the signs of each code point of 16 bits; texts hold hardly any other."""
    return _signs_of("".join(map(chr, range(_LAST_OF_PLANE + 1))))


@cache
def _capitals_of_plane() -> NDArray[np.bool_]:
    """Return which code points of 16 bits are capitals."""
    plane = range(_LAST_OF_PLANE + 1)
    return np.fromiter((chr(code).isupper() for code in plane), np.bool_, len(plane))


def _signs_of(text: str) -> NDArray[np.uint8]:
    signs = np.zeros(len(text), np.uint8)
    for sign, letters in _SIGNS.items():
        for found in letters.finditer(text):
            signs[slice(*found.span())] |= sign
    return signs
