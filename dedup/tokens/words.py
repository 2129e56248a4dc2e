"""Words: folded tokens with the code-point offsets they were read from."""

from __future__ import annotations

import unicodedata

import regex

_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts written without spaces: each code point is a token, so shingles become n-grams."""

_WORD = rf"[[\p{{L}}\p{{N}}\p{{M}}\u00AD\u200C\u200D]--[{_SPACELESS}]]"
_APOSTROPHE = "['’ʼ＇‛′`´]"
_TOKEN = regex.compile(
    rf"[{_SPACELESS}]|{_WORD}+(?:{_APOSTROPHE}{_WORD}+)*",
    regex.VERSION1,
)
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys("’ʼ＇‛′`´", "'"))
_INVISIBLE = dict.fromkeys((0x00AD, 0x200C, 0x200D))
"""Soft hyphen and joiners: they change how a word is drawn, not which word it is."""


def fold(word: str) -> str:
    """Return the comparable form of a word: NFKC, case folded, one apostrophe, nothing invisible.

    Folding twice changes nothing. A word made of invisible code points alone folds to "".
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    plain = word.translate(_INVISIBLE).translate(_ONE_APOSTROPHE)
    folded = unicodedata.normalize("NFKC", plain).casefold()
    return unicodedata.normalize("NFKC", folded)


def find_words(text: str) -> tuple[list[str], list[int], list[int]]:
    """Return the folded words of ``text`` and where each starts and ends.

    A word is a run of letters, digits and marks; an apostrophe inside it belongs to it, a hyphen
    separates, so that "battle-tested" equals "battle tested". In scripts written without spaces
    every code point is a word.

    Returns:
        Three lists of one length: words, starts, ends. Offsets are half-open and count code
        points of ``text``: ``text[starts[i]:ends[i]]`` is the i-th word as it was written.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        word = fold(match.group())
        if word:
            words.append(word)
            starts.append(match.start())
            ends.append(match.end())
    return words, starts, ends
