"""Lines: clusters for other programs, one JSON object a line, as ``docs/format.md`` has them.

Every line is put together by a kernel from pieces that are made once, some families at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from json import dumps

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.groups import group_id, order_of, unique
from dedup.kinds import Kind
from dedup.near.families import Families
from dedup.near.measuring import Measured
from dedup.readers.order import in_order
from dedup.readers.texts import Texts

_Numbers = NDArray[np.int64]
_Related = tuple[_Numbers, _Numbers, _Numbers, NDArray[np.uint8]]
"""Relations as ``kernels.write_families`` takes them."""

_RELATIONS_AT_ONCE = 8192
"""Relations written in one go, if no family has more: enough for a call to pay, little to hold."""

_FIXED = (
    '{"id": ', ', "members": [', '], "families": [[', ']], "relations": [', '], "refused": [',
    "]}\n", ", ", '{"left": ', ', "right": ',
    f', "kind": "{Kind.NEAR_DUPLICATE}", "jaccard": ', f', "kind": "{Kind.EXACT}", "jaccard": ',
    ', "containment_of_left": ', ', "containment_of_right": ', "}",
)  # fmt: skip
"""In the order of ``kernels.write_families``."""


def family_lines(ids: Sequence[str], families: Families, *, threads: int = 1) -> Iterator[bytes]:
    """Yield the families as lines of JSON, some lines at a time, largest family first.

    Args:
        ids: of all articles, in the order of reading.
        families: of them.
        threads: at work at a time; no line depends on it.
    """
    inner, refused = _relations(families)
    order = _order(ids, families, refused)
    pieces = _pieces(ids, order)
    within, apart = _listed(families, inner, order), _listed(families, refused, order)

    def work(span: tuple[int, int]) -> bytes:
        return kernels.write_families(
            pieces.utf8,
            pieces.offsets,
            order.heads,
            order.first,
            order.members,
            within,
            apart,
            span,
        )

    with ThreadPoolExecutor(threads) as pool:
        yield from in_order(pool, work, _spans(within[0]))


def _spans(first: _Numbers) -> Iterator[tuple[int, int]]:
    """Yield which families are written in one go, by where the relations of each begin."""
    begin, count = 0, len(first) - 1
    while begin < count:
        most = first[begin] + _RELATIONS_AT_ONCE
        end = max(int(np.searchsorted(first, most, side="right")) - 1, begin + 1)
        yield begin, end
        begin = end


def _relations(families: Families) -> tuple[Measured, Measured]:
    """Return the near pairs within families, copies with the first of them, and all others."""
    edges, home = families.edges, families.home
    joined = home[edges.pairs[:, 0]] == home[edges.pairs[:, 1]]
    copies = np.flatnonzero(families.copy_of != np.arange(len(home)))
    exact = families.measure(np.stack((families.copy_of[copies], copies), axis=1))
    return Measured.joined([edges[joined], exact]), edges[~joined]


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """In which order texts and families are told.

    Attributes:
        count: of families.
        named: the texts that are named, by their ids; a rank is a place in it.
        ranks: shape (n,), of each text.
        places: shape (n,), of each text's family among the families; ``count`` for one in none.
        heads: the pieces of the families.
        first, members: the pieces of their members, ascending within each; a ragged array.
    """

    count: int
    named: list[int]
    ranks: _Numbers
    places: _Numbers
    heads: _Numbers
    first: _Numbers
    members: _Numbers


def _order(ids: Sequence[str], families: Families, refused: Measured) -> _Order:
    home = families.home
    sizes = np.bincount(home, minlength=len(home))
    inside = np.flatnonzero(sizes[home] > 1)
    named = unique(np.concatenate([inside, refused.pairs.ravel()])).tolist()
    named.sort(key=ids.__getitem__)
    texts = np.array(named, np.int64)
    ranks = np.zeros(len(home), np.int64)
    ranks[texts] = np.arange(len(named))
    # A family's label is one of its members; its lowest rank comes first in this order.
    labels, by_label = _sorted(home[inside], ranks[inside], len(named))
    begins = np.flatnonzero(np.diff(labels, prepend=-1))
    labels, lowest = labels[begins], by_label[begins]
    _, lowest = _sorted(len(home) - sizes[labels], lowest, len(named))
    labels = home[texts[lowest]]
    places = np.full(len(home), len(labels), np.int64)
    places[labels] = np.arange(len(labels))
    places[inside] = places[home[inside]]
    owners, members = _sorted(places[inside], ranks[inside], len(named))
    count = len(labels)
    heads = _NAMES + np.arange(count)
    return _Order(
        count, named, ranks, places, heads, _firsts(owners, count), _NAMES + count + members
    )


def _firsts(owners: _Numbers, count: int) -> _Numbers:
    """Return where the things of each of some owners begin; things are in the owners' order."""
    return np.searchsorted(owners, np.arange(count + 1))


def _sorted(firsts: _Numbers, ranks: _Numbers, count: int) -> tuple[_Numbers, _Numbers]:
    """Return pairs of a number and a rank below ``count``, ascending."""
    order = order_of(firsts * count + ranks)
    return firsts.take(order), ranks.take(order)


_NAMES = len(_FIXED)
"""The first piece behind the fixed ones: ids of families in their order, then of texts by rank."""


def _pieces(ids: Sequence[str], order: _Order) -> Texts:
    firsts = (order.members[order.first[:-1]] - _NAMES - order.count).tolist()
    heads = [f'"{group_id(ids[order.named[first]])}"' for first in firsts]
    # No string of JSON holds a NUL: one call writes all ids, one encodes them, and they can be told
    # apart.
    names = dumps([ids[text] for text in order.named], ensure_ascii=False, separators=("\0", ":"))
    joined = "\0".join([*_FIXED, *heads, names[1:-1]]) + "\0"
    octets = joined.encode("utf-8", "replace")
    ends = np.flatnonzero(np.frombuffer(octets, np.uint8) == 0)
    offsets = np.concatenate([np.zeros(1, np.int64), ends - np.arange(len(ends))])
    return Texts(memoryview(octets.replace(b"\0", b"")), offsets)


def _listed(families: Families, found: Measured, order: _Order) -> _Related:
    """Return relations as they are listed, those of two families with the one that comes first."""
    left, right = found.pairs[:, 0], found.pairs[:, 1]
    owners = np.minimum(order.places.take(left), order.places.take(right))
    copies = families.copy_of.take(left) == families.copy_of.take(right)
    left, right = order.ranks.take(left), order.ranks.take(right)
    first, second = np.minimum(left, right), np.maximum(left, right)
    by_owner = _ascending(owners, first, second, len(order.named))
    turned = (left > right).take(by_owner)
    left, right = (size.take(by_owner) for size in found.sizes.T)
    counts = np.empty((len(by_owner), 3), np.int64)
    counts[:, 0] = found.shared.take(by_owner)
    counts[:, 1], counts[:, 2] = np.where(turned, right, left), np.where(turned, left, right)
    names = np.stack((first.take(by_owner), second.take(by_owner)), axis=1)
    names += _NAMES + order.count
    first = _firsts(owners.take(by_owner), order.count)
    return first, names, counts, copies.take(by_owner).view(np.uint8)


def _ascending(owners: _Numbers, first: _Numbers, second: _Numbers, count: int) -> _Numbers:
    """Return the order of some pairs of ``count`` ranks by their owners, fewer, then by ranks."""
    if count**3 < 1 << 63:  # one number sorts several times as fast as three
        return order_of((owners * count + first) * count + second)
    order = order_of(first * count + second)
    return order.take(order_of(owners.take(order)))
