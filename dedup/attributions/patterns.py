"""What a row of the pattern table is: the words around an outlet's name that credit it.

A row is read around a name. ``before`` must end where the name begins, articles, quote marks and a
label such as "the German daily" already taken off; ``after`` must begin where the name ends, a
possessive already taken off. A side that is left out asks nothing. Rows of all languages are tried
for every name, since the cues of one do not occur in another's prose; the heaviest wins.

Trying ninety expressions around every name of an article takes 20 ms. So each row also names its
cue, a word without which it cannot fit, and is tried only where that stands near a name.

Whole-text rows say where an article's text as such comes from; all others credit a piece of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REPUBLISHED, EXCLUSIVE, SPOKEN, BYLINE, REPORTED = 3.0, 2.5, 2.0, 2.0, 1.5
"""Weights, by how close to its source a credit says the text is (design section 13)."""


LINE = 60
"""As many words as the window around a name can hold: the cue stands anywhere in it."""
BEHIND = 4
"""Words that the rows allow between a name and a cue behind it, if they do not say which."""
CAPITALS = "A-Z"
"""What may stand between a name and its cue: capitalized words, "CNN's Ann Lee says"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word, or a sign, without which a row cannot fit, and where the name may stand then.

    Attributes:
        word: the folded word; None for rows that are made of signs at the end of a line.
        follows: whether it stands behind the name, or in it.
        opens: "line" or "clause" where the cue opens one; "" where it need not.
        links: words one of which comes after the cue, before the name ("spoke … to"); none: the
            name follows the cue.
        inner: words that may stand between the cue and the link, or the name.
        between: of a cue behind a name, the words that may stand between; None: any.
        reach: words between the name and the cue at most, where anything may stand there; 0: only
            what belongs to a name, its article, its country and its label.
        apart: whether a word must stand between a name and the cue behind it.
    """

    word: re.Pattern[str] | None
    follows: bool
    opens: str
    links: frozenset[str]
    inner: int
    between: frozenset[str] | None
    reach: int
    apart: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to credit an outlet.

    Attributes:
        name: what the ledger calls it.
        weight: of one such credit.
        before, after: expressions for the words on either side, or None.
        whole_text: whether it speaks of the article's whole text.
        label: whether the words themselves say that the name is an outlet's, whatever its shape.
        slot: whether they are said of outlets and seldom of anything else, so that any name is an
            outlet's there of which nothing tells another kind (``other_kinds.py``).
        cue: what must stand near the name.
    """

    name: str
    weight: float
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    whole_text: bool
    label: bool
    slot: bool
    cue: Cue


def row(
    name: str,
    weight: float,
    before: str = "",
    after: str = "",
    *,
    cue: str = "",
    links: str = "",
    inner: int = 0,
    between: str | None = None,
    reach: int = 0,
    apart: bool = False,
    follows: bool = False,
    opens: str = "",
    whole_text: bool = False,
    label: bool = False,
    slot: bool = False,
) -> Pattern:
    """Return a row of the table; the expressions are case-insensitive, ``Cue`` tells the rest."""
    follows = follows or not before
    return Pattern(
        name=name,
        weight=weight,
        before=re.compile(f"(?:{before})$", re.IGNORECASE) if before else None,
        after=re.compile(after, re.IGNORECASE) if after else None,
        whole_text=whole_text,
        label=label,
        slot=slot,
        cue=Cue(
            word=re.compile(cue, re.IGNORECASE) if cue else None,
            follows=follows,
            opens=opens,
            links=frozenset(links.split()),
            inner=inner,
            between=None if between is None else frozenset(between.split()),
            reach=reach or (BEHIND if follows and between is None else 0),
            apart=apart,
        ),
    )
