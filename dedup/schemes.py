"""Schemes: every parameter that signatures, and the search with them, depend on."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from dedup.errors import SchemeMismatch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEME_VERSION = 1
"""Moves whenever the same text would get other numbers; a store of another version is refused."""

LANGUAGE_TERMS = 96
"""Terms kept per article by background weight; the corpus chooses its 48 among them."""


NEAR_JACCARD = 0.5
"""Half of all shingles: below it, two newspapers would not call the texts one article."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Every parameter that a signature depends on.

    Attributes:
        version: of the rules for words, folding, furniture and hashing.
        shingle: words in a shingle.
        slots: of the MinHash signature; its standard error is sqrt(J (1 - J) / slots).
        hash_seed: of the permutations, as datasketch's ``seed``.
        anchor_shingle: words in a shingle that anchors are chosen from.
        anchor_window: of winnowing: a verbatim run of ``anchor_shingle + anchor_window - 1`` words
            leaves a common anchor.
        terms: kept per article.
    """

    version: int = SCHEME_VERSION
    shingle: int = 5
    slots: int = 128
    hash_seed: int = 1
    anchor_shingle: int = 8
    anchor_window: int = 5
    terms: int = LANGUAGE_TERMS

    def require(self, other: Scheme) -> None:
        """Do nothing if ``other`` is the same scheme.

        Raises:
            SchemeMismatch: naming the fields that differ, with both values.
        """
        if self is other:
            return
        mine, theirs = asdict(self), asdict(other)
        unequal = [f.name for f in fields(self) if mine[f.name] != theirs[f.name]]
        if unequal:
            listed = ", ".join(f"{name}: {mine[name]} against {theirs[name]}" for name in unequal)
            raise SchemeMismatch(
                f"signatures of different schemes do not compare ({listed}); make both with one"
            )


@cache
def permutations(slots: int, hash_seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the multipliers and increments of datasketch 2's ``affine32`` scheme.

    Returns:
        Two arrays of shape (slots,): odd multipliers, any increments.

    Raises:
        ValueError: the seed has more than 32 bits.
    """
    import numpy as np  # only here: what is signed before NumPy is there needs the numbers alone

    multipliers, increments = drawn_permutations(slots, hash_seed)
    return np.array(multipliers, np.uint32), np.array(increments, np.uint32)


def drawn_permutations(slots: int, hash_seed: int) -> tuple[array[int], array[int]]:
    """Return the same as ``permutations``, without NumPy.

    Raises:
        ValueError: the seed has more than 32 bits.
    """
    if not 0 <= hash_seed < 1 << 32:
        raise ValueError(f"hash_seed={hash_seed} must be from 0 to {(1 << 32) - 1}")
    drawn = _mersenne_twister(hash_seed, 2 * slots)
    odd = (2 * number + 1 & 0xFFFF_FFFF for number in drawn[:slots])
    return array("I", odd), array("I", drawn[slots:])


def _mersenne_twister(seed: int, count: int) -> list[int]:
    """Return the first numbers that ``numpy.random.RandomState(seed)`` draws from all of 32 bits.

    It is Matsumoto and Nishida's generator as they seeded it in 2002. Python has it too, seeded in
    another way; ``numpy.random`` takes a tenth of the time that the command takes to start.
    """
    state = [seed]
    for place in range(1, 624):
        last = state[-1]
        state.append((1_812_433_253 * (last ^ last >> 30) + place) & 0xFFFF_FFFF)
    generator = random.Random()
    generator.setstate((3, (*state, 624), None))  # 3: the layout of the state since Python 2.6
    return [generator.getrandbits(32) for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Banding:
    """How signatures are cut into bands; articles with an equal band become a candidate pair.

    Attributes:
        bands, rows: ``bands * rows`` is the number of slots. A pair of Jaccard similarity J is
            found with probability 1 - (1 - J**rows)**bands: with 32 bands of 4 rows,
            .9998 at J = .7 and .87 at J = .5.
        cap: a band key that more articles share pairs each with the lowest alone.
    """

    bands: int = 32
    rows: int = 4
    cap: int = 64


def cap_notes(capped: Sequence[int]) -> tuple[str, ...]:
    """Return what a reader must be told of keys over the cap: one sentence, or none.

    Args:
        capped: how many articles held each such key.
    """
    if not capped:
        return ()
    keys = "key is" if len(capped) == 1 else "keys are"
    return (
        f"{len(capped):,} signature {keys} shared by more articles than the cap allows (the "
        f"largest by {max(capped):,}); those articles were each compared with the first of them "
        "only.",
    )
