"""What every store does, and what it keeps of an article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.schemes import Banding, Scheme
from dedup.store.bundles import Bundle

STORE_VERSION = 6
"""Of the file; one of another version is refused by name. 1 kept a row for each posting; 2 packed
texts with zlib, and proved what it wrote with CRC-32; 3 had sieves of one bit a key, and knew no
repeated lines; 4 packed each text by itself, with LZ4; 5 wrote postings in whole bytes, and a row
for each bundle of texts."""

Spans = tuple[tuple[int, int], ...]
"""Half-open spans of code points of a text, in order."""

HASH_BITS = 40
"""Of a key, beside the two of its channel."""
FOUND_BITS = 36
"""Of them, those of a band or an anchor. Each bit less saves 24 bytes an article, and doubles how
often two hashes are one key: at a million articles two checks in five meet one article more, which
they then compare and drop."""


class Channel(IntEnum):
    """What articles are looked up by."""

    BAND = 0
    ANCHOR = 1
    TERM = 2
    NAME = 3


def place_keys(channel: Channel, hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the key of each hash in a channel."""
    bits = FOUND_BITS if channel in (Channel.BAND, Channel.ANCHOR) else HASH_BITS
    return hashes >> np.uint64(64 - bits) | np.uint64(channel << HASH_BITS)


def keys_of(channel: Channel, hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the keys of some hashes in a channel, ascending and distinct."""
    return np.unique(place_keys(channel, hashes))


@dataclass(frozen=True, slots=True)
class Settings:
    """What an index is made with, for good.

    Attributes:
        scheme: of the signatures that the keys come from.
        banding: of the near-duplicate channel.
        near_only: whether articles are found by their bands alone, as near-duplicates.
        keep_text: whether the texts are kept.
    """

    scheme: Scheme = field(default_factory=Scheme)
    banding: Banding = field(default_factory=Banding)
    near_only: bool = False
    keep_text: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Settings:
        """Return what ``to_dict`` made plain."""
        return cls(
            Scheme(**values["scheme"]),
            Banding(**values["banding"]),
            bool(values["near_only"]),
            bool(values["keep_text"]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One article, as it is put into a store.

    Attributes:
        id: of the article.
        body: the rest of it, as ``write_body`` writes it.
        seen: seconds since 1970: when it was published, or added where that is unknown.
        mark: of the text as it was read, 8 bytes: another text has another.
        digest: of its words, 16 bytes: copies have the same.
        words: how many.
        language: that its terms belong to.
        stems: shape (t,), the places of its terms' stems in ``vocabulary``, distinct.
        counts: shape (t,), how often each of them occurs.
        keys: bands and anchors, as ``keys_of`` makes them.
        prints: the article's shingles in short, where the store keeps no text; else the hashes of
            its lines, by which the pages of its publisher are compared.
        bundle: in which its body is packed already, with those of the entries beside it.
        vocabulary: stems of the entries that were signed together, each once: half as many strings
            as all of them have terms, to be carried from one process to another and looked up.
    """

    id: str
    body: bytes
    seen: int
    mark: bytes
    digest: bytes
    words: int
    language: str
    stems: NDArray[np.int32]
    counts: NDArray[np.int32]
    keys: NDArray[np.uint64]
    prints: bytes = b""
    bundle: Bundle | None = None
    vocabulary: Sequence[str] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One article, as a store keeps it.

    Attributes:
        number: ascends in the order of adding.
        id: of the article.
        seen, mark, digest, words, language, prints: as in ``Entry``.
        leads: whether it is found by keys of its own; a copy is found by the first one's.
        terms: shape (t, 2), numbers of its terms, ascending, and how often each occurs.
    """

    number: int
    id: str
    seen: int
    mark: bytes
    digest: bytes
    words: int
    language: str
    leads: bool
    terms: NDArray[np.int64]
    prints: bytes


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in a store.

    Attributes:
        articles: kept.
        copies: of them, exact copies of others.
        removed: articles whose postings still wait to be dropped.
        terms: known, of any article that ever was here.
        postings: who holds which key.
        segments: sorted runs of postings that a lookup asks.
        bytes: of the file, what waits beside it included; 0 in memory.
        text_bytes: of them, the texts, compressed.
        settings: what the index was made with.
    """

    articles: int
    copies: int
    removed: int
    terms: int
    postings: int
    segments: int
    bytes: int
    text_bytes: int
    settings: Settings

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return asdict(self)


class Store(Protocol):
    """What every store does; what a ``writing`` block that ended wrote is kept."""

    settings: Settings

    def reading(self) -> AbstractContextManager[None]:
        """Return a block inside which nothing changes, whatever others write."""

    def writing(self) -> AbstractContextManager[None]:
        """Return a block of which all is kept or nothing; other writers wait until it ends."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep articles whose ids are not here."""

    def remove(self, rows: Sequence[Row]) -> None:
        """Forget articles."""

    def rows(self, numbers: Collection[int]) -> dict[int, Row]:
        """Return the rows of some articles, by number."""

    def named(self, ids: Collection[str]) -> dict[str, Row]:
        """Return the rows of those of these articles that are here, by id."""

    def copies(self, digests: Collection[bytes]) -> list[Row]:
        """Return the rows of all articles with one of these digests, ascending."""

    def article(self, row: Row) -> Article:
        """Return an article; its text is "" where texts are not kept."""

    def page(self, row: Row) -> tuple[Article, Spans]:
        """Return an article, and which lines of it were furniture when it was signed."""

    def pages(
        self, lines: Collection[int], without: Collection[int], most: int
    ) -> dict[int, list[Row]]:
        """Return the articles that hold each line, up to ``most``, by the hashes of the lines.

        Args:
            lines: hashes, as ``Entry.prints`` has them.
            without: numbers of articles that do not count.
            most: of each line, the lowest numbers.
        """

    def holders(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each posting of these ascending keys the key's place, and the article."""

    def term_numbers(self, stems: Collection[str]) -> dict[str, int]:
        """Return the numbers of those stems that any article ever had."""

    def stems(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the stems of terms."""

    def holding(self, numbers: NDArray[np.int64], language: str) -> NDArray[np.int64]:
        """Return how many articles of a language, copies counted once, hold each term."""

    def spoken(self, language: str) -> int:
        """Return how many articles of a language there are, copies counting once."""

    @property
    def leaders(self) -> int:
        """How many articles there are, copies counting once."""

    def older(self, seen: int) -> list[Row]:
        """Return the rows of the articles seen before a time."""

    def compact(self) -> None:
        """Give back the room of what was removed."""

    def stats(self) -> Stats:
        """Return what is in the store."""

    def verify(self) -> Iterator[str]:
        """Yield what is wrong, one sentence each, having looked at everything."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[str]: ...

    def close(self) -> None:
        """Let go of the file; the store cannot be used afterwards."""
