"""A store in one SQLite file, or in memory: rows, texts, and postings in sorted segments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.store import lookups, writing
from dedup.store.bodies import find_body
from dedup.store.contract import Entry, Row, Settings, Spans, Stats
from dedup.store.lines import find_pages
from dedup.store.names import STEM_OWNERS
from dedup.store.rows import parse_body
from dedup.store.session import Session
from dedup.store.terms import Terms
from dedup.store.verifying import find_faults


class SqliteStore:
    """A store in one SQLite file (WAL mode, ``synchronous=FULL``), or in memory.

    One object may be used by several threads, which take turns; processes each open their own.
    What each method returns is said by ``Store``, whose contract this keeps.

    Args:
        path: of the file; it is made if it is not there. None is memory.
        settings: that the index must have; None takes those of the file, or the defaults.

    Raises:
        StoreError: the file is no index, of another version, made with other settings, or cannot
            be opened.
    """

    def __init__(self, path: str | Path | None = None, settings: Settings | None = None) -> None:
        self._session = Session(Path(path) if path is not None else None, settings)
        self.settings = self._session.settings
        self._terms = Terms(
            self._session.base, lambda stems: lookups.maybe_stems(self._session, stems)
        )
        self._session.on_failure.append(self._terms.forget)
        self._session.on_change.append(self._terms.forget_counts)

    def reading(self) -> AbstractContextManager[None]:
        """Return a block inside which nothing changes, whatever others write."""
        return self._session.reading()

    def writing(self) -> AbstractContextManager[None]:
        """Return a block of which all is kept or nothing; other writers wait until it ends."""
        return self._session.writing()

    # Reading.

    def rows(self, numbers: Collection[int]) -> dict[int, Row]:
        """Return the rows of some articles, by number."""
        with self.reading():
            return lookups.find_rows(self._session, numbers)

    def named(self, ids: Collection[str]) -> dict[str, Row]:
        """Return the rows of those of these articles that are here, by id."""
        with self.reading():
            return lookups.find_named(self._session, ids)

    def copies(self, digests: Collection[bytes]) -> list[Row]:
        """Return the rows of all articles with one of these digests, ascending."""
        with self.reading():
            return lookups.find_copies(self._session, digests)

    def article(self, row: Row) -> Article:
        """Return an article; its text is "" where texts are not kept."""
        return self.page(row)[0]

    def page(self, row: Row) -> tuple[Article, Spans]:
        """Return an article, and which lines of it were furniture when it was signed."""
        with self.reading():
            body = find_body(self._session, row.number)
            return parse_body(row, body, self.settings.keep_text)

    def pages(
        self, lines: Collection[int], without: Collection[int], most: int
    ) -> dict[int, list[Row]]:
        """Return the articles that hold each line, up to ``most``, by the hashes of the lines."""
        with self.reading():
            return find_pages(self._session, lines, without, most)

    def holders(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each posting of these ascending keys the key's place, and the article."""
        with self.reading():
            places, owners = self._session.holders(keys)
            articles = owners < STEM_OWNERS  # a line or a stem may have the key of a name
            return places[articles], owners[articles]

    def term_numbers(self, stems: Collection[str]) -> dict[str, int]:
        """Return the numbers of those stems that any article ever had."""
        with self.reading():
            return self._terms.numbers(stems)

    def stems(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the stems of terms."""
        with self.reading():
            return self._terms.stems(numbers)

    def holding(self, numbers: NDArray[np.int64], language: str) -> NDArray[np.int64]:
        """Return how many articles of a language, copies counted once, hold each term."""
        with self.reading():
            names = [name for name, _ in self._session.manifest.languages]
            if language not in names:
                return np.zeros(len(numbers), np.int64)
            return self._terms.holding(numbers, names.index(language))

    def spoken(self, language: str) -> int:
        """Return how many articles of a language there are, copies counting once."""
        with self.reading():
            return dict(self._session.manifest.languages).get(language, 0)

    @property
    def leaders(self) -> int:
        """How many articles there are, copies counting once."""
        with self.reading():
            return self._session.manifest.leaders

    @property
    def state(self) -> bytes:
        """What is another after every write, whoever wrote."""
        with self.reading():
            return self._session.state

    def older(self, seen: int) -> list[Row]:
        """Return the rows of the articles seen before a time."""
        with self.reading():
            return [row for row in lookups.every_row(self._session) if row.seen < seen]

    # Writing.

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep articles whose ids are not here."""
        with self.writing():
            if entries:
                writing.put_entries(self._session, self._terms, entries)

    def remove(self, rows: Sequence[Row]) -> None:
        """Forget articles. Where others are their copies, one of them takes the number over."""
        with self.writing():
            writing.remove_rows(self._session, self._terms, rows)

    def compact(self) -> None:
        """Give back the room of what was removed."""
        writing.compact(self._session)

    # The whole.

    def stats(self) -> Stats:
        """Return what is in the store."""
        with self.reading():
            manifest, live = self._session.manifest, self._session.segments.live()
            path = self._session.path
            files = [path, Path(f"{path}-wal")] if path else []
            (texts,) = self._session.base.execute("SELECT total(length(body)) FROM body").fetchone()
            return Stats(
                articles=manifest.articles,
                copies=manifest.articles - manifest.leaders,
                removed=manifest.gone,
                terms=manifest.terms,
                postings=sum(segment.postings for segment in live),
                segments=len(live),
                bytes=sum(file.stat().st_size for file in files if file.exists()),
                text_bytes=int(texts),
                settings=self.settings,
            )

    def verify(self) -> Iterator[str]:
        """Yield what is wrong, one sentence each, having looked at everything."""
        with self.reading():
            yield from find_faults(self, self._session)

    def __len__(self) -> int:
        with self.reading():
            return self._session.manifest.articles

    def __iter__(self) -> Iterator[str]:
        with self.reading():
            return iter(sorted(row.id for row in lookups.every_row(self._session)))

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._session.alone("closed"):
            self._session.base.close()
