"""Places: the sentence that an attribution is shown as, and what counts nothing by its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dedup.articles import Article
from dedup.attributions.attribution import OWN_OUTLET, Attribution
from dedup.attributions.outlets import is_own
from dedup.tokens import Tokens

_LONGEST_SPAN = 420
"""A sentence longer than this is shown as the part of it around the name."""


def sentence_around(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the sentence that holds a name, or the part of a long one around it."""
    number = bisect_right(tokens.sentences, (start, len(tokens.text) + 1)) - 1
    first, last = tokens.sentences[number] if number >= 0 else (start, end)
    last = max(last, end)
    if last - first > _LONGEST_SPAN:
        return max(first, start - _LONGEST_SPAN // 2), min(last, end + _LONGEST_SPAN // 2)
    return first, last


def judged(
    article: Article, tokens: Tokens, found: Attribution, at: int, *, signs: bool = False
) -> Attribution:
    """Return what was found, rejected where it stands in furniture or names the own outlet.

    Args:
        article, tokens: where it was found.
        found: the attribution.
        at: where its name begins.
        signs: whether it is initials, which sign a text wherever they stand.
    """
    # A copyright line is furniture, and the place where a page says whose its text is.
    if not signs and found.pattern != "copyright" and stands_in(at, tokens.furniture):
        return replace(found, rejected_because="inside site furniture, not the article's text")
    if is_own(found.outlet, article) or is_own(found.written, article):
        return replace(found, rejected_because=OWN_OUTLET)
    return found


def stands_in(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of some spans."""
    return bool(spans) and any(start <= at < end for start, end in spans)
