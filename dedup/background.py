"""The language background: which words a language uses often, so that a rare one tells."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from threading import Lock
from typing import Any, cast

import numpy as np
import Stemmer
from numpy.typing import NDArray

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
_DETECTABLE = {
    "Latin": (
        "en", "es", "de", "fr", "it", "pt", "nl", "pl", "ca", "cs", "da", "fi", "hu", "id", "lt",
        "lv", "nb", "ro", "sh", "sk", "sl", "sv", "tr",
    ),
    "Cyrillic": ("ru", "uk", "bg", "mk"),
    "Arabic": ("ar", "fa", "ur"),
    "Greek": ("el",),
    "Hebrew": ("he",),
    "Devanagari": ("hi",),
}  # fmt: skip
"""Languages with a list of common words, by the script that Unicode names begin with."""
_SPACELESS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "HANGUL": "ko"}
_COMMON_WORDS = 150
_PLAINLY = 0.33
"""A text with this share of common English words is English; others stay below .2."""
_HARDLY = 1 / 12
"""Below this share of common words in every language, the language is left open."""
_SAMPLE_WORDS = 400
_REPEATED = re.compile(r"(.)\1+")
_BEYOND_LATIN = re.compile("[^\u0000-\u02ff\u0370-\u03ff]")
"""What a decomposed word has beyond Latin and Greek letters: marks, or letters of other scripts."""
_PREFIX = 6
"""Where no stemmer is at hand, words that agree in this many letters count as one."""


def detect_language(words: Sequence[str]) -> str:
    """Return the ISO 639-1 code whose commonest words occur most often among ``words``.

    Args:
        words: folded words of one text; the first 400 are looked at.

    Returns:
        The code, or "" when fewer than one word in twelve is common in any language (names,
        numbers, or a language without a list).
    """
    sample = words[:_SAMPLE_WORDS]
    if not sample:
        return ""
    counts = Counter(sample)
    if _share_common(counts, "en") >= _PLAINLY:
        return "en"
    script = _script(sample)
    if script in _SPACELESS:
        return "ja" if any("\u3040" <= word <= "\u30ff" for word in sample) else _SPACELESS[script]
    shares = {code: _share_common(counts, code) for code in _DETECTABLE.get(script.title(), ())}
    best = max(shares, key=lambda code: shares[code], default="")
    return best if best and shares[best] >= _HARDLY else ""


def detect_languages(
    stated: Sequence[str],
    numbers: NDArray[np.int32],
    first: NDArray[np.int64],
    vocabulary: Sequence[str],
) -> list[str]:
    """Return the language of each of some texts: stated, or what ``detect_language`` returns.

    Args:
        stated: of each text, "" where it is not known.
        numbers: of the words of all texts, by their place in the vocabulary.
        first: the index of each text's first word, and one more.
        vocabulary: distinct words.
    """
    common = _common_words("en")
    english = np.fromiter((word in common for word in vocabulary), np.bool_, len(vocabulary))
    found = []
    for language, (begin, end) in zip(stated, pairwise(first.tolist()), strict=True):
        sample = numbers[begin : min(end, begin + _SAMPLE_WORDS)]
        if language:
            found.append(language)
        elif len(sample) and int(np.count_nonzero(english[sample])) / len(sample) >= _PLAINLY:
            found.append("en")
        else:
            found.append(detect_language([vocabulary[number] for number in sample.tolist()]))
    return found


def _script(words: Sequence[str]) -> str:
    """Return the first word of most letters' Unicode names: LATIN, CYRILLIC, CJK and others."""
    names = (unicodedata.name(word[0], "?").split()[0] for word in words if word[0].isalpha())
    counted = Counter(names)
    return max(sorted(counted), key=lambda name: counted[name], default="")


def _share_common(counts: Counter[str], language: str) -> float:
    common = _common_words(language).intersection(counts)
    return sum(counts[word] for word in common) / counts.total()


@cache
def _common_words(language: str) -> frozenset[str]:
    import wordfreq  # 0.1 s, which what compares by shingles alone need not wait for

    return frozenset(wordfreq.top_n_list(language, _COMMON_WORDS, wordlist="small"))


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
        asked = np.flatnonzero(present).tolist()
        many = SORTED_FROM * len(asked) >= len(self.names)
        known = range(len(self.names)) if many else asked
        ordered = sorted(known, key=self.names.__getitem__)
        ranks = np.zeros(max(ordered, default=0) + 1, np.uint32)
        ranks[ordered] = np.arange(len(ordered), dtype=np.uint32)
        if many:
            self._ranks = ranks
        return ranks


STEMS = Stems()


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
        self._numbers: dict[str, int] = {}
        self._rarities = np.full(0, np.nan)
        self._own_idf: dict[str, float] = {}
        self._frequencies = self._stem_frequencies()

    def stem(self, word: str) -> str:
        """Return the stem of a folded word: no accents, possessive or doubled letters."""
        return STEMS.names[int(self.number([word])[0])]

    def number(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the number of the stem of each of some distinct words."""
        known = self._numbers
        new = [word for word in words if word not in known]
        if new:
            known.update(zip(new, STEMS.number(self._make_stems(new)), strict=True))
        return np.fromiter(map(known.__getitem__, words), np.int64, len(words))

    def _make_stems(self, words: Sequence[str]) -> list[str]:
        """Return the stem of each word; letters are put right in all words at once."""
        bare = [word.removesuffix("'s").replace("'", "") for word in words]
        # Doubled letters go before stemming, or "zelenskyy" and "zelensky" stem apart.
        plain = _REPEATED.sub(r"\1", "\n".join(strip_accents(bare))).split("\n")
        stems: list[str]
        if self._stemmer:
            stems = self._stemmer.stemWords(plain)
        else:
            stems = [word[:_PREFIX] for word in plain]
        digits = [place for place, word in enumerate(words) if word.isdigit()]
        for place in digits:
            stems[place] = words[place]
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


@cache
def background(language: str) -> Background:
    """Return the background of a language; each is built once a process (20 to 60 ms)."""
    return Background(language)


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
