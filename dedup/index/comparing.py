"""The pairs of a run, measured, judged and related in blocks, on threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.clusters import FAMILY_KINDS
from dedup.dossiers import Dossier
from dedup.groups import Pair, by_component, pairs_of, renumbered, unmeasured_pairs
from dedup.index.options import Options
from dedup.relations import Judged, Relation, is_verbatim, judge_each, order_agreements, relate_each
from dedup.relations.judging import REUSED_RUN
from dedup.schemes import NEAR_JACCARD
from dedup.similarity import Overlap, count_shingles, measure_overlaps, texts_of

BLOCK = 256
"""Pairs that are related in one go: enough to lose no time on calls, few enough to tell of."""
MEASURED = 2048
"""Pairs that are measured in one go: half of the time goes into their articles' words, which stand
in many pairs of one block (40,000 mixed articles: 9.0 s in blocks of 256, 4.7 s)."""

Told = Callable[[str, int, int], None]

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


def measure_verbatim(
    dossiers: Sequence[Dossier], near: NDArray[np.int64], options: Options
) -> dict[Pair, Overlap]:
    """Return the near pairs whose texts do hold a verbatim relation, with their measures.

    Anchors meet on stock phrases too: most pairs share less, and of those no quotation need be
    looked for, since what is quoted only takes away.
    """

    def work(block: NDArray[np.int64]) -> dict[Pair, Overlap]:
        texts = texts_of(dossiers, block)
        shared, sides = count_shingles(texts.dossiers, texts.pairs)
        either = sides.sum(axis=1) - shared
        alike = (shared >= NEAR_JACCARD * either) & (either > 0)
        maybe = np.flatnonzero(alike | (texts.longest_runs() >= REUSED_RUN))
        measured = zip(block[maybe].tolist(), texts.overlaps(maybe, shared, sides), strict=True)
        return {(i, j): found for (i, j), found in measured if is_verbatim(found)}

    pairs = near[by_component(near)[0]]
    blocks = [pairs[at : at + MEASURED] for at in range(0, len(pairs), MEASURED)]
    found: dict[Pair, Overlap] = {}
    for some in _spread(work, blocks, options.threads):
        found |= some
    return dict(sorted(found.items(), key=itemgetter(0)))


def judge_all(
    dossiers: Sequence[Dossier],
    verbatim: Mapping[Pair, Overlap],
    options: Options,
    told: Told | None,
) -> dict[Pair, Judged]:
    """Return what the pairs of verbatim relations are to each other.

    Half of them are told apart later, and nobody asks what else they have in common.
    """

    def work(block: Sequence[Pair]) -> list[Judged]:
        return judge_each(dossiers, pairs_of(block), [verbatim[pair] for pair in block])

    return _each_pair(work, verbatim, "measuring", options, told)


def order_all(
    dossiers: Sequence[Dossier], pairs: NDArray[np.int64], options: Options
) -> NDArray[np.float64]:
    """Return how far the texts of some pairs tell in one order what both tell once."""
    order = by_component(pairs)[0]
    blocks = [order[at : at + BLOCK] for at in range(0, len(order), BLOCK)]
    agreements = np.zeros(len(pairs))
    found = _spread(lambda rows: order_agreements(dossiers, pairs[rows]), blocks, options.threads)
    for rows, block in zip(blocks, found, strict=True):
        agreements[rows] = block
    return agreements


def relate_all(
    dossiers: Sequence[Dossier],
    pairs: Mapping[Pair, Overlap | None],
    options: Options,
    told: Told | None,
) -> dict[Pair, Relation]:
    """Return the relations of some pairs, which may have been measured already."""

    def work(block: Sequence[Pair]) -> list[Relation]:
        unknown = [pair for pair in block if pairs[pair] is None]
        measured = measure_overlaps(dossiers, pairs_of(unknown))
        found = dict(zip(unknown, measured, strict=True))
        known = [pairs[pair] or found[pair] for pair in block]
        return relate_each(dossiers, pairs_of(block), known)

    return _each_pair(work, pairs, "comparing", options, told)


def same_texts(dossiers: Sequence[Dossier], relations: Mapping[Pair, Judged]) -> set[Pair]:
    """Return the pairs that are one text, also where a crowded key kept them apart."""
    same = {pair for pair, relation in relations.items() if relation.kind in FAMILY_KINDS}
    unseen = unmeasured_pairs(pairs_of(sorted(same)))
    if not len(unseen):
        return same
    places, pairs = renumbered(unseen)
    shared, sides = count_shingles([dossiers[place] for place in places.tolist()], pairs)
    either = sides.sum(axis=1) - shared
    return same.union((i, j) for i, j in unseen[shared >= NEAR_JACCARD * either].tolist())


def _each_pair(
    work: Callable[[Sequence[Pair]], list[_Outcome]],
    pairs: Iterable[Pair],
    name: str,
    options: Options,
    told: Told | None,
) -> dict[Pair, _Outcome]:
    """Return the outcome of each pair, worked on in blocks of pairs of the same articles."""
    asked = list(pairs)
    ordered = [asked[place] for place in by_component(pairs_of(asked))[0].tolist()]
    blocks = [ordered[at : at + BLOCK] for at in range(0, len(ordered), BLOCK)]
    outcomes = (one for found in _spread(work, blocks, options.threads) for one in found)
    found = dict(zip(ordered, telling(outcomes, name, len(ordered), told), strict=True))
    return {pair: found[pair] for pair in asked}


def _spread(
    work: Callable[[_Item], _Outcome], items: Sequence[_Item], threads: int
) -> Iterator[_Outcome]:
    """Yield ``work`` of each item, in the order of the items."""
    if threads == 1 or len(items) < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, items)


def telling(
    outcomes: Iterable[_Outcome], name: str, total: int, told: Told | None
) -> Iterator[_Outcome]:
    """Yield some outcomes, and tell of each how far the work is."""
    for done, outcome in enumerate(outcomes, 1):
        yield outcome
        if told:
            told(name, done, total)
