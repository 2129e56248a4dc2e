"""Lines: clusters for other programs, one JSON object a line, as ``docs/format.md`` has them.

Every line is put together from pieces that are made once: a page of their numbers is filled by
NumPy, some families at a time, and a kernel gathers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json import dumps

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.groups import group_id
from dedup.kinds import Kind
from dedup.near.families import Families
from dedup.near.measuring import Measured
from dedup.near.pairing import unique
from dedup.readers.texts import Texts, texts_of

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


def family_lines(ids: Sequence[str], families: Families) -> Iterator[bytes]:
    """Yield the families as lines of JSON, some lines at a time, largest family first.

    Args:
        ids: of all articles, in the order of reading.
        families: of them.
    """
    inner, refused = _relations(families)
    order = _order(ids, families, refused)
    pieces = _pieces(ids, order)
    within, apart = _listed(families, inner, order), _listed(families, refused, order)
    ends = np.searchsorted(within.owners, np.arange(1, order.count + 1))
    begin = 0
    while begin < order.count:
        before = ends[begin - 1] if begin else 0
        end = int(np.searchsorted(ends, before + _RELATIONS_AT_ONCE, side="right"))
        end = max(end, begin + 1)
        page = _page(order, within, apart, begin, end)
        yield kernels.gather(pieces.utf8, pieces.offsets, page)
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


def _order(ids: Sequence[str], families: Families, refused: Measured) -> _Order:
    home = families.home
    sizes = np.bincount(home, minlength=len(home))
    inside = np.flatnonzero(sizes[home] > 1)
    named = unique(np.concatenate([inside, refused.pairs.ravel()])).tolist()
    named.sort(key=ids.__getitem__)
    ranks = np.zeros(len(home), np.int64)
    ranks[named] = np.arange(len(named))
    # A family's label is one of its members; its lowest rank comes first in this order.
    by_label = inside[np.lexsort((ranks[inside], home[inside]))]
    firsts = by_label[np.flatnonzero(np.diff(home[by_label], prepend=-1))]
    firsts = firsts[np.lexsort((ranks[firsts], -sizes[home[firsts]]))]
    places = np.full(len(home), len(firsts), np.int64)
    places[home[firsts]] = np.arange(len(firsts))
    places[inside] = places[home[inside]]
    inside = inside[np.lexsort((ranks[inside], places[inside]))]
    members = _Listed(places[inside], _NAMES + len(firsts) + ranks[inside, None])
    return _Order(len(firsts), named, ranks, places, members)


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
    pieces = "\0".join([*_FIXED, *decimals, *heads, names[1:-1]])
    return texts_of(pieces.encode("utf-8", "replace").split(b"\0"))


def _listed(families: Families, found: Measured, order: _Order) -> _Listed:
    """Return relations as pieces, those of two families with the one that comes first."""
    ranks = order.ranks[found.pairs]
    turned = (ranks[:, 0] > ranks[:, 1])[:, None]
    ranks = np.where(turned, ranks[:, ::-1], ranks)
    sizes = np.where(turned, found.sizes[:, ::-1], found.sizes)
    owners = order.places[found.pairs].min(axis=1) if len(ranks) else np.empty(0, np.int64)
    copies = families.copy_of[found.pairs]
    either = sizes.sum(axis=1) - found.shared
    fractions = found.shared[:, None] / np.stack((either, sizes[:, 0], sizes[:, 1]), axis=1)
    decimals = len(_FIXED) + np.rint(fractions * _DECIMALS).astype(np.int64)
    rows = np.empty((len(ranks), len(_RELATION)), np.int64)
    rows[:] = _RELATION
    rows[:, (1, 3)] = _NAMES + order.count + ranks
    rows[:, 4] = np.where(copies[:, 0] == copies[:, 1], _EXACT, _NEAR)
    rows[:, (5, 7, 9)] = decimals
    by_owner = np.lexsort((ranks[:, 1], ranks[:, 0], owners))
    return _Listed(owners[by_owner], rows[by_owner])


_RELATION = (_LEFT, 0, _RIGHT, 0, 0, 0, _OF_LEFT, 0, _OF_RIGHT, 0, _CLOSE)


def _page(order: _Order, within: _Listed, apart: _Listed, begin: int, end: int) -> _Numbers:
    """Return the pieces of the lines of some families, one after the other."""
    members, within, apart = (one.part(begin, end) for one in (order.members, within, apart))
    page = _Page(end - begin, members, members, within, apart)
    page.put(_ID, _NAMES + np.arange(begin, end), _MEMBERS)
    page.put_list(members)
    page.put(_FAMILIES)
    page.put_list(members)
    page.put(_RELATIONS)
    page.put_list(within)
    page.put(_REFUSED)
    page.put_list(apart)
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
