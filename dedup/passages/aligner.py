"""The aligner: two articles in, the passages they share out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.kernels import Alignments, Sheet
from dedup.passages.passage import Passage
from dedup.passages.presenting import present
from dedup.passages.profile import READING, Profile
from dedup.passages.rules import logs_up_to, rules_of, worths_of
from dedup.passages.units import Units, prepare
from dedup.tokens import Tokens, tokenize


def align(
    left: str | Tokens | Units, right: str | Tokens | Units, profile: Profile = READING
) -> list[Passage]:
    """Return the passages two texts share, by ``left_start``; they do not overlap on either side.

    ``align(b, a)`` is the mirror of ``align(a, b)``. Furniture is no part of any passage but those
    of kind ``furniture``, which are verbatim and worth nothing.

    Args:
        left: an article; ``prepare`` one that is aligned more than once.
        right: another.
        profile: what counts as a shared passage.

    References:
        Potthast et al., "Overview of the 5th international competition on plagiarism detection",
        2013, for seeding, extension and filtering; Dunning, "Accurate methods for the statistics
        of surprise and coincidence", 1993, for likelihood ratios of words.
    """
    a, b = _as_units(left), _as_units(right)
    # Where two choices are equal the first is taken: one orientation of a pair makes its mirror
    # exact.
    if _rank(b.tokens) < _rank(a.tokens):
        return sorted(passage.mirrored() for passage in _align(b, a, profile))
    return _align(a, b, profile)


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """What the articles of some pairs share.

    Attributes:
        tokens: of the articles.
        pairs: shape (p, 2), of their places.
        turned: shape (p,), whether the right was aligned with the left instead.
        found: what was found then.
    """

    tokens: Sequence[Tokens]
    pairs: NDArray[np.int64]
    turned: NDArray[np.bool_]
    found: Alignments

    def spans(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which passages each pair has, and the passages as the kernel gives them."""
        first = np.ascontiguousarray(self.found.first[:, 0])
        rows = self.found.all.passages.copy()
        swapped = np.repeat(self.turned, np.diff(first))
        rows[swapped, :4] = rows[swapped][:, [2, 3, 0, 1]]
        return first, rows

    def passages(self) -> list[list[Passage]]:
        """Return what ``align`` returns for each pair."""
        aligned = np.where(self.turned[:, None], self.pairs[:, ::-1], self.pairs)
        return present(self.tokens, aligned, self.found, self.turned)


def align_pairs(
    tokens: Sequence[Tokens],
    sheets: Sequence[Sheet],
    pairs: NDArray[np.int64],
    profile: Profile = READING,
) -> Aligned:
    """Return what ``align`` returns for each of some pairs, in one call of the kernel.

    Args:
        tokens: of the articles.
        sheets: of the same, with a unit for each sentence.
        pairs: shape (p, 2), of their places.
        profile: what counts as a shared passage; its units are sentences.
    """
    turned = np.array([_rank(tokens[j]) < _rank(tokens[i]) for i, j in pairs.tolist()], np.bool_)
    most = max((len(sheet.bounds) for sheet in sheets), default=0)
    found = kernels.align_pairs(
        sheets,
        np.where(turned[:, None], pairs[:, ::-1], pairs),
        rules_of(profile),
        worths_of(profile.ends.kept_share),
        logs_up_to(2 * most),
    )
    return Aligned(tokens, pairs, turned, found)


def _as_units(article: str | Tokens | Units) -> Units:
    if isinstance(article, Units):
        return article
    return prepare(tokenize(article) if isinstance(article, str) else article)


def _rank(tokens: Tokens) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    return len(tokens.text), tokens.text, tokens.furniture


def _align(left: Units, right: Units, profile: Profile) -> list[Passage]:
    one, other = left.strand(profile.longest_unit), right.strand(profile.longest_unit)
    found = kernels.align_strands(
        one,
        other,
        rules_of(profile),
        worths_of(profile.ends.kept_share),
        logs_up_to(len(one.bounds) + len(other.bounds)),
    )
    counts = np.array([[len(found.passages), len(found.runs), len(found.sentences)]], np.int64)
    alone = np.array([[0, 1]], np.int64), Alignments.of_counts(counts, found), np.zeros(1, np.bool_)
    return present([left.tokens, right.tokens], *alone)[0]
