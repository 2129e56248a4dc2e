"""When the articles of a story appeared, as places on a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from dedup.report.wording import minute, moment

if TYPE_CHECKING:
    from dedup.index import Listed

TICKS = 5
"""Marks on a line at most; their labels still stand apart on a phone."""
LANES = 12
"""Dots above one another; more of them stand on the highest lane."""
DOT = 0.034
"""Width of a dot and its letters as a share of the line; neighbours must not hide each other."""
_STEPS = (
    *(timedelta(minutes=m) for m in (1, 5, 15, 30)),
    *(timedelta(hours=h) for h in (1, 3, 6, 12)),
    *(timedelta(days=d) for d in (1, 2, 7, 14, 30, 91, 182, 365, 1825, 3650, 36500)),
)

_REACHED = tuple(step * TICKS for step in _STEPS)
"""What each step covers with the marks that there may be."""


def lay_out_times(members: Sequence[str], listed: Mapping[str, Listed]) -> dict[str, Any]:
    """Return where each member stands on a line of time.

    Returns:
        ``dots``: [member's number, place in [0, 1], lane, how the time is known], earliest first;
        ``ticks``: [place, label]; ``from`` and ``to``: the two ends in words; ``lanes``: how many
        are in use; ``without``: the numbers of members of which no time is known.
    """
    dated = []
    without = []
    for number, member in enumerate(members):
        article = listed[member].article
        if article.published is None:
            without.append(number)
        else:
            when = article.published.astimezone(UTC)
            dated.append((when, number, article.published_known or "stated"))
    dated.sort()
    if not dated:
        return {"dots": [], "ticks": [], "lanes": 0, "without": without}
    first, last = dated[0][0], dated[-1][0]
    length = (last - first) / timedelta(seconds=1) or 1.0
    free = [-1.0] * LANES
    dots: list[list[Any]] = []
    lanes = 0
    for when, number, known in dated:
        place = (when - first) / timedelta(seconds=1) / length if last > first else 0.5
        lane = next((i for i, end in enumerate(free) if end <= place), LANES - 1)
        free[lane] = place + DOT
        lanes = max(lanes, lane + 1)
        dots.append([number, round(place, 4), lane, known])
    return {
        "dots": dots,
        "ticks": _ticks(first, last),
        "lanes": lanes,
        "from": moment(first),
        "to": moment(last),
        "without": without,
    }


def _ticks(first: datetime, last: datetime) -> list[list[Any]]:
    """Return marks at round times between two moments, with labels as short as the step allows."""
    span = last - first
    if not span:
        return [[0.5, minute(first)]]
    step = _STEPS[min(bisect_left(_REACHED, span), len(_STEPS) - 1)]
    daily = step >= timedelta(days=1)
    start = datetime(first.year, 1, 1, tzinfo=UTC)
    at = start + step * -(-(first - start) // step)
    ticks: list[list[Any]] = []
    while at <= last and len(ticks) <= TICKS:
        label = at.isoformat()[:10] if daily else f"{at:%d %b %H:%M}"
        ticks.append([round((at - first) / span, 4), label])
        try:
            at += step
        except OverflowError:
            break
    return ticks
