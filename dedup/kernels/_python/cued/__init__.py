"""The names in a text that stand near a word which could credit them."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import Slots, require_array
from dedup.kernels._cues import CODE_POINTS, CuedNames, CueRules, marks_of, require_rules
from dedup.kernels._python.cued.near import find_near
from dedup.kernels._python.cued.runs import find_runs
from dedup.kernels._python.cued.search import Search, spelled
from dedup.kernels._python.cued.told import tell

__all__ = ["cued_names"]


def cued_names(
    points: Slots,
    starts: Slots,
    ends: Slots,
    classes: Slots,
    apart: Slots,
    cuts: Slots,
    top: int,
    rules: CueRules,
) -> CuedNames:
    """Return the names in a text that stand near a cue, or end a line.

    A name is a run of capitalized words, with joiners between, or one of the spans that are given.
    Seen from its cue, a rule says among which words a name may begin or end; a name that touches
    this stretch of the text stands near the cue. Nothing is asked of what the words mean, so a name
    near a cue may turn out to be none of its own, but one that is not near could never be.

    Args:
        points: shape (p,), the text's code points.
        starts, ends: shape (n,), of its words, in order.
        classes: shape (n,), the class of each word.
        apart: shape (k, 2), spans that are names whatever their capitals; no run begins in one.
        cuts: shape (c, 2), ascending: where a part of a run ends and where the next one begins.
        top: where the lines end in which a name alone is told of.
        rules: which words are cues.

    Raises:
        TypeError, ValueError: an array is of another type or shape; words that follow none, or are
            of no class; what is no code point.
    """
    for name, array in (("points", points), ("starts", starts), ("ends", ends)):
        require_array(name, array, np.uint32)
    require_array("classes", classes, np.uint32)
    require_array("apart", apart, np.uint32, 2)
    require_array("cuts", cuts, np.uint32, 2)
    require_rules(rules)
    columns = (apart.shape[1], cuts.shape[1])
    if not len(starts) == len(ends) == len(classes) or columns != (2, 2):
        raise ValueError(
            f"{len(starts)} starts, {len(ends)} ends and {len(classes)} classes of words, "
            f"spans and cuts of {columns} columns; pass one of each a word, and (2, 2)"
        )
    wrong = np.flatnonzero(points >= CODE_POINTS)
    if len(wrong):
        raise ValueError(f"code point {points[wrong[0]]} at {wrong[0]} is none")
    words = _words_of(starts, ends, classes, len(points), len(rules.marks))
    spans = [(int(a), int(b)) for a, b in apart.tolist()]
    search = Search(
        text="".join(map(chr, points.tolist())),
        traits=rules.traits[points].tolist(),
        starts=[start for start, _, _ in words],
        ends=[end for _, end, _ in words],
        classes=[kind for _, _, kind in words],
        apart=spans,
        top=max(0, top),
        rules=rules,
        joiners=frozenset(map(spelled, rules.joiners)),
    )
    return _found(search, cuts.tolist())


def _words_of(
    starts: Slots, ends: Slots, classes: Slots, size: int, count: int
) -> list[tuple[int, int, int]]:
    if len(starts) > size:
        raise ValueError(f"{len(starts)} words in {size} code points: pass one text, and its words")
    words = list(zip(starts.tolist(), ends.tolist(), classes.tolist(), strict=True))
    last = 0
    for number, (start, end, kind) in enumerate(words):
        if not last <= start < end <= size:
            raise ValueError(
                f"word {number} from {start} to {end} follows none that ends at {last}"
            )
        if kind >= count:
            raise ValueError(f"class {kind} of word {number} is not among {count}")
        last = end
    return words


def _found(search: Search, cuts: list[list[int]]) -> CuedNames:
    """Return the names of a text, those in runs before those that are given, and its marks."""
    runs, glued = find_runs(search, cuts)
    spans = [*runs, *search.apart]
    near = find_near(search, runs)
    told = [
        name
        for place, (span, rows) in enumerate(zip(spans, near, strict=True))
        for name in tell(search, span, tuple(sorted(rows)), place >= len(runs))
    ]
    lanes = np.bitwise_or.reduce(search.rules.marks[np.array(search.classes, np.int64)])
    return CuedNames(told, glued, marks_of(lanes.tolist()))
