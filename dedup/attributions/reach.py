"""Reach: among which words a name may begin or end, seen from its cue."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.attributions.cues import BELONGING
from dedup.attributions.patterns import CAPITALS, Cue
from dedup.tokens import Tokens

_OPENING = 2
"""Words of a line among which a cue stands that opens it: "by", "Analysis by"."""
_LONGEST_WALK = 20
"""Words; the longest names have six, and what belongs to them as many, hyphens as blanks."""

Span = tuple[int, int]


class Reach:
    """The words of a text by number, and which of them may stand between a name and its cue."""

    def __init__(self, tokens: Tokens) -> None:
        self._text = tokens.text
        self._words = tokens.words
        self._ends = tokens.ends
        self.starts: list[int] = tokens.starts.tolist()

    def stretches(self, number: int, cue: Cue) -> Iterator[Span]:
        """Yield the stretches of text that a name must touch for a cue to be its own.

        Args:
            number: of the word that is the cue; of the word behind it where it is a sign.
            cue: of a row.
        """
        if cue.follows:
            first = self._back(number, cue)
            if not cue.apart:
                yield self._stretch(first, number)
            elif first < number - 1:
                yield self.starts[max(0, first)], self.starts[number - 1]
        elif self._opens(number, cue.opens):
            for link in self._links(number, cue):
                yield self._stretch(link, self._onward(link, cue))

    def _stretch(self, first: int, last: int) -> Span:
        """Return from where the first word begins to behind the first letter of the last."""
        begin = self.starts[max(0, first)] if self.starts else 0
        if last >= len(self.starts):
            return begin, len(self._text)
        stop = self.starts[last] + 1
        # "à l'AFP": the name begins behind an article that is half of its word.
        return begin, stop + 2 if self._text[stop : stop + 1] in ("'", "’") else stop

    def _opens(self, number: int, what: str) -> bool:
        """Return whether a word is one of the first of its line, or the first of a clause."""
        if not what or number == 0 or number == len(self.starts):
            return True
        if what == "clause":
            gap = self._text[int(self._ends[number - 1]) : self.starts[number]]
            return bool(gap.strip()) or "\n" in gap
        line = self._text.rfind("\n", 0, self.starts[number]) + 1
        return number < _OPENING or self.starts[number - _OPENING] < line

    def _back(self, number: int, cue: Cue) -> int:
        """Return the first word in which a name may end that this cue follows."""
        if cue.between is None:
            return number - cue.reach
        first, farthest = number - 1, max(0, number - _LONGEST_WALK)
        capitals = CAPITALS in cue.between
        while first > farthest and (
            self._words[first].removesuffix("'s") in cue.between
            or (capitals and self._is_capital(first))
            or self._text.startswith("(", self.starts[first] - 1)
        ):
            first -= 1
        return first

    def _links(self, number: int, cue: Cue) -> Iterator[int]:
        """Yield the words behind which a name may stand that this cue is before."""
        following = range(number, min(number + cue.inner + 1, len(self._words)))
        if not cue.links:
            yield from following
        for link in following[1:] if cue.links else ():
            if self._words[link] in cue.links:
                yield link

    def _onward(self, link: int, cue: Cue) -> int:
        """Return the last word in which a name may begin: past what belongs to one before it.

        "the government-funded network RT": the first half of a compound belongs to its second.
        """
        if cue.reach:
            return link + cue.reach
        last = link + 1
        stop = min(link + _LONGEST_WALK, len(self._words))
        while last < stop and (
            self._is_capital(last)
            or BELONGING.fullmatch(self._words[last])
            or self._text.startswith("-", int(self._ends[last]))
        ):
            last += 1
        return last

    def _is_capital(self, number: int) -> bool:
        """Return whether a word begins with a capital, or goes on what stands before it."""
        start = self.starts[number]
        return self._text[start].isupper() or (start > 0 and not self._text[start - 1].isspace())
