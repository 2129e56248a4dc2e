"""Kinds: what two articles can be to each other."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How two articles are related; the first that fits, in this order, is the verdict."""

    EXACT = "exact"
    NEAR_DUPLICATE = "near-duplicate"
    SYNDICATED = "syndicated"
    REVISION = "revision"
    CONTAINS = "contains"
    PARTIAL_REUSE = "partial-reuse"
    REWRITE = "rewrite"
    COMMON_SOURCE = "common-source"
    QUOTE_ONLY = "quote-only"
    SAME_EVENT = "same-event"
    UNRELATED = "unrelated"
