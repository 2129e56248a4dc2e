"""Traits: what each code point is to this Python, for the kernel that finds names near cues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from dedup.attributions.apart import UPPER
from dedup.kernels import CODE_POINTS, Trait

SIGNS = ("•", "©", "(c)", "(C)")
"""Cues that are no words."""
_BEHIND_SPACES, _BEHIND_CASES, _BEHIND_WORDS = 0x3001, 0x20000, 0x40000
"""Code points behind all that are blanks, digits and capitals, or of words: Unicode has assigned no
letter beyond the third plane."""
_BLOCK = 64
"""Code points that are asked at once whether one is a capital."""
_ORDINARY = (range(0x20, 0x7F), range(0xC0, 0x250), range(0x370, 0x530), (0xA0, 0x2019))
"""Code points that names are made of in the languages of the tables; those of them that are spelled
otherwise when words are folded are none."""
_NO_BREAK = 0xA0


@cache
def traits() -> NDArray[np.uint8]:
    """Return what each code point is to this Python: shape (``CODE_POINTS``,), read-only."""
    letters = np.arange(_BEHIND_WORDS, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    found = np.zeros(CODE_POINTS, np.uint8)
    for expression, trait, behind in (
        (r"\w+", Trait.WORD, _BEHIND_WORDS),
        (r"\s+", Trait.SPACE, _BEHIND_SPACES),
        (r"\d+", Trait.DIGIT, _BEHIND_CASES),
    ):
        for match in re.compile(expression).finditer(letters, 0, behind):
            found[match.start() : match.end()] |= int(trait)
    found[list(_capitals(letters[:_BEHIND_CASES]))] |= int(Trait.CAPITAL)
    found[[ord(char) for char in UPPER]] |= int(Trait.OPENS)
    found[[ord(sign[0]) for sign in SIGNS]] |= int(Trait.SIGN)
    for points in _ORDINARY:
        same = [at for at in points if at == _NO_BREAK or normalize("NFKC", chr(at)) == chr(at)]
        found[same] |= int(Trait.ORDINARY)
    found.flags.writeable = False
    return found


def _capitals(letters: str) -> Iterator[int]:
    """Yield where capitals stand among letters, most of which, as Han, have none."""
    for begin in range(0, len(letters), _BLOCK):
        block = letters[begin : begin + _BLOCK]
        if not f"a{block}".islower():  # what has a capital, and no other letters, is not
            yield from (at for at, char in enumerate(block, begin) if char.isupper())
