"""Holders: which articles of a store hold some terms, those that were asked for lately kept."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from dedup.store import Channel, Store
from dedup.store.contract import HASH_BITS

KEPT_POSTINGS = 1 << 21
"""Postings kept, 16 MB. A story is looked for among 60 articles, which have half of their telling
terms in common, and those terms three quarters of the postings."""

Numbers = NDArray[np.int64]


class Holders:
    """What finds the holders of terms in a store; enter ``store.reading()`` around it.

    Args:
        store: of the articles.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[int, Numbers] = OrderedDict()
        self._postings = 0
        self._state = b""

    def of(self, terms: Numbers) -> tuple[Numbers, Numbers]:
        """Return for each posting of some ascending terms the term's place, and the article."""
        if self._state != self._store.state:
            self._state = self._store.state
            self._kept.clear()
            self._postings = 0
        asked = terms.tolist()
        found = {term: self._kept[term] for term in asked if term in self._kept}
        missing = [term for term in asked if term not in found]
        if missing:
            new = dict(zip(missing, self._look_up(missing), strict=True))
            self._kept |= new
            self._postings += sum(map(len, new.values()))
            found |= new
        for term in asked:
            self._kept.move_to_end(term)
        while self._postings > KEPT_POSTINGS and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._postings -= len(oldest)
        owners = [found[term] for term in asked]
        places = np.repeat(np.arange(len(asked)), [len(one) for one in owners])
        return places, np.concatenate([np.empty(0, np.int64), *owners])

    def _look_up(self, terms: list[int]) -> list[Numbers]:
        keys = np.array(terms, np.uint64) | np.uint64(Channel.TERM << HASH_BITS)
        places, owners = self._store.holders(keys)
        cuts = np.searchsorted(places, np.arange(1, len(terms)))
        # Copies, so that what is let go of is free.
        return [part.copy() for part in np.split(owners, cuts)]
