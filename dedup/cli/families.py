"""The commands that write rows for other programs: cluster and filter."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.arguments import (
    Fields,
    Paths,
    Threads,
    fields_of,
    open_batches,
    read,
    require_folder,
)
from dedup.cli.memory import keep_memory
from dedup.cli.outputs import leave, progress, tell_left_out, write_bytes, write_lines, write_rows
from dedup.cli.running import deduplicated

if TYPE_CHECKING:
    from dedup.near import Families
    from dedup.readers.batches import Batches


class Keep(StrEnum):
    """Which article of a family stays."""

    ORIGIN = "origin"
    FIRST = "first"
    LONGEST = "longest"


def cluster(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write the clusters here, not to standard output."),
    ] = None,
    near_only: Annotated[
        bool,
        typer.Option(
            "--near-only",
            help="Only near-duplicates of whole texts: much faster, for any number of articles.",
        ),
    ] = False,
    field: Fields = None,
    threads: Threads = 1,
) -> None:
    """Write clusters for other programs: one JSON object a line (docs/format.md)."""
    if near_only:
        batches, families = _find_families(paths, field, threads, [output])
        from dedup.near import family_lines

        write_bytes(family_lines(batches.ids(), families, threads=threads), output)
        tell_left_out(batches.skipped, [*batches.notes, *families.notes])
        leave(batches.skipped, found=False)
    else:
        from dedup.near import story_lines

        require_folder(output)
        result = deduplicated(read(paths, field), threads)
        write_lines(story_lines(result), output)
        tell_left_out(result.skipped, result.notes)
        leave(result.skipped, found=False)


def filter(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Write what stays here, not to standard output; to a .csv or .tsv with the header "
            "of the tables that were read.",
        ),
    ] = None,
    dropped: Annotated[
        Path | None,
        typer.Option("--dropped", help="Write what went: what stays instead of it, and why."),
    ] = None,
    keep: Annotated[
        Keep,
        typer.Option(
            help="Which article of a family stays: the one read first, the longest, or the likely "
            "origin (which compares as dedup report does, and takes its time)."
        ),
    ] = Keep.FIRST,
    field: Fields = None,
    threads: Threads = 1,
) -> None:
    """Keep one article of each family of copies; rows of lines and tables stay as they were."""
    from json import dumps

    outputs = [output, dropped]
    capped: tuple[str, ...] = ()
    if keep is Keep.ORIGIN:
        batches = open_batches(paths, field, outputs)
        for _ in batches.each(len):
            pass
        result = deduplicated(read(paths, field, batches.stdin()), threads)
        from dedup.near import keep_origins

        kept = keep_origins(batches.ids(), result)
    else:
        batches, families = _find_families(paths, field, threads, outputs)
        from dedup.near import keep_near

        kept = keep_near(batches.ids(), families, longest=keep is Keep.LONGEST)
        capped = families.notes
    write_rows(batches, kept.rows, output)
    if dropped:
        write_lines((dumps(drop.to_dict(), ensure_ascii=False) for drop in kept.dropped), dropped)
    typer.echo(f"{len(kept.rows):,} kept, {len(kept.dropped):,} dropped", err=True)
    tell_left_out(batches.skipped, [*batches.notes, *capped])
    leave(batches.skipped, found=False)


def _find_families(
    paths: list[str], field: list[str] | None, threads: int, outputs: Sequence[Path | None]
) -> tuple[Batches, Families]:
    from dedup.near import Ahead

    keep_memory()
    with Ahead.of(paths, fields_of(field), threads) or nullcontext() as ahead, progress() as told:
        from dedup.near import find_families

        batches = open_batches(paths, field, outputs)
        families = find_families(batches, threads=threads, told=told, ahead=ahead)
    return batches, families
