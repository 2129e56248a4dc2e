"""The kernel's whole numbers are those of the profile, its ends and the bounds."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from dedup.kernels import COSINE, NAT, SHARE, Rules
from dedup.passages import COVERAGE, EXHAUSTIVE, READING, RELATED, Profile, bounds
from dedup.passages.rules import rules_of


def whole_numbers(name: str, value: Any) -> set[int]:
    """What a rule may be in the kernel: a fraction in its unit, a count or a switch as it is."""
    if not isinstance(value, float):
        return {int(value)}
    return {round(value * (SHARE if "share" in name else scale)) for scale in (NAT, SHARE, COSINE)}


@pytest.mark.parametrize("profile", [READING, RELATED, COVERAGE, EXHAUSTIVE])
def test_fractions_are_scaled_and_counts_are_not(profile: Profile) -> None:
    """A fraction without a scale would be rounded to a count."""
    values = {name.lower(): value for name, value in vars(bounds).items() if name.isupper()}
    for part in (profile, profile.ends):
        values |= {field.name: getattr(part, field.name) for field in fields(part)}  # type: ignore[arg-type]

    named = {field.name for field in fields(Rules)} & values.keys()
    wrong = {
        name: values[name]
        for name in named
        if getattr(rules_of(profile), name) not in whole_numbers(name, values[name])
    }

    assert (wrong, len(named)) == ({}, len(fields(Rules)) - len({"missed", "end_cost"}))
