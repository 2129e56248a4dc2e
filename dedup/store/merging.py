"""Merging: segments in tiers, four of a level becoming one of the next, a little at each write.

A bounded stretch of keys is merged at a time, so that no call waits for a large merge; until a
merge is through, its inputs answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dedup.store.blocks import KEYS, Owners, merge_sorted
from dedup.store.segments import FETCHED, HELD_POSTINGS, Segment, Segments

FANOUT = 4
"""Segments of a level before they become one of the next: a posting is written again once a
level, and a lookup asks at most three segments of each. With 8, a million articles written 2,000 at
a time lay in 17 segments, and a check took twice as long."""
MERGED_AT_LEAST = 20_000
MERGED_PER_POSTING = 12
"""Postings that a write merges, for those it adds and at least: ten levels are a million writes,
and no level falls behind by more than one merge."""
_DELETED = 8 * FETCHED
"""Blocks of what was merged that are deleted at a time; SQLite does that without reading them."""


def work(segments: Segments, added: int, gone: Owners) -> None:
    """Merge what is due, for a bounded time.

    Args:
        segments: of the store; what becomes of them is written.
        added: postings that this write added.
        gone: owners whose postings are left out, ascending.
    """
    budget = max(MERGED_AT_LEAST, MERGED_PER_POSTING * added)
    while budget > 0:
        spent = _step(segments, gone)
        if not spent:
            return
        budget -= spent


def merge_all(segments: Segments, gone: Owners) -> None:
    """Make all live segments one, without owners that are gone."""
    while _step(segments, gone):
        pass
    live = segments.live()
    if live:
        _begin(segments, live, max(s.level for s in live))
        while _step(segments, gone):
            pass


def _step(segments: Segments, gone: Owners) -> int:
    """Do one bounded piece of work; return about how many postings it moved."""
    for segment in segments.all:
        if segment.state == "dead":
            if segments.delete(segment, _DELETED):
                segments.all.remove(segment)
            return FETCHED
    building = [s for s in segments.all if s.state == "building"]
    busy = {slot for s in building for slot in s.inputs}
    for level in sorted({s.level for s in segments.all}):
        own = [s for s in building if s.level == level + 1]
        if own:
            return _merge_some(segments, own[0], gone)
        due = [s for s in segments.live() if s.level == level and s.slot not in busy]
        if len(due) >= FANOUT:
            _begin(segments, due[:FANOUT], level + 1)
            return 1
    # A merge of everything stays on the level of its largest input.
    return _merge_some(segments, building[0], gone) if building else 0


def _begin(segments: Segments, inputs: Sequence[Segment], level: int) -> None:
    made = Segment(
        slot=segments.free_slot(),
        level=level,
        postings=0,
        state="building",
        inputs=tuple(s.slot for s in inputs),
        born=segments.next_birth(),
    )
    # It takes the place of its inputs in the order of age.
    segments.all.insert(segments.all.index(inputs[-1]) + 1, made)


def _merge_some(segments: Segments, made: Segment, gone: Owners) -> int:
    """Write the next stretch of a merged segment; return how many postings were read for it."""
    inputs = [s for s in segments.all if s.slot in made.inputs]
    fetched = [segments.stretch(s.slot, made.reached) for s in inputs]
    end = min(complete for _, _, complete in fetched)
    parts = []
    read = 0
    for keys, owners, _ in fetched:
        begin, stop = np.searchsorted(keys, np.array([made.reached, end], np.uint64)).tolist()
        parts.append((keys[begin:stop], owners[begin:stop]))
        read += stop - begin
    keys, owners = merge_sorted(parts, gone)
    segments.write(made.slot, keys, owners, made.reached, end)
    if sum(s.postings for s in inputs) > HELD_POSTINGS:
        segments.write_piece(made.slot, keys, made.reached, end)
    grown = replace(made, postings=made.postings + len(keys), reached=end)
    if end == KEYS:
        grown = replace(grown, state="live", inputs=(), reached=0)
        for one in inputs:
            segments.all[segments.all.index(one)] = replace(one, state="dead", reached=0)
    segments.all[segments.all.index(made)] = grown
    return max(read, 1)
