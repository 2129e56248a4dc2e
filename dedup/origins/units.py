"""Units: amounts that were converted from one system of measures to the other, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

IN_SI = {
    "km": 1000.0, "kilometer": 1000.0, "kilometers": 1000.0, "kilometre": 1000.0,
    "kilometres": 1000.0, "mile": 1609.344, "miles": 1609.344, "mi": 1609.344, "m": 1.0,
    "meter": 1.0, "meters": 1.0, "metre": 1.0, "metres": 1.0, "foot": 0.3048, "feet": 0.3048,
    "ft": 0.3048, "yard": 0.9144, "yards": 0.9144, "inch": 0.0254, "inches": 0.0254, "cm": 0.01,
    "centimeter": 0.01, "centimeters": 0.01, "centimetre": 0.01, "centimetres": 0.01,
    "kg": 1.0e9, "kilo": 1.0e9, "kilos": 1.0e9, "kilogram": 1.0e9, "kilograms": 1.0e9,
    "pound": 0.45359237e9, "pounds": 0.45359237e9, "lb": 0.45359237e9, "lbs": 0.45359237e9,
    "tonne": 1.0e12, "tonnes": 1.0e12, "ton": 0.90718474e12, "tons": 0.90718474e12,
    "square meters": 1.0e18, "square metres": 1.0e18, "square feet": 0.09290304e18,
    "square kilometers": 1.0e24, "square kilometres": 1.0e24, "sq km": 1.0e24,
    "square miles": 2.589988e24, "sq mi": 2.589988e24,
    "hectare": 1.0e22, "hectares": 1.0e22, "acre": 0.40468564e22, "acres": 0.40468564e22,
    "litre": 1.0e32, "litres": 1.0e32, "liter": 1.0e32, "liters": 1.0e32,
    "gallon": 3.785411784e32, "gallons": 3.785411784e32,
    "km/h": 1.0e42, "kph": 1.0e42, "kmh": 1.0e42, "mph": 1.609344e42,
}  # fmt: skip
"""What a unit is worth; kinds of measure are worlds apart, so that no mass is near any length."""
NEAR = 0.03
"""How far a conversion with rounding on both ways strays: 800 miles, "almost 1,300 kilometers",
808 miles."""
MORE_DIGITS = 1
"""Significant digits that the one which came back has more than the one which was round."""

_UNITS = "|".join(sorted(IN_SI, key=len, reverse=True))
_WRITTEN_ON = "km/h|kmh|kph|mph|km|cm|kg|ft|lbs|lb"
"""Units that stand behind a number without a space; "5m" are five million."""
_AMOUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    rf"(?:[ \u00a0-]({_UNITS})|({_WRITTEN_ON}))\b(?!/)",
    re.IGNORECASE,
)
_ENDS, _LONGEST = tuple(IN_SI), max(map(len, IN_SI))
_NEARLY = "(?:or |about |around |some )?"
_CONVERTED = re.compile(rf"(?:\(|, or |[—–])\s*{_NEARLY}\d")
_BETWEEN = re.compile(rf"(?:\s*\(\s*{_NEARLY}|, or {_NEARLY}|\s*[—–]\s*{_NEARLY})$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, and where it stands."""

    span: Span
    value: float
    digits: int
    unit: str

    @property
    def size(self) -> float:
        """In the base unit of its kind."""
        return self.value * IN_SI[self.unit]


def find_amounts(text: str) -> list[Amount]:
    """Return the amounts in a text, in order."""
    return [_amount(match) for match in _AMOUNT.finditer(text)]


def find_conversions(text: str) -> list[tuple[Span, Amount]]:
    """Return amounts with a conversion behind them: the span of both, and the second."""
    if not any(_ends_with_unit(text, match.start()) for match in _CONVERTED.finditer(text)):
        return []
    found = []
    amounts = find_amounts(text)
    for first, second in zip(amounts, amounts[1:], strict=False):
        if _BETWEEN.match(text[first.span[1] : second.span[0]]):
            end = second.span[1] + text.startswith(")", second.span[1])
            found.append(((first.span[0], end), second))
    return found


def _ends_with_unit(text: str, end: int) -> bool:
    """Return whether the letters before ``end`` may be a unit; a glance, where reading is slow."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[max(0, end - _LONGEST) : end].casefold().endswith(_ENDS)


def _amount(match: re.Match[str]) -> Amount:
    unit = match.group(3) or match.group(4)
    whole, fraction = match.group(1).replace(",", ""), match.group(2) or ""
    digits = (
        (whole + fraction[1:]).strip("0") if not fraction else (whole + fraction[1:]).lstrip("0")
    )
    return Amount(match.span(), float(whole + fraction), len(digits), unit.casefold())


def converted_back(
    conversions: Sequence[tuple[Span, Amount]], rounds: Sequence[Amount]
) -> Iterator[tuple[Span, Span]]:
    """Yield amounts of one text with a conversion in brackets, and the round one of another.

    The conversion is in the other side's unit, near its number, not equal to it, and has more
    significant digits: it went to another unit and came back. Directional.

    Args:
        conversions: of the one text.
        rounds: amounts of the other.
    """
    for span, second in conversions:
        for other in rounds:
            same_unit = IN_SI[other.unit] == IN_SI[second.unit]
            apart = abs(other.size - second.size) / other.size if other.size else 0.0
            if same_unit and 0 < apart <= NEAR and second.digits >= other.digits + MORE_DIGITS:
                yield span, other.span
