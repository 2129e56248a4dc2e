"""Neighbors: articles of a store that share a band or an anchor with one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dedup.candidates import ANCHOR_CAP
from dedup.groups import are_among
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
        rows = self._store.rows(np.unique(owners).tolist())
        named = int(np.searchsorted(places, len(keys)))
        copies = [rows[o] for o in owners[named:].tolist() if rows[o].digest == digest]
        places, owners = places[:named], owners[:named]
        met = np.unique(owners)
        leading = [rows[number] for number in met.tolist() if rows[number].leads]
        present = present_rows(self._store, leading, oldest)
        here = are_among(np.array(sorted(present), np.int64), owners)
        places, owners = places[here], owners[here]
        crowded = np.bincount(places, minlength=len(keys)) > self._caps[keys >> _CHANNEL_AT]
        near = set(owners[~crowded[places]].tolist())
        for place in np.flatnonzero(crowded).tolist():
            holders = owners[places == place].tolist()
            near.add(min(holders, key=lambda number: rows[number].id))
        return [present[number] for number in sorted(near)], copies


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
