"""Lines in a terminal: wrapped under a hanging indent, plain in a pipe, never steered by text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dedup.report.legible import one_line

NAME_LENGTH = 100
"""Code points of a title in a list; a title of several lines hides the list."""
ID_LENGTH = 60
NARROWEST = 20
"""Columns under which lines are cut by the terminal and no longer by us."""


def print_list(
    console: Console, title: str, lines: Sequence[str], limit: int | None = None, more: int = 0
) -> None:
    """Print lines under a title, at most ``limit`` of them; nothing where there are none.

    ``more`` are left out already.
    """
    if not lines:
        return
    console.print()
    hang(console, Text(title, "bold"))
    shown = lines[:limit]
    for line in shown:
        hang(console, Text(one_line(line)), "-", 2)
    if left := len(lines) - len(shown) + more:
        hang(console, Text(f"and {left:,} more"), "", 2)


def hang(console: Console, body: Text, head: str = "", indent: int = 0) -> None:
    """Print text under a hanging indent, in whose first line ``head`` stands."""
    body.overflow = "fold"
    for number, line in enumerate(body.wrap(console, max(NARROWEST, console.width - indent))):
        line.rstrip()
        start = head if number == 0 else ""
        print_line(console, Text.assemble((f"{start:<{indent}}", "bold"), line))


def print_line(console: Console, line: Text) -> None:
    """Print one line; what the terminal's encoding cannot hold becomes a question mark."""
    if not console.encoding.startswith("utf"):
        line.plain = line.plain.encode(console.encoding, "replace").decode(console.encoding)
    console.print(line, soft_wrap=True)
