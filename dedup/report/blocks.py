"""The data blocks of a page: JSON, and JSON compressed, several values to a block."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from concurrent.futures import Executor, Future
from typing import Any

from markupsafe import Markup

GROUP = 1 << 17
"""Letters of JSON from which a block is full. Stories of two texts compress better together, by a
quarter, and a thread that compresses waits for Python's lock once a block: with a block for each
story it worked only after everything was written. A browser unpacks one in 3 ms."""
COMPRESSION = 4
"""Level of zlib: 6 takes twice the time of 4 for a twenty-fifth less."""

_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Blocks:
    """Compressed blocks of one kind, made by a thread while the next values are written.

    Attributes:
        firsts: for each block the number of the first value in it.
    """

    def __init__(self, name: str, compressing: Executor) -> None:
        self.firsts: list[int] = []
        self._name = name
        self._compressing = compressing
        self._count = self._size = 0
        self._held: list[str] = []
        self._packed: list[Future[Markup]] = []

    def add(self, values: Any) -> None:
        """Add plain values: the first of all has the number 1."""
        self._count += 1
        if not self._held:
            self.firsts.append(self._count)
        self._held.append(_encoded(values))
        self._size += len(self._held[-1])
        if self._size >= GROUP:
            self._close()

    def finish(self) -> list[tuple[str, Markup]]:
        """Return the name and the letters of each block, a list of its values compressed."""
        if self._held:
            self._close()
        packed = zip(self.firsts, self._packed, strict=True)
        return [(f"{self._name}-{first}", block.result()) for first, block in packed]

    def _close(self) -> None:
        self._packed.append(self._compressing.submit(_compressed, self._held))
        self._held, self._size = [], 0


def open_block(values: Any) -> Markup:
    """Return plain values as JSON that no parser of HTML can take for anything else.

    ``<`` is escaped, so that neither the end of a script nor a comment can stand in it.
    """
    return Markup(_encoded(values).replace("<", "\\u003c").replace(">", "\\u003e"))


def _compressed(written: list[str]) -> Markup:
    """Return a list of values in JSON compressed, in letters: a fifth of its size, texts a half."""
    joined = f"[{','.join(written)}]".encode()
    return Markup(b64encode(zlib.compress(joined, COMPRESSION)).decode("ascii"))
