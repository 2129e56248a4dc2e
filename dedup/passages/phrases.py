"""Stock phrases: what a collection prints everywhere, in ever other surroundings.

A copied sentence is frequent too, but always between the same words. A name with its title, an
institution, a turn of phrase is frequent between other words each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

LENGTHS = range(3, 8)
"""Words of a phrase; "Russian President Vladimir Putin" has four."""
FEWEST_ARTICLES, LEAST_SHARE = 12, 0.01
"""A phrase is in twelve articles at least, or the names of one much-reported story would be stock;
and in one of a hundred."""
VARIETY = 0.5
"""Different words before it and behind it, for each article that has it: a copy keeps its own."""
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class StockPhrases:
    """The stock phrases of a collection.

    Attributes:
        keys: for each of ``LENGTHS``, the ascending keys of its phrases.
    """

    keys: tuple[Keys, ...]

    def __len__(self) -> int:
        return sum(map(len, self.keys))

    def cover(self, words: Keys, breaks: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which words of an article are part of a stock phrase.

        Args:
            words: keys of its own words.
            breaks: before which of them furniture stands: no phrase crosses it.
        """
        covered = np.zeros(len(words), np.bool_)
        walls = np.zeros(len(words) + 1, np.int64)
        walls[breaks] = 1
        walls = np.cumsum(walls)
        for length, known in zip(LENGTHS, self.keys, strict=True):
            starts = np.flatnonzero(np.isin(_phrases(words, length), known))
            starts = starts[walls[starts] == walls[starts + length - 1]]
            for step in range(length):
                covered[starts + step] = True
        return covered


def find_stock_phrases(articles: Iterable[tuple[Keys, NDArray[np.int64]]]) -> StockPhrases:
    """Return the phrases that many articles print, each between other words.

    Two articles alone have none: what both print is then all that is known of them.

    Args:
        articles: for each, keys of its own words and the breaks between them, as
            ``units.word_keys`` gives them.
    """
    # A wall between any two stretches, each another one, so that it is nobody's neighbour.
    stretches = [
        (number, part)
        for number, (words, breaks) in enumerate(articles)
        for part in np.split(words, breaks)
        if len(part)
    ]
    count = len({number for number, _ in stretches})
    least = max(FEWEST_ARTICLES, LEAST_SHARE * count)
    return StockPhrases(tuple(_frequent(stretches, length, least) for length in LENGTHS))


def _phrases(words: Keys, length: int) -> Keys:
    """Return the key of each run of ``length`` words."""
    size = max(len(words) - length + 1, 0)
    keys = np.zeros(size, np.uint64)
    for step in range(length):
        keys = keys * _ODD + words[step : step + size]
    return keys


def _frequent(stretches: Sequence[tuple[int, Keys]], length: int, least: float) -> Keys:
    parts = [_phrases(words, length) for _, words in stretches]
    if not parts:
        return np.zeros(0, np.uint64)
    phrases = np.concatenate(parts)
    owners = np.repeat([number for number, _ in stretches], list(map(len, parts)))
    before, behind = (
        np.concatenate([_neighbours(one[1], length, side, k) for k, one in enumerate(stretches)])
        for side in (0, 1)
    )
    known, places = np.unique(phrases, return_inverse=True)
    places = places.reshape(-1)
    holding = _distinct(places, owners.astype(np.uint64), len(known))
    varied = np.minimum(
        _distinct(places, before, len(known)), _distinct(places, behind, len(known))
    )
    return known[(holding >= least) & (varied >= VARIETY * holding)]


def _neighbours(words: Keys, length: int, side: int, number: int) -> Keys:
    """Return the word before (0) or behind (1) each phrase; a stretch's own number at its ends."""
    size = max(len(words) - length + 1, 0)
    if not size:
        return np.zeros(0, np.uint64)
    end = np.array([number], np.uint64)
    return np.concatenate((end, words[: size - 1]) if side == 0 else (words[length:], end))


def _distinct(places: NDArray[np.int64], things: Keys, size: int) -> NDArray[np.int64]:
    """Return how many different things each place has."""
    order = np.lexsort((things, places))
    one, other = places[order], things[order]
    first = np.ones(len(one), np.bool_)
    first[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return np.bincount(one[first], minlength=size)
