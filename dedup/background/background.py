"""The language background: which words a language uses often, so that a rare one tells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

import numpy as np
import Stemmer
from numpy.typing import NDArray

from dedup.background.names import STEMS, strip_accents
from dedup.tokens.vocabulary import VOCABULARY

SMOOTHING = 2000
"""Imagined articles of general news behind the ones at hand: five alone behave like five among
many (without them the five seeds fall apart)."""

WORDS_PER_ARTICLE = 400
"""Turns a word's frequency into the share of articles that hold it."""

RAREST = 2e-7
"""Assumed frequency of a word that the background list (down to 1e-6) does not hold."""

DIGIT_SHARES = {1: 0.15, 2: 0.08}
"""Share of articles that hold a given number of one digit, or of two."""
YEAR_SHARE = 0.08
NUMBER_SHARE = 0.004

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_PREFIX = 6
"""Where no stemmer is at hand, words that agree in this many letters count as one."""


class Background:
    """Stems of one language and how many articles of general news hold each.

    Args:
        language: an ISO 639-1 code; one without a word list or stemmer falls back to prefixes and
            a uniform share.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        name = _SNOWBALL.get(language)
        # Words come here once each: nothing would be found in a cache.
        self._stemmer = Stemmer.Stemmer(name, 0) if name else None
        self._stems = np.full(0, -1, np.int32)  # of each word of the vocabulary, -1 if unknown
        self._rarities = np.full(0, np.nan)
        self._own_idf: dict[str, float] = {}
        self._frequencies = self._stem_frequencies()

    def stem(self, word: str) -> str:
        """Return the stem of a folded word: no accents, possessive or doubled letters."""
        return self._make_stems([word])[0]

    def number(self, words: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the number of the stem of each of some distinct words.

        Args:
            words: as ``VOCABULARY`` numbers them.
        """
        known, names = self._stems, VOCABULARY.names
        if len(known) < len(names):
            # Another thread may grow it too: whatever is lost is only worked out again.
            more = np.full(max(len(names), 2 * len(known)) - len(known), -1, np.int32)
            known = self._stems = np.concatenate((known, more))
        found = known[words]
        new = words[found < 0]
        if len(new):
            known[new] = STEMS.number(self._make_stems([names[word] for word in new.tolist()]))
            found = known[words]
        return found

    def _make_stems(self, words: Sequence[str]) -> list[str]:
        """Return the stem of each word; letters are put right in all words at once."""
        bare = [word.removesuffix("'s").replace("'", "") for word in words]
        # Doubled letters go before stemming, or "zelenskyy" and "zelensky" stem apart.
        plain = _without_doubles("\n".join(strip_accents(bare))).split("\n")
        stems: list[str]
        if self._stemmer:
            stems = self._stemmer.stemWords(plain)
        else:
            stems = [word[:_PREFIX] for word in plain]
        # Of 1'300 and the 1900's as well: a number is no word that letters are doubled in.
        for place in [place for place, word in enumerate(bare) if word.isdigit()]:
            stems[place] = bare[place]
        return stems

    def share(self, stem: str) -> float:
        """Return the share of articles of general news that hold this stem, in (0, 1)."""
        if stem.isdigit():
            if len(stem) == 4 and stem[:2] in ("19", "20"):
                return YEAR_SHARE
            return DIGIT_SHARES.get(len(stem), NUMBER_SHARE)
        return -math.expm1(-self._frequencies.get(stem, RAREST) * WORDS_PER_ARTICLE)

    def rarity(self, stem: str) -> float:
        """Return the stem's idf by the background alone, in nats; 0 for ""."""
        return self.idf(stem) if stem else 0.0

    def rarities(self, numbers: NDArray[Any]) -> NDArray[np.float64]:
        """Return the rarity of stems, by their numbers."""
        known = self._rarities
        if len(known) <= int(numbers.max(initial=-1)):
            # Another thread may grow it too: whatever is lost is only worked out again.
            more = np.full(2 * len(STEMS.names) - len(known), np.nan)
            known = self._rarities = np.concatenate((known, more))
        found = known[numbers]
        unknown = np.unique(numbers[np.isnan(found)])
        if len(unknown):
            names = STEMS.names
            known[unknown] = [self.rarity(names[number]) for number in unknown.tolist()]
            found = known[numbers]
        return cast("NDArray[np.float64]", found)

    def idf(self, stem: str, holding: int = 0, articles: int = 0) -> float:
        """Return the stem's smoothed inverse document frequency, in nats.

        Args:
            stem: as ``stem`` gives it.
            holding: articles of the corpus at hand that hold it.
            articles: articles in the corpus at hand; 0 asks the background alone.
        """
        if articles == holding == 0:  # asked for each stem of each text
            idf = self._own_idf.get(stem)
            if idf is None:
                share = SMOOTHING * self.share(stem) + 0.5
                idf = self._own_idf[stem] = -math.log(share / (SMOOTHING + 1))
            return idf
        expected = holding + SMOOTHING * self.share(stem) + 0.5
        return -math.log(expected / (articles + SMOOTHING + 1))

    def idfs(
        self, numbers: NDArray[np.int64], holding: NDArray[np.int64], articles: int
    ) -> list[float]:
        """Return the ``idf`` of each of some stems, by their numbers.

        Args:
            numbers: of the stems.
            holding: articles of the corpus at hand that hold each.
            articles: articles in the corpus at hand.
        """
        names = STEMS.names
        shares = np.array([self.share(names[number]) for number in numbers.tolist()])
        expected = (holding + SMOOTHING * shares + 0.5) / (articles + SMOOTHING + 1)
        return [-math.log(share) for share in expected.tolist()]  # as idf() rounds it

    def _stem_frequencies(self) -> dict[str, float]:
        import wordfreq

        if self.language not in wordfreq.available_languages("small"):
            return {}
        frequencies = wordfreq.get_frequency_dict(self.language, "small")
        totals: dict[str, float] = {}
        stems = self._make_stems(list(frequencies))
        for stem, frequency in zip(stems, frequencies.values(), strict=True):
            totals[stem] = totals.get(stem, 0.0) + frequency
        return totals


def _without_doubles(text: str) -> str:
    """Return a text in which no letter stands twice in a row; lines may be empty."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    keep = np.ones(len(letters), np.bool_)
    keep[1:] = (letters[1:] != letters[:-1]) | (letters[1:] == ord("\n"))
    return letters[keep].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def background(language: str) -> Background:
    """Return the background of a language; each is built once a process (20 to 60 ms)."""
    return Background(language)
