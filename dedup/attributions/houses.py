"""Houses: the lists of outlets in ``lists/``, each with what else it goes by.

One outlet a line: the name used in results, then its other names and its hosts, which are in small
letters. "~" stands before a name that is a plain word, or part of other names, as well, "^" before
one that is a surname; lines that begin with "#" are comments.

Names of outlets and their hosts are facts; beside what the founders knew, they were looked up in
three public lists: palewire/news-homepages (newshomepages/sources/sites.csv),
yavuz/news-feed-list-of-countries and selimpresident/TheGovNews (data/newsSources.ts).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pkgutil import get_data
from typing import NamedTuple

_LISTS = (
    "africa",
    "asia",
    "britain_and_commonwealth",
    "europe",
    "latin_america",
    "ukraine_and_russia",
    "united_states",
    "well_known",
    "english",
    "elsewhere",
)
"""Of two rows that have the same name the later counts: those read most often stand last."""
_PLAIN, _SURNAME = "~", "^"


class House(NamedTuple):
    """A row of a list.

    Attributes:
        name: the name used in results.
        names: all it goes by, that one first.
        hosts: where it publishes.
    """

    name: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]


class Houses(NamedTuple):
    """All rows.

    Attributes:
        rows: in the order of the lists.
        plain_words: names that are words as well, or part of other names, case-folded.
        surnames: names that are people's as well, case-folded.
    """

    rows: tuple[House, ...]
    plain_words: frozenset[str]
    surnames: frozenset[str]


@cache
def houses() -> Houses:
    """Return the listed houses; read once, when the first article asks."""
    written = [[name.strip() for name in line.split("|")] for line in _lines()]
    marked = [name for row in written for name in row if name[0] in (_PLAIN, _SURNAME)]
    rows = ([_bare(name) for name in row] for row in written)
    return Houses(
        rows=tuple(
            House(
                name=row[0],
                names=tuple(name for name in row if not _is_host(name)),
                hosts=tuple(name for name in row if _is_host(name)),
            )
            for row in rows
        ),
        plain_words=frozenset(_bare(name).casefold() for name in marked if _PLAIN in name[:2]),
        surnames=frozenset(_bare(name).casefold() for name in marked if _SURNAME in name[:2]),
    )


def _lines() -> Iterator[str]:
    for name in _LISTS:
        read = get_data("dedup.attributions", f"lists/{name}.txt")
        if read is None:
            msg = f"the list of outlets {name}.txt is not where dedup is installed; install it anew"
            raise FileNotFoundError(msg)
        lines = read.decode("utf-8").splitlines()
        yield from (line for line in lines if line and not line.startswith("#"))


def _bare(name: str) -> str:
    return name.lstrip(_PLAIN + _SURNAME)


def _is_host(name: str) -> bool:
    return "." in name and name == name.lower() and " " not in name
