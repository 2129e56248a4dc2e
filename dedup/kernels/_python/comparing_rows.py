"""Rows of words that one article took from another, and what came in pieces."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np

from dedup.kernels._comparing import (
    BEGINS_SENTENCE,
    FURNISHED,
    MULTIPLIER,
    PIECE_ROW,
    PIECE_SENTENCE,
    ROW,
    Count,
    Sheet,
)


def count_taken(sides: tuple[Sheet, Sheet], counts: Any) -> None:
    """Count for each side the words in rows that the other has, and those that came in pieces."""
    for side, sheet in enumerate(sides):
        taken = _taken(sheet, sides[1 - side])
        counts[Count.TAKEN + side], counts[Count.PIECES + side] = taken


def _taken(sheet: Sheet, other: Sheet) -> tuple[int, int]:
    """Return how many words outside furniture were taken, and how many of them in pieces."""
    theirs = set(_rows(other))
    found = [key in theirs for key in _rows(sheet)]
    own = np.flatnonzero((sheet.flags & FURNISHED) == 0)
    taken, pieces = [False] * len(own), [False] * len(own)
    begin = 0
    for here, group in groupby(found):
        end = begin + len(list(group))
        if here:
            last = end + ROW - 1
            taken[begin:last] = [True] * (last - begin)
            if last - begin >= PIECE_ROW:
                pieces[begin:last] = [True] * (last - begin)
        begin = end
    count, sentences = 0, sentences_of(sheet)
    for _, run in groupby(range(len(own)), lambda k: sentences[own[k]]):
        words = list(run)
        inside = sum(taken[k] for k in words)
        whole = inside >= PIECE_SENTENCE * len(words)
        count += inside if whole else sum(pieces[k] for k in words)
    return sum(taken), count


def _rows(sheet: Sheet) -> list[int]:
    """Return the key of each row of words outside furniture."""
    words = [
        word
        for word, flag in zip(sheet.keys[sheet.numbers].tolist(), sheet.flags.tolist(), strict=True)
        if not flag & FURNISHED
    ]
    keys = []
    for at in range(len(words) - ROW + 1):
        key = 0
        for word in words[at : at + ROW]:
            key = (key * MULTIPLIER + word) % 2**64
        keys.append(key)
    return keys


def sentences_of(sheet: Sheet) -> list[int]:
    """Return the sentence that each word stands in; what comes first may begin none."""
    begins = (sheet.flags & BEGINS_SENTENCE) != 0
    found: list[int] = np.cumsum(begins).tolist()
    return found
