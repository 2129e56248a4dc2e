"""Words to numbers, and the numbers of a text to the few that tell most."""

from __future__ import annotations

from collections import Counter

import numpy as np
import xxhash

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    Weights,
    require_array,
    require_at_least_one,
    require_offsets,
)

_WORDS = 1 << 64


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


def enter_words(
    normalized: Bytes, bounds: Offsets, places: Offsets, slots: Hashes, secret: int, known: int
) -> tuple[Offsets, Offsets]:
    """Return the numbers of some words in a table, and which of them were new.

    Args:
        normalized, bounds: of a ``WordTable`` with t words.
        places: shape (p,), the words that are asked for, in 0 .. t - 1.
        slots: the table, which new words enter; `core/entering.c` has its form. Zeros are an
            empty one.
        secret: of the table, under 2**64.
        known: words in it; those that are new are numbered from there on.

    Returns:
        numbers: shape (p,).
        fresh: which of ``places`` are of words that were new, each word once.

    Raises:
        ValueError: a place is outside, or the table has no room.
    """
    require_offsets("bounds", bounds, len(normalized), "bytes")
    require_array("places", places, np.int64)
    require_array("slots", slots, np.uint64)
    if known < 0 or len(slots) % 2:
        raise ValueError(f"known={known} must not be negative, nor {len(slots)} slots odd")
    pairs = len(slots) // 2
    if not pairs or pairs & (pairs - 1) or known >= pairs or len(places) > pairs - known - 1:
        raise ValueError(
            f"{known} words and {len(places)} more do not fit in {pairs} pairs, a power of two"
        )
    numbers = np.empty(len(places), np.int64)
    fresh: list[int] = []
    for at, place in enumerate(places.tolist()):
        if not 0 <= place < len(bounds) - 1:
            raise ValueError(f"place {place} is not in 0 .. {len(bounds) - 2}")
        word = bytes(normalized[bounds[place] : bounds[place + 1]])
        code, check = xxhash.xxh64_intdigest(word), _check_of(word, secret)
        number = _enter(slots, code, check, known + len(fresh))
        if number == known + len(fresh):
            fresh.append(at)
        numbers[at] = number
    return numbers, np.array(fresh, np.int64)


def _enter(slots: Hashes, code: int, check: int, following: int) -> int:
    """Return the number of a word, which is the following one if it is new."""
    pairs = len(slots) // 2
    for tried in range(pairs):
        slot = (code + tried) % pairs
        held = int(slots[2 * slot + 1])
        if held == 0:
            slots[2 * slot : 2 * slot + 2] = code, check << 32 | (following + 1)
            return following
        if slots[2 * slot] == code and held >> 32 == check:
            return (held & 0xFFFFFFFF) - 1
    raise ValueError(f"the table of {pairs} pairs is full")


def _check_of(word: bytes, secret: int) -> int:
    held = secret ^ len(word)
    for at in range(0, len(word), 8):
        held = (held ^ int.from_bytes(word[at : at + 8], "little")) * 0x9E3779B97F4A7C15 % _WORDS
        held ^= held >> 29
    return held * 0xC2B2AE3D27D4EB4F % _WORDS >> 32


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
