"""A store in one SQLite file, or in memory: rows, texts, and postings in sorted segments."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.store.blocks import DamagedError, seal, unseal
from dedup.store.contract import (
    HASH_BITS,
    Channel,
    Entry,
    Row,
    Settings,
    Stats,
    keys_of,
    place_keys,
)
from dedup.store.database import named_errors, open_database
from dedup.store.rows import NO_TERMS, pack_body, pack_row, unpack_body, unpack_row
from dedup.store.segments import Held, Segment, Segments
from dedup.store.terms import Terms, stem_hash

STEM_OWNERS = 1 << 40
"""Added to the number of a term where a stem is looked up, to tell it from an article's."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store holds at one moment; one row, so that a reader sees one state.

    Attributes:
        articles, leaders: how many, with and without exact copies.
        next_number: of the next article.
        terms: numbered so far.
        gone: removed articles that postings still name.
        births: segments ever made.
        segments: all of them, oldest first.
    """

    articles: int = 0
    leaders: int = 0
    next_number: int = 1
    terms: int = 0
    gone: int = 0
    births: int = 0
    segments: tuple[Segment, ...] = field(default=())


class SqliteStore:
    """A store in one SQLite file (WAL mode, ``synchronous=FULL``), or in memory.

    One object may be used by several threads, which take turns; processes each open their own.

    Args:
        path: of the file; it is made if it is not there. None is memory.
        settings: that the index must have; None takes those of the file, or the defaults.

    Raises:
        StoreError: the file is no index, of another version, made with other settings, or cannot
            be opened.
    """

    def __init__(self, path: str | Path | None = None, settings: Settings | None = None) -> None:
        self.path = Path(path) if path is not None else None
        self._shown = self.path or "an index in memory"
        self._base, self.settings = open_database(self.path, settings)
        self._turn = threading.RLock()
        self._depth = 0
        self._manifest = Manifest()
        self._sealed = b""
        self._held: Held = OrderedDict()
        self._segments = Segments(self._base, (), 0, self._held)
        self._gone = np.empty(0, np.int64)
        self._gone_known = False
        self._terms = Terms(self._base, self._maybe_stems)

    # Blocks: what is read or written together.

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Return a block inside which nothing changes, whatever others write."""
        with self._block("BEGIN", "read"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Return a block of which all is kept or nothing; other writers wait until it ends."""
        with self._block("BEGIN IMMEDIATE", "written"):
            before = self._manifest
            yield
            changed = self._manifest != before or tuple(self._segments.all) != before.segments
            if changed:
                self._save()

    @contextmanager
    def _block(self, begin: str, what: str) -> Iterator[None]:
        with self._turn, named_errors(self._shown, what):
            if self._depth:
                yield
                return
            self._base.execute(begin)
            self._depth = 1
            try:
                self._load()
                yield
                self._base.execute("COMMIT")
            except BaseException:
                self._terms.forget()  # what was remembered may be of a write that is not kept
                self._held.clear()
                self._sealed = b""
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def _load(self) -> None:
        row = self._base.execute("SELECT value FROM manifest").fetchone()
        sealed = row[0] if row else b""
        if sealed == self._sealed and sealed:
            return
        values = json.loads(unseal(sealed, "the manifest")) if row else {}
        listed = [Segment(**one | {"inputs": tuple(one["inputs"])}) for one in
                  values.pop("segments", ())]  # fmt: skip
        self._manifest = Manifest(**values, segments=tuple(listed))
        self._segments = Segments(self._base, listed, self._manifest.births, self._held)
        self._gone_known = False
        self._sealed = sealed

    def _save(self) -> None:
        listed = tuple(self._segments.all)
        births = self._segments.births
        self._manifest = replace(self._manifest, segments=listed, births=births)
        sealed = seal(json.dumps(asdict(self._manifest)).encode())
        self._base.execute("DELETE FROM manifest")
        self._base.execute("INSERT INTO manifest VALUES (?)", (sealed,))
        self._sealed = sealed

    # Reading.

    def rows(self, numbers: Collection[int]) -> dict[int, Row]:
        """Return the rows of some articles, by number.

        Raises:
            StoreError: one is not there.
        """
        with self.reading():
            found = self._base.execute(
                "SELECT number, row FROM article WHERE number IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            )
            rows = {number: unpack_row(number, sealed) for number, sealed in found}
            if len(rows) != len(set(numbers)):
                missing = min(set(numbers) - rows.keys())
                raise DamagedError(f"article {missing} is missing")
            return rows

    def named(self, ids: Collection[str]) -> dict[str, Row]:
        """Return the rows of those of these articles that are here, by id."""
        with self.reading():
            maybe = self._look_up({_name_hash(name): name for name in ids})
            rows = self.rows({number for numbers in maybe.values() for number in numbers})
            return {
                name: rows[number]
                for name, numbers in maybe.items()
                for number in numbers
                if rows[number].id == name
            }

    def copies(self, digests: Collection[bytes]) -> list[Row]:
        """Return the rows of all articles with one of these digests, ascending."""
        with self.reading():
            maybe = self._look_up({_digest_hash(digest): digest.hex() for digest in digests})
            rows = self.rows({number for numbers in maybe.values() for number in numbers})
            return sorted(
                (row for row in rows.values() if row.digest in digests), key=lambda r: r.number
            )

    def article(self, row: Row) -> Article:
        """Return an article; its text is "" where texts are not kept."""
        with self.reading():
            found = self._base.execute(
                "SELECT body FROM body WHERE number = ?", (row.number,)
            ).fetchone()
            if found is None:
                raise DamagedError(f"the text of article {row.number} is missing")
            return unpack_body(row, found[0], self.settings.keep_text)

    def holders(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each posting of these ascending keys the key's place, and the article."""
        with self.reading():
            places, owners = self._segments.find(keys)
            gone = self._removed()
            if len(gone) and len(owners):
                here = gone[np.minimum(np.searchsorted(gone, owners), len(gone) - 1)] != owners
                places, owners = places[here], owners[here]
            return places, owners

    def _look_up(self, hashes: dict[int, str], *, stems: bool = False) -> dict[str, list[int]]:
        """Return which articles, or terms, may have the names behind these 64-bit hashes."""
        ordered = np.array(sorted(hashes), np.uint64)
        shortened = ordered >> np.uint64(64 - HASH_BITS)
        keys = keys_of(Channel.NAME, ordered)
        places, owners = self.holders(keys)
        found: dict[int, list[int]] = {}
        for place, owner in zip(places.tolist(), owners.tolist(), strict=True):
            if (owner >= STEM_OWNERS) == stems:
                found.setdefault(int(keys[place]) & ((1 << HASH_BITS) - 1), []).append(
                    owner % STEM_OWNERS
                )
        names = zip(ordered.tolist(), shortened.tolist(), strict=True)
        return {hashes[whole]: found[short] for whole, short in names if short in found}

    def _removed(self) -> NDArray[np.int64]:
        if not self._gone_known:
            rows = self._base.execute("SELECT number FROM gone ORDER BY number").fetchall()
            if len(rows) != self._manifest.gone:
                raise DamagedError(f"{len(rows)} removals, not {self._manifest.gone}")
            self._gone = np.array([number for (number,) in rows], np.int64)
            self._gone_known = True
        return self._gone

    # Terms.

    def _maybe_stems(self, hashes: dict[int, str]) -> dict[str, list[int]]:
        return self._look_up(hashes, stems=True)

    def term_numbers(self, stems: Collection[str]) -> dict[str, int]:
        """Return the numbers of those stems that any article ever had."""
        with self.reading():
            return self._terms.numbers(stems)

    def stems(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the stems of terms."""
        with self.reading():
            return self._terms.stems(numbers)

    def holding(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many articles, copies counting once, hold each of these terms."""
        with self.reading():
            return self._terms.holding(numbers)

    # Writing.

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep articles whose ids are not here."""
        with self.writing():
            if not entries:
                return
            known = self._leading([entry.digest for entry in entries if entry.words])
            stems = sorted({stem for entry in entries for stem in entry.terms})
            numbers, new_keys, new_owners = self._number_terms(stems)
            rows, keys, sizes = [], [new_keys], []
            first = self._manifest.next_number
            for number, entry in enumerate(entries, first):
                # Texts without words are no copies of one another.
                leads = entry.words == 0 or entry.digest not in known
                known.add(entry.digest)
                counted = sorted((numbers[s], n) for s, n in entry.terms.items())
                terms = np.array(counted, np.int64).reshape(-1, 2)
                rows.append(_row(entry, number, leads, terms))
                if leads:
                    keys.append(entry.keys)
                    sizes.append(len(entry.keys))
                else:
                    sizes.append(0)
            keys.append(_term_keys(rows))
            keys.append(_name_keys(rows))
            at = np.arange(first, first + len(rows))
            owners = (
                new_owners,
                np.repeat(at, sizes),
                np.repeat(at, [len(row.terms) for row in rows]),
                np.repeat(at, 2),
            )
            self._insert(rows, [entry.body for entry in entries])
            self._count(rows, +1)
            self._manifest = replace(
                self._manifest,
                next_number=first + len(rows),
                articles=self._manifest.articles + len(rows),
            )
            self._post(np.concatenate(keys), np.concatenate(owners))

    def _leading(self, digests: Sequence[bytes]) -> set[bytes]:
        """Return those digests that an article has already."""
        maybe = self._look_up({_digest_hash(digest): digest.hex() for digest in digests})
        rows = self.rows({number for numbers in maybe.values() for number in numbers})
        return {row.digest for row in rows.values() if row.leads and row.words}

    def _number_terms(
        self, stems: Sequence[str]
    ) -> tuple[dict[str, int], NDArray[np.uint64], NDArray[np.int64]]:
        """Return the numbers of stems, and the postings that new ones are looked up by."""
        numbers = self._terms.numbers(stems)
        made = self._terms.add(
            [stem for stem in stems if stem not in numbers], self._manifest.terms
        )
        self._manifest = replace(self._manifest, terms=self._manifest.terms + len(made))
        hashes = np.array([stem_hash(stem) for stem in made], np.uint64)
        owners = np.array(list(made.values()), np.int64) + STEM_OWNERS
        return numbers | made, place_keys(Channel.NAME, hashes), owners

    def _insert(self, rows: Sequence[Row], bodies: Sequence[bytes]) -> None:
        self._base.executemany(
            "INSERT INTO article VALUES (?, ?)", ((row.number, pack_row(row)) for row in rows)
        )
        self._base.executemany(
            "INSERT INTO body VALUES (?, ?)",
            ((row.number, body) for row, body in zip(rows, bodies, strict=True)),
        )

    def _count(self, rows: Sequence[Row], sign: int) -> None:
        """Add leaders, or take them away, from what is known of terms."""
        leaders = [row for row in rows if row.leads]
        held = np.concatenate([NO_TERMS[:, 0], *(row.terms[:, 0] for row in leaders)])
        terms, counts = np.unique(held, return_counts=True)
        self._terms.count(terms, sign * counts)
        self._manifest = replace(
            self._manifest, leaders=self._manifest.leaders + sign * len(leaders)
        )

    def _post(self, keys: NDArray[np.uint64], owners: NDArray[np.int64]) -> None:
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        new = np.ones(len(keys), np.bool_)
        new[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        self._segments.add(keys[new], owners[new])
        self._segments.work(len(keys), self._removed())

    def remove(self, rows: Sequence[Row]) -> None:
        """Forget articles. Where others are their copies, one of them takes the number over."""
        with self.writing():
            leaving = {row.number for row in rows}
            for row in rows:
                if row.leads and row.words:
                    heir = next(
                        (r for r in self.copies([row.digest]) if r.number not in leaving), None
                    )
                    if heir is not None:
                        self._inherit(row, heir)
                        continue
                self._delete([row])
                self._count([row], -1)
            left = self._manifest.articles - len(rows)
            self._manifest = replace(self._manifest, articles=left)

    def _inherit(self, leader: Row, heir: Row) -> None:
        """Put a copy in the place of the article whose keys it was found by."""
        body = pack_body(self.article(heir), self.settings.keep_text)
        self._base.execute("DELETE FROM article WHERE number = ?", (leader.number,))
        self._base.execute("DELETE FROM body WHERE number = ?", (leader.number,))
        self._delete([heir])
        taken = replace(heir, number=leader.number, leads=True, terms=leader.terms,
                        language=leader.language)  # fmt: skip
        self._insert([taken], [body])
        keys = keys_of(Channel.NAME, np.array([_name_hash(heir.id)], np.uint64))
        self._post(keys, np.array([leader.number], np.int64))

    def _delete(self, rows: Sequence[Row]) -> None:
        numbers = [(row.number,) for row in rows]
        self._base.executemany("DELETE FROM article WHERE number = ?", numbers)
        self._base.executemany("DELETE FROM body WHERE number = ?", numbers)
        self._base.executemany("INSERT INTO gone VALUES (?)", numbers)
        self._manifest = replace(self._manifest, gone=self._manifest.gone + len(rows))
        self._gone_known = False

    def compact(self) -> None:
        """Give back the room of what was removed."""
        with self.writing():
            self._segments.merge_all(self._removed())
            self._base.execute("DELETE FROM gone")
            self._manifest = replace(self._manifest, gone=0)
            self._gone_known = False
        with self._turn, named_errors(self._shown, "compacted"):
            self._base.execute("VACUUM")
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # The whole.

    @property
    def leaders(self) -> int:
        """How many articles there are, copies counting once."""
        with self.reading():
            return self._manifest.leaders

    def older(self, seen: int) -> list[Row]:
        """Return the rows of the articles seen before a time."""
        with self.reading():
            return [row for row in self._every_row() if row.seen < seen]

    def _every_row(self) -> Iterator[Row]:
        for number, sealed in self._base.execute("SELECT number, row FROM article ORDER BY number"):
            yield unpack_row(number, sealed)

    def stats(self) -> Stats:
        """Return what is in the store."""
        with self.reading():
            live = self._segments.live()
            files = [self.path, Path(f"{self.path}-wal")] if self.path else []
            (texts,) = self._base.execute("SELECT total(length(body)) FROM body").fetchone()
            return Stats(
                articles=self._manifest.articles,
                copies=self._manifest.articles - self._manifest.leaders,
                removed=self._manifest.gone,
                terms=self._manifest.terms,
                postings=sum(segment.postings for segment in live),
                segments=len(live),
                bytes=sum(file.stat().st_size for file in files if file.exists()),
                text_bytes=int(texts),
                settings=self.settings,
            )

    def verify(self) -> Iterator[str]:
        """Yield what is wrong, one sentence each, having looked at everything."""
        from dedup.store.verifying import find_faults  # it looks at this store from all sides

        with self.reading():
            yield from find_faults(self._base, self, self._manifest, self._segments)

    def __len__(self) -> int:
        with self.reading():
            return self._manifest.articles

    def __iter__(self) -> Iterator[str]:
        with self.reading():
            return iter(sorted(row.id for row in self._every_row()))

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._turn:
            self._base.close()


def _row(entry: Entry, number: int, leads: bool, terms: NDArray[np.int64]) -> Row:
    return Row(
        number=number,
        id=entry.id,
        seen=entry.seen,
        mark=entry.mark,
        digest=entry.digest,
        words=entry.words,
        language=entry.language,
        leads=leads,
        terms=terms if leads else NO_TERMS,
        prints=entry.prints,
    )


def _term_keys(rows: Sequence[Row]) -> NDArray[np.uint64]:
    held = np.concatenate([NO_TERMS[:, 0], *(row.terms[:, 0] for row in rows)])
    return held.astype(np.uint64) | np.uint64(Channel.TERM << HASH_BITS)


def _name_keys(rows: Sequence[Row]) -> NDArray[np.uint64]:
    """Return what rows are looked up by: two keys a row, its id's and its digest's."""
    hashes = [h for row in rows for h in (_name_hash(row.id), _digest_hash(row.digest))]
    return place_keys(Channel.NAME, np.array(hashes, np.uint64))


def _name_hash(article_id: str) -> int:
    return xxhash.xxh3_64_intdigest(b"id " + article_id.encode("utf-8", "surrogatepass"))


def _digest_hash(digest: bytes) -> int:
    return xxhash.xxh3_64_intdigest(b"digest " + digest)
