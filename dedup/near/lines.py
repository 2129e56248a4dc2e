"""Lines: clusters for other programs, one JSON object a line, as ``docs/format.md`` has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice, repeat
from json import dumps
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedup.groups import group_id
from dedup.kinds import Kind
from dedup.near.families import Families
from dedup.near.measuring import Measured

if TYPE_CHECKING:
    from dedup.index import Result, Story

_DECIMALS = 10_000
_KINDS = [f', "kind": "{kind}", "jaccard": ' for kind in (Kind.NEAR_DUPLICATE, Kind.EXACT)]
_LINES_AT_ONCE = 8192
"""Relations made ready together: enough for arrays to pay, and little to hold."""


def family_lines(ids: Sequence[str], families: Families) -> Iterator[str]:
    """Yield the families as JSON, largest first.

    Args:
        ids: of all articles, in the order of reading.
        families: of them.
    """
    members = families.members
    inner, refused = _relations(families)
    named = sorted(
        {*chain.from_iterable(members), *refused.pairs.ravel().tolist()}, key=ids.__getitem__
    )
    ranks = np.zeros(len(ids), np.int64)
    ranks[named] = np.arange(len(named))
    written = [dumps(ids[text], ensure_ascii=False) for text in named]
    by_rank = [np.sort(ranks[family]) for family in members]
    order = sorted(range(len(members)), key=lambda at: (-len(members[at]), by_rank[at][0]))
    places = np.full(len(ids), len(order), np.int64)
    places[[members[at][0] for at in order]] = np.arange(len(order))
    within = _by_family(families, inner, places, ranks, written)
    apart = _by_family(families, refused, places, ranks, written)
    for at, relations, others in zip(order, within, apart, strict=False):
        own = ", ".join([written[rank] for rank in by_rank[at].tolist()])
        head = dumps(group_id(ids[named[by_rank[at][0]]]))
        yield (
            f'{{"id": {head}, "members": [{own}], "families": [[{own}]], '
            f'"relations": [{relations}], "refused": [{others}]}}'
        )


def _relations(families: Families) -> tuple[Measured, Measured]:
    """Return the near pairs within families, copies with the first of them, and all others."""
    edges, home = families.edges, families.home
    joined = home[edges.pairs[:, 0]] == home[edges.pairs[:, 1]]
    copies = np.flatnonzero(families.copy_of != np.arange(len(home)))
    exact = families.measure(np.stack((families.copy_of[copies], copies), axis=1))
    return Measured.joined([edges[joined], exact]), edges[~joined]


def _by_family(
    families: Families,
    found: Measured,
    places: NDArray[np.int64],
    ranks: NDArray[np.int64],
    written: list[str],
) -> Iterator[str]:
    """Yield the relations of each family as JSON, in the order of families, without end.

    A pair of two families stands with the one that comes first.

    Args:
        families: all.
        found: the relations.
        places: shape (n,), the place of each family in the output, by its lowest member.
        ranks: shape (n,), the place of each text's id among the sorted ids.
        written: the ids as JSON, by rank.
    """
    names = ranks[found.pairs]
    turned = (names[:, 0] > names[:, 1])[:, None]
    texts = np.where(turned, found.pairs[:, ::-1], found.pairs)
    sizes = np.where(turned, found.sizes[:, ::-1], found.sizes)
    owner = places[families.home[texts]].min(axis=1) if len(texts) else np.empty(0, np.int64)
    order = np.lexsort((ranks[texts[:, 1]], ranks[texts[:, 0]], owner))
    counts = np.bincount(owner, minlength=1)
    lines = chain.from_iterable(
        _json_lines(families, texts[part], found.shared[part], sizes[part], ranks, written)
        for part in np.array_split(order, len(order) // _LINES_AT_ONCE + 1)
    )
    for count in counts.tolist():
        yield ", ".join(islice(lines, count))
    yield from repeat("")


def _json_lines(
    families: Families,
    texts: NDArray[np.int64],
    shared: NDArray[np.int64],
    sizes: NDArray[np.int64],
    ranks: NDArray[np.int64],
    written: list[str],
) -> Iterator[str]:
    """Yield relations as JSON, put together from pieces that are made once."""
    either = sizes.sum(axis=1) - shared
    exact = families.copy_of[texts[:, 0]] == families.copy_of[texts[:, 1]]
    fractions = shared[:, None] / np.stack((either, sizes[:, 0], sizes[:, 1]), axis=1)
    jaccard, of_left, of_right = np.rint(fractions * _DECIMALS).astype(np.int64).T
    pieces = (
        repeat('{"left": '),
        _chosen(written, ranks[texts[:, 0]]),
        repeat(', "right": '),
        _chosen(written, ranks[texts[:, 1]]),
        _chosen(_KINDS, exact),
        _chosen(_decimals(), jaccard),
        repeat(', "containment_of_left": '),
        _chosen(_decimals(), of_left),
        repeat(', "containment_of_right": '),
        _chosen(_decimals(), of_right),
        repeat("}"),
    )
    return map("".join, zip(*pieces, strict=False))


def _chosen(pieces: Sequence[str], places: NDArray[Any]) -> Iterator[str]:
    return map(pieces.__getitem__, places.tolist())


@cache
def _decimals() -> list[str]:
    """Return 0.0, 0.0001, ... 1.0 as JSON has them."""
    return list(map(repr, (np.arange(_DECIMALS + 1) / _DECIMALS).tolist()))


def story_lines(result: Result) -> Iterator[str]:
    """Yield the stories of a result as JSON, largest first."""
    for story in result.stories:
        values = {
            "id": story.id,
            "members": list(story.members),
            "families": [list(family) for family in story.families],
            "relations": _story_relations(story),
        }
        yield dumps(values, ensure_ascii=False)


def _story_relations(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "left": relation.left,
            "right": relation.right,
            "kind": str(relation.kind),
            **{
                name: round(relation.measures[name], 4)
                for name in ("jaccard", "containment_of_left", "containment_of_right")
            },
        }
        for relation in story.relations
    ]
