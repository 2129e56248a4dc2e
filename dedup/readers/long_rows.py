"""Rows of tables that are too long to hold: where they end, and what is wrong with them.

Nearly always it is a quote that was never closed, and the row is the rest of the file.
"""

from __future__ import annotations

import re
from typing import Literal

from dedup.readers.window import Window


class LongRow:
    """A row that is passed over in pieces, by the rules of the csv module when it is strict.

    Attributes:
        state: where in the row we are: at the begin of a cell, in one without quotes, in one with
            quotes, behind its second quote, or behind text that follows that.
        size: of what was passed, in bytes.
        lines: how many line ends were passed, all of them between quotes.
    """

    def __init__(self, delimiter: str) -> None:
        self.state: Literal["begin", "bare", "quoted", "closed", "broken"] = "begin"
        self.size = self.lines = 0
        self._after_return = False
        self._cell_end = re.compile(f"[{re.escape(delimiter)}\r\n]".encode())
        self._line_end = re.compile(rb"[\r\n]")

    def pass_over(self, window: Window) -> None:
        """Move a window, which begins with the row, to the line end that ends it."""
        while window.filled:
            size = self._find_end(window.buffer, window.filled)
            ended = size < window.filled
            self._count(window.buffer, size)
            window.drop(size)
            if ended:
                return
            window.fill()

    def _find_end(self, piece: bytearray, size: int) -> int:
        """Return how much of a piece belongs to the row: all if its end is not there."""
        at = 0
        while at < size:
            if self.state == "quoted":
                quote = piece.find(b'"', at, size)
                if quote < 0:
                    return size
                at, self.state = quote + 1, "closed"
            elif piece[at] == ord('"') and self.state in ("begin", "closed"):
                at, self.state = at + 1, "quoted"
            elif self.state == "closed" and not self._cell_end.match(piece, at):
                self.state = "broken"
            else:
                broken = self.state == "broken"
                end = (self._line_end if broken else self._cell_end).search(piece, at, size)
                if end is None:
                    self.state = "broken" if broken else "bare"
                    return size
                if end[0] in b"\r\n":
                    return end.start()
                at, self.state = end.end(), "begin"
        return size

    def _count(self, piece: bytearray, size: int) -> None:
        feeds, returns = piece.count(b"\n", 0, size), piece.count(b"\r", 0, size)
        pairs = piece.count(b"\r\n", 0, size) + (self._after_return and piece[:1] == b"\n")
        self.lines += feeds + returns - pairs
        self.size += size
        self._after_return = size > 0 and piece[size - 1] == ord("\r")
