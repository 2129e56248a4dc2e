"""The commands that take a result that was kept: explain and render."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.arguments import Formats, Output, require_folder
from dedup.cli.outputs import reader_may_leave, targets_of, write_results
from dedup.errors import InputError

if TYPE_CHECKING:
    from dedup.index import Result

Kept = Annotated[
    Path, typer.Argument(metavar="RESULT.json", help="What dedup report --json wrote.")
]


def explain(
    result: Kept,
    story: Annotated[
        str,
        typer.Argument(
            metavar="STORY",
            help="A story: its number, its id or the beginning of that, or an article in it.",
        ),
    ],
) -> None:
    """Print the reasoning about one story: its origin, its members, what was kept apart and why."""
    from dedup.report import find_story, print_explanation

    kept = _read(result)
    found = find_story(kept, story)
    with reader_may_leave():
        print_explanation(kept, found)


def render(
    result: Kept,
    output: Output = None,
    formats: Formats = None,
) -> None:
    """Make a report again from the JSON: the page, or any other format."""
    targets = targets_of(output, formats)
    if not targets:
        raise typer.BadParameter(
            "nothing to write; name a file, for example -o report.html", param_hint="-o"
        )
    for path in targets.values():
        if path and path.exists() and path.resolve() == result.resolve():
            raise typer.BadParameter(f"{path} is the input; write to another file")
        require_folder(path)
    write_results(_read(result), targets, texts=True)


def _read(path: Path) -> Result:
    from dedup.readers.streams import reason_of
    from dedup.report import read_result

    try:
        return read_result(path)
    except OSError as error:
        raise InputError(str(path), reason_of(error, "")) from error
