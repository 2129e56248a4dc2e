"""The house: rooms import only rooms before them, and each guest has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dedup

HOUSE = Path(dedup.__file__).parent

ORDER = (
    "errors", "kernels", "kinds", "schemes", "groups", "articles", "readers", "tokens",
    "background", "stems", "signatures", "candidates", "passages", "dossiers", "sheets",
    "similarity", "attributions", "relations", "clusters", "origins", "store", "index", "near",
    "report", "interop", "cli",
)  # fmt: skip

DOORS = {
    "charset_normalizer": {"readers"},
    "datasets": {"interop"},
    "datasketch": {"interop"},
    "itemadapter": {"interop"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "numpy": set(ORDER) - {"errors", "kinds", "articles", "report", "cli"},
    "pyarrow": {"readers", "store"},
    "redis": {"interop"},
    "regex": {"kernels"},
    "rich": {"report"},
    "scrapy": {"interop"},
    "sqlite3": {"store"},
    "Stemmer": {"background"},
    "trafilatura": {"readers"},
    "typer": {"cli"},
    "wordfreq": {"background"},
    "xxhash": {"kernels", "groups", "signatures", "store", "index", "interop"},
}


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Every module a file imports, wherever in it, as full dotted names."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(
    path for path in HOUSE.rglob("*.py") if path.parent != HOUSE or not path.name.startswith("__")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    """The order of the rooms is the order of the path; the face alone knows all of them."""
    own = ORDER.index(room_of(path))

    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("dedup.")}

    assert {room for room in used & set(ORDER) if ORDER.index(room) > own} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_each_guest_has_one_door(path: Path) -> None:
    """A library is known to the room that wraps it, and to no other."""
    used = {name.split(".")[0] for name in imports_of(path)} & DOORS.keys()

    assert {guest for guest in used if room_of(path) not in DOORS[guest]} == set()


def test_every_room_is_on_the_plan() -> None:
    """No room stands outside the order."""
    assert {room_of(path) for path in FILES} == set(ORDER)


@pytest.mark.parametrize("word", ["utils", "helpers", "models", "config", "misc", "common"])
def test_no_room_is_named_after_nothing(word: str) -> None:
    """A module is named after the thing it makes."""
    assert not [path for path in FILES if path.stem == word]


def test_the_face_names_what_it_has() -> None:
    """Every public name is there, sorted, at most a dozen."""
    assert dedup.__all__ == sorted(dedup.__all__)
    assert len(dedup.__all__) <= 12
    assert all(getattr(dedup, name).__name__ == name for name in dedup.__all__)


def test_help_does_not_wait_for_heavy_imports() -> None:
    """``dedup --help`` imports none of the guests that take their time."""
    program = (
        "import sys; sys.argv = ['dedup', '--help']\n"
        "import dedup.cli\n"
        "try: dedup.cli.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pyarrow', 'trafilatura', 'datasketch', 'jinja2', 'wordfreq', 'scipy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
