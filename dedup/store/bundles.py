"""Bundles: what is kept of articles beside their rows, some of them compressed together."""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dedup.store.blocks import DamagedError, view_sealed

CODEC, LEVEL = "zstd", 1
TOGETHER = 8
"""Articles in a bundle. Texts of 3.3 kB, eight together, zstd at 1: 11 us each to pack, to 40%, and
34 us to read one, for seven others are read with it. One by one: 22 us, to 44%, and 14 us; LZ4: 7
us, to 65%, 2 us. What is not written need not be proved, logged and copied by SQLite."""
MOST_BYTES = 1 << 16
"""A bundle with more is not added to: long texts do not slow down the reading of short ones."""
IN_A_ROW = 2
"""Bundles of texts that stand in one row, of which one is unpacked at a time. SQLite leaves a page
partly empty behind most rows: 160 bytes an article with one bundle a row, 80 with two."""
KEPT_BYTES = 1 << 26
"""Of bodies, unpacked, that a session keeps from one question to the next: 20,000 texts. A form
letter meets a hundred others, and one in a hundred questions is one: with 16 MB it took 8.5 ms."""

_COUNT = struct.Struct("<H")
_ABSENT = 0xFFFFFFFF
"""In place of the size of a body that was removed."""


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Bodies of articles that follow one another.

    Attributes:
        count: how many.
        packed: them, as ``unpack_bundle`` takes them.
    """

    count: int
    packed: bytes


def make_bundles(bodies: Sequence[bytes]) -> list[Bundle]:
    """Return some bodies in bundles, in their order."""
    bundles, begin, size = [], 0, 0
    for at, body in enumerate(bodies, 1):
        size += len(body)
        if at == len(bodies) or at - begin == TOGETHER or size >= MOST_BYTES:
            bundles.append(Bundle(at - begin, pack_bundle(bodies[begin:at])))
            begin, size = at, 0
    return bundles


def pack_bundle(bodies: Sequence[bytes | None]) -> bytes:
    """Return bodies as bytes that ``unpack_bundle`` takes; None is one that was removed."""
    sizes = [_ABSENT if body is None else len(body) for body in bodies]
    head = _COUNT.pack(len(sizes)) + struct.pack(f"<{len(sizes)}I", *sizes)
    plain = b"".join([body for body in bodies if body])
    return head + (_codec().compress(plain, asbytes=True) if plain else b"")


def pack_shelf(bundles: Sequence[bytes | memoryview]) -> bytes:
    """Return packed bundles as bytes that ``open_shelf`` takes: how many, their sizes, and they."""
    sizes = struct.pack(f"<{len(bundles)}I", *map(len, bundles))
    return _COUNT.pack(len(bundles)) + sizes + b"".join(bundles)


def open_shelf(first: int, sealed: bytes) -> list[tuple[int, memoryview]]:
    """Return the bundles in a row, each with the number of the article its first body is of.

    Args:
        first: the number of the row.
        sealed: as it lies on the disk.

    Raises:
        DamagedError: it is not as it was written, or stands elsewhere.
    """
    content = view_sealed(sealed, f"the text of article {first}", first)
    bundles = []
    try:
        (count,) = _COUNT.unpack_from(content)
        sizes = struct.unpack_from(f"<{count}I", content, _COUNT.size)
        at = _COUNT.size + 4 * count
        for size in sizes:
            packed = content[at : at + size]
            bundles.append((first, packed))
            first += _COUNT.unpack_from(packed)[0]
            at += size
    except struct.error as error:
        raise DamagedError(f"article {first} cannot be read back ({error})") from error
    return bundles


def unpack_bundle(first: int, content: bytes | memoryview) -> list[bytes | None]:
    """Return the bodies in a bundle; None is one that was removed.

    Args:
        first: the number of the article that the first body is of.
        content: as it was packed.

    Raises:
        DamagedError: it is no bundle.
    """
    try:
        (count,) = _COUNT.unpack_from(content)
        sizes = struct.unpack_from(f"<{count}I", content, _COUNT.size)
        packed = content[_COUNT.size + 4 * count :]
        size = sum(size for size in sizes if size != _ABSENT)
        plain = _codec().decompress(packed, size, asbytes=True) if size else b""
    except (OSError, ValueError, struct.error) as error:
        raise DamagedError(f"article {first} cannot be read back ({error})") from error
    bodies: list[bytes | None] = []
    at = 0
    for size in sizes:
        bodies.append(None if size == _ABSENT else plain[at : at + size])
        at += len(bodies[-1] or b"")
    return bodies


@cache
def _codec() -> Any:
    import pyarrow  # 50 ms, and only once a text is asked for

    return pyarrow.Codec(CODEC, LEVEL)


class KeptBodies:
    """Bodies by number, those asked for lately, as long as no article is removed."""

    def __init__(self) -> None:
        self._bundles: OrderedDict[int, list[bytes | None]] = OrderedDict()
        self._first: dict[int, int] = {}
        self._bytes = 0

    def find(self, number: int) -> bytes | None:
        """Return the body of an article, if it is kept."""
        first = self._first.get(number)
        if first is None:
            return None
        self._bundles.move_to_end(first)
        return self._bundles[first][number - first]

    def keep(self, first: int, bodies: list[bytes | None]) -> None:
        """Keep the bodies of a bundle, and let go of those that were asked for longest ago."""
        self._bundles[first] = bodies
        self._first |= {number: first for number, _ in _numbered(first, bodies)}
        self._bytes += sum(len(body) for _, body in _numbered(first, bodies))
        while self._bytes > KEPT_BYTES and len(self._bundles) > 1:
            oldest, gone = self._bundles.popitem(last=False)
            for number, body in _numbered(oldest, gone):
                del self._first[number]
                self._bytes -= len(body)

    def clear(self) -> None:
        """Let go of all."""
        self._bundles.clear()
        self._first.clear()
        self._bytes = 0


def _numbered(first: int, bodies: Sequence[bytes | None]) -> Iterator[tuple[int, bytes]]:
    return ((number, body) for number, body in enumerate(bodies, first) if body is not None)
