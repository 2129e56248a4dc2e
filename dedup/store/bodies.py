"""Bodies: what is kept of articles beside their rows, by number; inside a block of a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dedup.store.blocks import DamagedError, seal
from dedup.store.bundles import Bundle, make_bundles, pack_bundle, unpack_bundle
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
        raise DamagedError(f"the text of article {number} is missing")
    return body


def _bundle_of(session: Session, number: int) -> tuple[int, list[bytes | None]]:
    """Return the bundle that an article's body is in, and whose body is the first of it."""
    found = session.base.execute(_BEFORE, (number,)).fetchone()
    if found is not None:
        first, sealed = found
        bodies = unpack_bundle(first, sealed)
        if number - first < len(bodies):
            return first, bodies
    raise DamagedError(f"the text of article {number} is missing")


def insert_bodies(session: Session, first: int, entries: Sequence[Entry]) -> None:
    """Keep the bodies of new articles, whose numbers go from ``first`` on."""
    rows = []
    for bundle in _bundles(entries):
        rows.append((first, seal(bundle.packed, first)))
        first += bundle.count
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
        first, bodies = _bundle_of(session, waiting[0])
        here = [number for number in waiting if number < first + len(bodies)]
        for number in here:
            bodies[number - first] = changes[number]
        waiting = waiting[len(here) :]
        if any(body is not None for body in bodies):
            session.base.execute(
                "UPDATE body SET body = ? WHERE number = ?",
                (seal(pack_bundle(bodies), first), first),
            )
        else:
            session.base.execute("DELETE FROM body WHERE number = ?", (first,))
