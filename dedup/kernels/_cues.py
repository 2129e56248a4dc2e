"""What is given to ``cued_names``, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._arrays import Offsets, Slots, require_array

RuleArrays = tuple[
    NDArray[np.uint8], Slots, NDArray[np.uint64], Offsets, Slots, Slots, Slots, Slots, Slots
]

CODE_POINTS = 0x110000
LONGEST_SIGN = 8
"""Code points of a joiner or a sign, at most; shorter ones are filled up with zeros."""
NO_MARK = 0xFFFFFFFF
"""In a rule: no mark."""


class Trait(IntFlag):
    """What a code point is; the caller says so, so that both cores mean what his Python means."""

    WORD = 1
    """A letter, a number or an underscore: ``\\w``."""
    SPACE = 2
    OPENS = 4
    """Begins a capitalized word of a run."""
    CAPITAL = 8
    DIGIT = 16
    ORDINARY = 32
    """A run that holds others is never plain."""
    SIGN = 64
    """A sign may begin with it."""


class Rule(IntEnum):
    """The columns of ``CueRules.rules``."""

    FOLLOWS = 0
    OPENS = 1
    LINKS = 2
    INNER = 3
    BETWEEN = 4
    CAPITALS = 5
    REACH = 6
    APART = 7


@dataclass(frozen=True, slots=True, eq=False)
class CueRules:
    """Which words are cues, of what rows, and where a name may stand seen from each.

    Attributes:
        traits: shape (``CODE_POINTS``,), the ``Trait`` of each code point.
        joiners: shape (j, ``LONGEST_SIGN``), small words that may stand inside a run.
        marks: shape (c, lanes), a set of marks for each class of words, a bit each. Mark 0: belongs
            to a name behind it; 1: may be of a listed name, or of one that has the shape of an
            outlet's; 2: is of no name where it has a capital.
        first: shape (c + 1,): ``rows[first[i] : first[i + 1]]`` are those whose cue class i is.
        rows: places in ``rules``.
        rules: shape (r, 8), a ``Rule`` a column: whether the cue follows its name; whether it
            opens a line (1) or a clause (2); the mark of the words that link it to a name, and how
            many words may stand between; the mark of the words that may stand between a name and
            the cue, and whether capitalized ones may; how far the name may be, in words, 0 for no
            farther than what belongs to it; whether a word must stand between.
        behind: shape (r, ``LONGEST_SIGN``): one of these code points stands behind a name that a
            rule fits; a space is any blank of the line; only zeros for anything.
        signs: shape (s, ``LONGEST_SIGN``), cues that are no words.
        sign_classes: shape (s,), the class of each.
    """

    traits: NDArray[np.uint8]
    joiners: Slots
    marks: NDArray[np.uint64]
    first: Offsets
    rows: Slots
    rules: Slots
    behind: Slots
    signs: Slots
    sign_classes: Slots

    @property
    def arrays(self) -> RuleArrays:
        """All of it, as the core in C takes it."""
        return (
            self.traits,
            self.joiners,
            self.marks,
            self.first,
            self.rows,
            self.rules,
            self.behind,
            self.signs,
            self.sign_classes,
        )


FoundName = tuple[int, int, int, int, int, int, tuple[int, ...]]

BELONGS, TELLS, NEVER_NAMED = range(3)
"""Marks that the kernel itself asks for."""


class NameKind(IntEnum):
    """What a name found is."""

    RUN = 0
    """A run of capitalized words, which may hold several names."""
    PLAIN = 1
    """A part of a run, mostly all of it, of no listed outlet and of no outlet's shape."""
    APART = 2
    """One of the spans that were given."""


class LineEnd(IntEnum):
    """How a name ends its line."""

    NOT = 0
    """Another word stands behind it."""
    SIGNS = 1
    """A dash, a bracket or a colon stands before it in its line."""
    TOP = 2
    """There is none, and the line is among the first."""


@dataclass(frozen=True, slots=True)
class CuedNames:
    """The names in a text that stand near a cue, or end a line, in order; those given come last.

    Attributes:
        names: (start, end, name start, name end, ``NameKind``, ``LineEnd``, rows) for each, in code
            points; the name of a plain run has its article, and leaves out what is no part of it;
            rows are places in ``CueRules.rules``, ascending.
        glued: where a capital follows a small letter of ASCII inside a run.
        marks: those that any word has, mark i as bit i.
    """

    names: list[FoundName]
    glued: list[int]
    marks: int

    @classmethod
    def of_numbers(
        cls, names: list[int], rows: list[int], glued: list[int], lanes: list[int]
    ) -> CuedNames:
        """Return the names of seven numbers each, the last how many of ``rows`` are its own."""
        found: list[FoundName] = []
        at = 0
        for start, end, name_start, name_end, kind, ending, count in zip(
            *[iter(names)] * 7, strict=True
        ):
            found.append(
                (start, end, name_start, name_end, kind, ending, tuple(rows[at : at + count]))
            )
            at += count
        return cls(found, glued, marks_of(lanes))


def marks_of(lanes: Sequence[int]) -> int:
    """Return a set of marks as one number out of the 64 bits of each lane."""
    return sum(lane << 64 * place for place, lane in enumerate(lanes))


def require_rules(rules: CueRules) -> None:
    """Do nothing if rules are what the kernel takes; ``core/door_cued.c`` asks the same of them.

    Raises:
        TypeError, ValueError: an array is of another type or shape, or names what is not there.
    """
    for name, kind, dimensions in (
        ("traits", np.uint8, 1),
        ("joiners", np.uint32, 2),
        ("marks", np.uint64, 2),
        ("first", np.int64, 1),
        ("rows", np.uint32, 1),
        ("rules", np.uint32, 2),
        ("behind", np.uint32, 2),
        ("signs", np.uint32, 2),
        ("sign_classes", np.uint32, 1),
    ):
        require_array(name, getattr(rules, name), kind, dimensions)
    tables = (rules.joiners, rules.signs, rules.behind, rules.rules)
    shapes = tuple(table.shape[1] for table in tables)
    wanted = (LONGEST_SIGN, LONGEST_SIGN, LONGEST_SIGN, len(Rule))
    if len(rules.traits) != CODE_POINTS or shapes != wanted:
        raise ValueError(
            f"{len(rules.traits)} traits, and joiners, signs, what stands behind and rules of "
            f"{shapes} columns; pass {CODE_POINTS}, and {wanted}"
        )
    if (
        len(rules.first) != len(rules.marks) + 1
        or len(rules.signs) != len(rules.sign_classes)
        or len(rules.behind) != len(rules.rules)
    ):
        raise ValueError(
            f"{len(rules.first)} offsets for {len(rules.marks)} classes, "
            f"{len(rules.sign_classes)} classes for {len(rules.signs)} signs, "
            f"{len(rules.behind)} rows of what stands behind for {len(rules.rules)} rules"
        )
