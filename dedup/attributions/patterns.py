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


NEAR = 16
"""Words within which a cue stands before a name: four of the row's own, a country, an article and a
label, "the state-run Russian news channel", hyphens counted as blanks."""
LINE = 60
"""As many words as the window around a name can hold: the cue stands anywhere in it."""
BEHIND = 4
"""The same behind it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to credit an outlet.

    Attributes:
        name: what the ledger calls it.
        weight: of one such credit.
        before, after: expressions for the words on either side, or None.
        whole_text: whether it speaks of the article's whole text.
        label: whether the words themselves say that the name is an outlet's, whatever its shape.
        cue: what one word, or one sign, near the name must be; None for rows that are made of
            punctuation at the end of a line.
        reach: words from the cue to the name, at most.
        follows: whether the cue stands behind the name, or in it.
        opens: whether the cue opens its line.
    """

    name: str
    weight: float
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    whole_text: bool
    label: bool
    cue: re.Pattern[str] | None
    reach: int
    follows: bool
    opens: bool


def row(
    name: str,
    weight: float,
    before: str = "",
    after: str = "",
    *,
    cue: str = "",
    reach: int = 0,
    follows: bool = False,
    opens: bool = False,
    whole_text: bool = False,
    label: bool = False,
) -> Pattern:
    """Return a row of the table; the expressions are case-insensitive.

    Without ``reach`` a cue stands within ``NEAR`` words before the name, or ``BEHIND`` it.
    """
    follows = follows or not before
    return Pattern(
        name=name,
        weight=weight,
        before=re.compile(f"(?:{before})$", re.IGNORECASE) if before else None,
        after=re.compile(after, re.IGNORECASE) if after else None,
        whole_text=whole_text,
        label=label,
        cue=re.compile(cue, re.IGNORECASE) if cue else None,
        reach=reach or (BEHIND if follows else NEAR),
        follows=follows,
        opens=opens,
    )
