"""The commands that compare as far as stories and origins: report and compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.arguments import (
    Fields,
    Formats,
    Output,
    Paths,
    Threads,
    kinds_of,
    read,
    require_folder,
)
from dedup.cli.outputs import (
    MISUSE,
    STDOUT,
    UNREADABLE,
    leave,
    reader_may_leave,
    targets_of,
    write_results,
)
from dedup.cli.running import deduplicated

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.index import Result


def report(
    paths: Paths,
    output: Output = None,
    formats: Formats = None,
    json: Annotated[
        Path | None,
        typer.Option(
            "--json", help="Write the result as JSON (docs/format.md); - is standard output."
        ),
    ] = None,
    texts: Annotated[
        bool,
        typer.Option(
            "--texts",
            help="Keep the articles' texts in the JSON, so that dedup render can show them.",
        ),
    ] = False,
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
    from dedup.report import print_summary

    kinds = kinds_of(fail_on)
    targets = targets_of(output, formats)
    if texts and not (json or targets.keys() & {"json", "jsonl"}):
        raise typer.BadParameter("--texts keeps texts in the JSON; add --json FILE")
    for path in (json, *targets.values()):
        require_folder(path)
    if [json, *targets.values()].count(STDOUT) > 1:
        raise typer.BadParameter("- is given twice; standard output takes one format")
    result = deduplicated(read(paths, field), threads)
    write_results(result, targets, texts=texts)
    if json:
        write_results(result, {"json": json}, texts=texts)
    if STDOUT not in (json, *targets.values()):
        with reader_may_leave():
            print_summary(result)
    leave(result.skipped, found=_found(result, kinds))


def compare(
    left: Annotated[str, typer.Argument(metavar="A", help="A file that holds one article.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    field: Fields = None,
) -> None:
    """Say what two articles are to each other, and show the passages they share."""
    from dataclasses import replace

    from dedup.relations import compare as relate
    from dedup.report import print_comparison

    one, two = _read_one(left, field), _read_one(right, field)
    # Its reason calls them as the rest of what is printed does, whatever the files are called.
    relation = relate(replace(one, id="A"), replace(two, id="B"))
    with reader_may_leave():
        print_comparison(relation, one, two)


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
