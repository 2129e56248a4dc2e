"""Families: texts that are nearly the same, found in any number of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.groups import FAMILY_SHARE, are_among, missing_pairs, order_of, unique
from dedup.near.ahead import Ahead
from dedup.near.measuring import TILE, Measured, Sets, measure_pairs
from dedup.near.pairing import Pairs, pair_texts
from dedup.near.signing import sign_batches
from dedup.readers.batches import Batches
from dedup.readers.order import in_order
from dedup.readers.shelf import Shelf
from dedup.schemes import cap_notes

Told = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""

_TEXTS_AT_ONCE = 512
"""Texts of whole components that are compared in one go."""


class Families:
    """Families of two or more texts, by number in the order of reading.

    Attributes:
        home: shape (n,), the lowest member of each text's family; a text that is in none, its own.
        words: shape (n,), of each text.
        copy_of: shape (n,), the first text with the same words in the same order, or itself.
        edges: the pairs that are nearly the same, each ascending, copies apart, in any order.
        notes: what the caps left out, for the reader of the result.
    """

    def __init__(
        self,
        batches: Batches,
        home: NDArray[np.int64],
        words: NDArray[np.int64],
        copy_of: NDArray[np.int64],
        edges: Measured,
        capped: NDArray[np.int64],
    ) -> None:
        self.home, self.words, self.copy_of, self.edges = home, words, copy_of, edges
        self.notes = cap_notes(capped.tolist())
        self._batches = batches

    @property
    def members(self) -> list[list[int]]:
        """The members of each family, ascending; families by their first member."""
        order = np.argsort(self.home, kind="stable")
        begins = np.flatnonzero(np.diff(self.home[order], prepend=-1))
        ends = np.append(begins[1:], len(order))
        large = ends - begins > 1
        texts = order.tolist()
        spans = zip(begins[large].tolist(), ends[large].tolist(), strict=True)
        return [texts[begin:end] for begin, end in spans]

    def measure(self, pairs: Pairs) -> Measured:
        """Return what some pairs share, in their order; copies share their one set of one shingle.

        Args:
            pairs: shape (p, 2); those that were not compared yet are, now.
        """
        firsts = self.copy_of[pairs]
        count = len(self.words)
        codes = firsts.min(axis=1) * count + firsts.max(axis=1)
        other = np.flatnonzero(firsts[:, 0] != firsts[:, 1])
        shared, sizes = np.ones(len(pairs), np.int64), np.ones((len(pairs), 2), np.int64)
        if not len(other):
            return Measured(pairs, shared, sizes)
        known = np.sort(self.edges.pairs[:, 0] * count + self.edges.pairs[:, 1])
        unknown = unique(codes[other[~are_among(known, codes[other])]])
        measured = self.edges
        if len(unknown):
            new = np.stack(np.divmod(unknown, count), axis=1)
            with Shelf(self._batches, unique(new)) as shelf:
                measured = Measured.joined([self.edges, measure_pairs(shelf, new)])
        known = measured.pairs[:, 0] * count + measured.pairs[:, 1]
        order = order_of(known)
        at = order[np.searchsorted(known, codes[other], sorter=order)]
        shared[other] = measured.shared[at]
        turned = firsts[other, 0] > firsts[other, 1]
        sizes[other] = np.where(turned[:, None], measured.sizes[at][:, ::-1], measured.sizes[at])
        return Measured(pairs, shared, sizes)


def find_families(
    batches: Batches, *, threads: int = 1, told: Told | None = None, ahead: Ahead | None = None
) -> Families:
    """Return the families of all articles of ``batches``.

    Two texts are nearly the same if half of their 5-word shingles or more are common to both; the
    comparison is exact, and a pair escapes it with the probability that ``BANDING`` and
    ``LEAST_EQUAL`` state, or where a band is over its cap and nothing else ties the two (``notes``
    tells). Groups are formed as everywhere (average linkage, no chaining), copies counting as one
    text. Unlike ``deduplicate``, this looks at whole texts: nothing is taken for furniture.

    Args:
        batches: not read yet; read afterwards.
        threads: at work at a time; no result depends on it.
        told: hears how far it is.
        ahead: has begun to sign the first of the files.

    Raises:
        InputError: a file changed while it was read.
    """
    with ThreadPoolExecutor(threads) as pool:
        return _find(batches, pool, told, ahead)


def _find(batches: Batches, pool: Executor, told: Told | None, ahead: Ahead | None) -> Families:
    hears = None if told is None else lambda done, total: told("reading", done, total)
    signed = sign_batches(batches, pool, hears, ahead)
    pairs, capped = pair_texts(signed, pool)
    words, copy_of = signed.words, signed.copy_of
    del signed
    home = np.arange(len(words))
    parts, done = [], 0
    rows = unique(pairs)
    places = np.empty(len(words), np.int64)  # among rows; then of each text within its group
    places[rows] = np.arange(len(rows))
    groups = _groups(pairs, places.take(pairs), len(rows))
    with Shelf(batches, rows) as shelf:
        for joined in in_order(pool, lambda group: _join(shelf, group, places), groups):
            home[joined.rows] = joined.home
            parts.append(joined.edges)
            done += joined.compared
            if told:
                told("comparing", done, len(pairs))
    home = home[copy_of]
    edges = Measured.joined(parts)
    return Families(batches, home, words, copy_of, edges, capped)


def _groups(pairs: Pairs, places: Pairs, count: int) -> Iterator[Pairs]:
    """Yield the pairs of some components at a time, none of which is parted.

    Args:
        pairs: of texts.
        places: the same, each text by its place among those that have a pair.
        count: how many those are.
    """
    labels = kernels.components(places, count)
    ends = np.cumsum(np.bincount(labels, minlength=count))
    number = (ends // _TEXTS_AT_ONCE)[labels[places[:, 0]]]
    if not len(pairs):
        return
    order = order_of(number)
    cuts = np.flatnonzero(np.diff(number.take(order))) + 1
    yield from np.split(pairs.take(order, axis=0), cuts)


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """What became of some components: the family of each row, and the pairs that are near."""

    rows: NDArray[np.int64]
    home: NDArray[np.int64]
    edges: Measured
    compared: int


def _join(shelf: Shelf, pairs: Pairs, places: NDArray[np.int64]) -> _Joined:
    """Return the families among some components of candidate pairs.

    In a component of near pairs that is not too large every pair is compared, whether bands found
    it or not.

    Args:
        shelf: of their texts.
        pairs: of texts.
        places: shape (n,): is written to where these texts are, which no other group has.
    """
    rows = unique(pairs)
    places[rows] = np.arange(len(rows))
    near = places.take(pairs)
    measure = Sets(shelf, rows).measure if len(rows) <= TILE else partial(_measure, shelf, rows)
    edges = measure(near).near()
    missing = missing_pairs(near, _open_components(edges.pairs, len(rows)))
    if len(missing):
        edges = Measured.joined([edges, measure(missing).near()])
    weights = np.ones(len(edges.pairs))
    homes = kernels.average_linkage(edges.pairs, weights, FAMILY_SHARE, len(rows))
    return _Joined(rows, rows[homes], edges.among(rows), len(pairs))


def _open_components(pairs: Pairs, count: int) -> NDArray[np.int64]:
    """Return the component of each of some texts; itself, where every pair of it is there already.

    Args:
        pairs: of the texts, each once.
        count: of the texts.
    """
    labels = kernels.components(pairs, count)
    sizes = np.bincount(labels, minlength=count)
    known = np.bincount(labels[pairs[:, 0]], minlength=count)
    return np.where((2 * known < sizes * (sizes - 1))[labels], labels, np.arange(count))


def _measure(shelf: Shelf, rows: NDArray[np.int64], places: Pairs) -> Measured:
    """Return what pairs of places among many texts share."""
    found = measure_pairs(shelf, rows[places])
    return replace(found, pairs=np.searchsorted(rows, found.pairs))
