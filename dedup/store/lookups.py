"""Lookups: articles of a store by number, id or digest; inside a block of its session."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

import numpy as np

from dedup.store.blocks import DamagedError
from dedup.store.contract import Channel, Row, place_keys
from dedup.store.names import STEM_OWNERS, Hashes, digest_hash, hashed, name_hash, stem_hash
from dedup.store.rows import unpack_rows
from dedup.store.session import Session

_Name = TypeVar("_Name", str, bytes)


def find_rows(session: Session, numbers: Collection[int]) -> dict[int, Row]:
    """Return the rows of some articles, by number.

    Raises:
        DamagedError: one is not there, or not as it was written.
    """
    rows = session.rows.find(numbers)
    missing = [number for number in numbers if number not in rows]
    if not missing:
        return rows
    found = session.base.execute(
        "SELECT number, row FROM article WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(missing),),
    )
    new = {row.number: row for row in unpack_rows(found.fetchall())}
    if len(new) != len(set(missing)):
        raise DamagedError(f"article {min(set(missing) - new.keys())} is missing")
    session.rows.keep(new)
    return rows | new


def every_row(session: Session) -> Iterator[Row]:
    """Yield all rows, in the order of their numbers."""
    rows = session.base.execute("SELECT number, row FROM article ORDER BY number")
    while some := rows.fetchmany(500):
        yield from unpack_rows(some)


def find_named(session: Session, ids: Collection[str]) -> dict[str, Row]:
    """Return the rows of those of these articles that are here, by id."""
    maybe = _maybe(session, list(ids), name_hash)
    rows = find_rows(session, {number for _, number in maybe})
    return {name: rows[number] for name, number in maybe if rows[number].id == name}


def find_copies(session: Session, digests: Collection[bytes]) -> list[Row]:
    """Return the rows of all articles with one of these digests, ascending."""
    maybe = _maybe(session, list(digests), digest_hash)
    rows = find_rows(session, {number for _, number in maybe})
    copies = [row for row in rows.values() if row.digest in digests]
    return sorted(copies, key=lambda row: row.number)


def find_leading(session: Session, digests: Collection[bytes]) -> set[bytes]:
    """Return those digests that an article has already.

    The article that leads its copies has the lowest number of them, so that one row tells.
    """
    lowest: dict[bytes, int] = {}
    maybe = _maybe(session, list(digests), digest_hash)
    for digest, number in maybe:
        lowest.setdefault(digest, number)
    rows = find_rows(session, set(lowest.values()))
    known = {digest for digest, number in lowest.items() if rows[number].digest == digest}
    alike = lowest.keys() - known  # another digest with the same forty bits: hardly ever
    return known | {row.digest for row in find_copies(session, alike)} if alike else known


def maybe_stems(session: Session, stems: Sequence[str]) -> list[tuple[str, int]]:
    """Return stems and numbers of terms that may be theirs."""
    return _maybe(session, stems, stem_hash, STEM_OWNERS)


def _maybe(
    session: Session, names: Sequence[_Name], hash_of: Callable[[_Name], int], base: int = 0
) -> list[tuple[_Name, int]]:
    """Return names, and whom they may be of: owners from ``base`` on, without it."""
    owners = _owners(session, hashed(map(hash_of, names))) if names else []
    return [(names[at], owner - base) for at, owner in owners if base <= owner < base + STEM_OWNERS]


def _owners(session: Session, hashes: Hashes) -> list[tuple[int, int]]:
    """Return for each posting of these names the name's place, and the owner."""
    keys, at = np.unique(place_keys(Channel.NAME, hashes), return_inverse=True)
    places, owners = session.holders(keys)
    if not len(owners):
        return []
    held: dict[int, list[int]] = {}
    for place, owner in zip(places.tolist(), owners.tolist(), strict=True):
        held.setdefault(place, []).append(owner)
    return [
        (name, owner) for name, place in enumerate(at.tolist()) for owner in held.get(place, ())
    ]
