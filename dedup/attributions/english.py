"""The pattern table for English, in three families: whole texts, talks, reports."""

from __future__ import annotations

from dedup.attributions.english_reports import REPORTS
from dedup.attributions.english_talks import TALKS
from dedup.attributions.english_texts import WHOLE_TEXTS

ENGLISH = (*WHOLE_TEXTS, *TALKS, *REPORTS)
"""Of equally heavy rows the earlier wins."""
