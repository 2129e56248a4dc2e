"""How well rectangles that were found agree with the true ones: PAN's measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

Rectangle = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Detection:
    """How well rectangles that were found agree with the true ones.

    Attributes:
        precision, recall: over characters of both texts, averaged over rectangles.
        granularity: mean number of rectangles that report a true one that was found at all.

    References:
        Potthast, Stein, Barrón-Cedeño, Rosso, "An evaluation framework for plagiarism detection",
        2010.
    """

    precision: float
    recall: float
    granularity: float

    @property
    def plagdet(self) -> float:
        """F1 over log2(1 + granularity)."""
        total = self.precision + self.recall
        f1 = 2 * self.precision * self.recall / total if total else 0.0
        return f1 / log2(1 + self.granularity)


def evaluate(pairs: Iterable[tuple[Sequence[Rectangle], Sequence[Rectangle]]]) -> Detection:
    """Return how well the found rectangles agree with the true ones.

    Args:
        pairs: for each pair of texts, the true rectangles and those that were found.
    """
    recalls: list[float] = []
    precisions: list[float] = []
    reports: list[int] = []
    for true, found in pairs:
        recalls.extend(share_met(one, found) for one in true)
        precisions.extend(share_met(one, true) for one in found)
        reports.extend(n for n in (sum(_meet(one, r) for r in found) for one in true) if n)
    return Detection(_mean(precisions), _mean(recalls), _mean(reports) or 1.0)


def share_met(one: Rectangle, others: Sequence[Rectangle]) -> float:
    """Return the share of ``one``'s characters, on both sides, that the others it meets cover."""
    met = [other for other in others if _meet(one, other)]
    left = _covered(one[:2], [other[:2] for other in met])
    right = _covered(one[2:], [other[2:] for other in met])
    return (left + right) / (one[1] - one[0] + one[3] - one[2])


def _meet(one: Rectangle, other: Rectangle) -> bool:
    left = max(one[0], other[0]) < min(one[1], other[1])
    return left and max(one[2], other[2]) < min(one[3], other[3])


def _covered(span: Sequence[int], spans: Iterable[Sequence[int]]) -> int:
    """Characters of ``span`` that lie in the union of ``spans``."""
    reached, covered = span[0], 0
    for start, end in sorted(spans):  # type: ignore[type-var]
        start, end = max(start, reached), min(end, span[1])
        covered += max(0, end - start)
        reached = max(reached, end)
    return covered


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
