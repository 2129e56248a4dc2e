"""Passages: aligned shared text of two articles, verbatim and reworded."""

from __future__ import annotations

from dedup.passages.aligner import align, align_each
from dedup.passages.passage import Passage, PassageKind
from dedup.passages.phrases import StockPhrases, find_stock_phrases
from dedup.passages.profile import COVERAGE, EXHAUSTIVE, READING, RELATED, Profile
from dedup.passages.units import Units, prepare, word_keys

__all__ = [
    "COVERAGE",
    "EXHAUSTIVE",
    "READING",
    "RELATED",
    "Passage",
    "PassageKind",
    "Profile",
    "StockPhrases",
    "Units",
    "align",
    "align_each",
    "find_stock_phrases",
    "prepare",
    "word_keys",
]
