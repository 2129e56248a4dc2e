"""Neighbors: articles of a store that share a band or an anchor with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.candidates import ANCHOR_CAP
from dedup.groups import are_among, unique
from dedup.store import Row, Store, copy_keys
from dedup.store.contract import HASH_BITS

_CHANNEL_AT = np.uint64(HASH_BITS)


class Neighbors:
    """What finds the neighbors of an article in a store; enter ``store.reading()`` around it.

    Args:
        store: of the articles.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # By the numbers of the channels, the first two.
        self._caps = np.array([store.settings.banding.cap, ANCHOR_CAP])

    def near(
        self, keys: NDArray[np.uint64], digest: bytes = b"", oldest: int | None = None
    ) -> tuple[list[Row], list[Row]]:
        """Return whom an article meets by its bands and anchors, and who is a copy of it.

        Args:
            keys: bands and anchors, ascending.
            digest: of its words, b"" if it has none.
            oldest: articles seen before are not met; copies are told whenever they were seen.

        Returns:
            The articles that share a band or an anchor, one for all its copies; a key over its cap
            leads to the lowest id alone, as in ``candidate_pairs``. And all exact copies. Both in
            the order of their numbers.
        """
        asked = np.concatenate((keys, copy_keys([digest] if digest else [])))  # names are the last
        places, owners = self._store.holders(asked)
        if not len(owners):
            return [], []
        rows = self._store.rows(unique(owners).tolist())
        named = int(np.searchsorted(places, len(keys)))
        copies = [rows[o] for o in owners[named:].tolist() if rows[o].digest == digest]
        led = self._lead(keys, places[:named], owners[:named], rows, oldest)
        return [led.present[number] for number in unique(led.owners).tolist()], copies

    def near_each(
        self, held: Sequence[NDArray[np.uint64]], oldest: int | None = None
    ) -> list[list[Row]]:
        """Return whom each of some articles meets, as ``near`` does, by keys that many share.

        Args:
            held: of each article, its bands and anchors or some of them, ascending.
            oldest: articles seen before are not met.
        """
        keys = kernels.distinct_numbers(np.concatenate([np.zeros(0, np.uint64), *held]))
        places, owners = self._store.holders(keys)
        led = self._lead(keys, places, owners, self._store.rows(unique(owners).tolist()), oldest)
        met = []
        for own in held:
            asked = np.zeros(len(keys), np.bool_)
            asked[np.searchsorted(keys, own)] = True
            numbers = unique(led.owners[asked[led.places]]).tolist()
            met.append([led.present[number] for number in numbers])
        return met

    def _lead(
        self,
        keys: NDArray[np.uint64],
        places: NDArray[np.int64],
        owners: NDArray[np.int64],
        rows: Mapping[int, Row],
        oldest: int | None,
    ) -> _Led:
        """Return to whom some keys lead, of all who hold them."""
        leading = [rows[number] for number in unique(owners).tolist() if rows[number].leads]
        present = present_rows(self._store, leading, oldest)
        here = are_among(np.array(sorted(present), np.int64), owners)
        places, owners = places[here], owners[here]
        crowded = np.bincount(places, minlength=len(keys)) > self._caps[keys >> _CHANNEL_AT]
        lowest = {
            place: min(owners[places == place].tolist(), key=lambda number: rows[number].id)
            for place in np.flatnonzero(crowded).tolist()
        }
        alone = ~crowded[places]
        return _Led(
            np.concatenate((places[alone], np.array([*lowest], np.int64))),
            np.concatenate((owners[alone], np.array([*lowest.values()], np.int64))),
            present,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Led:
    """To whom some keys lead: all who hold one, the lowest id alone where they are too many.

    Attributes:
        places: of keys.
        owners: of the same shape, one who is met by each.
        present: their rows, or those of copies in their place.
    """

    places: NDArray[np.int64]
    owners: NDArray[np.int64]
    present: Mapping[int, Row]


def has_copies(store: Store) -> bool:
    """Return whether any article of a store is an exact copy of another."""
    return store.leaders < len(store)


def present_rows(store: Store, rows: Iterable[Row], oldest: int | None) -> dict[int, Row]:
    """Return those of some leaders that the window holds, or a copy in their place."""
    copied = oldest is not None and has_copies(store)
    present = {}
    for row in rows:
        if oldest is None or row.seen >= oldest:
            present[row.number] = row
        elif copied and row.words:
            copies = (copy for copy in store.copies([row.digest]) if copy.seen >= oldest)
            copy = next(copies, None)
            if copy is not None:
                present[row.number] = copy
    return present
