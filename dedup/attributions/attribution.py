"""The form of an attribution."""

from __future__ import annotations

from dataclasses import dataclass

OWN_OUTLET = "own outlet"
"""Why a credit to the article's own outlet is none; it tells that its house was spoken to."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One place where an article credits an outlet, or seems to.

    Attributes:
        article: the id of the article.
        start, end: the sentence or clause, half-open, in code points of the text; both 0 for a
            credit in the article's metadata.
        pattern: the name of the pattern that found it.
        weight: of one such credit; 0 for what is no attribution.
        written: the outlet as the article writes it.
        outlet: the outlet's listed name, or the fuller name that the article gives the alias.
        recognized: whether the name is known to be an outlet's; one that is not counts only where
            the story knows an outlet of that name.
        whole_text: whether the article's text as such is credited, not a piece of it.
        resolved_by: how the article itself resolves an alias; None where it does not.
        rejected_because: why it is no attribution to another outlet; None where it is one.
    """

    article: str
    start: int
    end: int
    pattern: str
    weight: float
    written: str
    outlet: str
    recognized: bool
    whole_text: bool = False
    resolved_by: str | None = None
    rejected_because: str | None = None
