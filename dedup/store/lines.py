"""Lines: which pages of a publisher hold a line of its; inside a block of a session."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from dedup.store.contract import Row
from dedup.store.lookups import find_rows, owners_of
from dedup.store.names import STEM_OWNERS, Hashes, hashed
from dedup.store.session import LINE_OWNERS, Session


def pack_lines(lines: Iterable[int]) -> bytes:
    """Return the hashes of lines, each once, as bytes that ``unpack_lines`` takes."""
    return np.array(sorted(set(lines)), "<u8").tobytes()


def unpack_lines(prints: bytes) -> Hashes:
    """Return what ``pack_lines`` packed, ascending."""
    return np.frombuffer(prints, "<u8").astype(np.uint64)


def line_count(prints: bytes) -> int:
    """Return how many lines are packed."""
    return len(prints) // 8


def find_pages(
    session: Session, lines: Collection[int], without: Collection[int], most: int
) -> dict[int, list[Row]]:
    """Return the articles that hold each of some lines, ``most`` of them if there are more.

    A line leads to articles by forty bits of its hash, and their rows have all sixty-four.

    Args:
        session: of the store.
        lines: hashes.
        without: numbers of articles that do not count.
        most: rows for each line, those with the lowest numbers.
    """
    asked = list(lines)
    waiting: dict[int, list[int]] = {}
    for at, owner in owners_of(session, hashed(asked)) if asked else ():
        number = owner - LINE_OWNERS
        if 0 <= number < STEM_OWNERS and number not in without:
            waiting.setdefault(asked[at], []).append(number)
    pages: dict[int, list[Row]] = {line: [] for line in asked}
    while waiting:
        # A legal line stands on thousands of pages, of which a few are enough.
        looked = {line: numbers[:most] for line, numbers in waiting.items()}
        rows = find_rows(session, {number for some in looked.values() for number in some})
        held = {number: set(unpack_lines(row.prints).tolist()) for number, row in rows.items()}
        for line, some in looked.items():
            pages[line] += [rows[number] for number in some if line in held[number]]
        waiting = {
            line: numbers[most:]
            for line, numbers in waiting.items()
            if len(numbers) > most > len(pages[line])
        }
    return {line: found[:most] for line, found in pages.items()}
