"""Writing: articles go in and out; inside a writing block of a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.store.blocks import Keys, Owners
from dedup.store.contract import HASH_BITS, Channel, Entry, Row, place_keys
from dedup.store.lookups import find_copies, find_leading
from dedup.store.merging import merge_all, work
from dedup.store.names import STEM_OWNERS, hashed, name_hash, row_keys, stem_hash
from dedup.store.rows import NO_TERMS, pack_row
from dedup.store.session import Session
from dedup.store.terms import Terms

_PLACE_BITS = 22
"""Beside the 42 of a key in 64: so many postings are sorted with their places, ten times as
fast."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The numbers of stems: of all, and of those that had none before."""

    all: Mapping[str, int]
    new: Mapping[str, int]


def put_entries(session: Session, terms: Terms, entries: Sequence[Entry]) -> None:
    """Keep articles whose ids are not here."""
    known = find_leading(session, {entry.digest for entry in entries if entry.words})
    numbers = _number_terms(session, terms, sorted({stem for e in entries for stem in e.terms}))
    first = session.manifest.next_number
    rows, keys = [], []
    for number, entry in enumerate(entries, first):
        # Texts without words are no copies of one another.
        leads = entry.words == 0 or entry.digest not in known
        known.add(entry.digest)
        rows.append(_row(entry, number, leads, numbers.all))
        keys.append(entry.keys if leads else entry.keys[:0])
    _insert(session, rows, [entry.body for entry in entries])
    _count(session, terms, rows, +1)
    session.manifest = replace(
        session.manifest,
        next_number=first + len(rows),
        articles=session.manifest.articles + len(rows),
    )
    at = np.arange(first, first + len(rows))
    held = [NO_TERMS[:, 0], *(row.terms[:, 0] for row in rows)]
    _post(
        session,
        # Owners of one key ascend: articles by number, and stems are above all articles.
        (
            *keys,
            np.concatenate(held).astype(np.uint64) | np.uint64(Channel.TERM << HASH_BITS),
            row_keys(rows),
            place_keys(Channel.NAME, hashed(map(stem_hash, numbers.new))),
        ),
        (
            np.repeat(at, [len(one) for one in keys]),
            np.repeat(at, [len(one) for one in held[1:]]),
            np.repeat(at, 2),
            np.fromiter(numbers.new.values(), np.int64) + STEM_OWNERS,
        ),
    )


def _row(entry: Entry, number: int, leads: bool, numbers: Mapping[str, int]) -> Row:
    terms = NO_TERMS
    if leads and entry.terms:
        counted = sorted((numbers[stem], count) for stem, count in entry.terms.items())
        terms = np.array(counted, np.int64)
    return Row(
        number=number,
        id=entry.id,
        seen=entry.seen,
        mark=entry.mark,
        digest=entry.digest,
        words=entry.words,
        language=entry.language,
        leads=leads,
        terms=terms,
        prints=entry.prints,
    )


def _number_terms(session: Session, terms: Terms, stems: Sequence[str]) -> _Numbered:
    known = terms.numbers(stems)
    new = terms.add([stem for stem in stems if stem not in known], session.manifest.terms)
    session.manifest = replace(session.manifest, terms=session.manifest.terms + len(new))
    return _Numbered(known | new, new)


def _insert(session: Session, rows: Sequence[Row], bodies: Sequence[bytes]) -> None:
    session.base.executemany(
        "INSERT INTO article VALUES (?, ?)", [(row.number, pack_row(row)) for row in rows]
    )
    session.base.executemany(
        "INSERT INTO body VALUES (?, ?)",
        [(row.number, body) for row, body in zip(rows, bodies, strict=True)],
    )


def _count(session: Session, terms: Terms, rows: Sequence[Row], sign: int) -> None:
    """Add leaders, or take them away, from what is known of terms."""
    languages = dict(session.manifest.languages)
    held: dict[str, list[NDArray[np.int64]]] = {}
    for row in rows:
        if row.leads:
            languages[row.language] = languages.get(row.language, 0) + sign
            held.setdefault(row.language, []).append(row.terms[:, 0])
    places = {language: place for place, language in enumerate(languages)}
    for language, own in held.items():
        numbers, counts = np.unique(np.concatenate(own), return_counts=True)
        terms.count(numbers, places[language], sign * counts)
    session.manifest = replace(
        session.manifest,
        leaders=session.manifest.leaders + sign * sum(map(len, held.values())),
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
        keys, owners = packed >> shift, owners[packed & ((np.uint64(1) << shift) - np.uint64(1))]
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
    for row in rows:
        heir = None
        if row.leads and row.words:
            copies = find_copies(session, [row.digest])
            heir = next((copy for copy in copies if copy.number not in leaving), None)
        if heir is not None:
            _inherit(session, row, heir)
        else:
            _delete(session, [row])
            _count(session, terms, [row], -1)
    left = session.manifest.articles - len(rows)
    session.manifest = replace(session.manifest, articles=left)


def _inherit(session: Session, leader: Row, heir: Row) -> None:
    """Put a copy in the place of the article whose keys it was found by."""
    (body,) = session.base.execute(
        "SELECT body FROM body WHERE number = ?", (heir.number,)
    ).fetchone()
    session.base.execute("DELETE FROM article WHERE number = ?", (leader.number,))
    session.base.execute("DELETE FROM body WHERE number = ?", (leader.number,))
    _delete(session, [heir])
    taken = replace(
        heir, number=leader.number, leads=True, terms=leader.terms, language=leader.language
    )
    _insert(session, [taken], [body])
    keys = place_keys(Channel.NAME, hashed([name_hash(heir.id)]))
    _post(session, [keys], [np.array([leader.number], np.int64)])


def _delete(session: Session, rows: Sequence[Row]) -> None:
    numbers = [(row.number,) for row in rows]
    session.rows.clear()
    session.base.executemany("DELETE FROM article WHERE number = ?", numbers)
    session.base.executemany("DELETE FROM body WHERE number = ?", numbers)
    session.base.executemany("INSERT INTO gone VALUES (?)", numbers)
    session.set_gone(session.manifest.gone + len(rows))


def compact(session: Session) -> None:
    """Make one segment of all, and give back the room of what was removed."""
    with session.writing():
        merge_all(session.segments, session.gone())
        session.base.execute("DELETE FROM gone")
        session.set_gone(0)
    with session.alone("compacted"):
        session.base.execute("VACUUM")
        session.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
