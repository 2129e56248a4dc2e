"""How right are the passages of a labelled folder? What is asked is what its labels allow.

With passages in ``pairs.jsonl``, plagdet by kind; with ``passages.jsonl``, how much of its gold
passages is found; with labelled pairs, how often and how much is found by label; with ``event``
alone, how many passages are found between articles of different events. Articles stand in
``articles.jsonl``, or their texts in the pairs. Parameters are set on half 0.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from detection import Detection, Rectangle, evaluate, share_met
from labelled import chosen, numbered_rows
from passage_folder import LabelledPair, ids_of, read_pairs, read_texts, usable

from dedup.passages import (
    COVERAGE,
    EXHAUSTIVE,
    READING,
    RELATED,
    PassageKind,
    Profile,
    Units,
    align,
    find_stock_phrases,
    prepare,
    word_keys,
)
from dedup.tokens import Tokens, tokenize

PROFILES = {"reading": READING, "related": RELATED, "coverage": COVERAGE, "exhaustive": EXHAUSTIVE}


def add_parser(questions: Any) -> None:
    """Add the subcommand ``passages``."""
    passages = questions.add_parser("passages", help="are the shared passages the true ones?")
    passages.add_argument("folder", type=Path)
    passages.add_argument("--profile", choices=PROFILES, default="reading")
    passages.add_argument("--limit", type=int, help="pairs of each kind")
    passages.add_argument(
        "--half", type=int, choices=(0, 1), help="every second pair, from this one"
    )
    passages.add_argument(
        "--stock", action="store_true", help="leave out the stock phrases of the folder"
    )
    passages.set_defaults(report=report_passages)


class Library:
    """The articles of a folder, each prepared once.

    Attributes:
        rows: what the folder says about each article, by id.
        profile: what the articles are aligned with.
    """

    def __init__(self, folder: Path, profile: Profile, stock: bool = False) -> None:
        self.rows = read_texts(folder)
        self.profile = profile
        self.seconds = 0.0
        self.pairs = 0
        self._units = cache(self._prepare)
        # Labelled documents that are no web pages hold no furniture, only lines that look like it.
        self._furniture: tuple[()] | None = () if profile == EXHAUSTIVE else None
        self._phrases = None
        if stock:
            self._phrases = find_stock_phrases(word_keys(self._tokens(name)) for name in self.rows)

    def _tokens(self, name: str) -> Tokens:
        return tokenize(self.rows[name]["text"], self._furniture)

    def _prepare(self, name: str) -> Units:
        return prepare(self._tokens(name), self._phrases)

    def length(self, name: str) -> int:
        """Return the code points of an article."""
        return len(self.rows[name]["text"])

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


def report_passages(options: argparse.Namespace) -> None:
    """Print how right the passages of a folder are, by what its labels allow."""
    library = Library(options.folder, PROFILES[options.profile], options.stock)
    pairs = read_pairs(options.folder, library.rows)
    if (options.folder / "passages.jsonl").exists():
        _report_recall(library, options)
    elif any(row.passages is not None for row in pairs):
        _report_plagdet(library, pairs, options)
    elif pairs:
        _report_labels(library, pairs, options)
    else:
        _report_false(library, options)
    each = 1000 * library.seconds / max(1, library.pairs)
    print(f"{library.pairs} pairs, {each:.2f} ms each with prepared articles")


def _by_label(pairs: list[LabelledPair]) -> dict[str, list[LabelledPair]]:
    kinds: dict[str, list[LabelledPair]] = defaultdict(list)
    for row in pairs:
        kinds[row.label].append(row)
    return kinds


def _report_labels(
    library: Library, pairs: list[LabelledPair], options: argparse.Namespace
) -> None:
    kinds = _by_label(pairs)
    print(f"{'label':<28}{'pairs':>7}{'with a passage':>16}{'share of both texts':>21}")
    for kind, rows in sorted(kinds.items()):
        asked = list(chosen(rows, options))
        shares, some = 0.0, 0
        for row in asked:
            found = library.rectangles(row.left, row.right)
            letters = library.length(row.left) + library.length(row.right)
            shares += sum(b - a + d - c for a, b, c, d in found) / max(1, letters)
            some += bool(found)
        count = max(1, len(asked))
        print(f"{kind:<28}{len(asked):>7}{some / count:>16.3f}{shares / count:>21.3f}")


def _report_plagdet(
    library: Library, pairs: list[LabelledPair], options: argparse.Namespace
) -> None:
    kinds = _by_label(pairs)
    everything: list[tuple[list[Rectangle], list[Rectangle]]] = []
    print(f"{'kind':<28}{'plagdet':>9}{'precision':>11}{'recall':>9}{'granularity':>13}")
    for kind, rows in sorted(kinds.items()):
        answers = [
            (list(row.passages or ()), library.rectangles(row.left, row.right))
            for row in chosen(rows, options)
        ]
        everything.extend(answers)
        if any(true for true, _ in answers):
            _print_detection(kind, evaluate(answers))
        else:
            alarms = sum(bool(found) for _, found in answers)
            rate = 1000 * alarms / max(1, len(answers))
            print(f"{kind:<28}{alarms} of {len(answers)} pairs with a passage, {rate:.1f} in 1,000")
    if any(true for true, _ in everything):
        _print_detection("all", evaluate(everything))


def _print_detection(kind: str, d: Detection) -> None:
    print(f"{kind:<28}{d.plagdet:>9.4f}{d.precision:>11.4f}{d.recall:>9.4f}{d.granularity:>13.4f}")


def _report_recall(library: Library, options: argparse.Namespace) -> None:
    path = options.folder / "passages.jsonl"
    shares: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for line, row in chosen(list(numbered_rows(path)), options):
        left, right = ids_of(row, library.rows, f"{path}:{line}")
        found = library.rectangles(left, right)
        texts = library.rows[left]["text"], library.rows[right]["text"]
        for given in row["passages"]:
            for one in usable([given], *texts):
                met = share_met(one, found), one[1] - one[0] + one[3] - one[2]
                for name in ("all", *given[4:5], left.split("-", 1)[-1]):
                    shares[name].append(met)
    for name, ones in sorted(shares.items()):
        characters = sum(size for _, size in ones)
        recall = sum(share * size for share, size in ones) / characters
        print(f"{name:<16}recall {recall:.4f} of {characters} characters")


def _report_false(library: Library, options: argparse.Namespace) -> None:
    rows = [row for row in library.rows.values() if "event" in row]
    if not rows:
        raise SystemExit(
            f"{options.folder} has no labelled pairs in pairs.jsonl, no passages.jsonl, and no "
            "events in articles.jsonl: nothing says which passages are right; add one of them"
        )
    kinds: dict[bool, list[dict[str, Any]]] = defaultdict(list)
    for a, b in combinations(rows, 2):
        if a["event"] != b["event"]:
            # Without topics, a folder is one category: the news of one country.
            alike = a.get("topic") == b.get("topic")
            kinds[alike].append({"left": a["id"], "right": b["id"]})
    for alike, pairs in sorted(kinds.items()):
        asked = list(chosen(pairs, options))
        found = [library.rectangles(row["left"], row["right"]) for row in asked]
        rate = 1000 * sum(map(len, found)) / len(asked)
        of = "one category" if alike else "different categories"
        print(f"{rate:.2f} false passages per 1,000 pairs of different events, {of}")
