"""Time windows: how long an article stays a candidate."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def read_window(given: str | timedelta | None) -> timedelta | None:
    """Return a window such as "36h", "30d" or "8w" as a time span; None is no window.

    Raises:
        ValueError: it is no window, or not above zero.
    """
    if given is None:
        return None
    if isinstance(given, timedelta):
        window = given
    else:
        found = isinstance(given, str) and re.fullmatch(r"(\d{1,6})([hdw])", given.strip())
        if not found:
            raise ValueError(f'window={given!r} is none; write hours, days or weeks: "36h", "30d"')
        window = int(found[1]) * _UNITS[found[2]]
    if window <= timedelta(0):
        raise ValueError(f"window={given!r} must be longer than nothing")
    return window
