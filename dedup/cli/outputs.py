"""Outputs: lines to a file or a pipe, words and progress to the terminal, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from dedup.errors import DedupError

if TYPE_CHECKING:
    from dedup.index import Result
    from dedup.near.families import Told
    from dedup.readers import Skipped
    from dedup.readers.batches import Batches

STDOUT = Path("-")

_SUFFIXES = {
    "html": ".html", "json": ".json", "jsonl": ".jsonl", "csv": ".csv", "graphml": ".graphml",
    "gexf": ".gexf", "ftm": ".ftm.json",
}  # fmt: skip
"""Of files, by format; ``.ftm.json`` is what the tools of FollowTheMoney call theirs."""


class OutputError(DedupError, OSError):
    """What was asked for cannot be written."""


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


def targets_of(output: Path | None, formats: Sequence[str] | None) -> dict[str, Path]:
    """Return which file each wanted format goes to; several share the name before the suffix."""
    wanted = [one.strip() for given in formats or () for one in given.split(",") if one.strip()]
    unknown = sorted(set(wanted) - set(_SUFFIXES))
    if unknown:
        raise typer.BadParameter(
            f"unknown format {', '.join(unknown)}; known are {', '.join(_SUFFIXES)}",
            param_hint="--format",
        )
    if output is None:
        if wanted:
            raise typer.BadParameter(
                f"--format {','.join(wanted)} needs a file; add -o report", param_hint="-o"
            )
        return {}
    suffixes = sorted(_SUFFIXES.items(), key=lambda item: -len(item[1]))
    told = next((f for f, suffix in suffixes if output.name.lower().endswith(suffix)), None)
    if not wanted and told is None and output.suffix.lower() not in ("", ".htm"):
        raise typer.BadParameter(
            f"{output} has a suffix of no format; known are {', '.join(_SUFFIXES.values())}; "
            "name the file so, or say what to write with --format",
            param_hint="-o",
        )
    if len(wanted) == 1 or not wanted:
        return {wanted[0] if wanted else told or "html": output}
    if output == STDOUT:
        raise typer.BadParameter("- takes one format", param_hint="-o")
    stem = output.name[: -len(_SUFFIXES[told])] if told else output.name
    return {one: output.with_name(stem + _SUFFIXES[one]) for one in dict.fromkeys(wanted)}


def write_results(result: Result, targets: Mapping[str, Path], *, texts: bool) -> None:
    """Write a result in each format to its file, naming the files."""
    from dedup.report import to_parts, write_report

    for form, path in targets.items():
        if path == STDOUT:
            with reader_may_leave():
                parts = to_parts(result, form, texts=texts)
                standard_output().writelines(part.encode("utf-8") for part in parts)
            continue
        write_report(result, path, form, texts=texts)  # type: ignore[arg-type] # checked before
        typer.echo(f"wrote {path}", err=True)


def write_lines(lines: Iterable[str], path: Path | None) -> None:
    """Write lines to a file or to standard output; half a character becomes a question mark."""
    write_bytes((line.encode("utf-8", "replace") + b"\n" for line in lines), path)


def write_rows(batches: Batches, rows: Any, path: Path | None) -> None:
    """Write some rows of the input as they stood in it; to a table where the path says so."""
    from dedup.readers.batches import TABLES
    from dedup.readers.kept_rows import reread_rows, reread_table

    reread = reread_table if path and path.suffix.lower() in TABLES else reread_rows
    write_bytes(reread(batches, rows), path)


def write_bytes(lines: Iterable[bytes], path: Path | None) -> None:
    """Write what has its line ends already to a file, which is named, or to standard output."""
    if path is None:
        with reader_may_leave():
            standard_output().writelines(lines)
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


def standard_output() -> BinaryIO:
    """Return what answers are written to, as bytes.

    Raises:
        OutputError: it was closed before we began.
    """
    if getattr(sys, "stdout", None) is None:
        raise OutputError("standard output is closed; send it to a file or a pipe")
    return sys.stdout.buffer


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Let the reader of our output leave early (``| head -1``) without calling it an error.

    Raises:
        OutputError: the output cannot be written, for another reason.
    """
    try:
        yield
        standard_output().flush()
    except (BrokenPipeError, SystemExit):  # rich leaves by SystemExit(1) then
        _drop_output()
    except OSError as error:
        if isinstance(error, DedupError):
            raise
        _drop_output()
        raise OutputError(
            f"standard output cannot be written ({error.strerror or error}); what was answered "
            "before may be there in part; make room, or send it elsewhere"
        ) from error


def _drop_output() -> None:
    """Let what is still in the buffers go somewhere, or the interpreter complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
