"""The command: parse, call the library, print."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dedup import __version__
from dedup.cli.outputs import CRASHED, MISUSE
from dedup.errors import DedupError

if TYPE_CHECKING:
    from dedup.near import Ahead

# Other rooms are imported by the command that needs them, so that --help starts in a blink.

_COMMANDS = {
    "report": ("stories", "dedup report articles/ more.jsonl -o report.html --json result.json"),
    "compare": ("stories", "dedup compare ours.txt theirs.html"),
    "explain": ("kept", "dedup explain result.json 1"),
    "render": ("kept", "dedup render result.json -o report.html"),
    "cluster": ("families", "dedup cluster news.jsonl.gz -o clusters.jsonl --near-only"),
    "filter": (
        "families",
        "dedup filter news.jsonl -o kept.jsonl --dropped dropped.jsonl --keep longest",
    ),
}
"""Where each command lives, and an example of it."""

_GROUPS = ("index",)
"""Commands with commands of their own, each a module."""


def application(asked: str = "") -> typer.Typer:
    """Return the command with all that it can do, or only with what it was asked for.

    To look through the parameters of fifteen commands takes a tenth of the time to start.

    Args:
        asked: the first argument; all commands are there unless it is the name of one.
    """
    known = asked in _COMMANDS or asked in _GROUPS
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
    app.callback()(options)
    for name, (module, example) in _COMMANDS.items():
        if not known or name == asked:
            command = getattr(import_module(f"dedup.cli.{module}"), name)
            app.command(epilog=f"Example: {example}")(command)
    for name in _GROUPS:
        if not known or name == asked:
            app.add_typer(import_module(f"dedup.cli.{name}").app, name=name)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from dedup.kernels import CORE

        typer.echo(f"dedup {__version__} (core: {CORE})")
        raise typer.Exit


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


def main(begun: Ahead | None = None) -> None:
    """Run the command; an error on purpose is one sentence, and a crash is never taken for 1.

    Args:
        begun: is handed to the command as the object of its context.
    """
    sys.excepthook = _crash
    # NumPy's linear algebra is not used; its threads would be started all the same.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    command = typer.main.get_command(application(*sys.argv[1:2]))
    try:
        command(obj=begun)
    except (DedupError, OSError) as error:
        typer.echo(f"dedup: {error}", err=True)
        raise SystemExit(MISUSE) from error


def run(begun: Ahead | None = None) -> None:
    """Run the command and end the process, which has nothing else to do.

    To take the interpreter apart, object by object, is a thirtieth of a run on 100,000 articles.
    """
    status: str | int | None = 0
    try:
        main(begun)
    except SystemExit as leaving:
        status = leaving.code
    if isinstance(status, str):
        typer.echo(status, err=True)
        status = 1
    for stream in _open_streams():
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(status or 0)


def _crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show an unexpected error as Python does, and leave with a status of its own."""
    sys.__excepthook__(kind, error, trace)
    typer.echo("dedup: this is a bug; please report it with the lines above", err=True)
    for stream in _open_streams():
        stream.flush()
    os._exit(CRASHED)


def _open_streams() -> list[TextIO]:
    """Return those of standard output and standard error that the caller did not close."""
    return [stream for stream in (sys.stdout, sys.stderr) if stream is not None]
