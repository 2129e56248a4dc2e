"""What rules and tables the aligner takes."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from dedup.kernels._alignment import WORTH_COUNT, Rules
from dedup.kernels._arrays import Offsets, require_array

_WIDE = {
    "cosine", "evidence", "supported_evidence", "support", "brief_evidence", "deepest",
    "summary_evidence", "summary_rest", "summary_margin", "doubt", "plain", "plain_part",
}  # fmt: skip
"""Rules that may have 42 bits; 30 do for the others, and the sums of all stay within 64."""


def require_rules(rules: Rules, worths: Offsets) -> None:
    """Do nothing if rules and worths are within the bounds that the kernel counts on.

    Raises:
        ValueError: one is not.
    """
    for place, field in enumerate(fields(rules)):
        value = getattr(rules, field.name)
        most = 1 << (42 if field.name in _WIDE else 30)
        least = 0
        if field.name == "missed":
            least, most = -most, 0
        if not least <= value <= most:
            raise ValueError(f"rule {place} is {value}; it must be from {least} to {most}")
    lengths = rules.shortest_run, rules.shortest, rules.shortest_quotation
    least = min(*lengths, rules.most_occurrences, rules.rounds)
    if least < 1:
        raise ValueError(
            f"a shortest length, most_occurrences or rounds is {least}; it must be at least 1"
        )
    require_array("worths", worths, np.int64)
    if len(worths) != WORTH_COUNT:
        raise ValueError(f"{len(worths)} worths: pass {WORTH_COUNT}")
    wrong = np.flatnonzero((worths < 0) | (worths > 1 << 20))
    if len(wrong):
        place = int(wrong[0])
        raise ValueError(f"worth {place} is {worths[place]}; it must be from 0 to 2^20")
