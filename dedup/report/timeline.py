"""When the articles of a story appeared, as places on a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

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
        "from": f"{first:%Y-%m-%d %H:%M} UTC",
        "to": f"{last:%Y-%m-%d %H:%M} UTC",
        "without": without,
    }


def _ticks(first: datetime, last: datetime) -> list[list[Any]]:
    """Return marks at round times between two moments, with labels as short as the step allows."""
    span = last - first
    if not span:
        return [[0.5, f"{first:%Y-%m-%d %H:%M}"]]
    step = next((step for step in _STEPS if span / step <= TICKS), _STEPS[-1])
    form = "%Y-%m-%d" if step >= timedelta(days=1) else "%d %b %H:%M"
    start = datetime(first.year, 1, 1, tzinfo=UTC)
    at = start + step * -(-(first - start) // step)
    ticks: list[list[Any]] = []
    while at <= last and len(ticks) <= TICKS:
        ticks.append([round((at - first) / span, 4), at.strftime(form)])
        try:
            at += step
        except OverflowError:
            break
    return ticks
