"""Labelled folders, in the format of ``../shared/data``: rows, and a part of them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

Row = TypeVar("Row")

_FAR_APART = 7919
"""A prime step through the pairs of a folder, so that a limited run sees all of it."""


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def chosen(rows: Sequence[Row], options: argparse.Namespace) -> Iterator[Row]:
    """Yield the rows of the half that was asked for, at most ``limit``, from all over."""
    half = rows if options.half is None else rows[options.half :: 2]
    step = _FAR_APART if len(half) % _FAR_APART else 1
    spread = (half[i * step % len(half)] for i in range(len(half)))
    return islice(spread, options.limit)
