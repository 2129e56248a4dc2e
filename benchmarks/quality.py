"""How right are the answers? Figures on labelled texts, one subcommand for each question.

    python benchmarks/quality.py passages FOLDER [--profile reading|coverage|exhaustive] [--limit N]
        [--half 0|1]

``passages`` asks what the folder's labels allow: with passages of kinds in ``pairs.jsonl``, plagdet
by kind; with ``passages.jsonl``, how much of its gold passages is found; with ``event`` alone, how
many passages are found between articles of different events. Parameters are set on half 0.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice
from math import log2
from pathlib import Path
from typing import Any

from dedup.passages import (
    COVERAGE,
    EXHAUSTIVE,
    READING,
    PassageKind,
    Profile,
    Units,
    align,
    prepare,
)
from dedup.tokens import tokenize

Rectangle = tuple[int, int, int, int]
PROFILES = {"reading": READING, "coverage": COVERAGE, "exhaustive": EXHAUSTIVE}
_FAR_APART = 7919
"""A prime step through the pairs of a folder, so that a limited run sees all of it."""


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


class Library:
    """The articles of a folder, each prepared once.

    Attributes:
        rows: what the folder says about each article, by id.
        profile: what the articles are aligned with.
    """

    def __init__(self, folder: Path, profile: Profile) -> None:
        self.rows = {row["id"]: row for row in read_rows(folder / "articles.jsonl")}
        self.profile = profile
        self.seconds = 0.0
        self.pairs = 0
        self._units = cache(self._prepare)

    def _prepare(self, name: str) -> Units:
        text = self.rows[name]["text"]
        # Labelled documents that are no web pages hold no furniture, only lines that look like it.
        bare = self.profile == EXHAUSTIVE
        return prepare(tokenize(text, furniture=()) if bare else tokenize(text))

    def rectangles(self, left: str, right: str) -> list[Rectangle]:
        """Return the passages of a pair that are more than furniture."""
        sides = self._units(left), self._units(right)
        started = time.process_time()
        passages = align(*sides, self.profile)
        self.seconds += time.process_time() - started
        self.pairs += 1
        return [
            (p.left_start, p.left_end, p.right_start, p.right_end)
            for p in passages
            if p.kind is not PassageKind.FURNITURE
        ]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def report_passages(options: argparse.Namespace) -> None:
    """Print how right the passages of a folder are, by what its labels allow."""
    library = Library(options.folder, PROFILES[options.profile])
    if (options.folder / "passages.jsonl").exists():
        _report_recall(library, options)
    elif (options.folder / "pairs.jsonl").exists():
        _report_plagdet(library, options)
    else:
        _report_false(library, options)
    each = 1000 * library.seconds / max(1, library.pairs)
    print(f"{library.pairs} pairs, {each:.2f} ms each with prepared articles")


def _report_plagdet(library: Library, options: argparse.Namespace) -> None:
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(options.folder / "pairs.jsonl"):
        kinds[row["label"]].append(row)
    everything: list[tuple[list[Rectangle], list[Rectangle]]] = []
    print(f"{'kind':<28}{'plagdet':>9}{'precision':>11}{'recall':>9}{'granularity':>13}")
    for kind, rows in sorted(kinds.items()):
        answers = [
            ([tuple(r[:4]) for r in row["passages"]], library.rectangles(row["left"], row["right"]))
            for row in _chosen(rows, options)
        ]
        everything.extend(answers)
        if any(true for true, _ in answers):
            _print_detection(kind, evaluate(answers))
        else:
            alarms = sum(bool(found) for _, found in answers)
            print(f"{kind:<28}{alarms} of {len(answers)} pairs with a passage")
    _print_detection("all", evaluate(everything))


def _print_detection(kind: str, d: Detection) -> None:
    print(f"{kind:<28}{d.plagdet:>9.4f}{d.precision:>11.4f}{d.recall:>9.4f}{d.granularity:>13.4f}")


def _report_recall(library: Library, options: argparse.Namespace) -> None:
    shares: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row in _chosen(list(read_rows(options.folder / "passages.jsonl")), options):
        found = library.rectangles(row["left"], row["right"])
        for a, b, c, d, kind in row["passages"]:
            one = (share_met((a, b, c, d), found), b - a + d - c)
            for name in ("all", kind, row["left"].split("-", 1)[-1]):
                shares[name].append(one)
    for name, ones in sorted(shares.items()):
        characters = sum(size for _, size in ones)
        recall = sum(share * size for share, size in ones) / characters
        print(f"{name:<16}recall {recall:.4f} of {characters} characters")


def _report_false(library: Library, options: argparse.Namespace) -> None:
    rows = library.rows.values()
    pairs = [
        {"left": a["id"], "right": b["id"]}
        for a, b in combinations(rows, 2)
        if a["event"] != b["event"] and a.get("topic", a["id"]) != b.get("topic", b["id"])
    ]
    chosen = list(_chosen(pairs, options))
    found = [(row, library.rectangles(row["left"], row["right"])) for row in chosen]
    passages = sum(len(rectangles) for _, rectangles in found)
    print(f"{1000 * passages / len(chosen):.2f} false passages per 1,000 pairs of different events")


def _chosen(
    rows: Sequence[dict[str, Any]], options: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the half that was asked for, at most ``limit``, from all over."""
    half = rows if options.half is None else rows[options.half :: 2]
    step = _FAR_APART if len(half) % _FAR_APART else 1
    spread = (half[i * step % len(half)] for i in range(len(half)))
    return islice(spread, options.limit)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the question on the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    questions = parser.add_subparsers(required=True)
    passages = questions.add_parser("passages", help="are the shared passages the true ones?")
    passages.add_argument("folder", type=Path)
    passages.add_argument("--profile", choices=PROFILES, default="reading")
    passages.add_argument("--limit", type=int, help="pairs of each kind")
    passages.add_argument(
        "--half", type=int, choices=(0, 1), help="every second pair, from this one"
    )
    passages.set_defaults(report=report_passages)
    options = parser.parse_args(arguments)
    options.report(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
