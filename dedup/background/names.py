"""Stems as numbers, and words without accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from threading import Lock

_BEYOND_LATIN = re.compile("[^\u0000-\u02ff\u0370-\u03ff]")
"""What a decomposed word has beyond Latin and Greek letters: marks, or letters of other scripts."""


class Stems:
    """Numbers for the stems of all languages that were met so far in this process.

    The numbers say nothing but which stems are equal: another process gives others.
    """

    def __init__(self) -> None:
        self.names: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._adding = Lock()

    def number(self, stems: Iterable[str]) -> list[int]:
        """Return the numbers of some stems; 0 is that of ""."""
        with self._adding:
            found = []
            for stem in stems:
                number = self._numbers.setdefault(stem, len(self.names))
                if number == len(self.names):
                    self.names.append(stem)
                found.append(number)
            return found


STEMS = Stems()


def strip_accents(words: Sequence[str]) -> list[str]:
    """Return some words without combining marks; Cyrillic й and ї keep theirs, they are letters.

    Args:
        words: without line feeds.
    """
    stripped = list(words)
    foreign = [place for place, word in enumerate(words) if not word.isascii()]
    if not foreign:
        return stripped
    decomposed = unicodedata.normalize("NFD", "\n".join(words[place] for place in foreign))
    marks = "".join(sorted(c for c in set(decomposed) if unicodedata.combining(c)))
    changed = re.sub(f"(?<![\u0400-\u052f])[{marks}]", "", decomposed) if marks else decomposed
    composed = unicodedata.normalize("NFC", changed).split("\n")
    for place, before, after in zip(foreign, decomposed.split("\n"), composed, strict=True):
        # A letter that is only written otherwise ("ʹ") stays as it is.
        if _BEYOND_LATIN.search(before):
            stripped[place] = after
    return stripped
