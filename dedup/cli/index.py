"""The commands about an index: what it knows, and what is put in and taken out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dedup.cli.arguments import Fields, Paths, fields_of, kinds_of
from dedup.cli.outputs import MISUSE, leave, reader_may_leave, standard_output, tell_left_out

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.index import Index
    from dedup.readers import Skipped

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keep articles in a file, and ask what a new one is a copy of.",
)

File = Annotated[Path, typer.Argument(metavar="INDEX", help="The file of the index.")]
Workers = Annotated[
    int, typer.Option(min=1, help="How many sign what is added, this process among them.")
]


_FROM_PIPE = re.compile(r"stdin:\d+")
"""What a row of a pipe is called that states no id."""
_ROW = re.compile(r".*:\d+", re.DOTALL)
"""The place of a row, as against that of a whole file."""


def _named_by_text(article: Article) -> Article:
    """Return an article under a name that outlives the pipe it came from.

    By its line, the first row of the next pipe would be a revision of it, and take its place.
    """
    from dedup.store import mark_of

    return replace(article, id=f"stdin-{mark_of(article.text).hex()}")


class _Input:
    """Articles as they are read, and what gave none, told as it is met."""

    def __init__(self, paths: list[str], field: list[str] | None) -> None:
        from dedup.readers import stream_articles

        stdin = getattr(sys.stdin, "buffer", None)
        self._pieces = stream_articles(paths, fields=fields_of(field), stdin=stdin)
        self.skipped: list[Skipped] = []

    def __iter__(self) -> Iterator[Article]:
        from dedup.articles import Article

        return (piece for piece in self.pieces() if isinstance(piece, Article))

    def pieces(self) -> Iterator[Article | Skipped]:
        """Yield the articles, and between them what gave none."""
        from dedup.articles import Article

        for piece in self._pieces:
            if isinstance(piece, Article):
                yield _named_by_text(piece) if _FROM_PIPE.fullmatch(piece.id) else piece
            elif isinstance(piece, str):
                tell_left_out((), [piece])
            else:
                self.skipped.append(piece)
                tell_left_out([piece], ())
                yield piece


@app.command(epilog="Example: dedup index add news.dedup articles/ more.jsonl.gz")
def add(
    index: File,
    paths: Paths,
    near_only: Annotated[
        bool, typer.Option("--near-only", help="A new index finds near-duplicates alone.")
    ] = False,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="A new index keeps no texts, and shows no passages.")
    ] = False,
    field: Fields = None,
    workers: Workers = 1,
) -> None:
    """Put articles into an index, which is made if it is not there."""
    from dedup.index import Index

    articles = _Input(paths, field)
    asked: dict[str, Any] = {"near_only": near_only} if near_only else {}
    if no_text:
        asked["keep_text"] = False
    with Index.open(index, workers=workers, **asked) as opened:
        added = opened.add(articles)
    typer.echo(
        f"{added.new:,} new, {added.revised:,} revised, {added.unchanged:,} unchanged", err=True
    )
    leave(articles.skipped, found=False)


@app.command(epilog="Example: tail -f new.jsonl | dedup index check news.dedup - --add")
def check(
    index: File,
    paths: Paths,
    add: Annotated[
        bool, typer.Option("--add", help="Add each article after it is checked, then answer.")
    ] = False,
    story: Annotated[
        bool, typer.Option(help="Form the story of each article, and trace its origin.")
    ] = True,
    window: Annotated[
        str | None,
        typer.Option(help="Leave out what was seen longer before an article, for example 30d."),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="KIND,...", help="Exit with 1 when a relation of one of these kinds is found."
        ),
    ] = None,
    field: Fields = None,
) -> None:
    """Say what each article is to those of an index: one JSON object a line, at once."""
    from dedup.index import Verdict
    from dedup.readers import Skipped

    kinds = kinds_of(fail_on)
    articles = _Input(paths, field)
    found = False
    with _open(index, window) as opened, reader_may_leave():
        for piece in articles.pieces():
            if not isinstance(piece, Skipped):
                verdict = opened.check(piece, story=story)
                if add:
                    opened.add(piece)
                _write_line(verdict.to_dict() | {"skipped": None})
                found = found or any(r.kind in kinds for r in verdict.relations)
            elif _ROW.fullmatch(piece.place):  # who waits for the answer to a line gets one
                unanswered = {"id": None, "new": None, "skipped": f"{piece.place}: {piece.reason}"}
                _write_line(Verdict("", ()).to_dict() | unanswered)
    leave(articles.skipped, found=found)


@app.command(epilog="Example: dedup index rm news.dedup 2026/05/lead.html")
def rm(
    index: File,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Ids of articles; - is JSON Lines on standard input, objects with an id.",
        ),
    ],
) -> None:
    """Take articles out of an index."""
    skipped: list[Skipped] = []
    gone = missing = 0
    with _open(index) as opened:
        for name in _names(ids, skipped):
            if opened.remove(name):
                gone += 1
            else:
                missing += 1
                typer.echo(f"{index} has no article {name!r}", err=True)
    typer.echo(f"{gone:,} taken out", err=True)
    if missing:
        raise typer.Exit(MISUSE)
    leave(skipped, found=False)


def _names(given: Iterable[str], skipped: list[Skipped]) -> Iterator[str]:
    """Yield ids; lines that state none are told, and added to ``skipped``."""
    from dedup.readers import Skipped

    for name in given:
        if name != "-":
            yield name
            continue
        for number, line in enumerate(getattr(sys.stdin, "buffer", ()), 1):
            try:
                yield _stated_id(loads(line))
            except ValueError as error:
                if line.strip():
                    skipped.append(Skipped(f"stdin:{number}", str(error)))
                    tell_left_out(skipped[-1:], ())


def _stated_id(row: object) -> str:
    """Return the id that a row of JSON Lines states; a number is its digits, as for ``add``."""
    name = row.get("id") if isinstance(row, dict) else None
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise ValueError('states no id; write it as {"id": ...}')
    return str(name)


@app.command(epilog="Example: dedup index stats news.dedup")
def stats(index: File) -> None:
    """Say how much is in an index, as one JSON object."""
    with _open(index) as opened, reader_may_leave():
        _write_line(opened.stats().to_dict())


@app.command(epilog="Example: dedup index verify news.dedup")
def verify(index: File) -> None:
    """Read all of an index, and say what is wrong with it."""
    with _open(index) as opened:
        faults = opened.verify()
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(f"{index}: {f'{len(faults):,} faults' if faults else 'nothing is wrong'}", err=True)
    leave((), found=bool(faults))


@app.command(epilog="Example: dedup index prune news.dedup --window 30d")
def prune(
    index: File,
    window: Annotated[
        str | None, typer.Option(help="Take out what is older, for example 30d or 36h.")
    ] = None,
) -> None:
    """Take out what is older than a window, and give its room back."""
    with _open(index, window) as opened:
        gone = opened.prune()
    typer.echo(f"{gone:,} taken out", err=True)


@app.command(epilog="Example: dedup index migrate news.dedup")
def migrate(index: File, workers: Workers = 1) -> None:
    """Bring an index of an earlier version to this one; the old file stays until it is done."""
    from dedup.index.migrating import migrate as to_this_version

    count = to_this_version(index, workers=workers)
    typer.echo(f"articles in {index}, as before: {count:,}", err=True)


def _open(path: Path, window: str | None = None) -> Index:
    from dedup.index import Index

    if not path.is_file():
        raise typer.BadParameter(f"there is no index {path}; make it with dedup index add")
    try:
        return Index.open(path, window=window)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--window") from error


def _write_line(values: dict[str, Any]) -> None:
    """Write one line and flush it: who reads the pipe waits for it."""
    output = standard_output()
    output.write(dumps(values, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    output.flush()
