"""Running: what several commands do between reading their arguments and writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedup.cli.outputs import progress

if TYPE_CHECKING:
    from dedup.index import Result
    from dedup.readers import Reading


def deduplicated(reading: Reading, threads: int) -> Result:
    """Return the stories of what was read, telling on a terminal how far it is."""
    from dedup.index import Options, deduplicate

    with progress() as told:
        return deduplicate(reading, Options(threads=threads), told=told)
