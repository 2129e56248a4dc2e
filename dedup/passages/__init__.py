"""Passages: aligned shared text of two articles, verbatim and reworded."""

from __future__ import annotations

from dedup.passages.aligner import align, align_each
from dedup.passages.passage import Passage, PassageKind
from dedup.passages.profile import COVERAGE, EXHAUSTIVE, READING, Profile
from dedup.passages.units import Units, prepare

__all__ = [
    "COVERAGE",
    "EXHAUSTIVE",
    "READING",
    "Passage",
    "PassageKind",
    "Profile",
    "Units",
    "align",
    "align_each",
    "prepare",
]
