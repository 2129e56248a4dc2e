"""The pattern table for English: where texts come from, what somebody told, what was reported."""

from __future__ import annotations

from dedup.attributions.english_joint import JOINT
from dedup.attributions.english_reports import REPORTS
from dedup.attributions.english_slots import SLOTS
from dedup.attributions.english_talks import TALKS
from dedup.attributions.english_texts import WHOLE_TEXTS

ENGLISH = (*WHOLE_TEXTS, *SLOTS, *TALKS, *REPORTS, *JOINT)
"""All rows."""
