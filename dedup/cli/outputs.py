"""Outputs: lines to a file or a pipe, words and progress to the terminal, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from dedup.near.families import Told
    from dedup.readers import Skipped
    from dedup.readers.batches import Batches

FOUND, MISUSE, UNREADABLE, CRASHED = 1, 2, 3, 70
"""Exit statuses; 0 is done."""


@contextmanager
def progress() -> Iterator[Told | None]:
    """Give what tells of progress; None where nobody looks, and rich need not be waited for."""
    if not sys.stderr.isatty():
        yield None
        return
    from dedup.report import show_progress

    with show_progress() as told:
        yield told


def write_lines(lines: Iterable[str], path: Path | None) -> None:
    """Write lines to a file or to standard output; half a character becomes a question mark."""
    _write((line.encode("utf-8", "replace") + b"\n" for line in lines), path)


def write_rows(batches: Batches, rows: Any, path: Path | None) -> None:
    """Write some rows of the input as they stood in it."""
    from dedup.readers.rereading import reread_rows

    _write(reread_rows(batches, rows), path)


def _write(lines: Iterable[bytes], path: Path | None) -> None:
    if path is None:
        with reader_may_leave():
            sys.stdout.buffer.writelines(lines)
        return
    with path.open("wb") as file:
        file.writelines(lines)
    typer.echo(f"wrote {path}", err=True)


def tell_left_out(skipped: Sequence[Skipped], notes: Iterable[str]) -> None:
    """Name on standard error what was not read, and what was assumed."""
    for item in skipped:
        typer.echo(f"skipped {item.place}: {item.reason}", err=True)
    for note in notes:
        typer.echo(f"note: {note}", err=True)


def leave(skipped: object, *, found: bool) -> None:
    """Exit with the status that the run earned; what was found outweighs what was unreadable."""
    if found:
        raise typer.Exit(FOUND)
    if skipped:
        raise typer.Exit(UNREADABLE)


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Let the reader of our output leave early (``| head -1``) without calling it an error."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich leaves by SystemExit(1) then
        # What is still in the buffers must go somewhere, or the interpreter complains at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
