"""What two articles have in common, counted: passages, order, facts, rows of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from dedup.kernels._alignment import Alignment, Mark, Rules
from dedup.kernels._arrays import Offsets, require_array, require_offsets
from dedup.kernels._comparing import (
    COUNTS,
    FURNISHED,
    WEIGHTS,
    Alignments,
    Comparisons,
    Count,
    Part,
    Sheet,
)
from dedup.kernels._python.alignment import align_strands
from dedup.kernels._python.comparing_rows import count_taken, sentences_of
from dedup.kernels._python.comparing_stems import compare_stems

_FURNITURE = 3
"""The kind of a passage that is none: it proves nothing."""
_TYPES: dict[str, Any] = {
    "numbers": np.uint32, "keys": np.uint64, "flags": np.uint8, "heads": np.uint32,
    "head_keys": np.uint64, "quotations": np.uint32, "bounds": np.uint32, "stems": np.uint32,
    "places": np.uint32, "weights": np.float64, "own": np.uint32, "facts": np.uint32,
    "terms": np.uint32, "term_weights": np.float64,
}  # fmt: skip


def align_pairs(
    sheets: Sequence[Sheet], pairs: Offsets, rules: Rules, worths: Offsets, logs: Offsets
) -> Alignments:
    """Return what ``align_strands`` returns for each of some pairs.

    Args:
        sheets: the articles.
        pairs: shape (p, 2), of their places.
        rules, worths, logs: as ``align_strands`` takes them.

    Raises:
        ValueError: a sheet or a pair is not what it must be, or ``align_strands`` refuses.
    """
    require_pairs(sheets, pairs)
    strands = [sheet.strand() for sheet in sheets]
    for number, (sheet, strand) in enumerate(zip(sheets, strands, strict=True)):
        if len(strand.own) != len(sheet.heads):
            raise ValueError(
                f"{len(strand.own)} words of sheet {number} are no furniture, of "
                f"{len(sheet.heads)} there are heads"
            )
    found = [align_strands(strands[i], strands[j], rules, worths, logs) for i, j in pairs.tolist()]
    counts = [(len(a.passages), len(a.runs), len(a.sentences)) for a in found]
    return Alignments.of_counts(
        np.array(counts, np.int64).reshape(-1, 3),
        Alignment(
            _stacked((a.passages for a in found), 8),
            _stacked((a.runs for a in found), 4),
            _stacked((a.sentences for a in found), 5),
        ),
    )


def _stacked(parts: Iterable[Offsets], width: int) -> Offsets:
    return np.concatenate((np.zeros((0, width), np.int64), *parts))


def compare_pairs(
    sheets: Sequence[Sheet],
    pairs: Offsets,
    first: Offsets,
    passages: Offsets,
    parts: int,
) -> Comparisons:
    """Return what the two articles of each pair have in common.

    Args:
        sheets: the articles.
        pairs: shape (p, 2), of their places.
        first: shape (p + 1,): pair i has the passages ``first[i]`` to ``first[i + 1] - 1``.
        passages: shape (k, 8), as ``align_strands`` gives them; furniture counts as none.
        parts: what is counted, of ``Part``; the rest is 0.

    Raises:
        ValueError: a sheet, a pair or a passage is not what it must be.
    """
    require_pairs(sheets, pairs)
    require_array("passages", passages, np.int64, 2)
    require_offsets("first", first, len(passages), "passages")
    if len(first) != len(pairs) + 1 or (len(passages) and passages.shape[1] != 8):
        raise ValueError(
            f"{len(pairs)} pairs with {len(first)} offsets and {passages.shape[1]} numbers a "
            "passage: pass an offset more than pairs, and passages of shape (k, 8)"
        )
    counts = np.zeros((len(pairs), COUNTS), np.int64)
    weights = np.zeros((len(pairs), WEIGHTS), np.float64)
    for number, (i, j) in enumerate(pairs.tolist()):
        own = passages[first[number] : first[number + 1]].tolist()
        two, out = (sheets[i], sheets[j]), (counts[number], weights[number])
        if parts & Part.PASSAGES:
            _count_covered(two, own, counts[number])
        if parts & Part.STEMS:
            compare_stems(*two, *out)
        if parts & Part.ROWS:
            count_taken(two, counts[number])
    return Comparisons(counts, weights)


def require_pairs(sheets: Sequence[Sheet], pairs: Offsets) -> None:
    """Do nothing if some sheets are what kernels take, and the pairs are pairs of them.

    Raises:
        TypeError, ValueError: they are not.
    """
    for number, sheet in enumerate(sheets):
        _require_sheet(sheet, number)
    require_array("pairs", pairs, np.int64, 2)
    if len(pairs) and pairs.shape[1] != 2:
        raise ValueError(f"pairs must have shape (p, 2), not {pairs.shape}")
    for number, pair in enumerate(pairs.tolist()):
        for place in pair:
            if not 0 <= place < len(sheets):
                raise ValueError(f"pair {number} names sheet {place} of {len(sheets)}")


def _require_sheet(sheet: Sheet, number: int) -> None:
    for name, dtype in _TYPES.items():
        require_array(name, getattr(sheet, name), dtype)
    words, stems, terms = len(sheet.numbers), len(sheet.stems), len(sheet.terms)
    sizes = len(sheet.flags), len(sheet.places), len(sheet.weights), len(sheet.term_weights)
    odd = len(sheet.quotations) % 2
    if sizes != (words, stems, stems, terms) or odd or not len(sheet.bounds):
        raise ValueError(
            f"{words} words, {stems} stems and {terms} terms: pass a flag a word, a place and a "
            "weight a stem, a weight a term, two numbers a quotation, and bounds"
        )
    wrong = np.flatnonzero(sheet.stems[1:] <= sheet.stems[:-1]) + 1
    if len(wrong):
        stem = sheet.stems[wrong[0]]
        raise ValueError(f"stem {wrong[0]} of sheet {number} is {stem}; pass ascending ones")
    lists = [(sheet.numbers, len(sheet.keys))]
    lists += [(places, stems) for places in (sheet.own, sheet.facts, sheet.terms)]
    for places, most in lists:
        beyond = places[places >= most]
        if len(beyond):
            raise ValueError(f"place {beyond[0]} of sheet {number} is not among {most}")


def _count_covered(
    sides: tuple[Sheet, Sheet], passages: Sequence[Sequence[int]], counts: Any
) -> None:
    for side, sheet in enumerate(sides):
        spans = [(row[2 * side], row[2 * side + 1]) for row in passages if row[4] != _FURNITURE]
        found = _covered(sheet, spans)
        for column, value in zip(
            (Count.COVERED, Count.NARRATIVE, Count.TOLD, Count.CARRIED), found, strict=True
        ):
            counts[column + side] = value


def _covered(sheet: Sheet, spans: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Return how many narrative words are covered, and there; sentences there, and carried."""
    size = len(sheet.numbers)
    covered = [False] * size
    for number, (first, last) in enumerate(spans):
        if not 0 <= first <= last <= size:
            raise ValueError(
                f"passage {number}, words {first} to {last}, is not among {size} words"
            )
        covered[first:last] = [True] * (last - first)
    words = inside = told = carried = 0
    sentences = sentences_of(sheet)
    telling = np.flatnonzero((sheet.flags & (FURNISHED | Mark.QUOTED)) == 0).tolist()
    for _, group in groupby(telling, sentences.__getitem__):
        own = [covered[i] for i in group]
        words, inside, told = words + len(own), inside + sum(own), told + 1
        carried += 2 * sum(own) >= len(own)
    return inside, words, told, carried
