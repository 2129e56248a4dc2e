"""The command: parse, call the library, print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup import __version__
from dedup.errors import DedupError

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.index import Result
    from dedup.readers import Reading

# Other rooms are imported by the command that needs them, so that --help starts in a blink.

FOUND, MISUSE, UNREADABLE = 1, 2, 3

app = typer.Typer(
    name="dedup",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Find copies, near-copies and rewrites among articles, show what they share, and name "
    "the likely origin.",
    epilog="Exit status: 0 done, 1 found with --fail-on, 2 misuse, 3 some input unreadable.",
)

Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME=KEY",
        help="Read a field from another key of the rows, for example --field text=body. "
        "Names: id, text, title, url, publisher, published, author, language, links.",
    ),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from dedup.kernels import CORE

        typer.echo(f"dedup {__version__} (core: {CORE})")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the version and the core in use.",
        ),
    ] = False,
) -> None:
    """Options that every command has."""


@app.command(
    epilog="Example: dedup report articles/ more.jsonl -o report.html --json result.json",
)
def report(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Folders, text, Markdown, HTML, JSON Lines, CSV or Parquet files, also .gz; "
            "- is JSON Lines on standard input.",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the report as one HTML page.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write the result as JSON (docs/format.md).")
    ] = None,
    field: Fields = None,
    threads: Annotated[
        int, typer.Option(min=1, help="Threads at work; no result depends on it.")
    ] = 1,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="KIND,...",
            help="Exit with 1 when a relation of one of these kinds is found, for example "
            "--fail-on near-duplicate,rewrite.",
        ),
    ] = None,
) -> None:
    """Cluster articles into stories and say what they share and where they come from."""
    from dedup.index import Options, deduplicate
    from dedup.report import print_summary, write_report

    kinds = _kinds(fail_on)
    for path in (output, json):
        _require_folder(path)
    reading = _read(paths, field)
    result = deduplicate(reading, Options(threads=threads))
    print_summary(result)
    if output:
        write_report(result, output, "html")
        typer.echo(f"wrote {output}", err=True)
    if json:
        write_report(result, json, "json")
        typer.echo(f"wrote {json}", err=True)
    _leave(result.skipped, found=_found(result, kinds))


@app.command(epilog="Example: dedup compare ours.txt theirs.html")
def compare(
    left: Annotated[str, typer.Argument(metavar="A", help="A file that holds one article.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    field: Fields = None,
) -> None:
    """Say what two articles are to each other, and show the passages they share."""
    from dedup.relations import compare as relate
    from dedup.report import print_comparison

    one, two = _read_one(left, field), _read_one(right, field)
    print_comparison(relate(one, two), one, two)


def _read(paths: list[str], field: list[str] | None) -> Reading:
    from dedup.readers import read_articles

    return read_articles(paths, fields=_fields(field), stdin=sys.stdin.buffer)


def _read_one(path: str, field: list[str] | None) -> Article:
    """Return the one article of a file, named as it was given, or leave saying why not."""
    from dataclasses import replace

    reading = _read([path], field)
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


def _fields(given: list[str] | None) -> dict[str, str]:
    known = ("id", "text", "title", "url", "publisher", "published", "author", "language", "links")
    fields = {}
    for item in given or ():
        name, sign, key = item.partition("=")
        if not sign or not key or name not in known:
            raise typer.BadParameter(
                f"{item!r} is not NAME=KEY with a NAME among {', '.join(known)}",
                param_hint="--field",
            )
        fields[name] = key
    return fields


def _kinds(given: str | None) -> set[str]:
    from dedup.relations import Kind

    kinds = {kind.strip() for kind in (given or "").split(",") if kind.strip()}
    unknown = kinds - set(Kind)
    if unknown:
        raise typer.BadParameter(
            f"unknown kind {', '.join(sorted(unknown))}; known are {', '.join(Kind)}",
            param_hint="--fail-on",
        )
    return kinds


def _require_folder(path: Path | None) -> None:
    """Refuse an output whose folder is not there before the work is done, not after."""
    if path and not path.parent.is_dir():
        raise typer.BadParameter(
            f"{path} cannot be written, there is no folder {path.parent}; make it, or name another"
        )
    if path and path.is_dir():
        raise typer.BadParameter(f"{path} is a folder; name a file in it")


def _found(result: Result, kinds: set[str]) -> bool:
    return any(r.kind in kinds for story in result.stories for r in story.relations)


def _leave(skipped: object, *, found: bool) -> None:
    """Exit with the status that the run earned; what was found outweighs what was unreadable."""
    if found:
        raise typer.Exit(FOUND)
    if skipped:
        raise typer.Exit(UNREADABLE)


def main() -> None:
    """Run the command; an error on purpose is one sentence, not a traceback."""
    try:
        app()
    except (DedupError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            sys.stderr.close()  # the reader of our output left: nothing to tell anyone
        else:
            typer.echo(f"dedup: {error}", err=True)
        raise SystemExit(MISUSE) from error
