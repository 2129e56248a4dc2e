"""Presentation: rectangles become passages of the pages' words, with what a reader asks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dedup.kernels._alignment import SHARE, Alignment, Mark
from dedup.kernels._python.alignment.chains import Run
from dedup.kernels._python.alignment.pairing import Pairing, Side
from dedup.kernels._python.alignment.rectangles import Rectangle, Refiner
from dedup.kernels._python.alignment.worths import Span

VERBATIM, REWORDED, QUOTATION, FURNITURE = range(4)

Row = tuple[int, ...]


def present(
    pairing: Pairing,
    rectangles: Sequence[Rectangle],
    runs: Sequence[Run],
    furniture: Sequence[Run],
    refiner: Refiner,
) -> Alignment:
    """Return rectangles, then furniture, with the runs and the sentences that lie inside each."""
    left, right = pairing.left, pairing.right
    passages: list[Row] = []
    inside: list[Row] = []
    sentences: list[Row] = []
    for one in rectangles:
        number = len(passages)
        own_runs = _runs_in(pairing, one, runs)
        row = _present_one(pairing, one, own_runs)
        likeness = Likeness.of(pairing, one) if row[4] == REWORDED else None
        cut = likeness and likeness.cut_ends()
        if cut:
            one = refiner.weigh(cut)
            if one.evidence < pairing.rules.supported_evidence:
                continue
            own_runs = _runs_in(pairing, one, runs)
            row = _present_one(pairing, one, own_runs)
        passages.append(row)
        inside += [(number, left.own[i], right.own[j], length) for i, j, length in own_runs]
        if likeness and row[4] == REWORDED:
            sentences += [(number, *four) for four in likeness.inside(one)]
    for i, j, length in furniture:
        page = Rectangle(i, i + length, j, j + length)
        is_free = not any(page.overlaps(Rectangle(*row[:4])) for row in passages)
        if length >= pairing.rules.shortest_furniture and is_free:
            inside.append((len(passages), i, j, length))
            passages.append((page.a, page.b, page.c, page.d, FURNITURE, 0, length, length))
    return Alignment(
        passages=np.array(passages, np.int64).reshape(-1, 8),
        runs=np.array(inside, np.int64).reshape(-1, 4),
        sentences=np.array(sentences, np.int64).reshape(-1, 5),
    )


def _present_one(pairing: Pairing, one: Rectangle, runs: Sequence[Run]) -> Row:
    in_runs = sum(length for _, _, length in runs)
    kind = REWORDED
    if _is_quotation(pairing, one, runs):
        kind = QUOTATION
    elif in_runs * SHARE >= pairing.rules.verbatim_share * one.longer:
        kind = VERBATIM
    spans = (*_on_page(pairing.left, one.a, one.b), *_on_page(pairing.right, one.c, one.d))
    shared = Counter(pairing.left.words[one.a : one.b].tolist())
    shared &= Counter(pairing.right.words[one.c : one.d].tolist())
    return (*spans, kind, one.evidence, max(in_runs, shared.total()), one.longer)


def _on_page(side: Side, first: int, last: int) -> Span:
    return side.own[first], side.own[last - 1] + 1


def _runs_in(pairing: Pairing, one: Rectangle, runs: Sequence[Run]) -> list[Run]:
    if np.array_equal(pairing.left.words[one.a : one.b], pairing.right.words[one.c : one.d]):
        return [(one.a, one.c, one.longer)]  # however short, or full of refrains
    least = min(pairing.rules.shortest_run, one.shorter)
    inside = []
    for i, j, length in runs:
        skip = max(0, one.a - i, one.c - j)
        rest = min(length, one.b - i, one.d - j) - skip
        if rest >= least:
            inside.append((i + skip, j + skip, rest))
    kept: list[Run] = []  # longest first, none over another
    for i, j, length in sorted(inside, key=lambda run: (-run[2], run)):
        if all(
            (i + length <= a or a + n <= i) and (j + length <= b or b + n <= j) for a, b, n in kept
        ):
            kept.append((i, j, length))
    return sorted(kept)


def _is_quotation(pairing: Pairing, one: Rectangle, runs: Sequence[Run]) -> bool:
    """Whether most matched words stand in quote marks on a side, and no long run stands outside."""
    left, right = pairing.left, pairing.right
    if not (
        _mostly_quoted(left, (one.a, one.b), set(right.heads[one.c : one.d]))
        or _mostly_quoted(right, (one.c, one.d), set(left.heads[one.a : one.b]))
    ):
        return False
    for i, j, length in runs:
        outside = 0
        for k in range(length):
            quoted = (left.marks[i + k] | right.marks[j + k]) & Mark.QUOTED
            outside = 0 if quoted else outside + 1
            if outside >= pairing.rules.own_run:
                return False
    return True


def _mostly_quoted(side: Side, span: Span, others: set[int]) -> bool:
    matched = [k for k in range(*span) if side.heads[k] in others]
    return 2 * sum(bool(side.marks[k] & Mark.QUOTED) for k in matched) > len(matched)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the sentences of a rectangle are: Dice of their distinct heads, by idf.

    Attributes:
        pairing: the two articles.
        lefts, rights: the sentences, in own words.
        alike: by left and right sentence.
    """

    pairing: Pairing
    lefts: list[Span]
    rights: list[Span]
    alike: list[list[int]]

    @classmethod
    def of(cls, pairing: Pairing, one: Rectangle) -> Likeness | None:
        """Return how alike a rectangle's sentences are; None where they are too many."""
        lefts = _sentences(pairing.left, one.a, one.b)
        rights = _sentences(pairing.right, one.c, one.d)
        if len(lefts) > pairing.rules.most_cells // len(rights):
            return None
        alike = [[_weighed_dice(pairing, a, b) for b in rights] for a in lefts]
        return cls(pairing, lefts, rights, alike)

    def best(self, least: int) -> list[tuple[Span, Span]]:
        """Return the sentences that are that much alike, and one of the two like no other so."""
        best_right = [max(row[j] for row in self.alike) for j in range(len(self.rights))]
        return [
            (self.lefts[i], self.rights[j])
            for i, row in enumerate(self.alike)
            for j, cell in enumerate(row)
            if cell >= least and (cell == max(row) or cell == best_right[j])
        ]

    def cut_ends(self) -> Rectangle | None:
        """Return the rectangle from the first to the last sentences that are alike.

        None where nothing is cut, or all would be.
        """
        least = self.pairing.rules.end_alike
        best = self.best(least) if least else []
        if not best:
            return None
        lefts, rights = zip(*best, strict=True)
        kept = Rectangle(min(lefts)[0], max(lefts)[1], min(rights)[0], max(rights)[1])
        whole = (self.lefts[0][0], self.lefts[-1][1], self.rights[0][0], self.rights[-1][1])
        return None if (kept.a, kept.b, kept.c, kept.d) == whole else kept

    def inside(self, one: Rectangle) -> list[Row]:
        """Return the pairs of sentences of a rectangle that are the best for either of the two."""
        lefts = [span for span in self.lefts if one.a <= span[0] and span[1] <= one.b]
        rights = [span for span in self.rights if one.c <= span[0] and span[1] <= one.d]
        alone = len(lefts) == len(rights) == 1
        pairs = self.best(self.pairing.rules.sentence_alike)
        return [
            (*_on_page(self.pairing.left, *left), *_on_page(self.pairing.right, *right))
            for left in lefts
            for right in rights
            if alone or (left, right) in pairs
        ]


def _sentences(side: Side, first: int, last: int) -> list[Span]:
    edges = [first, *(k for k in range(first + 1, last) if side.marks[k] & Mark.SENTENCE), last]
    return list(zip(edges, edges[1:], strict=False))


def _weighed_dice(pairing: Pairing, left: Span, right: Span) -> int:
    one, other = set(pairing.left.heads[slice(*left)]), set(pairing.right.heads[slice(*right)])
    every = sum(pairing.idf[head] for head in one) + sum(pairing.idf[head] for head in other)
    shared = sum(pairing.idf[head] for head in one & other)
    return int(2 * shared * float(SHARE) / every) if every else 0
