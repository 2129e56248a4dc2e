"""Stems as numbers, and words without accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.tokens.vocabulary import WordFacts

_BEYOND_LATIN = re.compile("[^\u0000-\u02ff\u0370-\u03ff]")
"""What a decomposed word has beyond Latin and Greek letters: marks, or letters of other scripts."""


SORTED_FROM = 4
"""Who asks for the order of a fourth of all stems gets that of all: it costs four times as much,
once, and each block of 256 articles would else sort 8,000 of them again, which is half of what
their sheets cost without the lock let go."""


class Stems:
    """Numbers for the stems of all languages that were met so far in this process.

    The numbers say nothing but which stems are equal: another process gives others.
    """

    def __init__(self) -> None:
        self.names: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._adding = Lock()
        self._ranks = np.zeros(0, np.uint32)
        self._beginnings = WordFacts(_beginnings, np.uint64, self.names)

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

    def by_name(self, numbers: NDArray[Any]) -> NDArray[np.uint32]:
        """Return ranks by number, in which some stems stand in the order of their names.

        Whoever asks for many has all stems put in order, which the blocks of a run then share.

        Args:
            numbers: of these stems.
        """
        last = int(numbers.max(initial=0))
        if last < len(self._ranks):
            return self._ranks
        present = np.zeros(last + 1, np.bool_)
        present[numbers] = True
        asked = np.flatnonzero(present)
        many = SORTED_FROM * len(asked) >= len(self.names)
        ordered = self.in_order(np.arange(len(self.names)) if many else asked)
        ranks = np.zeros(int(ordered.max(initial=0)) + 1, np.uint32)
        ranks[ordered] = np.arange(len(ordered), dtype=np.uint32)
        if many:
            self._ranks = ranks
        return ranks

    def in_order(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return some distinct stems, by their numbers, in the order of their names."""
        begun = self._beginnings.of(stems)
        order = np.argsort(begun, kind="stable")
        ordered, begun = stems[order], begun[order]
        tied = np.zeros(len(stems), np.bool_)
        same = begun[1:] == begun[:-1]
        tied[1:] |= same
        tied[:-1] |= same
        # Those that begin alike stand side by side: in order together, each is among its own.
        ordered[tied] = sorted(ordered[tied].tolist(), key=self.names.__getitem__)
        return ordered


def _beginnings(stems: Sequence[str]) -> NDArray[np.uint64]:
    """Return the first eight bytes of each stem as a number: they ascend as the stems do."""
    octets = b"".join([stem.encode("utf-8")[:8].ljust(8, b"\0") for stem in stems])
    return np.frombuffer(octets, ">u8").astype(np.uint64)


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
