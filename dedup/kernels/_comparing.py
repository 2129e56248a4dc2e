"""What the kernels on pairs of prepared articles take and give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._alignment import Alignment, Mark, Marks, Strand
from dedup.kernels._arrays import Hashes, Offsets, Slots, Weights

FURNISHED, BEGINS_SENTENCE = 16, 32
"""Flags of a word on a sheet, beside the aligner's ``Mark`` before it."""
ROW = 3
"""Words in a row that count as taken over; two in a row are the language's (up to .44 of an answer
in own words), four miss half of what is left in a heavy revision."""
PIECE_ROW = 12
PIECE_SENTENCE = 0.9
"""What was copied in one piece: so many words in a row, or a sentence but for a tenth."""
MULTIPLIER = 0x9E37_79B9_7F4A_7C15
"""Odd, and its bits look random: the order of words counts, and two rows hardly share a key."""


class Count(IntEnum):
    """Columns of ``Comparisons.counts``; of two, the right's is the one behind the left's."""

    COVERED = 0
    NARRATIVE = 2
    TOLD = 4
    CARRIED = 6
    TAKEN = 8
    PIECES = 10
    ONCE_IN_BOTH = 12
    ASCENT = 13
    INVERSIONS = 14


class Weight(IntEnum):
    """Columns of ``Comparisons.weights``, likewise."""

    MISSING = 0
    SHARED = 2
    TOTAL = 4
    COSINE = 6


class Part(IntFlag):
    """What of a pair is counted: words in passages, stems and their order, rows of words."""

    PASSAGES = 1
    STEMS = 2
    ROWS = 4
    ALL = 7


COUNTS, WEIGHTS = len(Count) + 6, len(Weight) + 3


_Arrays = tuple[
    Slots, Hashes, Marks, Slots, Hashes, Slots, Slots,
    Slots, Slots, Weights, Slots, Slots, Slots, Weights,
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Sheet:
    """One article as it is compared: n words on its page, m of them own, d distinct stems.

    What is kept of each article that is compared takes half of what a ``Strand`` does alone.

    Attributes:
        numbers: shape (n,), of each word, among ``keys``.
        keys: of the words of this article and of others: equal words have equal ones.
        flags: shape (n,), the ``Mark`` of each word that is no furniture, or ``FURNISHED``, and
            ``BEGINS_SENTENCE``.
        heads: shape (m,), as ``Strand`` has it.
        head_keys: likewise.
        quotations: likewise, of shape (2 q,).
        bounds: likewise.
        stems: shape (d,), numbers of its stems, ascending.
        places: shape (d,), of a stem that witnesses the order, one more than the word that it is;
            0 for the others.
        weights: shape (d,), how much each stem tells.
        own: places among the stems, as the next two are: of those outside furniture.
        facts: of those that a rewriter would have to invent.
        terms: of the most telling ones.
        term_weights: of the same shape as ``terms``, of a unit vector.
    """

    numbers: Slots
    keys: Hashes
    flags: Marks
    heads: Slots
    head_keys: Hashes
    quotations: Slots
    bounds: Slots
    stems: Slots
    places: Slots
    weights: Weights
    own: Slots
    facts: Slots
    terms: Slots
    term_weights: Weights

    @cached_property
    def arrays(self) -> _Arrays:
        """The arrays in their order."""
        return (
            self.numbers, self.keys, self.flags, self.heads, self.head_keys, self.quotations,
            self.bounds, self.stems, self.places, self.weights, self.own, self.facts, self.terms,
            self.term_weights,
        )  # fmt: skip

    def strand(self) -> Strand:
        """Return the article as the aligner takes it."""
        own = np.flatnonzero((self.flags & FURNISHED) == 0)
        marks = np.append(self.flags[own] & _MARKS, _END_OF_TEXT).astype(np.uint8)
        return Strand(
            page=self.keys[self.numbers].view(np.int64),
            own=own,
            heads=self.heads.astype(np.int64),
            head_keys=self.head_keys,
            marks=marks,
            quotations=self.quotations.astype(np.int64).reshape(-1, 2),
            bounds=self.bounds.astype(np.int64),
        )


_MARKS = Mark.SENTENCE | Mark.CLAUSE | Mark.QUOTED | Mark.STOCK
_END_OF_TEXT = Mark.SENTENCE | Mark.CLAUSE


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """What the articles of p pairs have in common.

    Attributes:
        counts: shape (p, 15). Of each side: narrative words in passages, and all of them; sentences
            with such words, and those of them that are at least half in passages; words outside
            furniture in rows of three that the other has, and those that came in pieces. Of both:
            words that both tell once, the longest row of them in one order, and how many pairs of
            them stand in opposite order.
        weights: shape (p, 7). Of each side: facts that the other has not; own stems that both
            have, and all of them. Of both: the sum of products of their terms.
    """

    counts: Offsets
    weights: Weights


@dataclass(frozen=True, slots=True, eq=False)
class Alignments:
    """The alignments of p pairs.

    Attributes:
        first: shape (p + 1, 3): pair i has the passages ``first[i, 0]`` to ``first[i + 1, 0] - 1``,
            and likewise its runs and sentences, which count its passages from 0.
        all: passages, runs and sentences of all of them.
    """

    first: Offsets
    all: Alignment

    def of(self, pair: int) -> Alignment:
        """Return the alignment of one pair."""
        (a, c, e), (b, d, f) = self.first[pair : pair + 2].tolist()
        found = self.all
        return Alignment(found.passages[a:b], found.runs[c:d], found.sentences[e:f])

    @classmethod
    def of_counts(cls, counts: NDArray[np.int64], found: Alignment) -> Alignments:
        """Return alignments of which is known how many passages, runs and sentences each has."""
        first = np.zeros((len(counts) + 1, 3), np.int64)
        np.cumsum(counts, axis=0, out=first[1:])
        return cls(first, found)
