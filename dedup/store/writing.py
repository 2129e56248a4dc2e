"""Writing: articles go in and out; inside a writing block of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dedup.store.blocks import Keys, Owners
from dedup.store.bodies import change_bodies, find_body, insert_bodies
from dedup.store.contract import HASH_BITS, Channel, Entry, Row, place_keys
from dedup.store.database import WAITING_SECONDS
from dedup.store.lines import line_count, unpack_lines
from dedup.store.lookups import find_copies, find_leading
from dedup.store.merging import merge_all, work
from dedup.store.names import STEM_OWNERS, hashed, name_hash, row_keys, stem_hash
from dedup.store.rows import NO_TERMS, pack_row, pack_terms
from dedup.store.session import LINE_OWNERS, TRY_SECONDS, Session
from dedup.store.terms import Terms

_PLACE_BITS = 22
"""Beside the 42 of a key in 64: so many postings are sorted with their places, ten times as
fast."""
_TERM_BITS = 40
"""For the number of a term, above them the place of its article."""


def put_entries(session: Session, terms: Terms, entries: Sequence[Entry]) -> None:
    """Keep articles whose ids are not here."""
    known = find_leading(session, {entry.digest for entry in entries if entry.words})
    leads = []
    for entry in entries:  # texts without words are no copies of one another
        leads.append(entry.words == 0 or entry.digest not in known)
        known.add(entry.digest)
    first = session.manifest.next_number
    leading = [entry for entry, leader in zip(entries, leads, strict=True) if leader]
    at = np.arange(first, first + len(entries))
    leaders = at[np.array(leads, np.bool_)]
    numbers, new = _number_stems(session, terms, leading)
    held = _terms_of(leading, numbers)
    sizes = [len(one) for one in held]
    lines = [_lines(session, entry) for entry in entries]
    waiting = iter(pack_terms(held))
    session.base.executemany(
        "INSERT INTO article VALUES (?, ?)",
        [
            (number, pack_row(entry, number, leader, next(waiting) if leader else b""))
            for number, (entry, leader) in enumerate(zip(entries, leads, strict=True), first)
        ],
    )
    insert_bodies(session, first, entries)
    _count(session, terms, [(e.language, own) for e, own in zip(leading, held, strict=True)], +1)
    session.manifest = replace(
        session.manifest,
        next_number=first + len(entries),
        articles=session.manifest.articles + len(entries),
    )
    _post(
        session,
        # Owners of one key ascend: articles by number, and stems are above all articles.
        (
            *(entry.keys for entry in leading),
            _numbers(held).astype(np.uint64) | np.uint64(Channel.TERM << HASH_BITS),
            row_keys(entries),
            place_keys(Channel.NAME, hashed(map(stem_hash, new))),
            place_keys(Channel.NAME, unpack_lines(b"".join(lines))),
        ),
        (
            np.repeat(leaders, [len(entry.keys) for entry in leading]),
            np.repeat(leaders, sizes),
            np.repeat(at, 2),
            np.fromiter(new.values(), np.int64) + STEM_OWNERS,
            np.repeat(at, [line_count(one) for one in lines]) + LINE_OWNERS,
        ),
    )


def _lines(session: Session, kept: Row | Entry) -> bytes:
    """Return the hashes of an article's lines, as they are packed; without texts there are none."""
    return kept.prints if session.settings.keep_text else b""


def _number_stems(
    session: Session, terms: Terms, entries: Sequence[Entry]
) -> tuple[dict[int, NDArray[np.int64]], dict[str, int]]:
    """Return the numbers of the stems that some articles have, and of those that had none before.

    The former by the vocabulary that they stand in, and by their place in it.
    """
    places: dict[int, list[NDArray[np.int32]]] = {}
    vocabularies = {id(entry.vocabulary): entry.vocabulary for entry in entries}
    for entry in entries:
        places.setdefault(id(entry.vocabulary), []).append(entry.stems)
    used = {name: _distinct(own, len(vocabularies[name])) for name, own in places.items()}
    spelled = {name: [vocabularies[name][at] for at in own.tolist()] for name, own in used.items()}
    stems = set[str]().union(*spelled.values())
    known = terms.numbers(stems)
    new = terms.add(sorted(stems - known.keys()), session.manifest.terms)
    session.manifest = replace(session.manifest, terms=session.manifest.terms + len(new))
    known |= new
    numbers = {}
    for name, own in spelled.items():
        numbers[name] = np.zeros(len(vocabularies[name]), np.int64)
        numbers[name][used[name]] = np.fromiter(map(known.__getitem__, own), np.int64, len(own))
    return numbers, new


def _distinct(places: Sequence[NDArray[np.int32]], size: int) -> NDArray[np.int64]:
    """Return which of ``size`` things are met, ascending."""
    met = np.zeros(size, np.bool_)
    met[np.concatenate(places)] = True
    return np.flatnonzero(met)


def _terms_of(
    entries: Sequence[Entry], known: Mapping[int, NDArray[np.int64]]
) -> list[NDArray[np.int64]]:
    """Return the terms of articles as rows have them, from the numbers of their stems."""
    sizes = np.array([len(entry.stems) for entry in entries], np.int64)
    if not sizes.any():
        return [NO_TERMS] * len(entries)
    numbers = np.concatenate([known[id(entry.vocabulary)][entry.stems] for entry in entries])
    counts = np.concatenate([entry.counts for entry in entries]).astype(np.int64)
    owners = np.repeat(np.arange(len(entries)), sizes)
    order = np.argsort(owners << _TERM_BITS | numbers)
    both = np.stack((numbers[order], counts[order]), axis=1)
    return np.split(both, np.cumsum(sizes)[:-1])


def _numbers(held: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([NO_TERMS, *held])[:, 0]


def _count(
    session: Session,
    terms: Terms,
    leaders: Sequence[tuple[str, NDArray[np.int64]]],
    sign: int,
) -> None:
    """Add leaders, or take them away, from what is known of terms.

    Args:
        session: of the store.
        terms: of the store.
        leaders: the language and the terms of each.
        sign: +1 or -1.
    """
    languages = dict(session.manifest.languages)
    held: dict[str, list[NDArray[np.int64]]] = {}
    for language, own in leaders:
        held.setdefault(language, []).append(own)
        languages[language] = languages.get(language, 0) + sign
    places = {language: place for place, language in enumerate(languages)}
    for language, all_own in held.items():
        numbers, counts = np.unique(_numbers(all_own), return_counts=True)
        terms.count(numbers, places[language], sign * counts)
    session.manifest = replace(
        session.manifest,
        leaders=session.manifest.leaders + sign * len(leaders),
        languages=tuple(languages.items()),
    )


def _post(session: Session, keys: Sequence[Keys], owners: Sequence[Owners]) -> None:
    """Write postings as one segment, and merge what is due."""
    sorted_keys, sorted_owners = _sorted(np.concatenate(keys), np.concatenate(owners))
    session.segments.add(sorted_keys, sorted_owners)
    work(session.segments, len(sorted_keys), session.gone())


def _sorted(keys: Keys, owners: Owners) -> tuple[Keys, Owners]:
    """Return postings by key and owner, each once."""
    if len(keys) <= 1 << _PLACE_BITS:
        shift = np.uint64(_PLACE_BITS)
        packed = np.sort(keys << shift | np.arange(len(keys), dtype=np.uint64))
        places = (packed & ((np.uint64(1) << shift) - np.uint64(1))).astype(np.int64)
        keys, owners = packed >> shift, owners.take(places)
    else:
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
    same = keys[1:] == keys[:-1]
    if (same & (owners[1:] <= owners[:-1])).any():  # two bands of one article with one key
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        new = np.concatenate(([True], (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])))
        keys, owners = keys[new], owners[new]
    return keys, owners


def remove_rows(session: Session, terms: Terms, rows: Sequence[Row]) -> None:
    """Forget articles. Where others are their copies, one of them takes the number over."""
    leaving = {row.number for row in rows}
    bodies: dict[int, bytes | None] = dict.fromkeys(leaving)
    for row in rows:
        heir = None
        if row.leads and row.words:
            copies = find_copies(session, [row.digest])
            heir = next((copy for copy in copies if copy.number not in leaving), None)
        if heir is not None:
            bodies[row.number] = find_body(session, heir.number)
            bodies[heir.number] = None
            _inherit(session, row, heir)
        else:
            _delete(session, row)
            _count(session, terms, [(row.language, row.terms)] if row.leads else [], -1)
    change_bodies(session, bodies)
    left = session.manifest.articles - len(rows)
    session.manifest = replace(session.manifest, articles=left)


def _inherit(session: Session, leader: Row, heir: Row) -> None:
    """Put the row of a copy in the place of the article whose keys it was found by."""
    _delete(session, heir)
    taken = replace(heir, language=leader.language)
    (terms,) = pack_terms([leader.terms])
    packed = pack_row(taken, leader.number, leads=True, terms=terms)
    session.base.execute("UPDATE article SET row = ? WHERE number = ?", (packed, leader.number))
    hashes = np.concatenate((hashed([name_hash(heir.id)]), unpack_lines(_lines(session, heir))))
    owners = np.full(len(hashes), leader.number + LINE_OWNERS)
    owners[0] = leader.number
    _post(session, [place_keys(Channel.NAME, hashes)], [owners])


def _delete(session: Session, row: Row) -> None:
    session.rows.clear()
    session.base.execute("DELETE FROM article WHERE number = ?", (row.number,))
    session.base.execute("INSERT INTO gone VALUES (?)", (row.number,))
    session.set_gone(session.manifest.gone + 1)


def compact(session: Session) -> None:
    """Make one segment of all, and give back the room of what was removed."""
    with session.writing():
        merge_all(session.segments, session.gone())
        session.base.execute("DELETE FROM gone")
        session.set_gone(0)
    with session.alone("compacted"):
        session.wait(WAITING_SECONDS)
        session.base.execute("VACUUM")
        session.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        session.wait(TRY_SECONDS)
