"""Arguments that several commands have, and what they mean."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:
    from dedup.readers import Reading
    from dedup.readers.batches import Batches

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

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="Write the report to this file; its suffix says the format where --format does not. "
        "With several formats, the name without its suffix; - is standard output.",
    ),
]

Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORMAT,...",
        help="What to write: html (one page), json, jsonl, csv (a row an article), graphml, gexf "
        "(the graph of relations), ftm (FollowTheMoney entities). Several at once are fine.",
    ),
]

Threads = Annotated[int, typer.Option(min=1, help="Threads at work; no result depends on it.")]


def open_batches(
    paths: list[str], field: list[str] | None, outputs: Sequence[Path | None]
) -> Batches:
    """Return the inputs; an output that is one of them would be gone before it is read."""
    from dedup.readers.batches import Batches

    stdin = getattr(sys.stdin, "buffer", None)
    batches = Batches(paths, fields=fields_of(field), stdin=stdin)
    inputs = {source.path.resolve() for source in batches.sources if source.path}
    for output in outputs:
        require_folder(output)
        if output and output.resolve() in inputs:
            raise typer.BadParameter(f"{output} is an input too; write to another file")
    return batches


def read(paths: list[str], field: list[str] | None, stdin: BinaryIO | None = None) -> Reading:
    """Return the articles behind paths, and what could not be read."""
    from dedup.readers import read_articles

    stdin = stdin or getattr(sys.stdin, "buffer", None)
    return read_articles(paths, fields=fields_of(field), stdin=stdin)


def fields_of(given: list[str] | None) -> dict[str, str]:
    """Return the keys that ``--field`` names, by field."""
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


def kinds_of(given: str | None) -> set[str]:
    """Return the kinds of relation that ``--fail-on`` names."""
    from dedup.relations import Kind

    kinds = {kind.strip() for kind in (given or "").split(",") if kind.strip()}
    unknown = kinds - set(Kind)
    if unknown:
        raise typer.BadParameter(
            f"unknown kind {', '.join(sorted(unknown))}; known are {', '.join(Kind)}",
            param_hint="--fail-on",
        )
    return kinds


def require_folder(path: Path | None) -> None:
    """Refuse an output whose folder is not there before the work is done, not after."""
    if path and not path.parent.is_dir():
        raise typer.BadParameter(
            f"{path} cannot be written, there is no folder {path.parent}; make it, or name another"
        )
    if path and path.is_dir():
        raise typer.BadParameter(f"{path} is a folder; name a file in it")
