"""What the aligner found, as passages of text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import NAT, Alignments, bounds_of
from dedup.passages.passage import Passage, PassageKind, Quad
from dedup.passages.units import joined
from dedup.tokens import Tokens

KINDS = (PassageKind.VERBATIM, PassageKind.REWORDED, PassageKind.QUOTATION, PassageKind.FURNITURE)
"""By the kernel's numbers."""


def present(
    tokens: Sequence[Tokens],
    pairs: NDArray[np.int64],
    found: Alignments,
    turned: NDArray[np.bool_],
) -> list[list[Passage]]:
    """Return for each pair passages of text for passages of words, by ``left_start``.

    Args:
        tokens: of the articles.
        pairs: shape (p, 2), of their places, as they were aligned.
        found: of each pair.
        turned: shape (p,), which pairs are asked for from their other side.
    """
    rows, runs, sentences = found.all.passages, found.all.runs, found.all.sentences
    counts = np.diff(found.first, axis=0).T
    of_rows, of_runs, of_sentences = (np.repeat(np.arange(len(pairs)), own) for own in counts)
    spans, begins = _Spans(tokens, pairs, turned), found.first[:, 0]
    runs_of = _grouped(begins[of_runs] + runs[:, 0], spans.of(of_runs, _both(runs)), len(rows))
    sentences_of = _grouped(
        begins[of_sentences] + sentences[:, 0], spans.of(of_sentences, sentences[:, 1:]), len(rows)
    )
    quads = spans.of(of_rows, rows[:, :4])
    evidence, identity = (rows[:, 5] / NAT).tolist(), (rows[:, 6] / rows[:, 7]).tolist()
    presented: list[list[Passage]] = [[] for _ in pairs]
    for row, (pair, kind) in enumerate(zip(of_rows.tolist(), rows[:, 4].tolist(), strict=True)):
        if turned[pair]:
            runs_of[row].sort()
            sentences_of[row].sort()
        inner = tuple(runs_of[row]), tuple(sentences_of[row])
        passage = Passage(*quads[row], KINDS[kind], evidence[row], identity[row], *inner)
        presented[pair].append(passage)
    return [sorted(passages) for passages in presented]


class _Spans:
    """The words of some pairs as spans of their texts."""

    def __init__(
        self, tokens: Sequence[Tokens], pairs: NDArray[np.int64], turned: NDArray[np.bool_]
    ) -> None:
        self._starts = joined([one.starts for one in tokens], np.int32)
        self._ends = joined([one.ends for one in tokens], np.int32)
        self._first = bounds_of(map(len, tokens))[pairs]
        self._turned = turned

    def of(self, pairs: NDArray[np.int64], words: NDArray[np.int64]) -> list[Quad]:
        """Return spans of both texts, in code points, the asked-for left before the right.

        Args:
            pairs: shape (k,), of which pair each is.
            words: shape (k, 4), of the left and of the right as aligned, half-open.
        """
        left, right = self._first[pairs].T
        one = self._starts[left + words[:, 0]], self._ends[left + words[:, 1] - 1]
        other = self._starts[right + words[:, 2]], self._ends[right + words[:, 3] - 1]
        swapped = self._turned[pairs]
        columns = [np.where(swapped, b, a) for a, b in zip(one + other, other + one, strict=True)]
        return list(zip(*(column.tolist() for column in columns), strict=True))


def _both(runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the words of each run on both sides, shape (r, 4)."""
    left, right, length = runs[:, 1:].T
    return np.stack((left, left + length, right, right + length), axis=1)


def _grouped(numbers: NDArray[np.int64], quads: Sequence[Quad], count: int) -> list[list[Quad]]:
    """Return the quads of each of some passages."""
    groups: list[list[Quad]] = [[] for _ in range(count)]
    for number, quad in zip(numbers.tolist(), quads, strict=True):
        groups[number].append(quad)
    return groups
