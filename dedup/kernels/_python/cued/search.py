"""A text in which names near cues are searched, and what is asked of its points and words."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.kernels._arrays import Slots
from dedup.kernels._cues import CueRules, Trait

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """A text, its words, and the rules of their cues.

    Attributes:
        text: as a string.
        traits: of each code point.
        starts, ends, classes: of its words.
        apart: spans that are names whatever their capitals.
        top: where the lines end in which a name alone is told of.
        rules: which words are cues.
        joiners: of the rules, as strings.
    """

    text: str
    traits: list[int]
    starts: list[int]
    ends: list[int]
    classes: list[int]
    apart: list[Span]
    top: int
    rules: CueRules
    joiners: frozenset[str]

    def shows(self, at: int, trait: Trait) -> bool:
        """Return whether there is a code point with this trait; behind the text is none."""
        return at < len(self.traits) and bool(self.traits[at] & trait)

    def has_mark(self, word: int, mark: int) -> bool:
        """Return whether a word has a mark."""
        lanes = self.rules.marks[self.classes[word]].tolist()
        return mark // 64 < len(lanes) and bool(lanes[mark // 64] >> mark % 64 & 1)


def spelled(row: Slots) -> str:
    """Return what a row of code points spells, up to the first zero."""
    letters: list[int] = row.tolist()
    size = letters.index(0) if 0 in letters else len(letters)
    return "".join(map(chr, letters[:size]))
