"""Families: texts that are nearly the same, found in any number of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.candidates import cap_notes
from dedup.clusters import FAMILY_SHARE, average_linkage, connected_components, unmeasured_pairs
from dedup.near.comparing import Compared, Pairs, Shingled, compare_candidates
from dedup.near.signing import sign_batches
from dedup.readers.batches import Batches
from dedup.relations.verdict import NEAR_JACCARD

Told = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two texts that are copies or nearly the same.

    Attributes:
        left, right: their numbers, left below right.
        exact: whether they have the same words in the same order.
        jaccard: of their shingle sets, in [0, 1].
        containment_of_left, containment_of_right: share of one's shingles that the other has.
    """

    left: int
    right: int
    exact: bool
    jaccard: float
    containment_of_left: float
    containment_of_right: float


class Families:
    """Families of two or more texts, by number in the order of reading.

    Attributes:
        members: of each family, ascending; families by their first member.
        words: shape (n,), of each text.
        notes: what the caps left out, for the reader of the result.
    """

    def __init__(self, members: list[list[int]], edges: Pairs, compared: Compared) -> None:
        self.members = members
        self.words = compared.words
        self.notes = cap_notes(compared.capped.tolist())
        self._edges = edges
        self._copy_of = compared.copy_of
        self._shingled = compared.shingled

    def relations(self) -> list[list[Near]]:
        """Return, for each family, its pairs that are nearly the same, ascending.

        Copies are paired with the first of them alone; so are texts of a component of more than
        ``MEASURED_UP_TO`` texts that no band found.
        """
        home = np.full(len(self.words), -1, np.int64)
        for number, family in enumerate(self.members):
            home[family] = number
        copies = np.flatnonzero(self._copy_of != np.arange(len(self._copy_of)))
        inner = self._edges[home[self._edges[:, 0]] == home[self._edges[:, 1]]]
        pairs = np.concatenate((inner, np.stack((self._copy_of[copies], copies), axis=1)))
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        found: list[list[Near]] = [[] for _ in self.members]
        for near in self.measure(pairs):
            found[home[near.left]].append(near)
        return found

    def measure(self, pairs: Pairs) -> list[Near]:
        """Return how near the texts of some pairs are, each pair of one family.

        Args:
            pairs: shape (p, 2).
        """
        firsts = self._copy_of[pairs]
        other = np.flatnonzero(firsts[:, 0] != firsts[:, 1])
        shared, sizes = np.ones(len(pairs), np.int64), np.ones((len(pairs), 2), np.int64)
        shared[other] = self._shingled.overlaps(firsts[other])
        sizes[other] = self._shingled.sizes(firsts[other])
        exact = firsts[:, 0] == firsts[:, 1]
        rows = zip(pairs.tolist(), exact.tolist(), shared.tolist(), sizes.tolist(), strict=True)
        return [
            Near(left, right, same, both / (one + two - both), both / one, both / two)
            for (left, right), same, both, (one, two) in rows
        ]


def find_families(batches: Batches, *, threads: int = 1, told: Told | None = None) -> Families:
    """Return the families of all articles of ``batches``.

    Two texts are nearly the same if half of their 5-word shingles or more are common to both; the
    comparison is exact, and a pair escapes it with the probability that ``BANDING`` states, or
    where a key is over its cap and nothing else ties the two (``notes`` tells). Groups
    are formed as everywhere (average linkage, no chaining), copies counting as one text. Unlike
    ``deduplicate``, this looks at whole texts: nothing is taken for furniture.

    Args:
        batches: not iterated yet; iterated afterwards.
        threads: at work at a time; no result depends on it.
        told: hears how far it is.

    Raises:
        InputError: a file changed while it was read.
    """
    with ThreadPoolExecutor(threads) as pool:
        return _find(batches, pool, told)


def _find(batches: Batches, pool: Executor, told: Told | None) -> Families:
    signed = sign_batches(batches, pool, _phase(told, "reading"))
    compared = compare_candidates(batches, signed, pool, _phase(told, "comparing"))
    del signed
    return Families(*_form(compared), compared)


def _phase(told: Told | None, name: str) -> Callable[[int, int], None] | None:
    return None if told is None else lambda done, total: told(name, done, total)


def _form(compared: Compared) -> tuple[list[list[int]], Pairs]:
    """Return the families of two or more, copies included, and the pairs that are nearly the same.

    In a small component every pair is compared, whether bands found it or not.
    """
    edges = _near(compared.pairs, compared.shared, compared.shingled)
    more = unmeasured_pairs(edges)
    more = _near(more, compared.shingled.overlaps(more), compared.shingled)
    edges = np.concatenate((edges, more))
    copies: dict[int, list[int]] = {}
    for text in np.flatnonzero(compared.copy_of != np.arange(len(compared.copy_of))).tolist():
        copies.setdefault(int(compared.copy_of[text]), []).append(text)
    grouped: set[int] = set()
    families = []
    for texts, own in connected_components(edges):
        grouped.update(texts)
        families += [
            sorted([*family, *(copy for i in family for copy in copies.get(i, ()))])
            for family in _join(texts, own)
        ]
    families += [[first, *after] for first, after in copies.items() if first not in grouped]
    return sorted(family for family in families if len(family) > 1), edges


def _near(pairs: Pairs, shared: NDArray[np.int64], shingled: Shingled) -> Pairs:
    either = shingled.sizes(pairs).sum(axis=1) - shared
    near: Pairs = pairs[shared >= NEAR_JACCARD * either]
    return near


def _join(texts: list[int], edges: Pairs) -> list[list[int]]:
    """Return the families of a component, by the rule of ``clusters.form_families``."""
    if len(edges) == len(texts) * (len(texts) - 1) // 2:
        return [texts]
    place = {text: number for number, text in enumerate(texts)}
    weights = {(place[i], place[j]): 1.0 for i, j in edges.tolist()}
    groups = average_linkage(len(texts), weights, FAMILY_SHARE)
    return [[texts[i] for i in group] for group in groups]
