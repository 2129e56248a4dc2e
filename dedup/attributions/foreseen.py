"""Foreseen: whether a text can have attributions of some patterns, before it is read for them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.attributions.around import end_of_top
from dedup.attributions.cue_rows import ROWS
from dedup.attributions.cued import find_cued
from dedup.attributions.word_classes import classes_of, word_classes
from dedup.tokens import Tokens


def may_have(tokens: Tokens, patterns: frozenset[str]) -> bool:
    """Return False where no row of the table with one of these names credits a name of a text.

    Three texts of eight have no word that such a row needs; half of the others have none near a
    name, which takes two fifths of the time of ``find_attributions`` to tell.

    Args:
        tokens: of the text.
        patterns: names of rows, each of which has a word or a sign for its cue.
    """
    if not _are_cues(patterns, classes_of(tokens)):
        return False
    rows = _rows_of(patterns)
    names, _ = find_cued(tokens.text, tokens, end_of_top(tokens.text))
    return any(not rows.isdisjoint(cued.rows) for cued in names)


@lru_cache
def _rows_of(patterns: frozenset[str]) -> frozenset[int]:
    return frozenset(place for place, row in enumerate(ROWS) if row.name in patterns)


def _are_cues(patterns: frozenset[str], classes: NDArray[np.uint32]) -> bool:
    """Return whether some words, by their classes, or any sign are cues of these rows."""
    rules = word_classes().rules
    leads = _leading(patterns, len(rules.first))
    return bool(leads[classes].any() or leads[rules.sign_classes].any())


@lru_cache
def _leading(patterns: frozenset[str], _classes: int) -> NDArray[np.bool_]:
    """Return which classes of words are cues of these rows; there are more from time to time."""
    rules = word_classes().rules
    asked = np.isin(rules.rows, list(_rows_of(patterns)))
    before = np.concatenate((np.zeros(1, np.int64), np.cumsum(asked)))[rules.first]
    leads: NDArray[np.bool_] = np.diff(before) > 0
    return leads
