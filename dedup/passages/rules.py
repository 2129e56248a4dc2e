"""Rules: a profile and the bounds that all profiles share, in the kernel's whole numbers."""

from __future__ import annotations

import math
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np

from dedup.kernels import (
    COSINE,
    NAT,
    SHARE,
    WORTH_COUNT,
    WORTH_LOWEST,
    WORTH_STEPS,
    Offsets,
    Rules,
)
from dedup.passages import bounds
from dedup.passages.profile import Profile

_NATS = (
    "missed end_cost least_at_edge evidence supported_evidence support scattered own_worth doubt "
    "brief_evidence deepest around_worth phrase_worth plain plain_part summary_evidence "
    "summary_rest summary_margin"
)
_SHARES = (
    "dice lenience tail covered_share shared_part alone_share sure_share plain_share long_share "
    "chain_share verbatim_share sentence_alike end_alike summary_share summary_copied"
)
_SCALES = dict.fromkeys(_NATS.split(), NAT) | dict.fromkeys(_SHARES.split(), SHARE)
_SCALES["cosine"] = COSINE
"""By what a rule is multiplied that is no count of words or units, and no switch."""

MOST_PER_WORD = 6.0
"""Nats one word may add: a name that both texts use once is telling, but not proof."""


@cache
def rules_of(profile: Profile) -> Rules:
    """Return a profile in the kernel's whole numbers.

    A rule has the value of the same name in the profile, its ends or ``bounds``.
    """
    values: dict[str, Any] = {name.lower(): value for name, value in vars(bounds).items()}
    for part in (profile, profile.ends):
        values |= {field.name: getattr(part, field.name) for field in fields(part)}
    values["end_cost"] = profile.ends.cost
    values["missed"] = math.log1p(-profile.ends.kept_share)
    whole = {
        field.name: round(values[field.name] * _SCALES.get(field.name, 1))
        for field in fields(Rules)
    }
    return Rules(**whole)


@cache
def worths_of(kept_share: float) -> Offsets:
    """Return what a matched word is worth by the chance that it is there anyway, in 2^-16 nats.

    Entry k is ln((q + (1 - q) p) / p) with p = 1 - exp(-x), x in the middle of its step.
    """
    step = np.arange(WORTH_COUNT)
    x = (1 + (step % WORTH_STEPS + 0.5) / WORTH_STEPS) * 2.0 ** (WORTH_LOWEST + step // WORTH_STEPS)
    chance = -np.expm1(-x)
    worth = np.log((kept_share + (1 - kept_share) * chance) / chance)
    worths: Offsets = np.rint(np.minimum(worth, MOST_PER_WORD) * NAT).astype(np.int64)
    return worths


@cache
def _logs_to(size: int) -> Offsets:
    logs: Offsets = np.rint(np.log(np.maximum(np.arange(size), 1)) * NAT).astype(np.int64)
    return logs


def logs_up_to(number: int) -> Offsets:
    """Return the natural logarithms of 0 (as 0), 1, 2, … in 2^-16 nats, ``number`` and more."""
    return _logs_to(max(1024, 1 << (number + 1).bit_length()))
