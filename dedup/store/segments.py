"""Segments: sorted postings that are written once, and merged in tiers.

Each write adds one segment. Four of a level become one of the next, a bounded stretch of keys at
each write, so that no call waits for a large merge; until a merge is through, its inputs answer.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from json import dumps
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup.store.blocks import (
    KEY_BITS,
    KEYS,
    DamagedError,
    Keys,
    Owners,
    covered_from,
    merge_sorted,
    read_blocks,
    write_blocks,
)

FANOUT = 4
"""Segments of a level before they become one of the next: a posting is written again once a
level, and a lookup asks at most three segments of each. With 8, a million articles written 2,000 at
a time lay in 17 segments, and a check took twice as long."""
MERGED_AT_LEAST = 20_000
MERGED_PER_POSTING = 12
"""Postings that a write merges, for those it adds and at least: ten levels are a million writes,
and no level falls behind by more than one merge."""
HELD_POSTINGS = 400_000
HELD_SEGMENTS = 12
"""Segments of up to so many postings are unpacked once and held, 6 MB each at most, so that
their blocks are not fetched one by one."""
_FETCHED = 64
"""Blocks of each input that a merge reads at a time: about 13,000 postings."""

State = Literal["live", "building", "dead"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One run of sorted postings.

    Attributes:
        slot: where its blocks are: at ``slot << 42 | key``.
        level: 0 for what one write added; one more than its inputs for a merged one.
        postings: in it.
        state: only a live one is asked; a dead one's blocks are being deleted.
        reached: keys below it are written already, or deleted already.
        inputs: slots of what is being merged into it.
        born: tells it from another that had its slot before.
    """

    slot: int
    level: int
    postings: int
    state: State = "live"
    reached: int = 0
    inputs: tuple[int, ...] = ()
    born: int = 0


Held = OrderedDict[tuple[int, int], tuple[Keys, Owners]]
"""Small segments, unpacked, by slot and birth; a segment never changes once it answers."""


class Segments:
    """The segments of a store, as one write or one read sees them.

    Args:
        base: the database; its table ``block`` holds the blocks.
        segments: all of them, oldest first.
        births: segments ever made.
        held: what is held from one read to the next.
    """

    def __init__(
        self, base: sqlite3.Connection, segments: Sequence[Segment], births: int, held: Held
    ) -> None:
        self._base = base
        self._held = held
        self.all = list(segments)
        self.births = births

    def live(self) -> list[Segment]:
        """Return the segments that answer."""
        return [segment for segment in self.all if segment.state == "live"]

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], Owners]:
        """Return who holds some keys.

        Args:
            keys: ascending, distinct.

        Returns:
            For each posting the place of its key in ``keys``, and its owner, by place and owner.

        Raises:
            DamagedError: a block is not as it was written.
        """
        if not len(keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        held = [one for one in self.live() if one.postings <= HELD_POSTINGS]
        fetched = [one.slot for one in self.live() if one.postings > HELD_POSTINGS]
        found = [_among_sorted(keys, self._hold(one)) for one in held]
        if fetched:
            found.append(_among_any(keys, self._fetch_keys(keys, fetched)))
        places = np.concatenate([np.empty(0, np.int64), *(places for places, _ in found)])
        owners = np.concatenate([np.empty(0, np.int64), *(owners for _, owners in found)])
        order = np.lexsort((owners, places))
        return places[order], owners[order]

    def _hold(self, segment: Segment) -> tuple[Keys, Owners]:
        name = (segment.slot, segment.born)
        if name not in self._held:
            self._held[name] = self.read(segment)
            if len(self._held) > HELD_SEGMENTS:
                self._held.popitem(last=False)
        self._held.move_to_end(name)
        return self._held[name]

    def _fetch_keys(self, keys: Keys, slots: Sequence[int]) -> tuple[Keys, Owners]:
        """Return the postings of the blocks that cover some keys, and so maybe others."""
        wanted = [slot << KEY_BITS | key for slot in slots for key in keys.tolist()]
        rows = self._base.execute(
            "SELECT w.value, b.place, b.body FROM json_each(?) AS w LEFT JOIN block AS b ON "
            "b.place = (SELECT max(place) FROM block WHERE place <= w.value)",
            (dumps(wanted),),
        )
        covered: dict[int, int] = {}
        found = []
        for value, place, body in rows:
            if place is None or place >> KEY_BITS != value >> KEY_BITS:
                raise DamagedError(f"a block of segment {value >> KEY_BITS} is missing")
            if place not in covered:
                covered[place] = covered_from(place, body)[1]
                found.append((place, body))
            if value & (KEYS - 1) >= covered[place]:
                raise DamagedError(f"the block after {place} is missing")
        return read_blocks(found, checked=True)

    def add(self, keys: Keys, owners: Owners) -> None:
        """Write a segment.

        Args:
            keys, owners: ascending by key and owner; owners above all that were here.
        """
        slot = self._free_slot()
        self._insert(write_blocks(slot, keys, owners, 0, KEYS))
        self.all.append(Segment(slot, 0, len(keys), born=self._next_birth()))

    def work(self, added: int, gone: Owners) -> None:
        """Merge what is due, for a bounded time; leave owners that are gone out."""
        budget = max(MERGED_AT_LEAST, MERGED_PER_POSTING * added)
        while budget > 0:
            spent = self._step(gone)
            if not spent:
                return
            budget -= spent

    def merge_all(self, gone: Owners) -> None:
        """Make all live segments one, without owners that are gone."""
        while self._step(gone):
            pass
        live = self.live()
        if live:
            self._begin(live, max(s.level for s in live))
            while self._step(gone):
                pass

    def _step(self, gone: Owners) -> int:
        """Do one bounded piece of work; return about how many postings it moved."""
        for segment in self.all:
            if segment.state == "dead":
                return self._delete_some(segment)
        building = [s for s in self.all if s.state == "building"]
        busy = {slot for s in building for slot in s.inputs}
        for level in sorted({s.level for s in self.all}):
            own = [s for s in building if s.level == level + 1]
            if own:
                return self._merge_some(own[0], gone)
            due = [s for s in self.live() if s.level == level and s.slot not in busy]
            if len(due) >= FANOUT:
                self._begin(due[:FANOUT], level + 1)
                return 1
        # A merge of everything stays on the level of its largest input.
        return self._merge_some(building[0], gone) if building else 0

    def _begin(self, inputs: Sequence[Segment], level: int) -> None:
        slot = self._free_slot()
        made = Segment(
            slot, level, 0, "building", 0, tuple(s.slot for s in inputs), self._next_birth()
        )
        # It takes the place of its inputs in the order of age.
        self.all.insert(self.all.index(inputs[-1]) + 1, made)

    def _merge_some(self, made: Segment, gone: Owners) -> int:
        inputs = [s for s in self.all if s.slot in made.inputs]
        fetched = [self._fetch(s.slot, made.reached) for s in inputs]
        end = min(covered for _, _, covered in fetched)
        parts = []
        read = 0
        for keys, owners, _ in fetched:
            begin, stop = np.searchsorted(keys, np.array([made.reached, end], np.uint64)).tolist()
            parts.append((keys[begin:stop], owners[begin:stop]))
            read += stop - begin
        keys, owners = merge_sorted(parts, gone)
        self._insert(write_blocks(made.slot, keys, owners, made.reached, end))
        grown = replace(made, postings=made.postings + len(keys), reached=end)
        if end == KEYS:
            grown = replace(grown, state="live", inputs=(), reached=0)
            for one in inputs:
                self._set(one, replace(one, state="dead", reached=0))
        self._set(made, grown)
        return max(read, 1)

    def _fetch(self, slot: int, key: int) -> tuple[Keys, Owners, int]:
        """Return some postings from a key on, and the key up to which they are complete."""
        rows = self._base.execute(
            "SELECT place, body FROM block WHERE place >= "
            "(SELECT max(place) FROM block WHERE place <= ?) AND place < ? ORDER BY place LIMIT ?",
            (slot << KEY_BITS | key, (slot + 1) << KEY_BITS, _FETCHED),
        ).fetchall()
        if not rows:
            raise DamagedError(f"the blocks of segment {slot} are missing")
        at = key
        for number, (place, body) in enumerate(rows):
            begin, end = covered_from(place, body)
            if begin > at or (number and begin != at):
                raise DamagedError(f"the block before {place} is missing")
            at = end
        return *read_blocks(rows), at

    def _delete_some(self, segment: Segment) -> int:
        low, high = segment.slot << KEY_BITS, (segment.slot + 1) << KEY_BITS
        row = self._base.execute(
            "SELECT place FROM block WHERE place >= ? AND place < ? ORDER BY place "
            "LIMIT 1 OFFSET ?",
            (low, high, 8 * _FETCHED),
        ).fetchone()
        self._base.execute(
            "DELETE FROM block WHERE place >= ? AND place < ?", (low, row[0] if row else high)
        )
        if row is None:
            self.all.remove(segment)
        return _FETCHED

    def read(self, segment: Segment) -> tuple[Keys, Owners]:
        """Return all postings of a segment, having checked every block of it."""
        parts, at = [], 0
        while at < KEYS:
            keys, owners, end = self._fetch(segment.slot, at)
            parts.append((keys, owners))
            at = end
        return (
            np.concatenate([keys for keys, _ in parts]),
            np.concatenate([owners for _, owners in parts]),
        )

    def _insert(self, blocks: Sequence[tuple[int, bytes]]) -> None:
        self._base.executemany("INSERT INTO block VALUES (?, ?)", blocks)

    def _set(self, old: Segment, new: Segment) -> None:
        self.all[self.all.index(old)] = new

    def _next_birth(self) -> int:
        self.births += 1
        return self.births

    def _free_slot(self) -> int:
        taken = {segment.slot for segment in self.all}
        return next(slot for slot in range(1, len(taken) + 2) if slot not in taken)


Chosen = tuple[NDArray[np.int64], Owners]
"""Of the postings of some keys: the place of each one's key, and its owner."""


def _among_sorted(keys: Keys, postings: tuple[Keys, Owners]) -> Chosen:
    """Return the postings of some keys among many that ascend."""
    held, owners = postings
    begins = np.searchsorted(held, keys)
    counts = np.searchsorted(held, keys, side="right") - begins
    places = np.repeat(np.arange(len(keys)), counts)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    return places, owners[np.repeat(begins, counts) + within]


def _among_any(keys: Keys, postings: tuple[Keys, Owners]) -> Chosen:
    """Return the postings of some keys among others in any order."""
    held, owners = postings
    places = np.minimum(np.searchsorted(keys, held), len(keys) - 1)
    hits = np.flatnonzero(keys[places] == held)
    return places[hits], owners[hits]
