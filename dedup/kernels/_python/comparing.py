"""What two articles have in common, counted: passages, order, facts, rows of words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from dedup.kernels._alignment import Alignment, Mark, Rules
from dedup.kernels._arrays import Offsets, require_array, require_offsets
from dedup.kernels._comparing import (
    BEGINS_SENTENCE,
    COUNTS,
    FURNISHED,
    MULTIPLIER,
    PIECE_ROW,
    PIECE_SENTENCE,
    ROW,
    WEIGHTS,
    Alignments,
    Comparisons,
    Count,
    Part,
    Sheet,
    Weight,
)
from dedup.kernels._python.alignment import align_strands

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
            _compare_stems(*two, *out)
        if parts & Part.ROWS:
            _count_taken(two, counts[number])
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


def _count_taken(sides: tuple[Sheet, Sheet], counts: Any) -> None:
    for side, sheet in enumerate(sides):
        taken = _taken(sheet, sides[1 - side])
        counts[Count.TAKEN + side], counts[Count.PIECES + side] = taken


def _compare_stems(left: Sheet, right: Sheet, counts: Any, weights: Any) -> None:
    sides = (left, right)
    for side, sheet in enumerate(sides):
        facts, shared, total = _weights(sheet, sides[1 - side])
        weights[Weight.MISSING + side] = facts
        weights[Weight.SHARED + side], weights[Weight.TOTAL + side] = shared, total
    followed = _followed(left, right)
    counts[Count.ONCE_IN_BOTH] = len(followed)
    counts[Count.ASCENT] = _longest_ascent(followed)
    counts[Count.INVERSIONS] = _inversions(followed)
    weights[Weight.COSINE] = _dot(left, right)


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
    sentences = _sentences(sheet)
    telling = np.flatnonzero((sheet.flags & (FURNISHED | Mark.QUOTED)) == 0).tolist()
    for _, group in groupby(telling, sentences.__getitem__):
        own = [covered[i] for i in group]
        words, inside, told = words + len(own), inside + sum(own), told + 1
        carried += 2 * sum(own) >= len(own)
    return inside, words, told, carried


def _sentences(sheet: Sheet) -> list[int]:
    """Return the sentence that each word stands in; what comes first may begin none."""
    begins = (sheet.flags & BEGINS_SENTENCE) != 0
    found: list[int] = np.cumsum(begins).tolist()
    return found


def _followed(left: Sheet, right: Sheet) -> list[int]:
    """Return where the right has what both tell exactly once, in the order of the left."""
    places = [
        {
            stem: place
            for stem, place in zip(s.stems.tolist(), s.places.tolist(), strict=True)
            if place
        }
        for s in (left, right)
    ]
    shared = places[0].keys() & places[1].keys()
    return [there for _, there in sorted((places[0][stem], places[1][stem]) for stem in shared)]


def _inversions(places: Sequence[int]) -> int:
    """Return how many pairs of numbers stand in descending order."""
    return sum(one > other for i, one in enumerate(places) for other in places[i + 1 :])


def _longest_ascent(places: Sequence[int]) -> int:
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def _weights(sheet: Sheet, other: Sheet) -> tuple[float, float, float]:
    """Return the weight of the facts that the other has not; of shared own stems, and of all."""
    stems, weights = sheet.stems.tolist(), sheet.weights.tolist()
    theirs = set(other.stems.tolist())
    own = {other.stems[place] for place in other.own.tolist()}
    missing = shared = total = 0.0
    # One after the other: the sum of floats depends on the order.
    for place in sheet.facts.tolist():
        if stems[place] not in theirs:
            missing += weights[place]
    for place in sheet.own.tolist():
        total += weights[place]
        if stems[place] in own:
            shared += weights[place]
    return missing, shared, total


def _dot(left: Sheet, right: Sheet) -> float:
    theirs = {
        int(right.stems[place]): weight
        for place, weight in zip(right.terms.tolist(), right.term_weights.tolist(), strict=True)
    }
    total = 0.0
    for place, weight in zip(left.terms.tolist(), left.term_weights.tolist(), strict=True):
        stem = int(left.stems[place])
        if theirs.get(stem):
            total += weight * theirs[stem]
    return total


def _rows(sheet: Sheet) -> list[int]:
    """Return the key of each row of words outside furniture."""
    words = [
        word
        for word, flag in zip(sheet.keys[sheet.numbers].tolist(), sheet.flags.tolist(), strict=True)
        if not flag & FURNISHED
    ]
    keys = []
    for at in range(len(words) - ROW + 1):
        key = 0
        for word in words[at : at + ROW]:
            key = (key * MULTIPLIER + word) % 2**64
        keys.append(key)
    return keys


def _taken(sheet: Sheet, other: Sheet) -> tuple[int, int]:
    """Return how many words outside furniture were taken, and how many of them in pieces."""
    theirs = set(_rows(other))
    found = [key in theirs for key in _rows(sheet)]
    own = np.flatnonzero((sheet.flags & FURNISHED) == 0)
    taken, pieces = [False] * len(own), [False] * len(own)
    begin = 0
    for here, group in groupby(found):
        end = begin + len(list(group))
        if here:
            last = end + ROW - 1
            taken[begin:last] = [True] * (last - begin)
            if last - begin >= PIECE_ROW:
                pieces[begin:last] = [True] * (last - begin)
        begin = end
    count, sentences = 0, _sentences(sheet)
    for _, run in groupby(range(len(own)), lambda k: sentences[own[k]]):
        words = list(run)
        inside = sum(taken[k] for k in words)
        whole = inside >= PIECE_SENTENCE * len(words)
        count += inside if whole else sum(pieces[k] for k in words)
    return sum(taken), count
