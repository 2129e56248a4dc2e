"""What the aligner's kernel takes and gives.

Worths, evidence and resemblance are whole numbers of a fixed scale: no sum depends on its order,
and every machine gives the same passages.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntFlag
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._arrays import Hashes, Offsets

Marks = NDArray[np.uint8]

NAT = 1 << 16
"""Evidence and logarithms are whole numbers of 2^-16 nats."""
SHARE = 1 << 20
"""Shares are whole numbers of 2^-20."""
COSINE = 1 << 40
"""Cosines are whole numbers of 2^-40: the rows they are made of have length 2^20."""

WORTH_STEPS, WORTH_LOWEST, WORTH_OCTAVES = 128, -16, 20
"""What a matched word is worth is looked up by the chance that it is there anyway: by its exponent,
from 2^-16 to 2^4, and the first seven bits after it. A step is .008 nats."""
WORTH_COUNT = WORTH_STEPS * WORTH_OCTAVES
IMAGINED_WORDS = 500
"""Smoothing of a word's rate outside a rectangle: a quarter of an occurrence in 500 words."""


class Mark(IntFlag):
    """What begins before an own word, and what the word itself is part of."""

    SENTENCE = 1
    CLAUSE = 2
    QUOTED = 4
    STOCK = 8


@dataclass(frozen=True, eq=False)
class Strand:
    """One article as the aligner takes it: its own words, furniture left out.

    Attributes:
        page: shape (p,), a key of each word of the page, furniture too.
        own: shape (n,), ascending indices into ``page`` of the article's own words.
        heads: shape (n,), index into ``head_keys`` of what stands for each own word.
        head_keys: ascending.
        marks: shape (n + 1,), a ``Mark`` before each own word, and at the end.
        quotations: shape (q, 2), own words, half-open.
        bounds: shape (u + 1,), the first own word of each unit, ascending from 0 to n.
    """

    page: Offsets
    own: Offsets
    heads: Offsets
    head_keys: Hashes
    marks: Marks
    quotations: Offsets
    bounds: Offsets

    @cached_property
    def arrays(self) -> tuple[Offsets, Offsets, Offsets, Hashes, Marks, Offsets, Offsets]:
        """The arrays in their order."""
        return (
            self.page,
            self.own,
            self.heads,
            self.head_keys,
            self.marks,
            self.quotations,
            self.bounds,
        )


@dataclass(frozen=True, eq=False)
class Rules:
    """What counts as a shared passage, in whole numbers.

    ``passages.profile`` and ``passages.bounds`` say what each is and why, ``passages.rules`` in
    which unit: cosines are of 2^-40, shares of 2^-20, evidence and worths of 2^-16 nats, the rest
    words or units.
    """

    cosine: int
    dice: int
    mutual: int
    gap: int
    missed: int
    end_cost: int
    window: int
    free_clauses: int
    tail: int
    least_at_edge: int
    rounds: int
    shortest: int
    evidence: int
    supported_evidence: int
    support: int
    passes: int
    covered_share: int
    quotations: int
    shortest_quotation: int
    own_worth: int
    shared_heads: int
    shared_part: int
    summaries: int
    summary_words: int
    summary_shortest: int
    summary_ratio: int
    summary_share: int
    summary_evidence: int
    summary_rest: int
    summary_margin: int
    shortest_run: int
    most_occurrences: int
    widest_gap: int
    most_overlap: int
    shortest_chain: int
    most_trimmed: int
    look_back: int
    chain_share: int
    verbatim_share: int
    own_run: int
    shortest_furniture: int
    most_cells: int
    leap: int
    sentence_alike: int
    brief: int
    brief_evidence: int
    deepest: int
    around_worth: int
    alone: int
    alone_share: int
    doubt: int
    plain: int
    plain_share: int
    plain_words: int
    long_share: int
    plain_part: int
    lenience: int
    summary_copied: int
    scattered: int
    phrase: int
    sure_share: int
    phrase_worth: int
    least_longer: int
    end_alike: int

    @cached_property
    def _array(self) -> Offsets:
        return np.array([getattr(self, field.name) for field in fields(self)], np.int64)

    def as_array(self) -> Offsets:
        """Return the rules in their order."""
        return self._array


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The passages of two strands, in words of their pages.

    Attributes:
        passages: shape (k, 8): left first and last, right first and last (half-open), kind (0
            verbatim, 1 reworded, 2 quotation, 3 furniture), evidence, matched words, words of the
            longer side.
        runs: shape (r, 4): passage, left, right, length.
        sentences: shape (s, 5): passage, left first and last, right first and last.
    """

    passages: Offsets
    runs: Offsets
    sentences: Offsets
