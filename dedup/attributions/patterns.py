"""What a row of the pattern table is: the words around an outlet's name that credit it.

A row is read around a name. ``before`` must end where the name begins, articles, quote marks and a
label such as "the German daily" already taken off; ``after`` must begin where the name ends, a
possessive already taken off. A side that is left out asks nothing. Rows of all languages are tried
for every name, since the cues of one do not occur in another's prose; the heaviest wins.

Whole-text rows say where an article's text as such comes from; all others credit a piece of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REPUBLISHED, EXCLUSIVE, SPOKEN, BYLINE, REPORTED = 3.0, 2.5, 2.0, 2.0, 1.5
"""Weights, by how close to its source a credit says the text is (design section 13)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to credit an outlet.

    Attributes:
        name: what the ledger calls it.
        weight: of one such credit.
        before, after: expressions for the words on either side, or None.
        whole_text: whether it speaks of the article's whole text.
        label: whether the words themselves say that the name is an outlet's, whatever its shape.
    """

    name: str
    weight: float
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    whole_text: bool
    label: bool


def row(
    name: str,
    weight: float,
    before: str = "",
    after: str = "",
    *,
    whole_text: bool = False,
    label: bool = False,
) -> Pattern:
    """Return a row of the table; the expressions are case-insensitive."""
    return Pattern(
        name,
        weight,
        re.compile(f"(?:{before})$", re.IGNORECASE) if before else None,
        re.compile(after, re.IGNORECASE) if after else None,
        whole_text,
        label,
    )
