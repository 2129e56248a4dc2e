"""Words: folded, with the code-point offsets they were read from."""

from __future__ import annotations

import numpy as np

from dedup.kernels import WordTable, tokenize


def find_words(text: str) -> WordTable:
    """Return the words of one text; ``kernels.tokenize`` says what a word is.

    Lone surrogates are no letters: each counts as one code point that belongs to no word.
    """
    # "replace" puts one question mark for each of them, so code-point offsets stay true.
    utf8 = text.encode("utf-8", "replace")
    return tokenize(utf8, np.array([0, len(utf8)], np.int64))
