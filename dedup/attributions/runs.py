"""Runs: the capitalized words that stand in a row, and where such a row is more than one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dedup.attributions.apart import UPPER, lines_with_signs, may_hold_compound, names_apart
from dedup.attributions.houses import houses
from dedup.attributions.known import first_words, known_names
from dedup.attributions.mention import LONGEST_NAME, Mention

_CAPITALIZED = rf"(?:(?:St|Ft|Mt)\. )?[{UPPER}]\w*(?:[-/&]\w+|[.’'](?!s\b|s’|s')\w+)*"
JOINERS = ("&", *"and of on de del della la le les des du und der am у та и".split())
"""What may stand between capitalized words of a name."""
_JOINER = rf"(?:{'|'.join(JOINERS)})[ \u00a0]"
RUN = re.compile(
    rf"{_CAPITALIZED}(?:[ \u00a0](?:{_JOINER})?{_CAPITALIZED})*(?:[ \u00a0]\d{{1,2}}\b)?"
)
"""What ``find_runs`` finds, whatever it is the name of."""
_GLUE = re.compile(r"[a-z][A-Z]")
_LONGEST_GLUED = 60
"""Code points in which a listed name ends."""


@cache
def odd_names() -> tuple[str, ...]:
    """Return the listed names that are no run: "L.A. Times", "Le Monde diplomatique"."""
    names = dict.fromkeys(name for house in houses().rows for name in house.names)
    # A row's note on its place, "Vanguard (Nigeria)", is in no text.
    return tuple(
        name
        for name in names
        if not RUN.fullmatch(name)
        and not name.endswith(")")
        and name.casefold() not in houses().plain_words
    )


def find_cuts(text: str, glued: Sequence[int], *, joined: bool) -> list[tuple[int, int]]:
    """Return where a run of capitalized words ends and another one begins, inside of runs.

    Args:
        text: to look in.
        glued: where a capital follows a small letter of ASCII inside a run.
        joined: whether the text may join houses' names by signs.
    """
    places = [at for at in glued if are_glued(text, at)]
    cuts = [(at, at) for at in places]
    for line in lines_with_signs(text) if joined and may_hold_compound(text) else ():
        for run in RUN.finditer(text, *line):
            inside = [at for at in places if run.start() < at < run.end()]
            for split in _split(run.span(), inside):
                parts = pairwise(names_apart(text, *split))
                cuts += [(one[1], two[0]) for one, two in parts]
    return sorted(cuts)


def find_runs(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the runs of capitalized words that do not begin inside a mention, in order."""
    glued = [
        at for match in _GLUE.finditer(text) if (at := match.end() - 1) and are_glued(text, at)
    ]
    joined = may_hold_compound(text)
    runs = [
        span
        for run in RUN.finditer(text)
        for split in _split(run.span(), [at for at in glued if run.start() < at < run.end()])
        for span in (names_apart(text, *split) if joined else (split,))
    ]
    if not mentions:
        return runs
    taken = {place for m in mentions for place in range(m.start, m.end)}
    return [run for run in runs if run[0] not in taken]


def are_glued(text: str, at: int) -> bool:
    """Return whether a listed name of several words follows another word without a blank.

    Pages set bylines in pieces: "Ann LeeAssociated Press".
    """
    words = text[at : at + _LONGEST_GLUED].casefold().split(None, LONGEST_NAME)
    if not words or words[0] not in first_words():
        return False
    return any(
        " ".join(words[:size]).rstrip(".,") in known_names()
        for size in range(2, min(LONGEST_NAME, len(words)) + 1)
    )


def _split(run: tuple[int, int], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = run[0]
    for place in places:
        yield start, place
        start = place
    yield start, run[1]
