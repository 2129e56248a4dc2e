"""``python -m dedup`` is the command ``dedup``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.near import Ahead


def start() -> None:
    """Run the command in an interpreter that has nothing else to do.

    What is imported lives as long as the process: to look through it again and again takes 5 ms of
    the 110 that importing takes, and 4% of a large run.
    """
    gc.set_threshold(100_000, 20, 20)
    begun = begin_early(sys.argv[1:])
    from dedup.cli import run

    run(begun)


_OUTPUTS = ("-o", "--output", "--dropped")
_KEEPS_ORIGIN = frozenset(("origin", "--keep=origin"))
"""Nothing is signed where families are found as ``dedup report`` finds them."""


def begin_early(arguments: Sequence[str]) -> Ahead | None:
    """Return what has begun to sign the input that is named, if that is one and plain to see.

    This is a guess: what reads the arguments takes 40 ms to import. Where the command turns out to
    want something else, what was begun is not looked at.

    Args:
        arguments: of the program.
    """
    command, *others = arguments or [""]
    signs = command == "cluster" and "--near-only" in others
    signs |= command == "filter" and _KEEPS_ORIGIN.isdisjoint(others)
    before = [command, *others]
    named = [
        path
        for option, path in zip(before, others, strict=False)
        if path.endswith(".jsonl") and path[0] != "-" and option not in _OUTPUTS
    ]
    threads = [n for option, n in zip(before, others, strict=False) if option == "--threads"]
    if not signs or len(named) != 1 or not threads or not threads[0].isdecimal():
        return None
    from dedup.near import Ahead, keep_memory

    keep_memory()
    return Ahead.of(named, {}, int(threads[0]))


if __name__ == "__main__":
    start()
