"""Well-known outlets by their names, other names, programs and hosts.

An outlet that is not listed is recognized by the shape of its name, by a label ("the daily X") or
by the story itself, so the list need not be complete; it settles abbreviations, one-word names and
hosts.
"""

from __future__ import annotations

from functools import cache

from dedup.attributions.houses import houses
from dedup.attributions.programs import IN_QUOTES, PROGRAMS


@cache
def known_names() -> dict[str, str]:
    """Return the name used in results for each name that a listed outlet goes by, case-folded."""
    names = {name.casefold(): house.name for house in houses().rows for name in house.names}
    for owner, *programs in (line.split(" | ") for line in PROGRAMS.splitlines() if line):
        names |= {program.casefold(): names.get(owner.casefold(), owner) for program in programs}
    return names


@cache
def first_words() -> frozenset[str]:
    """Return the first word of each listed name, case-folded."""
    return frozenset(name.split()[0] for name in known_names())


@cache
def program_names() -> frozenset[str]:
    """Return the names of programs, case-folded."""
    lines = (line.split(" | ") for line in PROGRAMS.splitlines() if line)
    return frozenset(program.casefold() for _, *programs in lines for program in programs)


@cache
def quoted_programs() -> dict[str, str]:
    """Return the house of each title that is a program's only in quote marks, case-folded."""
    rows = (line.split(" | ") for line in IN_QUOTES.splitlines() if line)
    return {title.casefold(): house for house, *titles in rows for title in titles}


@cache
def known_hosts() -> dict[str, str]:
    """Return the name used in results for each host of a listed outlet."""
    return {host: house.name for house in houses().rows for host in house.hosts}
