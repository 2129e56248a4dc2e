"""Exclusives: does one text carry what another says that it was told itself?

"I can do nothing else," she told the Quay Post: who retells that sentence has it from the Post, who
reports the same event and lacks it probably never saw it. The sentence is found as an attribution,
and carried where the aligner finds it again, in whatever words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from dedup.attributions import (
    OWN_OUTLET,
    Attribution,
    find_attributions,
    is_alias,
    is_own,
    may_have,
    own_names,
)
from dedup.dossiers import Dossier

TOLD = frozenset({"told", "interview-with", "speaking-to"})
"""Patterns of what a person said to an outlet; what a text merely cites may be anybody's."""
CARRIED = 0.5
"""Share of a sentence's words in passages from which it is carried."""
BY_CHANCE = 0.1
"""Share of such sentences that independent reports seem to carry; no text is expected to carry
fewer, or more than all but this."""
MOST_EVIDENCE = 3.0
"""Nats; a text full of interviews does not weigh more than its telling."""


_FOUND: WeakKeyDictionary[Dossier, tuple[Attribution, ...]] = WeakKeyDictionary()
"""They take as long to find as a comparison, so they are kept as long as the dossier is."""


_TOLD: WeakKeyDictionary[Dossier, tuple[tuple[slice, bool], ...]] = WeakKeyDictionary()


def attributions_of(dossier: Dossier) -> tuple[Attribution, ...]:
    """Return the attributions of an article, found when they are first asked for."""
    found = _FOUND.get(dossier)
    if found is None:
        found = _FOUND[dossier] = find_attributions(dossier.article, dossier.tokens)
    return found


def attributes_to(dossier: Dossier, other: Dossier) -> bool:
    """Return whether a text attributes something to the outlet of another."""
    if not own_names(other.article):
        return False
    return any(
        found.rejected_because is None
        and (is_own(found.outlet, other.article) or is_own(found.written, other.article))
        for found in attributions_of(dossier)
    )


def exclusive_evidence(
    left: Dossier, right: Dossier, covered: Sequence[NDArray[np.bool_]], shares: Sequence[float]
) -> float:
    """Return the log-likelihood ratio of descent that both texts' exclusives give, in nats.

    A text that descends from another carries each of its sentences with the chance that it carries
    any; an independent one hardly ever. What was told to a third outlet speaks against descent
    where it is missing, but not for it where it is there: both may have it from the third.

    Args:
        left, right: the articles.
        covered: which words of each lie in passages, those left out in which one side is much
            longer than the other.
        shares: of the narrative words of each that lie in passages.

    Returns:
        Within ``MOST_EVIDENCE`` of 0; 0 where neither has any.
    """
    total = 0.0
    for dossier, inside, share in zip((left, right), covered, shares, strict=True):
        expected = min(max(share, BY_CHANCE), 1 - BY_CHANCE)
        for words, own in _told(dossier):
            if inside[words].mean() < CARRIED:
                total += log((1 - expected) / (1 - BY_CHANCE))
            elif own:
                total += log(expected / BY_CHANCE)
    return min(max(total, -MOST_EVIDENCE), MOST_EVIDENCE)


def has_told(dossier: Dossier) -> bool:
    """Return whether a text has sentences that people told an outlet."""
    return bool(_told(dossier))


def _told(dossier: Dossier) -> tuple[tuple[slice, bool], ...]:
    """Return the words of each sentence told to an outlet, and whether to the article's own."""
    told = _TOLD.get(dossier)
    if told is None:
        told = _TOLD[dossier] = tuple(_find_told(dossier))
    return told


def _find_told(dossier: Dossier) -> Iterator[tuple[slice, bool]]:
    if dossier not in _FOUND and not may_have(dossier.tokens, TOLD):
        return
    for found in attributions_of(dossier):
        own = found.rejected_because == OWN_OUTLET
        known = own or found.recognized or is_alias(found.written)
        if found.pattern not in TOLD or not known or not (own or found.rejected_because is None):
            continue
        first, last = np.searchsorted(dossier.tokens.starts, (found.start, found.end)).tolist()
        if first < last:
            yield slice(first, last), own
