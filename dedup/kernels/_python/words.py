"""Texts to folded words."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from dedup.kernels._arrays import (
    Bytes,
    Offsets,
    WordTable,
    bounds_of,
    require_offsets,
)
from dedup.kernels._unicode import LETTERS, SPACELESS

_APOSTROPHES = "’ʼ＇‛′`´"
_WORD = re.compile(f"[{SPACELESS}]|[{LETTERS}]+(?:['{_APOSTROPHES}][{LETTERS}]+)*")
_FOLDED_AWAY = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys("\u00ad\u200c\u200d", None)
)
"""One apostrophe; soft hyphen and joiners change how a word is drawn, not which word it is."""


def tokenize(utf8: Bytes, offsets: Offsets) -> WordTable:
    """Return the folded words of n texts.

    A word is a run of letters, numbers and marks of Unicode 14; an apostrophe inside it belongs to
    it, a hyphen separates ("battle-tested" equals "battle tested"). In scripts written without
    spaces every code point is a word. Folding is NFKC and case folding, with one apostrophe, and
    without soft hyphens and joiners; a word that folds to nothing is left out.

    Args:
        utf8: the texts, end to end.
        offsets: shape (n + 1,), the byte where each text starts; the last is ``len(utf8)``.

    Raises:
        ValueError: the bytes of a text are not UTF-8, or the offsets do not partition them.
    """
    require_offsets("offsets", offsets, len(utf8), "bytes")
    words: list[bytes] = []
    starts: list[int] = []
    ends: list[int] = []
    first = [0]
    for row, (begin, end) in enumerate(zip(offsets.tolist(), offsets[1:].tolist(), strict=False)):
        for match in _WORD.finditer(decoded(bytes(utf8[begin:end]), row)):
            word = _fold(match.group())
            if word:
                words.append(word.encode("utf-8"))
                starts.append(match.start())
                ends.append(match.end())
        first.append(len(words))
    return WordTable(
        normalized=b"".join(word + b" " for word in words),
        bounds=bounds_of(len(word) + 1 for word in words),
        starts=np.array(starts, np.int64),
        ends=np.array(ends, np.int64),
        first=np.array(first, np.int64),
    )


def decoded(utf8: bytes, row: int) -> str:
    try:
        return utf8.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        raise ValueError(
            f"text {row} is not utf-8: byte {utf8[at]} at {at} of its {len(utf8)}; "
            'decode it with errors="replace" first'
        ) from error


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKC", word.translate(_FOLDED_AWAY)).casefold()
    # Folding can leave a text that is no longer composed, and some ligatures hold spaces.
    return unicodedata.normalize("NFKC", folded).replace(" ", "").translate(_FOLDED_AWAY)
