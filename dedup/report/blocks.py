"""The data blocks of a page: JSON, open or compressed, several values to a block."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from concurrent.futures import Executor, Future
from typing import Any, NamedTuple

from markupsafe import Markup

GROUP = 1 << 17
"""Letters of JSON from which a block is full. Stories of two texts compress better together, by a
quarter, and a thread that compresses waits for Python's lock once a block: with a block for each
story it worked only after everything was written. A browser unpacks one in 3 ms."""
COMPRESSION = 4
"""Level of zlib: 6 takes twice the time of 4 for a twenty-fifth less."""

OPEN = 1 << 22
"""Letters of JSON up to which a block may stand open, so that the page's first view is drawn from
it while the page is read: a browser unpacks nothing at once. Chromium reads so many in 12 ms."""

_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Block(NamedTuple):
    """A block as it stands on the page: its name, its letters, and whether they are compressed."""

    name: str
    letters: Markup
    packed: bool


class Blocks:
    """Blocks of one kind, compressed by a thread while the next values are written.

    Attributes:
        firsts: for each block the number of the first value in it.
        opened: the block that stands open, if one does: the first, where that was asked for.
    """

    def __init__(self, name: str, compressing: Executor, *, opens: bool) -> None:
        """Begin with no values; ``opens`` says that the page's first view is drawn from these."""
        self.firsts: list[int] = []
        self.opened: list[Block] = []
        self._name = name
        self._compressing = compressing
        self._opens = opens
        self._count = self._size = 0
        self._held: list[str] = []
        self._packed: list[tuple[str, Future[Markup]]] = []

    def add(self, values: Any) -> None:
        """Add plain values: the first of all has the number 1."""
        self._count += 1
        if not self._held:
            self.firsts.append(self._count)
        self._held.append(_encoded(values))
        self._size += len(self._held[-1])
        if self._size >= GROUP:
            self._close()

    def finish(self) -> list[Block]:
        """Return the compressed blocks: each a list of its values."""
        if self._held:
            self._close()
        return [Block(name, letters.result(), packed=True) for name, letters in self._packed]

    def _close(self) -> None:
        name, written = f"{self._name}-{self.firsts[-1]}", f"[{','.join(self._held)}]"
        if self._opens and len(self.firsts) == 1 and len(written) <= OPEN:
            self.opened.append(Block(name, _in_html(written), packed=False))
        else:
            self._packed.append((name, self._compressing.submit(_compressed, written)))
        self._held, self._size = [], 0


def open_block(values: Any) -> Markup:
    """Return plain values as JSON that no parser of HTML can take for anything else."""
    return _in_html(_encoded(values))


def _in_html(written: str) -> Markup:
    """Return JSON with ``<`` escaped: neither the end of a script nor a comment can stand in it."""
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e"))


def _compressed(written: str) -> Markup:
    """Return JSON compressed, in letters: a fifth of its size, texts a half."""
    packed = zlib.compress(written.encode(), COMPRESSION)
    return Markup(b64encode(packed).decode("ascii"))
