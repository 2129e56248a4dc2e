"""Passages: aligned shared text of two articles, verbatim and reworded."""

from __future__ import annotations

from dedup.passages.aligner import Aligned, align, align_pairs
from dedup.passages.passage import Passage, PassageKind
from dedup.passages.phrases import StockPhrases, find_stock_phrases
from dedup.passages.presenting import KINDS
from dedup.passages.profile import COVERAGE, EXHAUSTIVE, READING, RELATED, Profile
from dedup.passages.units import Units, prepare, word_keys

__all__ = [
    "COVERAGE",
    "EXHAUSTIVE",
    "KINDS",
    "READING",
    "RELATED",
    "Aligned",
    "Passage",
    "PassageKind",
    "Profile",
    "StockPhrases",
    "Units",
    "align",
    "align_pairs",
    "find_stock_phrases",
    "prepare",
    "word_keys",
]
