"""Reports as files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode
from typing import TYPE_CHECKING, Literal, TextIO

from dedup.report.entities import to_entities
from dedup.report.graphs import to_gexf, to_graphml
from dedup.report.page import to_html
from dedup.report.plain import json_line_parts, json_parts
from dedup.report.tables import to_csv

if TYPE_CHECKING:
    from dedup.index import Result

Format = Literal["html", "json", "jsonl", "csv", "graphml", "gexf", "ftm"]
"""What a report can be written as."""

_STREAMED: Mapping[str, Callable[[Result, bool], Iterator[str]]] = {
    "json": json_parts,
    "jsonl": json_line_parts,
}
_WRITERS: Mapping[str, Callable[[Result], str]] = {
    "html": to_html,
    "csv": to_csv,
    "graphml": to_graphml,
    "gexf": to_gexf,
    "ftm": to_entities,
}


def to_text(result: Result, format: str = "html", *, texts: bool = False) -> str:
    """Return a result in a format.

    Args:
        result: of a run.
        format: ``html`` for a page to read; ``json`` or ``jsonl`` for what ``docs/format.md``
            describes; ``csv`` for a row an article; ``graphml`` or ``gexf`` for the graph of
            relations; ``ftm`` for FollowTheMoney entities.
        texts: whether ``json`` and ``jsonl`` keep the articles' texts.

    Raises:
        ValueError: there is no such format.
    """
    return "".join(to_parts(result, format, texts=texts))


def to_parts(result: Result, format: str = "html", *, texts: bool = False) -> Iterator[str]:
    """Return what ``to_text`` returns in parts, of which few need be in memory at a time.

    Args:
        result, format, texts: as ``to_text`` takes them.

    Raises:
        ValueError: there is no such format.
    """
    if format in _STREAMED:
        return _STREAMED[format](result, texts)
    if format not in _WRITERS:
        known = ", ".join(("html", *_STREAMED, *list(_WRITERS)[1:]))
        raise ValueError(f"format={format!r} is not one of {known}")
    return iter([_WRITERS[format](result)])


def write_report(
    result: Result, path: str | Path, format: Format = "html", *, texts: bool = False
) -> None:
    """Write a result to a file, in UTF-8; what was there before is replaced once all is written.

    Args:
        result: of a run.
        path: of the file; its folder must exist.
        format: as ``to_text`` has them.
        texts: whether ``json`` and ``jsonl`` keep the articles' texts.

    Raises:
        ValueError: there is no such format.
        OSError: the file cannot be written.
    """
    parts = to_parts(result, format, texts=texts)
    with _replacing(Path(path)) as file:
        file.writelines(parts)


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """Return a file that takes the place of another once it is whole.

    Parts are made while they are written: where the disk fills half way, or a part cannot be made,
    what was there before stays.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():  # a pipe or a device
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        if target.exists():
            copymode(target, fresh)
        fresh.replace(target)
    except BaseException as error:
        fresh.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(fresh):
            error.filename = str(path)  # the name that was asked for
        raise
