"""Bodies: what is kept of articles beside their rows, by number; inside a block of a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dedup.store.blocks import DamagedError, seal
from dedup.store.bundles import (
    IN_A_ROW,
    Bundle,
    make_bundles,
    open_shelf,
    pack_bundle,
    pack_shelf,
    unpack_bundle,
)
from dedup.store.contract import Entry
from dedup.store.session import Session

_BEFORE = "SELECT number, body FROM body WHERE number <= ? ORDER BY number DESC LIMIT 1"


def find_body(session: Session, number: int) -> bytes:
    """Return the body of an article.

    Raises:
        DamagedError: it is not there, or not as it was written.
    """
    body = session.bodies.find(number)
    if body is None:
        first, bodies = _bundle_of(session, number)
        session.bodies.keep(first, bodies)
        body = bodies[number - first]
    if body is None:
        raise _missing(number)
    return body


def _bundle_of(session: Session, number: int) -> tuple[int, list[bytes | None]]:
    """Return the bundle that an article's body is in, and whose body is the first of it."""
    _, shelf = _shelf_of(session, number)
    first, packed = [one for one in shelf if one[0] <= number][-1]
    bodies = unpack_bundle(first, packed)
    if number - first >= len(bodies):
        raise _missing(number)
    return first, bodies


def _shelf_of(session: Session, number: int) -> tuple[int, list[tuple[int, memoryview]]]:
    """Return the row that an article's body must be in, by its number, and the bundles in it."""
    found = session.base.execute(_BEFORE, (number,)).fetchone()
    shelf = open_shelf(*found) if found is not None else []
    if not shelf:
        raise _missing(number)
    return found[0], shelf


def _missing(number: int) -> DamagedError:
    return DamagedError(f"the text of article {number} is missing")


def insert_bodies(session: Session, first: int, entries: Sequence[Entry]) -> None:
    """Keep the bodies of new articles, whose numbers go from ``first`` on."""
    rows, bundles = [], list(_bundles(entries))
    for at in range(0, len(bundles), IN_A_ROW):
        together = bundles[at : at + IN_A_ROW]
        packed = pack_shelf([bundle.packed for bundle in together])
        rows.append((first, seal(packed, first)))
        first += sum(bundle.count for bundle in together)
    session.base.executemany("INSERT INTO body VALUES (?, ?)", rows)


def _bundles(entries: Sequence[Entry]) -> Iterator[Bundle]:
    """Yield bundles of the bodies of all entries: those they came in, if all came that are in."""
    alone: list[bytes] = []
    at = 0
    while at < len(entries):
        bundle = entries[at].bundle
        own = entries[at : at + bundle.count] if bundle else ()
        if bundle and len(own) == bundle.count and all(one.bundle is bundle for one in own):
            yield from make_bundles(alone)
            alone = []
            yield bundle
            at += bundle.count
        else:
            alone.append(entries[at].body)
            at += 1
    yield from make_bundles(alone)


def change_bodies(session: Session, changes: Mapping[int, bytes | None]) -> None:
    """Put other bodies in the place of some; None takes a body away.

    Args:
        session: of the store.
        changes: by the numbers of articles.
    """
    session.bodies.clear()
    waiting = sorted(changes)
    while waiting:
        place, shelf = _shelf_of(session, waiting[0])
        here: set[int] = set()
        packed: list[bytes | memoryview] = []
        left = 0
        for first, bundle in shelf:
            bodies = unpack_bundle(first, bundle)
            own = [n for n in waiting if first <= n < first + len(bodies)]
            for number in own:
                bodies[number - first] = changes[number]
            here.update(own)
            left += sum(body is not None for body in bodies)
            packed.append(pack_bundle(bodies) if own else bundle)
        if waiting[0] not in here:
            raise _missing(waiting[0])
        waiting = waiting[len(here) :]
        if left:
            session.base.execute(
                "UPDATE body SET body = ? WHERE number = ?",
                (seal(pack_shelf(packed), place), place),
            )
        else:
            session.base.execute("DELETE FROM body WHERE number = ?", (place,))
