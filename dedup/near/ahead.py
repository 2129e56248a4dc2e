"""Ahead: the begin of a file, signed while the command is still being imported.

To import NumPy and what the search needs takes a tenth of a run over 100,000 articles, on one core.
Nothing of it is needed to read, parse and sign, so another core begins with that.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from dedup.kernels.early import CAN_SIGN, SignedLines, sign_ahead
from dedup.readers.fields import Fields
from dedup.readers.sources import LINES, format_of
from dedup.schemes import Scheme, drawn_permutations

BLOCK_BYTES = 1 << 19
"""Read at a time: who stops waits for one of them, 2 ms."""

MOST_BYTES = 1 << 26
"""Signed ahead, so that a command that fails does not sign on and on: 64 MB are twice what there is
time for."""


class Ahead:
    """A thread that signs a file of JSON Lines from its begin, until it is stopped.

    Attributes:
        path: of the file.
    """

    def __init__(self, path: Path, fields: Fields) -> None:
        """Begin; a file that cannot be read is left to the reader, who has words for that."""
        self.path = path
        self._names = fields.names["text"], fields.names["id"]
        self._stop = bytearray(1)
        self._signed: SignedLines | None = None
        self._thread = Thread(target=self._sign, daemon=True)
        self._thread.start()

    @classmethod
    def of(cls, paths: list[str], fields: Mapping[str, str], threads: int) -> Ahead | None:
        """Return what has begun with the only input; None where it is nothing to begin with.

        Args:
            paths: of the inputs.
            fields: the keys of the rows that the user named.
            threads: at work at a time, of which one imports.
        """
        if not CAN_SIGN or threads < 2 or len(paths) != 1 or not hasattr(os, "pread"):
            return None
        named = Fields.named(fields)
        both = {*named.names["text"]} & {*named.names["id"]}
        suffix, compression = format_of(paths[0])
        if both or suffix not in LINES or compression:
            return None
        return cls(Path(paths[0]), named)

    def is_of(self, paths: list[str], fields: Mapping[str, str], threads: int) -> bool:
        """Return whether this is what ``of`` would begin with."""
        return not fields and threads > 1 and [self.path] == [Path(path) for path in paths]

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> SignedLines | None:
        """Return what was signed, once, if anything; waits for the block that is in work."""
        self._stop[0] = 1
        self._thread.join()
        signed, self._signed = self._signed, None
        return signed

    def _sign(self) -> None:
        scheme = Scheme()
        permutations = drawn_permutations(scheme.slots, scheme.hash_seed)
        sizes = BLOCK_BYTES, MOST_BYTES
        try:
            with self.path.open("rb") as file:
                self._signed = sign_ahead(
                    file.fileno(), self._names, sizes, scheme.shingle, permutations, self._stop
                )
        except (OSError, ValueError):
            return
