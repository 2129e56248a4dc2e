"""Sources: the files behind the paths a user gave, each named once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from dedup.readers.reading import Note, Skipped, count

STDIN = "-"
LINES = (".jsonl", ".ndjson")
SUFFIXES = (
    *(".txt", ".md", ".html", ".htm"),
    *(".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"),
)
"""Of the files that are read when their folder is named."""
COMPRESSIONS = (".gz", ".zst")
ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice"})
"""Names, without suffix, of files that tell about a folder: no articles of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or standard input.

    Attributes:
        name: the path below the folder that all given paths share, with ``/``: the id of what is
            read from it.
        shown: the path as the user wrote it, for messages.
        path: where it is; None for standard input.
        suffix: tells the format, lower-case (".jsonl" for "News.JSONL.gz").
        compression: ".gz", ".zst" or empty.
    """

    name: str
    shown: str
    path: Path | None
    suffix: str
    compression: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A file as it was reached: its path as given or walked to, and the file it really is."""

    path: str
    real: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to read, sorted by name, and a sentence for every path that gave none."""

    files: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Note, ...]


def find_sources(paths: Iterable[str | os.PathLike[str]], suffixes: Collection[str]) -> Sources:
    """Return the files behind ``paths``: themselves, and all readable files of folders below.

    Hidden files of a folder are left out; its files of other suffixes, and those that tell about
    it (README, LICENSE and the like), are left out with a note.
    The result depends neither on the order of the paths nor on the current folder, and a file
    reached in two ways (given twice, by a link, inside a given folder) is there once.

    Args:
        paths: files, folders, and ``-`` for standard input.
        suffixes: the suffixes of files to take from a folder, such as ".txt".
    """
    found: list[_Found] = []
    bases: list[str] = []
    skipped: list[Skipped] = []
    left_out: Counter[str] = Counter()
    given = sorted({os.fsdecode(path) for path in paths})
    for path in given:
        if path == STDIN:
            continue
        if (problem := _problem(path)) is not None:
            skipped.append(Skipped(_printable(path) or "''", problem))
        elif Path(path).is_dir():
            bases.append(_absolute(path))
            troubles = len(skipped)
            walked = _walk(path, suffixes, left_out, skipped)
            found += walked
            if not walked and len(skipped) == troubles:
                kinds = " ".join(sorted(suffixes))
                reason = (
                    f"no article files in this folder; dedup reads {kinds}, also as .gz or .zst"
                )
                skipped.append(Skipped(_printable(path), reason))
        else:
            bases.append(str(Path(_absolute(path)).parent))
            found.append(_Found(path, os.path.realpath(path)))
    files = _named(found, _shared_folder(bases))
    if STDIN in given:
        files.append(Source("stdin", "stdin", None, ".jsonl", ""))
    files.sort(key=lambda source: source.name)
    return Sources(tuple(files), tuple(skipped), tuple(_left_out_note(left_out)))


def format_of(name: str) -> tuple[str, str]:
    """Return the suffix that tells the format, and the compression: (".jsonl", ".gz")."""
    path = Path(name.lower())
    if path.suffix in COMPRESSIONS:
        return Path(path.stem).suffix, path.suffix
    return path.suffix, ""


def _problem(path: str) -> str | None:
    """Return why nothing can be read at ``path``, or None."""
    try:
        Path(path).stat()
    except FileNotFoundError:
        return "there is no such file or folder; check the path"
    except OSError as error:
        return f"cannot be reached ({error.strerror or error}); check the path and its permissions"
    except ValueError:
        return "this is not a path, since it holds a NUL character; check where it comes from"
    return None if path else "the path is empty; name a file, a folder, or . for this folder"


def _walk(
    top: str, suffixes: Collection[str], left_out: Counter[str], skipped: list[Skipped]
) -> list[_Found]:
    """Return the readable files below ``top``; counts the others, names folders that stay shut."""
    found: list[_Found] = []
    visited: set[str] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real in visited:  # a link that leads back up would never end
            continue
        visited.add(real)
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"this folder cannot be read ({error.strerror or error}); give access to it"
            skipped.append(Skipped(_printable(folder), reason))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                is_folder = entry.is_dir()
            except OSError as error:  # a link to itself
                reason = f"cannot be followed ({error.strerror or error}); mend or remove the link"
                skipped.append(Skipped(_printable(entry.path), reason))
                continue
            if is_folder:
                waiting.append(entry.path)
            elif entry.is_file() or entry.is_symlink():  # a broken link fails, named, when opened
                suffix, _ = format_of(entry.name)
                if entry.name.partition(".")[0].lower() in ABOUT:
                    left_out[entry.name] += 1
                elif suffix in suffixes:
                    inside = os.path.join(real, entry.name)  # noqa: PTH118 - once per file
                    file = os.path.realpath(inside) if entry.is_symlink() else inside
                    found.append(_Found(entry.path, file))
                else:
                    left_out[suffix or "no suffix"] += 1
    return found


def _shared_folder(bases: list[str]) -> str | None:
    """Return the folder that holds all of ``bases``; None where they lie on several drives."""
    try:
        return os.path.commonpath(bases) if bases else None
    except ValueError:
        return None


def _named(found: Iterable[_Found], base: str | None) -> list[Source]:
    """Return one source for each real file, under the first of its names."""
    sources: dict[str, Source] = {}
    for file in sorted(found, key=lambda file: file.path):
        path = Path(_absolute(file.path))
        if base is not None:
            path = path.relative_to(base)
        name = _printable(path.as_posix())
        suffix, compression = format_of(file.path)
        known = sources.get(file.real)
        if known is None or name < known.name:
            source = Source(name, _printable(file.path), Path(file.path), suffix, compression)
            sources[file.real] = source
    return list(sources.values())


def _absolute(path: str) -> str:
    """Return ``path`` from the root on, without ``..`` and without following links."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve follows links, absolute keeps ..


def _printable(path: str) -> str:
    r"""Return ``path`` with bytes that are not UTF-8 written as ``\xe9``, so that it prints."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace("\0", r"\0")


def _left_out_note(left_out: Counter[str]) -> Iterable[Note]:
    """Yield one sentence about the files whose name tells that they are no articles."""
    if left_out:
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(left_out.items()))
        number = sum(left_out.values())
        yield Note(
            f"{count(number, 'file')} in the folders {'was' if number == 1 else 'were'} left out "
            f"as no article, by name or suffix ({kinds}); name such a file itself to read it"
        )
