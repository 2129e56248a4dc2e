"""The runs that two sequences have in common."""

from __future__ import annotations

from collections import Counter

import numpy as np

from dedup.kernels._alignment import Marks
from dedup.kernels._arrays import (
    Hashes,
    Offsets,
    require_array,
    require_at_least_one,
    require_offsets,
)


def common_runs(left: Offsets, right: Offsets, shortest: int, most: int) -> Offsets:
    """Return the maximal runs that two sequences have in common.

    A run cannot be made longer on either end. Runs begin where the first ``shortest`` ids are
    found on both sides; a start that occurs more than ``most`` times on a side is passed over,
    because what is printed everywhere aligns nothing.

    Args:
        left, right: sequences of ids.
        shortest: the least length of a run, at least 1.
        most: the largest number of occurrences of a start on a side.

    Returns:
        Shape (r, 3): left start, right start, length; ascending.

    Raises:
        ValueError: ``shortest`` or ``most`` is below 1.
    """
    require_array("left", left, np.int64)
    require_array("right", right, np.int64)
    require_at_least_one("shortest", shortest)
    require_at_least_one("most", most)
    a, b = left.tolist(), right.tolist()
    places: dict[tuple[int, ...], list[int]] = {}
    for j in range(len(b) - shortest + 1):
        places.setdefault(tuple(b[j : j + shortest]), []).append(j)
    starts = Counter(tuple(a[i : i + shortest]) for i in range(len(a) - shortest + 1))
    runs: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}  # diagonal -> left end of the run last found on it
    for i in range(len(a) - shortest + 1):
        start = tuple(a[i : i + shortest])
        found = places.get(start, ())
        if len(found) > most or starts[start] > most:
            continue
        for j in found:
            if reached.get(i - j, -1) > i:
                continue
            begin, end = 0, shortest
            while i - begin > 0 and j - begin > 0 and a[i - begin - 1] == b[j - begin - 1]:
                begin += 1
            while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end]:
                end += 1
            runs.append((i - begin, j - begin, begin + end))
            reached[i - j] = i + end
    return np.array(sorted(runs), np.int64).reshape(-1, 3)


def longest_runs(
    words: Hashes, first: Offsets, marks: Marks, pairs: Offsets, shortest: int, most: int
) -> Offsets:
    """Return the lengths of the longest runs that two texts share, marked words in it and not.

    Args:
        words, first: a ragged array of the keys of n texts' words.
        marks: of each word, 0 if it may be part of the second run.
        pairs: shape (p, 2), of texts.
        shortest, most: as ``common_runs`` takes them.

    Returns:
        Shape (p, 2): the words of the longest common run, and of the longest stretch of any common
        run that is marked on neither side.

    Raises:
        ValueError: a pair names no text, or the arrays do not fit each other.
    """
    require_array("words", words, np.uint64)
    require_array("marks", marks, np.uint8)
    require_offsets("first", first, len(words), "words")
    require_array("pairs", pairs, np.int64, 2)
    require_at_least_one("shortest", shortest)
    require_at_least_one("most", most)
    if len(marks) != len(words):
        raise ValueError(f"{len(words)} words and {len(marks)} marks: pass one mark a word")
    if len(pairs) and pairs.shape[1] != 2:
        raise ValueError(f"pairs must have shape (p, 2), not {pairs.shape}")
    longest = np.zeros((len(pairs), 2), np.int64)
    for number, pair in enumerate(pairs.tolist()):
        for row in pair:
            if not 0 <= row < len(first) - 1:
                raise ValueError(f"pair {number} names row {row} of {len(first) - 1}")
        left, right = (slice(*first[row : row + 2].tolist()) for row in pair)
        runs = common_runs(words[left].view(np.int64), words[right].view(np.int64), shortest, most)
        for i, j, length in runs.tolist():
            inside = marks[left][i : i + length] | marks[right][j : j + length]
            breaks = np.flatnonzero(np.concatenate(([1], inside, [1])))
            free = int(np.diff(breaks).max()) - 1
            longest[number] = np.maximum(longest[number], (length, free))
    return longest
