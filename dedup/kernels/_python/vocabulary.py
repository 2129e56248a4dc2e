"""Words to numbers, and the numbers of a text to the few that tell most."""

from __future__ import annotations

from collections import Counter

import numpy as np

from dedup.kernels._arrays import (
    Bytes,
    Offsets,
    Weights,
    require_array,
    require_at_least_one,
    require_offsets,
)


def number_words(normalized: Bytes, bounds: Offsets) -> tuple[Offsets, Offsets]:
    """Return a number for each word, the same for equal words.

    Args:
        normalized, bounds: of a ``WordTable`` with t words.

    Returns:
        numbers: shape (t,), in 0 .. d - 1, in the order in which the d distinct words first occur.
        firsts: shape (d,), where each of them first occurs.

    Raises:
        ValueError: the bounds do not partition the bytes.
    """
    require_offsets("bounds", bounds, len(normalized), "bytes")
    known: dict[bytes, int] = {}
    numbers = np.empty(len(bounds) - 1, np.int64)
    firsts: list[int] = []
    for word in range(len(bounds) - 1):
        spelled = bytes(normalized[bounds[word] : bounds[word + 1]])
        number = known.setdefault(spelled, len(known))
        if number == len(firsts):
            firsts.append(word)
        numbers[word] = number
    return numbers, np.array(firsts, np.int64)


def strongest_terms(
    first: Offsets, items: Offsets, rarities: Weights, frequencies: Weights, most: int
) -> tuple[Offsets, Offsets, Offsets]:
    """Return the items of each row that weigh most, by how often they stand there.

    Args:
        first, items: a ragged array of n rows; items are in 0 .. t - 1, and -1 counts for nothing.
        rarities: shape (t,), of each item.
        frequencies: ``frequencies[c] * rarities[i]`` is what item i weighs where it stands c times.
        most: items of a row that are kept.

    Returns:
        Ragged: ``first`` of shape (n + 1,), and for each row its items, most weight first, of equal
        ones the lowest first; and how often each stands in the row.

    Raises:
        ValueError: an item is outside, stands more often than there are frequencies, or ``most``
            is below 1.
    """
    require_array("items", items, np.int64)
    require_array("rarities", rarities, np.float64)
    require_array("frequencies", frequencies, np.float64)
    require_offsets("first", first, len(items), "items")
    require_at_least_one("most", most)
    bounds, kept, counts = [0], [], []
    for row in range(len(first) - 1):
        own = items[first[row] : first[row + 1]]
        outside = own[(own < -1) | (own >= len(rarities))]
        if len(outside):
            raise ValueError(f"item {outside[0]} is not in -1 .. {len(rarities) - 1}")
        counted = Counter(own[own >= 0].tolist())
        often = next((n for n in counted.values() if n >= len(frequencies)), None)
        if often is not None:
            raise ValueError(
                f"row {row} holds an item {often} times, and {len(frequencies)} frequencies were "
                "passed; pass one for each count from 0"
            )
        best = sorted(counted, key=lambda i: (-(frequencies[counted[i]] * rarities[i]), i))[:most]
        kept += best
        counts += [counted[item] for item in best]
        bounds.append(len(kept))
    return np.array(bounds, np.int64), np.array(kept, np.int64), np.array(counts, np.int64)
