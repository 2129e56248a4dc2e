"""A window on a stream: some megabytes of it, in memory that is used again."""

from __future__ import annotations

from typing import BinaryIO


class Window:
    """What follows in a stream, up to the size of a window.

    Attributes:
        buffer: memory that holds it.
        filled: how many bytes of that are of the stream.
        ended: whether the stream ends with them.
    """

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self.buffer = bytearray(size)
        self.filled = 0
        self.ended = False

    @property
    def content(self) -> memoryview:
        """What is in the window."""
        return memoryview(self.buffer)[: self.filled]

    def fill(self) -> bool:
        """Read on until the window is full or the stream ends; return whether anything is there.

        Raises:
            OSError, EOFError, zlib.error: as reading the stream does.
        """
        while self.filled < len(self.buffer) and not self.ended:
            room = memoryview(self.buffer)[self.filled :]
            size = self._stream.readinto(room)  # type: ignore[attr-defined]
            self.ended = not size
            self.filled += size
        return self.filled > 0

    def grow(self) -> None:
        """Make room for twice as much."""
        self.buffer = self.buffer + bytes(len(self.buffer))

    def drop(self, size: int) -> None:
        """Move the window on by some bytes."""
        rest = bytes(self.content[size:])
        if len(self.buffer) > self._size >= len(rest):
            self.buffer = bytearray(self._size)
        self.buffer[: len(rest)] = rest
        self.filled = len(rest)
