"""Bundles: what is kept of articles beside their rows, some of them compressed together."""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dedup.store.blocks import DamagedError, unseal

CODEC, LEVEL = "zstd", 1
TOGETHER = 8
"""Articles in a bundle. Texts of 3.3 kB, eight together, zstd at 1: 11 us each to pack, to 40%, and
34 us to read one, for seven others are read with it. One by one: 22 us, to 44%, and 14 us; LZ4: 7
us, to 65%, 2 us. What is not written need not be proved, logged and copied by SQLite."""
MOST_BYTES = 1 << 16
"""A bundle with more is not added to: long texts do not slow down the reading of short ones."""
KEPT_BYTES = 16 << 20
"""Of bodies, unpacked, that a session keeps from one question to the next."""

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


def unpack_bundle(first: int, sealed: bytes) -> list[bytes | None]:
    """Return the bodies in a bundle; None is one that was removed.

    Args:
        first: the number of the article that the first body is of.
        sealed: as it lies on the disk.

    Raises:
        DamagedError: it is not as it was written, or stands elsewhere.
    """
    content = unseal(sealed, f"the text of article {first}", first)
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
