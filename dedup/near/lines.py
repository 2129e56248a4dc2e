"""Lines: clusters for other programs, one JSON object a line, as ``docs/format.md`` has them.

Every line is put together from pieces that are made once: a page of their numbers is filled by
NumPy, some families at a time, and a kernel gathers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from json import dumps

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.groups import group_id
from dedup.kinds import Kind
from dedup.near.families import Families
from dedup.near.measuring import Measured
from dedup.near.pairing import order_of, unique
from dedup.readers.order import in_order
from dedup.readers.texts import Texts

_Numbers = NDArray[np.int64]

_DECIMALS = 10_000
_RELATIONS_AT_ONCE = 8192
"""Relations on a page, if no family has more: enough for arrays to pay, and little to hold."""

_FIXED = (
    '{"id": ', ', "members": [', '], "families": [[', ']], "relations": [', '], "refused": [',
    "]}\n", "", ", ", '{"left": ', ', "right": ',
    f', "kind": "{Kind.NEAR_DUPLICATE}", "jaccard": ', f', "kind": "{Kind.EXACT}", "jaccard": ',
    ', "containment_of_left": ', ', "containment_of_right": ', "}",
)  # fmt: skip
(
    _ID, _MEMBERS, _FAMILIES, _RELATIONS, _REFUSED,
    _END, _NOTHING, _COMMA, _LEFT, _RIGHT,
    _NEAR, _EXACT,
    _OF_LEFT, _OF_RIGHT, _CLOSE,
) = range(len(_FIXED))  # fmt: skip


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
        page = _page(order, within, apart, *span)
        return kernels.gather(pieces.utf8, pieces.offsets, page)

    with ThreadPoolExecutor(threads) as pool:
        yield from in_order(pool, work, _spans(within, order.count))


def _spans(within: _Relations, count: int) -> Iterator[tuple[int, int]]:
    """Yield which families stand on a page."""
    ends = np.searchsorted(within.owners, np.arange(1, count + 1))
    begin = 0
    while begin < count:
        before = ends[begin - 1] if begin else 0
        end = int(np.searchsorted(ends, before + _RELATIONS_AT_ONCE, side="right"))
        end = max(end, begin + 1)
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
        members: the ranks of members, ascending within each family.
    """

    count: int
    named: list[int]
    ranks: _Numbers
    places: _Numbers
    members: _Listed


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """What is listed of families: rows of pieces, and the place of the family each belongs to."""

    owners: _Numbers
    rows: _Numbers

    def part(self, begin: int, end: int) -> _Listed:
        """Return what is listed of some families, counted from the first of them."""
        here = slice(*np.searchsorted(self.owners, (begin, end)).tolist())
        return _Listed(self.owners[here] - begin, self.rows[here])


@dataclass(frozen=True, slots=True, eq=False)
class _Relations:
    """Relations in the order they are listed in.

    Attributes:
        owners: shape (p,), the place of the family each is listed with.
        names: shape (p, 2), the pieces of the two ids.
        copies: shape (p,), whether the two have the same words.
        counts: shape (p, 3), shingles that both have, the left one and the right one.
    """

    owners: _Numbers
    names: _Numbers
    copies: NDArray[np.bool_]
    counts: _Numbers

    def part(self, begin: int, end: int) -> _Listed:
        """Return the relations of some families, counted from the first of them."""
        here = slice(*np.searchsorted(self.owners, (begin, end)).tolist())
        shared, left, right = self.counts[here].T
        rows = np.empty((len(shared), len(_RELATION)), np.int64)
        rows[:] = _RELATION
        rows[:, (1, 3)] = self.names[here]
        rows[:, 4] = np.where(self.copies[here], _EXACT, _NEAR)
        for column, size in ((5, left + right - shared), (7, left), (9, right)):
            rows[:, column] = len(_FIXED) + np.rint(shared / size * _DECIMALS)
        return _Listed(self.owners[here] - begin, rows)


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
    listed = _Listed(owners, _NAMES + len(labels) + members[:, None])
    return _Order(len(labels), named, ranks, places, listed)


def _sorted(firsts: _Numbers, ranks: _Numbers, count: int) -> tuple[_Numbers, _Numbers]:
    """Return pairs of a number and a rank below ``count``, ascending."""
    if not len(firsts):
        return firsts, ranks
    order = order_of(firsts * count + ranks)
    return firsts.take(order), ranks.take(order)


_NAMES = len(_FIXED) + _DECIMALS + 1
"""The first piece behind the decimals: ids of families in their order, then of texts by rank."""


def _pieces(ids: Sequence[str], order: _Order) -> Texts:
    decimals = map(repr, (np.arange(_DECIMALS + 1) / _DECIMALS).tolist())
    begins = np.searchsorted(order.members.owners, np.arange(order.count))
    firsts = (order.members.rows[begins, 0] - _NAMES - order.count).tolist()
    heads = [f'"{group_id(ids[order.named[first]])}"' for first in firsts]
    # No string of JSON holds a NUL: one call writes all ids, one encodes them, and they can be told
    # apart.
    names = dumps([ids[text] for text in order.named], ensure_ascii=False, separators=("\0", ":"))
    joined = "\0".join([*_FIXED, *decimals, *heads, names[1:-1]]) + "\0"
    octets = joined.encode("utf-8", "replace")
    ends = np.flatnonzero(np.frombuffer(octets, np.uint8) == 0)
    offsets = np.concatenate([np.zeros(1, np.int64), ends - np.arange(len(ends))])
    return Texts(memoryview(octets.replace(b"\0", b"")), offsets)


def _listed(families: Families, found: Measured, order: _Order) -> _Relations:
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
    return _Relations(owners.take(by_owner), names, copies.take(by_owner), counts)


def _ascending(owners: _Numbers, first: _Numbers, second: _Numbers, count: int) -> _Numbers:
    """Return the order of some pairs of ``count`` ranks by their owners, fewer, then by ranks."""
    if count**3 < 1 << 63:  # one number sorts several times as fast as three
        return order_of((owners * count + first) * count + second)
    order = order_of(first * count + second)
    return order.take(order_of(owners.take(order)))


_RELATION = (_LEFT, 0, _RIGHT, 0, 0, 0, _OF_LEFT, 0, _OF_RIGHT, 0, _CLOSE)


def _page(order: _Order, within: _Relations, apart: _Relations, begin: int, end: int) -> _Numbers:
    """Return the pieces of the lines of some families, one after the other."""
    members, inner, other = (one.part(begin, end) for one in (order.members, within, apart))
    page = _Page(end - begin, members, members, inner, other)
    page.put(_ID, _NAMES + np.arange(begin, end), _MEMBERS)
    page.put_list(members)
    page.put(_FAMILIES)
    page.put_list(members)
    page.put(_RELATIONS)
    page.put_list(inner)
    page.put(_REFUSED)
    page.put_list(other)
    page.put(_END)
    return page.pieces


class _Page:
    """Lines of some families side by side, filled from left to right."""

    def __init__(self, families: int, *lists: _Listed) -> None:
        """Make room for the lists and for what stands between them."""
        sizes = np.full(families, _BETWEEN)
        for listed in lists:
            counts = np.bincount(listed.owners, minlength=families)
            sizes += counts * (1 + listed.rows.shape[1])
        ends = np.cumsum(sizes)
        self.pieces = np.empty(int(ends[-1]), np.int64)
        self._filled = ends - sizes

    def put(self, *pieces: int | _Numbers) -> None:
        """Put pieces into each line, the same or one each."""
        for piece in pieces:
            self.pieces[self._filled] = piece
            self._filled += 1

    def put_list(self, listed: _Listed) -> None:
        """Put each family's own rows into its line, with commas between them."""
        counts = np.bincount(listed.owners, minlength=len(self._filled))
        number = np.arange(len(listed.owners)) - (np.cumsum(counts) - counts)[listed.owners]
        width = 1 + listed.rows.shape[1]
        begins = self._filled[listed.owners] + number * width
        self.pieces[begins] = np.where(number > 0, _COMMA, _NOTHING)
        self.pieces[begins[:, None] + np.arange(1, width)] = listed.rows
        self._filled += counts * width


_BETWEEN = 7
"""Pieces of a line that are in no list."""
