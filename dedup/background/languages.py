"""Which language a text is in, by the commonest words of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.tokens.vocabulary import VOCABULARY, Numbers, WordFacts
from dedup.tokens.words import Words

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


def detect_language(words: Sequence[str]) -> str:
    """Return the ISO 639-1 code whose commonest words occur most often among ``words``.

    Args:
        words: folded words of one text; the first 400 are looked at.

    Returns:
        The code, or "" when fewer than one word in twelve is common in any language (names,
        numbers, or a language without a list).
    """
    return _language_of(VOCABULARY.number(words[:_SAMPLE_WORDS]))


def detect_languages(stated: Sequence[str], batch: Words) -> list[str]:
    """Return the language of each of some texts: stated, or what ``detect_language`` returns.

    Args:
        stated: of each text, "" where it is not known.
        batch: the words of the texts.
    """
    english = _common("English").of(batch.distinct) != 0
    found = []
    for language, (begin, end) in zip(stated, pairwise(batch.first.tolist()), strict=True):
        sample = batch.numbers[begin : min(end, begin + _SAMPLE_WORDS)]
        if language:
            found.append(language)
        elif len(sample) and np.count_nonzero(english[sample]) / len(sample) >= _PLAINLY:
            found.append("en")
        else:
            found.append(_language_of(batch.distinct[sample]))
    return found


def _language_of(sample: Numbers) -> str:
    """Return the language of some words, by their numbers."""
    if not len(sample):
        return ""
    if np.count_nonzero(_common("English").of(sample)) / len(sample) >= _PLAINLY:
        return "en"
    script = _script(sample)
    if script in _SPACELESS:
        words = map(VOCABULARY.names.__getitem__, sample.tolist())
        return "ja" if any("\u3040" <= word <= "\u30ff" for word in words) else _SPACELESS[script]
    codes = _DETECTABLE.get(script.title(), ())
    if not codes:
        return ""
    common = _common(script.title()).of(sample)[:, None] >> np.arange(len(codes), dtype=np.uint32)
    counts = np.sum(common & np.uint32(1), axis=0)
    best = int(np.argmax(counts))
    return codes[best] if counts[best] / len(sample) >= _HARDLY else ""


def _script(sample: Numbers) -> str:
    """Return the first word of most letters' Unicode names: LATIN, CYRILLIC, CJK and others."""
    counts = np.bincount(_SCRIPTS.of(sample))
    counts[0] = 0  # of words that begin with no letter
    most = np.flatnonzero((counts > 0) & (counts == counts.max()))
    return min((_SCRIPT_NAMES[number] for number in most.tolist()), default="")


_SCRIPT_NAMES = [""]


@cache
def _script_number(letter: str) -> int:
    if not letter.isalpha():
        return 0
    name = unicodedata.name(letter, "?").split()[0]
    if name not in _SCRIPT_NAMES:
        _SCRIPT_NAMES.append(name)
    return _SCRIPT_NAMES.index(name)


def _script_numbers(words: Sequence[str]) -> NDArray[np.uint16]:
    return np.fromiter((_script_number(word[0]) for word in words), np.uint16, len(words))


_SCRIPTS = WordFacts(_script_numbers, np.uint16)


@cache
def _common(script: str) -> WordFacts[np.uint32]:
    """Return in which languages of a script each word is common: a bit for each."""
    masks: dict[str, int] = {}
    for bit, code in enumerate(_DETECTABLE.get(script, ("en",))):
        for word in _common_words(code):
            masks[word] = masks.get(word, 0) | 1 << bit

    def make(words: Sequence[str]) -> NDArray[np.uint32]:
        return np.fromiter((masks.get(word, 0) for word in words), np.uint32, len(words))

    return WordFacts(make, np.uint32)


@cache
def _common_words(language: str) -> frozenset[str]:
    import wordfreq  # 0.1 s, which what compares by shingles alone need not wait for

    return frozenset(wordfreq.top_n_list(language, _COMMON_WORDS, wordlist="small"))
