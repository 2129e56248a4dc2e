"""A mention: a name in a text that may be an outlet's, and where it starts and ends."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.attributions.outlets import plain_name

LONGEST_NAME = 6
"""Words; "Frankfurter Allgemeine Zeitung" has three, "The Leeds and Bradford Examiner" five."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in a text that may be an outlet's.

    Attributes:
        start, end: the name's span, with a capitalized article before it.
        run_end: where the capitalized words go on to; ``end``, or later ("CNN International").
        name: the outlet's name where it is listed, otherwise as written, without "The" when it
            has more than one word.
        recognized: whether the list, a host or the shape of the name says that it is an outlet.
    """

    start: int
    end: int
    run_end: int
    name: str
    recognized: bool


def unlisted(text: str, start: int, end: int) -> Mention:
    """Return a name that no list and no shape tells anything of."""
    return Mention(start, end, end, plain_name(text[start:end]), False)


def with_article(text: str, start: int, *, single: bool = False) -> int:
    """Return where a name starts with its article; "the Post" is one with it in any case."""
    before = text[max(0, start - 4) : start]
    return start - 4 if before == "The " or (single and before == "the ") else start
