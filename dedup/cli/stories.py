"""The commands that compare as far as stories and origins: report and compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.arguments import Fields, Paths, Threads, kinds_of, read, require_folder
from dedup.cli.outputs import MISUSE, UNREADABLE, leave, reader_may_leave
from dedup.cli.running import deduplicated

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.index import Result

STDOUT = "-"


def report(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the report as one HTML page.")
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option(
            "--json", help="Write the result as JSON (docs/format.md); - is standard output."
        ),
    ] = None,
    field: Fields = None,
    threads: Threads = 1,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="KIND,...",
            help="Exit with 1 when a relation of one of these kinds is found, for example "
            "--fail-on near-duplicate,rewrite. Kinds: exact, near-duplicate, syndicated, revision, "
            "contains, partial-reuse, rewrite, common-source, quote-only, same-event, unrelated.",
        ),
    ] = None,
) -> None:
    """Cluster articles into stories and say what they share and where they come from."""
    from dedup.report import print_summary, to_json, write_report

    kinds = kinds_of(fail_on)
    for path in (output, json):
        require_folder(path)
    result = deduplicated(read(paths, field), threads)
    if output:
        write_report(result, output, "html")
        typer.echo(f"wrote {output}", err=True)
    if json and str(json) != STDOUT:
        write_report(result, json, "json")
        typer.echo(f"wrote {json}", err=True)
    with reader_may_leave():
        if json and str(json) == STDOUT:
            typer.echo(to_json(result), nl=False)
        else:
            print_summary(result)
    leave(result.skipped, found=_found(result, kinds))


def compare(
    left: Annotated[str, typer.Argument(metavar="A", help="A file that holds one article.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    field: Fields = None,
) -> None:
    """Say what two articles are to each other, and show the passages they share."""
    from dedup.relations import compare as relate
    from dedup.report import print_comparison

    one, two = _read_one(left, field), _read_one(right, field)
    with reader_may_leave():
        print_comparison(relate(one, two), one, two)


def _read_one(path: str, field: list[str] | None) -> Article:
    """Return the one article of a file, named as it was given, or leave saying why not."""
    from dataclasses import replace

    reading = read([path], field)
    if len(reading.articles) == 1:
        return replace(reading.articles[0], id=path)
    for skipped in reading.skipped:
        typer.echo(f"skipped {skipped.place}: {skipped.reason}", err=True)
    if reading.articles:
        typer.echo(
            f"{path}: holds {len(reading.articles)} articles, compare takes files of one; "
            "use dedup report for more",
            err=True,
        )
        raise typer.Exit(MISUSE)
    raise typer.Exit(UNREADABLE)


def _found(result: Result, kinds: set[str]) -> bool:
    return any(r.kind in kinds for story in result.stories for r in story.relations)
