"""Times: when an article was published, from the many ways a date is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from dedup.articles import TimeSource

Published = tuple[datetime, TimeSource]

FIRST_YEAR = 1600
"""The first newspaper is of 1605; databases write the year 1 for "unknown"."""

LONGEST_DATE = 80
"""Characters; the longest spelling known, that of JavaScript's Date, has about 60."""

EPOCHS = (
    (10**8, 10**10, 1),
    (3 * 10**11, 10**13, 10**3),
    (10**14, 10**16, 10**6),
    (10**17, 10**19, 10**9),
)
"""Numbers read as time since 1970: from, below, and units in a second. In seconds that is 1973 to
2286, in milliseconds 1979 to 2286, so that 20240131 and 202401311030 stay dates."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
CLOCK = (
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"
)
ZONE = (
    r"(?P<zone>[A-Za-z]{1,5})?"
    r"\s*(?:(?P<sign>[+-])(?P<ahead>\d{1,2})(?::?(?P<more>\d{2})(?::?\d{2})?)?)?"
    r"(?:\s*\([^)]*\))?"
)
REST = rf"(?:(?:\s*[Tt,]\s*|\s+at\s+|\s+){CLOCK}\s*{ZONE})?"
WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"

SPELLINGS = tuple(
    re.compile(spelling)
    for spelling in (
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){REST}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
        rf"(?:[Tt ]?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?\s*{ZONE}"
        r"(?P<half>(?!))?(?P<fraction>(?!))?)?",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}){REST}",
        rf"{WEEKDAY}{DAY}[\s-]*{MONTH},?[\s-]*(?P<year>\d{{4}}){REST}",
        rf"{WEEKDAY}{MONTH}\s*{DAY},?\s+(?P<year>\d{{4}}){REST}",
        rf"{WEEKDAY}{MONTH}\s+{DAY}\s+{CLOCK}\s+{ZONE}\s*(?P<year>\d{{4}})",
    )
)
"""ISO 8601; the same without marks; "31.1.2024"; RFC 2822 and "10Apr2007"; "July 4, 2024"; the
order of Unix and Twitter."""

NORTH_AMERICA = {"e": -5, "c": -6, "m": -7, "p": -8}
ZONES = (
    dict.fromkeys(("z", "ut", "utc", "gmt"), 0)
    | {f"{letter}st": hours for letter, hours in NORTH_AMERICA.items()}
    | {f"{letter}dt": hours + 1 for letter, hours in NORTH_AMERICA.items()}
)
"""Hours from UTC of the names that RFC 2822 defines; others mean several zones (IST, BST)."""


def read_time(value: Any) -> Published | None:
    """Return the time that ``value`` states, and how it is known; None if it cannot be read.

    A time with a zone, or since the epoch, is "stated". One without a zone, or a date without a
    time, is taken as UTC and "inferred". ``07/04/2024`` cannot be read, since its month is not
    known; nor can a month or a year alone.

    Args:
        value: a string or a number; anything else cannot be read.
    """
    if isinstance(value, int | float):
        return _since_epoch(value) or (_spelled(str(value)) if 0 < value < 10**14 else None)
    if isinstance(value, str):
        return _from_text(value.strip())
    return None


def _from_text(text: str) -> Published | None:
    if len(text) > LONGEST_DATE:
        return None
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return _since_epoch(float(text) if "." in text else int(text)) or _spelled(text)
    return _spelled(text) or _iso_week(text)


def _since_epoch(number: float) -> Published | None:
    for least, limit, units in EPOCHS:
        if least <= number < limit:
            passed = timedelta(microseconds=round(number * 10**6 / units))
            return _plausible(datetime(1970, 1, 1, tzinfo=UTC) + passed, "stated")
    return None


def _spelled(text: str) -> Published | None:
    for spelling in SPELLINGS:
        if found := spelling.fullmatch(text):
            return _assembled(found)
    return None


def _iso_week(text: str) -> Published | None:
    """Return the time of ISO 8601's rarer spellings, such as 2024-W05-3T10:00Z."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return _plausible(moment.replace(tzinfo=UTC), "inferred")
    return _plausible(moment, "stated")


def _assembled(found: re.Match[str]) -> Published | None:
    part = {name: text or "" for name, text in found.groupdict().items()}
    month = _month(part["name"]) if "name" in part else int(part["month"])
    try:
        offset = _offset(part)
        moment = datetime(
            int(part["year"]),
            month,
            int(part["day"]),
            _hour(int(part["hour"] or 0), part["half"][:1].lower()),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            int(part["fraction"][:6].ljust(6, "0")),
            tzinfo=UTC if offset is None else timezone(offset),
        )
    except ValueError:  # the 31st of February, 25 o'clock, an offset of two days
        return None
    return _plausible(moment, "inferred" if offset is None else "stated")


def _month(name: str) -> int:
    """Return the number of an English month, 0 for another word."""
    short = "sep" if name.lower() == "sept" else name.lower()
    return next((n for n, full in enumerate(MONTHS, 1) if full.startswith(short)), 0)


def _hour(hour: int, half: str) -> int:
    """Return the hour of the day; ``half`` is "a", "p" or empty."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"no such hour: {hour} {half}m")
    return hour % 12 + (12 if half == "p" else 0)


def _offset(part: dict[str, str]) -> timedelta | None:
    """Return the offset from UTC, None where none is stated."""
    if part["ahead"]:
        size = timedelta(hours=int(part["ahead"]), minutes=int(part["more"] or 0))
        return -size if part["sign"] == "-" else size
    hours = ZONES.get(part["zone"].lower())
    return None if hours is None else timedelta(hours=hours)


def _plausible(moment: datetime, known: TimeSource) -> Published | None:
    """Return the time unless its year means "unknown" or leaves no room to change its zone."""
    return (moment, known) if FIRST_YEAR <= moment.year < 9999 else None
