"""Neighbors: articles of a store that share a band or an anchor with one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dedup.candidates import ANCHOR_CAP
from dedup.store import Channel, Row, Store, copy_keys
from dedup.store.contract import HASH_BITS


class Neighbors:
    """What finds the neighbors of an article in a store; enter ``store.reading()`` around it.

    Args:
        store: of the articles.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._caps = {
            Channel.BAND: store.settings.banding.cap,
            Channel.ANCHOR: ANCHOR_CAP,
        }

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
        met = {number: rows[number] for number in owners[:named].tolist()}
        present = present_rows(self._store, met.values(), oldest)
        by_key: dict[int, list[Row]] = {}
        for place, owner in zip(places[:named].tolist(), owners[:named].tolist(), strict=True):
            row = met[owner]
            if row.leads and row.number in present:
                by_key.setdefault(place, []).append(row)
        near: dict[int, Row] = {}
        for place, holders in by_key.items():
            cap = self._caps[Channel(int(keys[place]) >> HASH_BITS)]
            chosen = holders if len(holders) <= cap else [min(holders, key=lambda r: r.id)]
            near.update((row.number, row) for row in chosen)
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
