"""Verifying: everything that a store says, looked at from both sides."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedup.errors import StoreError
from dedup.store.blocks import KEYS, DamagedError
from dedup.store.contract import HASH_BITS, Channel, Row, Store
from dedup.store.lines import unpack_lines
from dedup.store.segments import HELD_POSTINGS

if TYPE_CHECKING:
    from dedup.store.manifest import Manifest
    from dedup.store.session import Session

_TOGETHER = 500
"""Articles looked at together."""


def find_faults(store: Store, session: Session) -> Iterator[str]:
    """Yield what is wrong with a store, one sentence each.

    Pages as SQLite sees them; every block and its order; every row, text and name; what is
    counted against what is there.
    """
    base, manifest, segments = session.base, session.manifest, session.segments
    for (said,) in base.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"SQLite says: {said}"
    held: Counter[int] = Counter()
    gone = {number for (number,) in base.execute("SELECT number FROM gone")}
    if len(gone) != manifest.gone:
        yield f"{len(gone)} removals are kept, {manifest.gone} are counted"
    for segment in segments.live():
        try:
            keys, owners = segments.read(segment)
            sieve = segments.sieve(segment)
        except (DamagedError, sqlite3.Error) as error:
            yield f"segment {segment.slot}: {error}"
            continue
        if len(keys) != segment.postings:
            yield f"segment {segment.slot} has {len(keys)} postings, {segment.postings} are counted"
        if segment.postings > HELD_POSTINGS and len(sieve.let_through(keys)) < len(keys):
            yield f"the sieve of segment {segment.slot} keeps back what is in it"
        if len(keys) and int(keys.max()) >= KEYS:
            yield f"segment {segment.slot} has keys that no lookup asks for"
        terms = owners[keys >> np.uint64(HASH_BITS) == Channel.TERM]
        numbers, counts = np.unique(terms, return_counts=True)
        held.update(dict(zip(numbers.tolist(), counts.tolist(), strict=True)))
    yield from _find_row_faults(base, store, manifest, held)


def _find_row_faults(
    base: sqlite3.Connection, store: Store, manifest: Manifest, held: Counter[int]
) -> Iterator[str]:
    numbers = [number for (number,) in base.execute("SELECT number FROM article ORDER BY number")]
    holding: Counter[tuple[str, int]] = Counter()
    languages: Counter[str] = Counter()
    for begin in range(0, len(numbers), _TOGETHER):
        some: dict[str, Row] = {}
        for number in numbers[begin : begin + _TOGETHER]:
            try:
                row = store.rows([number])[number]
                store.article(row)
            except (DamagedError, StoreError) as error:
                yield str(error)
                continue
            some[row.id] = row
            if row.leads:
                languages[row.language] += 1
                holding.update((row.language, term) for term in row.terms[:, 0].tolist())
                if held[number] != len(row.terms):
                    yield f"article {row.id!r} is found by {held[number]} of its terms"
        try:
            found = store.named(list(some))
        except (DamagedError, StoreError) as error:
            yield str(error)
            continue
        yield from _find_line_faults(store, some.values())
        for name, row in some.items():
            if name not in found or found[name].number != row.number:
                yield f"article {name!r} is not found by its id"
    leaders = languages.total()
    if (len(numbers), leaders) != (manifest.articles, manifest.leaders):
        yield (
            f"{len(numbers)} articles and {leaders} leaders are here, {manifest.articles} and "
            f"{manifest.leaders} are counted"
        )
    for language, spoken in manifest.languages:
        if languages[language] != spoken:
            yield f"{languages[language]} articles are in {language!r}, {spoken} are counted"
    yield from _find_stem_faults(store, manifest)
    yield from _find_count_faults(store, manifest, holding)


def _find_line_faults(store: Store, rows: Collection[Row]) -> Iterator[str]:
    if store.settings.keep_text:
        lines = {row.number: set(unpack_lines(row.prints).tolist()) for row in rows}
        pages = store.pages(set[int]().union(*lines.values()), (), len(store))
        holding = {line: {row.number for row in held} for line, held in pages.items()}
        for row in rows:
            if any(row.number not in holding[line] for line in lines[row.number]):
                yield f"article {row.id!r} is not found by its lines"


def _find_stem_faults(store: Store, manifest: Manifest) -> Iterator[str]:
    for begin in range(0, manifest.terms, _TOGETHER):
        numbers = range(begin, min(begin + _TOGETHER, manifest.terms))
        try:
            stems = store.stems(numbers)
            found = store.term_numbers(stems.values())
        except (DamagedError, StoreError) as error:
            yield str(error)
            continue
        for number, stem in stems.items():
            if found.get(stem) != number:
                yield f"term {number} is not found by its stem {stem!r}"


def _find_count_faults(
    store: Store, manifest: Manifest, holding: Counter[tuple[str, int]]
) -> Iterator[str]:
    terms = np.arange(manifest.terms, dtype=np.int64)
    for language, _ in manifest.languages:
        try:
            counted = store.holding(terms, language)
        except (DamagedError, StoreError) as error:
            yield str(error)
            continue
        held = np.array([holding[language, term] for term in terms.tolist()], np.int64)
        for term in np.flatnonzero(counted != held).tolist():
            yield f"term {term} is counted {counted[term]} times and held {held[term]} times"
