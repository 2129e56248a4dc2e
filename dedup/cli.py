"""The command: parse, call the library, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from dedup import __version__
from dedup.errors import DedupError

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.index import Result
    from dedup.near import Families
    from dedup.near.families import Told
    from dedup.readers import Reading, Skipped
    from dedup.readers.batches import Batches

# Other rooms are imported by the command that needs them, so that --help starts in a blink.

FOUND, MISUSE, UNREADABLE, CRASHED = 1, 2, 3, 70
STDOUT = "-"

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

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Folders, text, Markdown, HTML, JSON Lines, CSV or Parquet files, also .gz or .zst; "
        "- is JSON Lines on standard input.",
    ),
]

Threads = Annotated[int, typer.Option(min=1, help="Threads at work; no result depends on it.")]


class Keep(StrEnum):
    """Which article of a family stays."""

    ORIGIN = "origin"
    FIRST = "first"
    LONGEST = "longest"


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

    kinds = _kinds(fail_on)
    for path in (output, json):
        _require_folder(path)
    result = _deduplicate(_read(paths, field), threads)
    if output:
        write_report(result, output, "html")
        typer.echo(f"wrote {output}", err=True)
    if json and str(json) != STDOUT:
        write_report(result, json, "json")
        typer.echo(f"wrote {json}", err=True)
    with _reader_may_leave():
        if json and str(json) == STDOUT:
            typer.echo(to_json(result), nl=False)
        else:
            print_summary(result)
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
    with _reader_may_leave():
        print_comparison(relate(one, two), one, two)


@app.command(epilog="Example: dedup cluster news.jsonl.gz -o clusters.jsonl --near-only")
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
    from dedup.near import family_lines, story_lines

    if near_only:
        batches, families = _find_families(paths, field, threads, [output])
        _write_lines(family_lines(batches.ids(), families), output)
        _tell_left_out(batches.skipped, [*batches.notes, *families.notes])
        _leave(batches.skipped, found=False)
    else:
        _require_folder(output)
        result = _deduplicate(_read(paths, field), threads)
        _write_lines(story_lines(result), output)
        _tell_left_out(result.skipped, result.notes)
        _leave(result.skipped, found=False)


@app.command(
    epilog="Example: dedup filter news.jsonl -o kept.jsonl --dropped dropped.jsonl --keep longest"
)
def filter(
    paths: Paths,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write what stays here, not to standard output."),
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
    """Keep one article of each family of copies; rows of JSON Lines stay byte for byte."""
    from dedup.near import keep_near, keep_origins

    outputs = [output, dropped]
    capped: tuple[str, ...] = ()
    if keep is Keep.ORIGIN:
        batches = _open_batches(paths, field, outputs)
        for _ in batches:
            pass
        result = _deduplicate(_read(paths, field, batches.stdin()), threads)
        kept = keep_origins(batches.ids(), result)
    else:
        batches, families = _find_families(paths, field, threads, outputs)
        kept = keep_near(batches.ids(), families, longest=keep is Keep.LONGEST)
        capped = families.notes
    _write_rows(batches, kept.rows, output)
    if dropped:
        _write_lines((drop.to_dict() for drop in kept.dropped), dropped)
    typer.echo(f"{len(kept.rows):,} articles stay, {len(kept.dropped):,} go", err=True)
    _tell_left_out(batches.skipped, [*batches.notes, *capped])
    _leave(batches.skipped, found=False)


def _open_batches(
    paths: list[str], field: list[str] | None, outputs: Sequence[Path | None]
) -> Batches:
    """Return the inputs; an output that is one of them would be gone before it is read."""
    from dedup.readers.batches import Batches

    stdin = getattr(sys.stdin, "buffer", None)
    batches = Batches(paths, fields=_fields(field), stdin=stdin)
    inputs = {source.path.resolve() for source in batches.sources if source.path}
    for output in outputs:
        _require_folder(output)
        if output and output.resolve() in inputs:
            raise typer.BadParameter(f"{output} is an input too; write to another file")
    return batches


def _find_families(
    paths: list[str], field: list[str] | None, threads: int, outputs: Sequence[Path | None]
) -> tuple[Batches, Families]:
    from dedup.near import find_families

    batches = _open_batches(paths, field, outputs)
    with _progress() as told:
        families = find_families(batches, threads=threads, told=told)
    return batches, families


def _deduplicate(reading: Reading, threads: int) -> Result:
    from dedup.index import Options, deduplicate

    with _progress() as told:
        return deduplicate(reading, Options(threads=threads), told=told)


@contextmanager
def _progress() -> Iterator[Told | None]:
    """Give what tells of progress; None where nobody looks, and rich need not be waited for."""
    if not sys.stderr.isatty():
        yield None
        return
    from dedup.report import show_progress

    with show_progress() as told:
        yield told


def _write_lines(lines: Iterable[dict[str, Any]], path: Path | None) -> None:
    from json import dumps

    written = (dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines)
    _write(written, path)


def _write_rows(batches: Batches, rows: Any, path: Path | None) -> None:
    from dedup.readers.rereading import reread_rows

    _write(reread_rows(batches, rows), path)


def _write(lines: Iterable[bytes], path: Path | None) -> None:
    if path is None:
        with _reader_may_leave():
            sys.stdout.buffer.writelines(lines)
        return
    with path.open("wb") as file:
        file.writelines(lines)
    typer.echo(f"wrote {path}", err=True)


def _tell_left_out(skipped: Sequence[Skipped], notes: Iterable[str]) -> None:
    for item in skipped:
        typer.echo(f"skipped {item.place}: {item.reason}", err=True)
    for note in notes:
        typer.echo(f"note: {note}", err=True)


def _read(paths: list[str], field: list[str] | None, stdin: BinaryIO | None = None) -> Reading:
    from dedup.readers import read_articles

    stdin = stdin or getattr(sys.stdin, "buffer", None)
    return read_articles(paths, fields=_fields(field), stdin=stdin)


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


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Let the reader of our output leave early (``| head -1``) without calling it an error."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich leaves by SystemExit(1) then
        # What is still in the buffers must go somewhere, or the interpreter complains at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command; an error on purpose is one sentence, and a crash is never taken for 1."""
    sys.excepthook = _crash
    command = typer.main.get_command(app)
    try:
        command()
    except (DedupError, OSError) as error:
        typer.echo(f"dedup: {error}", err=True)
        raise SystemExit(MISUSE) from error


def _crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show an unexpected error as Python does, and leave with a status of its own."""
    sys.__excepthook__(kind, error, trace)
    typer.echo("dedup: this is a bug; please report it with the lines above", err=True)
    sys.stdout.flush()
    os._exit(CRASHED)
