"""What the kernels that make sheets of articles take and give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._arrays import Offsets, Slots, Weights


class Kind(IntFlag):
    """What is known of a word before its article is compared; the first four as on a sheet."""

    QUOTED = 4
    STOCK = 8
    FURNISHED = 16
    BEGINS_SENTENCE = 32
    NUMBER = 64
    MAY_BE_FACT = 128


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """The words of n texts cut up for alignment: t of them, and m outside furniture.

    Attributes:
        flags: shape (t,), as a sheet has them.
        quotations: shape (2 q,), own words of each text, from and to.
        heads: shape (m,), of each own word, the place of its head among those held by its text.
        held: for each text its distinct heads, ascending.
        bounds: for each text the first own word of each unit, and the end of the last.
        first: shape (n + 1, 3), where heads, held and bounds of each text begin.
    """

    flags: NDArray[np.uint8]
    quotations: Slots
    heads: Slots
    held: Slots
    bounds: Slots
    first: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """The stems of n texts as they are compared, each text's behind those of the one before.

    Attributes:
        stems, places, weights: as a sheet has them, and the next four too.
        own, facts: places among the stems of the text, by the rank of the stem.
        terms, term_weights: likewise.
        first: shape (n + 1, 4), where stems, own, facts and terms of each text begin.
    """

    stems: Slots
    places: Slots
    weights: Weights
    own: Slots
    facts: Slots
    terms: Slots
    term_weights: Weights
    first: Offsets
