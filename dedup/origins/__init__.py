"""Who was first, why, and how sure: the verdict on one story, with its ledger."""

from dedup.origins.kinship import common_source
from dedup.origins.origin import Evidence, Member, Origin, Stance, Verdict
from dedup.origins.verdict import trace_origin

__all__ = [
    "Evidence",
    "Member",
    "Origin",
    "Stance",
    "Verdict",
    "common_source",
    "trace_origin",
]
