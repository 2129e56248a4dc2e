"""Times: which of two members was published first, as far as clocks can be trusted."""

from __future__ import annotations

from datetime import timedelta

from dedup.articles import TimeSource
from dedup.origins.origin import Member

SLACK: dict[TimeSource, timedelta] = {"stated": timedelta(hours=7), "page": timedelta(hours=14)}
"""How far a time can be off, by how it is known. Zones reach 14 hours from UTC, and a time that was
stated with one is wrong by that much only if both sides of a pair are; a page often gives its own
clock's time as UTC (9 of 67 scraped rows were ahead of their pages). What was inferred, from a date
without a time, proves nothing."""


def is_before(one: Member, two: Member) -> bool:
    """Return whether ``one`` is dated so much earlier that no clock explains it.

    Times are compared in UTC. A time that is missing, or inferred, is no evidence; nor are equal
    ones. This relation is directional, and both orders may be False.
    """
    first, second = one.article, two.article
    if first.published is None or second.published is None:
        return False
    slack = timedelta(0)
    for known in (first.published_known, second.published_known):
        if known is None or known not in SLACK:
            return False
        slack += SLACK[known]
    return first.published + slack < second.published
