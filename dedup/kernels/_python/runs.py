"""The runs that two sequences have in common."""

from __future__ import annotations

from collections import Counter

import numpy as np

from dedup.kernels._arrays import (
    Offsets,
    require_array,
    require_at_least_one,
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
