"""Progress on a terminal: what is being done, how fast, and how long it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

PATIENCE = 2.0
"""Seconds before a bar is shown: what is done by then needs none."""

BYTES = "reading"
"""The work that is counted in bytes; all other work is counted in pieces."""

Told = Callable[[str, int, int], None]


class _Rate(ProgressColumn):
    """How much is done in a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, nothing while it is not known."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        if task.description == BYTES:
            return Text(f"{speed / 1e6:,.1f} MB/s")
        return Text(f"{speed:,.0f}/s")


@contextmanager
def show_progress(console: Console | None = None) -> Iterator[Told]:
    """Give a function to tell of progress: what is being done, how much is done, and of how much.

    A bar is drawn only on a terminal, and only for a run of more than ``PATIENCE`` seconds.

    Args:
        console: to draw on; None is standard error.
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield lambda name, done, total: None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    begun = monotonic()
    tasks: dict[str, TaskID] = {}

    def tell(name: str, done: int, total: int) -> None:
        if monotonic() - begun < PATIENCE:
            return
        if name not in tasks:
            for task in tasks.values():
                bar.remove_task(task)
            tasks[name] = bar.add_task(name, total=total or None)
            bar.start()
        bar.update(tasks[name], completed=done, total=total or None)

    try:
        yield tell
    finally:
        bar.stop()
