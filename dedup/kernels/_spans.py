"""What the kernel that finds sentences is told of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

from dedup.kernels._arrays import Bytes, Offsets, bounds_of, require_offsets


class StopRule(IntFlag):
    """What a word says of the stop beside it; ``core/spans.h`` has the same."""

    ABBREVIATION = 1
    """The stop behind it is its own."""
    STOPS_TOO = 2
    """An abbreviation that is a word as well, or ends a sentence before one of the starters."""
    ORDINAL_LEAD = 4
    """Before a number, it makes an ordinal of it: "zum 18."."""
    ORDINAL_NOUN = 8
    """And so it does behind one: "18. Jahrhundert"."""
    STARTER = 16
    """Begins a sentence more often than a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words in lower case and the rules they follow, as the kernel looks them up.

    Attributes:
        words: their UTF-8 end to end, ascending.
        bounds: shape (w + 1,), where each begins.
        kinds: w bytes, the ``StopRule`` of each.
    """

    words: bytes
    bounds: Offsets
    kinds: bytes

    @classmethod
    def of(cls, rules: Mapping[str, int]) -> Lexicon:
        """Return the lexicon of some words with their rules."""
        ordered = sorted((word.encode("utf-8"), rule) for word, rule in rules.items())
        return cls(
            words=b"".join(word for word, _ in ordered),
            bounds=bounds_of(len(word) for word, _ in ordered),
            kinds=bytes(rule for _, rule in ordered),
        )


def rules_of(words: Bytes, bounds: Offsets, kinds: Bytes) -> dict[str, int]:
    """Return the words with their rules, as ``Lexicon.of`` was given them.

    Raises:
        ValueError: the bounds do not partition the words, or there is not one kind a word.
    """
    require_offsets("bounds", bounds, len(words), "bytes")
    if len(kinds) != len(bounds) - 1:
        raise ValueError(f"{len(bounds) - 1} words and {len(kinds)} kinds: pass one kind a word")
    edges = zip(bounds.tolist(), bounds.tolist()[1:], kinds, strict=False)
    return {bytes(words[a:b]).decode("utf-8", "replace"): kind for a, b, kind in edges}
