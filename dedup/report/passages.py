"""Pairs and passages as the page's script reads them: short lists instead of named fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, Relation
from dedup.report.units import Units

KINDS = tuple(Kind)
PASSAGE_KINDS = tuple(PassageKind)
KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_NUMBERS = {kind: number for number, kind in enumerate(PASSAGE_KINDS)}


def pack_pairs(
    relations: Sequence[Relation],
    numbers: Mapping[str, int],
    units: Mapping[str, Units],
    told: Callable[[str], str],
) -> dict[str, Any]:
    """Return relations with everything that their views show.

    Args:
        relations: of one story.
        numbers: the members' numbers, by id.
        units: what turns offsets of the members' texts into a browser's.
        told: makes a sentence readable on the page.

    Returns:
        ``measures``, the names of all measures; ``whys``, sentences; ``pairs``, each as [left,
        right, kind, probability, why, container, values, passages]: kinds and sentences by their
        numbers, ``container`` 0 for left, 1 for right, else -1, values in the order of the names.
    """
    names = sorted({name for relation in relations for name in relation.measures})
    whys: dict[str, int] = {}
    pairs = []
    for r in relations:
        container = -1 if r.container is None else int(r.container != r.left)
        why = whys.setdefault(told(r.why), len(whys))
        values = [round(r.measures[name], 2) if name in r.measures else None for name in names]
        passages = [pack_passage(p, units[r.left], units[r.right]) for p in r.passages]
        pairs.append(
            [
                numbers[r.left],
                numbers[r.right],
                KIND_NUMBERS[r.kind],
                round(r.probability, 2),
                why,
                container,
                values,
                passages,
            ]
        )
    return {"measures": names, "whys": list(whys), "pairs": pairs}


def pack_passage(passage: Passage, left: Units, right: Units) -> list[Any]:
    """Return a passage as [its four offsets, kind, evidence, identity, runs, sentences].

    Verbatim runs and pairs of sentences are flat: the four offsets of each, one after the other.
    """
    kind = _NUMBERS[passage.kind]
    runs = [] if passage.kind is PassageKind.VERBATIM else _flat(passage.runs, left, right)
    return [
        left.at(passage.left_start),
        left.at(passage.left_end),
        right.at(passage.right_start),
        right.at(passage.right_end),
        kind,
        round(passage.evidence),
        round(passage.identity, 2),
        runs,
        _flat(passage.sentences, left, right),
    ]


def _flat(quads: Sequence[tuple[int, int, int, int]], left: Units, right: Units) -> list[int]:
    if left.plain and right.plain:
        return list(chain.from_iterable(quads))
    return [
        offset
        for a, b, c, d in quads
        for offset in (left.at(a), left.at(b), right.at(c), right.at(d))
    ]
