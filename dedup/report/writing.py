"""Reports as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dedup.report.page import to_html
from dedup.report.plain import to_json

if TYPE_CHECKING:
    from dedup.index import Result

Format = Literal["html", "json"]
"""What a report can be written as."""

_WRITERS = {"html": to_html, "json": to_json}


def write_report(result: Result, path: str | Path, format: Format = "html") -> None:
    """Write a result to a file, in UTF-8; what was there before is replaced.

    Args:
        result: of a run.
        path: of the file; its folder must exist.
        format: ``html`` for a page to read, ``json`` for what ``docs/format.md`` describes.

    Raises:
        ValueError: there is no such format.
        OSError: the file cannot be written.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise ValueError(f"format={format!r} is not one of {', '.join(_WRITERS)}")
    Path(path).write_text(writer(result), encoding="utf-8", newline="\n")
