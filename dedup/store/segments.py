"""Segments: sorted postings that are written once, and who is found in them."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from json import dumps
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.store.blocks import (
    KEY_BITS,
    KEYS,
    DamagedError,
    Keys,
    Owners,
    Placed,
    find_in_blocks,
    place_of,
    read_blocks,
    write_blocks,
)
from dedup.store.sieves import Sieve, make_piece, read_pieces

HELD_POSTINGS = 400_000
HELD_SEGMENTS = 12
"""Segments of up to so many postings are unpacked once and held, 6 MB each at most, so that
their blocks are not fetched one by one."""
KEPT_SIEVES = 40
"""More than three of each level that is too large to be held: of any index."""
SIEVED = 100_000
"""Postings for which a piece of a sieve is made at a time: 100 kB."""
FETCHED = 64
"""Blocks that are read at a time: about 13,000 postings."""

_OWNER_BITS = 42
"""Above them, a key's place among those asked for: two million."""

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


Found = tuple[NDArray[np.int64], Owners]
"""Of the postings of some keys: the place of each one's key, and its owner."""


class Kept:
    """What is kept of segments from one read to the next: they never change once they answer."""

    def __init__(self) -> None:
        self.held: OrderedDict[tuple[int, int], tuple[Keys, Owners]] = OrderedDict()
        self.sieves: OrderedDict[tuple[int, int], Sieve] = OrderedDict()

    def hold(self, segment: Segment, postings: tuple[Keys, Owners]) -> None:
        """Hold the postings of a segment, and let go of what was asked for longest ago."""
        self.held[segment.slot, segment.born] = postings
        if len(self.held) > HELD_SEGMENTS:
            self.held.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: a write that failed may have made it."""
        self.held.clear()
        self.sieves.clear()


class Segments:
    """The segments of a store, as one write or one read sees them.

    Args:
        base: the database; its table ``block`` holds the blocks.
        segments: all of them, oldest first.
        births: segments ever made.
        kept: from one read to the next.
    """

    def __init__(
        self, base: sqlite3.Connection, segments: Sequence[Segment], births: int, kept: Kept
    ) -> None:
        self._base = base
        self._kept = kept
        self.all = list(segments)
        self.births = births

    def live(self) -> list[Segment]:
        """Return the segments that answer."""
        return [segment for segment in self.all if segment.state == "live"]

    def find(self, keys: Keys) -> Found:
        """Return who holds some keys.

        Args:
            keys: ascending.

        Returns:
            For each posting the place of its key in ``keys``, and its owner, by place and owner.

        Raises:
            DamagedError: a block is not as it was written.
            ValueError: two million keys or more are asked for at a time.
        """
        if len(keys) >> 63 - _OWNER_BITS:
            raise ValueError(f"{len(keys)} keys at a time are too many; ask for fewer")
        if not len(keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        held = [one for one in self.live() if one.postings <= HELD_POSTINGS]
        found = [kernels.find_sorted(*self._hold(one), keys) for one in held]
        found.append(self._fetch_keys(keys, self.live()))
        places = np.concatenate([places for places, _ in found])
        owners = np.concatenate([owners for _, owners in found])
        # One number sorts ten times as fast as two; owners of terms are the largest.
        both = np.sort(places << _OWNER_BITS | owners)
        return both >> _OWNER_BITS, both & (1 << _OWNER_BITS) - 1

    def _hold(self, segment: Segment) -> tuple[Keys, Owners]:
        name = (segment.slot, segment.born)
        if name not in self._kept.held:
            self._kept.hold(segment, self.read(segment))
        self._kept.held.move_to_end(name)
        return self._kept.held[name]

    def _fetch_keys(self, keys: Keys, segments: Sequence[Segment]) -> Found:
        """Return who holds some keys in those segments that are too large to be held."""
        wanted = [np.empty(0, np.int64)]
        at = [np.empty(0, np.int64)]
        for segment in segments:
            if segment.postings > HELD_POSTINGS:
                maybe = self.sieve(segment).let_through(keys)
                at.append(maybe)
                wanted.append(keys[maybe].astype(np.int64) | segment.slot << KEY_BITS)
        places, numbers = np.concatenate(wanted), np.concatenate(at)
        if not len(places):
            return numbers, np.empty(0, np.int64)
        order = np.argsort(places, kind="stable")
        blocks, among = self._covering(places[order])
        found, owners = find_in_blocks(blocks, keys[numbers[order]], among)
        return numbers[order][found], owners

    def sieve(self, segment: Segment) -> Sieve:
        """Return what tells which keys a large segment may hold."""
        name = (segment.slot, segment.born)
        sieve = self._kept.sieves.pop(name, None)
        if sieve is None:
            pieces = self._base.execute(
                "SELECT place, bits FROM sieve WHERE place >= ? AND place < ? ORDER BY place",
                (segment.slot << KEY_BITS, (segment.slot + 1) << KEY_BITS),
            )
            sieve = read_pieces(pieces.fetchall())
        self._kept.sieves[name] = sieve
        if len(self._kept.sieves) > KEPT_SIEVES:
            self._kept.sieves.popitem(last=False)
        return sieve

    def _covering(self, places: NDArray[np.int64]) -> tuple[list[Placed], NDArray[np.int64]]:
        """Return the blocks before some places, ascending, and the number of each place's."""
        rows = self._base.execute(
            "SELECT (SELECT body FROM block WHERE place <= w.value ORDER BY place DESC LIMIT 1) "
            "FROM json_each(?) AS w",
            (dumps(places.tolist()),),
        )
        bodies = [body for (body,) in rows]
        said = np.array([place_of(body) for body in bodies], np.int64)
        elsewhere = np.flatnonzero(said >> KEY_BITS != places >> KEY_BITS)
        if len(elsewhere):
            slot = int(places[elsewhere[0]]) >> KEY_BITS
            raise DamagedError(f"a block of segment {slot} is missing")
        new = np.concatenate(([True], said[1:] != said[:-1]))
        first = np.flatnonzero(new).tolist()
        return [(int(said[at]), bodies[at]) for at in first], np.cumsum(new) - 1

    def stretch(self, slot: int, key: int) -> tuple[Keys, Owners, int]:
        """Return some postings from a key on, and the key up to which they are complete."""
        rows = self._base.execute(
            "SELECT place, body FROM block WHERE place >= "
            "(SELECT max(place) FROM block WHERE place <= ?) AND place < ? ORDER BY place LIMIT ?",
            (slot << KEY_BITS | key, (slot + 1) << KEY_BITS, FETCHED),
        ).fetchall()
        if not rows:
            raise DamagedError(f"the blocks of segment {slot} are missing")
        keys, owners, ends = read_blocks(rows)
        begins = np.array([place & (KEYS - 1) for place, _ in rows], np.uint64)
        missing = np.flatnonzero(begins[1:] != ends[:-1])
        if len(missing) or rows[0][0] >> KEY_BITS != slot or int(begins[0]) > key:
            before = rows[int(missing[0]) + 1 if len(missing) else 0][0]
            raise DamagedError(f"the block before {before} is missing")
        return keys, owners, int(ends[-1])

    def _stretches(self, slot: int, key: int) -> Iterator[tuple[Keys, Owners]]:
        """Yield all postings of a segment from a key on, or from a little before."""
        while key < KEYS:
            keys, owners, key = self.stretch(slot, key)
            yield keys, owners

    def read(self, segment: Segment) -> tuple[Keys, Owners]:
        """Return all postings of a segment, having checked every block of it."""
        parts = list(self._stretches(segment.slot, 0))
        return (
            np.concatenate([keys for keys, _ in parts]),
            np.concatenate([owners for _, owners in parts]),
        )

    def add(self, keys: Keys, owners: Owners) -> None:
        """Write a segment.

        Args:
            keys, owners: ascending by key and owner, each posting once.
        """
        slot = self.free_slot()
        self.write(slot, keys, owners, 0, KEYS)
        self.all.append(Segment(slot, 0, len(keys), born=self.next_birth()))
        if len(keys) <= HELD_POSTINGS:
            self._kept.hold(self.all[-1], (keys, owners))
        else:
            self._write_sieve(slot, keys)

    def _write_sieve(self, slot: int, keys: Keys) -> None:
        """Write the sieve of a segment that was written in one go."""
        cuts = [key for key in np.unique(keys[SIEVED::SIEVED]).tolist() if key]
        edges = [0, *cuts, KEYS]
        places = np.searchsorted(keys, np.array(edges, np.uint64)).tolist()
        for (begin, end), (first, last) in zip(pairwise(edges), pairwise(places), strict=True):
            self.write_piece(slot, keys[first:last], begin, end)

    def write(self, slot: int, keys: Keys, owners: Owners, begin: int, end: int) -> None:
        """Write the postings of a stretch of keys to a slot that has none of them."""
        blocks = write_blocks(slot, keys, owners, begin, end)
        self._base.executemany("INSERT INTO block VALUES (?, ?)", blocks)

    def write_piece(self, slot: int, keys: Keys, begin: int, end: int) -> None:
        """Write the piece of a sieve for what ``write`` wrote."""
        piece = make_piece(keys, begin, end)
        self._base.execute("INSERT INTO sieve VALUES (?, ?)", (slot << KEY_BITS | begin, piece))

    def delete(self, segment: Segment, most: int) -> bool:
        """Delete some blocks of a segment from its beginning; return whether none is left."""
        low, high = segment.slot << KEY_BITS, (segment.slot + 1) << KEY_BITS
        row = self._base.execute(
            "SELECT place FROM block WHERE place >= ? AND place < ? ORDER BY place "
            "LIMIT 1 OFFSET ?",
            (low, high, most),
        ).fetchone()
        self._base.execute(
            "DELETE FROM block WHERE place >= ? AND place < ?", (low, row[0] if row else high)
        )
        if row is None:
            self._base.execute("DELETE FROM sieve WHERE place >= ? AND place < ?", (low, high))
        return row is None

    def next_birth(self) -> int:
        """Return the number of a segment that is made now."""
        self.births += 1
        return self.births

    def free_slot(self) -> int:
        """Return a slot that no segment has."""
        taken = {segment.slot for segment in self.all}
        return next(slot for slot in range(1, len(taken) + 2) if slot not in taken)
