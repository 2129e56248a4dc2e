"""Parts: where the rows of a run came from, for messages and to read them again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedup.readers.sources import Source
from dedup.readers.texts import Numbers

if TYPE_CHECKING:
    from dedup.readers.table_opening import Table


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Where some rows of one source came from.

    Attributes:
        source: the file.
        first: the number of the first row among all.
        numbers: shape (n,): of their lines, or of the articles of the source, from 1.
        spans: shape (n, 2), their lines in the decompressed stream; None where they are no lines.
        rows: shape (n,): of their rows, where the source counts rows.
        places: of what is neither a line nor a row, for messages.
        odd: the places of lines that the line reader read, and the encoding that it expected.
        table: how the lines are read where they are records of one; None for JSON.
    """

    source: Source
    first: int
    numbers: Numbers
    spans: Numbers | None = None
    rows: Numbers | None = None
    places: tuple[str, ...] = ()
    odd: tuple[tuple[int, str | None], ...] = ()
    table: Table | None = None

    def place(self, row: int) -> str:
        """Return the words that name a row in a message."""
        from dedup.readers.rows import Row  # with all it needs, for messages alone

        at = row - self.first
        if self.rows is not None:
            return Row("row", int(self.rows[at]), {}).place(self.source)
        if self.spans is None:
            return self.places[at]
        return Row("line", int(self.numbers[at]), {}).place(self.source)

    def counted(self, at: int) -> int:
        """Return the number of a line or row as its source counts, by its place in the part."""
        return int((self.numbers if self.rows is None else self.rows)[at])

    def spans_of(self, places: Numbers) -> Numbers:
        """Return where some of its lines stand, of which it must have some: shape (k, 2)."""
        assert self.spans is not None
        return self.spans[places]

    def are_plain(self, places: Numbers) -> NDArray[np.bool_]:
        """Return which of its rows are lines of JSON that no line reader had to read."""
        plain = np.full(len(self.numbers), self.spans is not None and self.table is None)
        plain[[place for place, _ in self.odd]] = False
        return plain[places]

    def reduced(self, keep: NDArray[np.bool_]) -> Part:
        """Return the part without the rows that are not to be kept."""
        after = np.cumsum(keep) - 1
        return replace(
            self,
            numbers=self.numbers[keep],
            spans=None if self.spans is None else self.spans[keep],
            rows=None if self.rows is None else self.rows[keep],
            places=tuple(p for p, kept in zip(self.places, keep, strict=False) if kept),
            odd=tuple((int(after[at]), encoding) for at, encoding in self.odd if keep[at]),
        )
