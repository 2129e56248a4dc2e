"""Spellings: how words must look for an expression to find them, told from the expression.

Few words are spelled as any of some hundred expressions asks. To look in a set of spellings takes a
hundredth of the time that trying the expressions does, and those are then asked about few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from string import digits
from typing import NamedTuple

from dedup.attributions.first_signs import behind, branches

ANY = "*"
"""Stands in a spelling for whatever may stand there, nothing included."""
_MOST_TIMES = 2
"""Repetitions that are spelled out, of a day's digits; what may be repeated oftener is ``ANY``."""
_ANYS = re.compile(r"\*{2,}")
_LETTERS = re.compile(r"[^\W_]+(?![\w?*+{])")
"""Letters, all of which are just themselves."""
_TIMES = re.compile(r"\{(\d*),?(\d*)\}")
_NO_WIDTH = re.compile(r"\\[bBAZ]|[\^$]|\(\?<?[=!]")
"""How what finds no letters of its own begins."""


def spellings(expression: str) -> frozenset[str]:
    """Return spellings, in small letters, one of which each word has that the expression finds.

    The converse need not hold: what may stand where ``ANY`` does, or around, is not told.
    """
    found: set[str] = set()
    for branch in branches(expression):
        if branch.isalnum():  # as most are
            found.add(branch.lower())
            continue
        for parts in product(*_pieces(branch)):
            found.add(_ANYS.sub(ANY, "".join(parts)).lower())
    return frozenset(found)


def _pieces(branch: str) -> Iterator[frozenset[str]]:
    """Yield what each letter, class or group of an expression without bars may be."""
    at = 0
    while at < len(branch):
        if letters := _LETTERS.match(branch, at):
            at = letters.end()
            yield frozenset((letters[0],))
            continue
        end = behind(branch, at)
        found = _spelled(branch[at:end])
        times, at = _times(branch, end)
        if times:
            found = {"".join(parts) for n in times for parts in product(found, repeat=n)}
        else:
            found = {ANY}
        yield frozenset(found)


def _times(branch: str, at: int) -> tuple[range, int]:
    """Return how often a piece is repeated, an empty range for any number, and where that ends."""
    if at == len(branch) or branch[at] not in "?*+{":
        return range(1, 2), at
    counted = _TIMES.match(branch, at)
    end = at + 1 if counted is None else counted.end()
    lazy = branch[end : end + 1] == "?"
    if counted is not None:
        least, most = counted[1], counted[2] if "," in counted[0] else counted[1]
        few = most and int(most) <= _MOST_TIMES
        times = range(int(least or 0), int(most) + 1) if few else range(0)
    else:
        times = range(2) if branch[at] == "?" else range(0)
    return times, end + lazy


def _spelled(piece: str) -> Iterable[str]:
    if _NO_WIDTH.match(piece):
        return [""]
    if piece[0] == "(":
        return spellings(piece[piece.index(":") + 1 : -1] if piece[1] == "?" else piece[1:-1])
    if piece == r"\d":
        return digits
    if piece[0] == "\\":
        return [ANY if piece[1].isalnum() else piece[1]]
    if piece[0] == "[":
        listed = piece[1:-1]
        plain = listed.isalpha() or not re.search(r"[\\^]|.-.", listed)
        return listed if plain else [ANY]
    return [ANY if piece == "." else piece]


class Spelled(NamedTuple):
    """Words that have one of some spellings, or seem to.

    Attributes:
        whole: the spellings without ``ANY``.
        heads, tails: beginnings and ends of those with ``ANY`` behind them, or before.
        inside: what stands between two.
        begin, end: as many letters as the shortest of the heads has, of each; and of the tails.
    """

    whole: frozenset[str]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    inside: tuple[str, ...]
    begin: frozenset[str]
    end: frozenset[str]

    @classmethod
    def by(cls, spelled: Iterable[str]) -> Spelled:
        """Return the words that have one of these spellings."""
        whole: set[str] = set()
        heads: set[str] = set()
        tails: set[str] = set()
        inside: set[str] = set()
        for spelling in spelled:
            head, *rest = spelling.split(ANY)
            if not rest:
                whole.add(head)
            elif head:
                heads.add(head)
            elif rest[-1]:
                tails.add(rest[-1])
            else:
                inside.add(max(rest, key=len))
        begin, end = min(map(len, heads), default=1), min(map(len, tails), default=1)
        return cls(
            whole=frozenset(whole),
            heads=tuple(heads),
            tails=tuple(tails),
            inside=tuple(inside),
            begin=frozenset(head[:begin] for head in heads),
            end=frozenset(tail[-end:] for tail in tails),
        )

    def may_fit(self, word: str) -> bool:
        """Return whether a word has one of the spellings with ``ANY``."""
        return (
            word.startswith(self.heads)
            or word.endswith(self.tails)
            or any(part in word for part in self.inside)
        )

    def among(self, words: Sequence[str]) -> set[str]:
        """Return those of some words, no one of which holds a line break."""
        if "" in self.inside:
            return {*words}
        found = {*self.whole.intersection(words)}
        begin, end = (len(next(iter(short), " ")) for short in (self.begin, self.end))
        found.update(w for w in words if w[:begin] in self.begin and w.startswith(self.heads))
        found.update(w for w in words if w[-end:] in self.end and w.endswith(self.tails))
        lines = "\n".join(["", *words, ""])
        for part in self.inside:
            found.update(_lines_with(part, lines))
        return found


def _lines_with(part: str, lines: str) -> Iterator[str]:
    at = lines.find(part)
    while at >= 0:
        end = lines.index("\n", at)
        yield lines[lines.rindex("\n", 0, at) + 1 : end]
        at = lines.find(part, end)
