"""Quotations: which ones members of a story share, compared by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dedup.origins.texts import Span, Text
from dedup.passages import PassageKind
from dedup.relations import Relation

SHORTEST = 5
"""Words of a quotation that is compared; shorter ones are phrases."""
ALIKE = 0.3
"""Share of the shorter quotation's words that another one has if both are one quotation."""

BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]")
"""What a text inserts into a quotation: "[the ministry]"."""
_WORD = re.compile(r"\w+(?:'\w+)?")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation: where it stands, and its words, brackets left out."""

    article: str
    span: Span
    words: tuple[str, ...]
    different: frozenset[str]


Twins = Mapping[tuple[str, Span], Mapping[str, Quoted]]
"""The same quotation in other members, by article and span, then by the other's id."""


class Quotations:
    """The quotations of members that are long enough to be compared, read when asked for.

    Most stories share none, and most quotations stand outside what is shared.
    """

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self._texts = texts
        self._known: dict[tuple[str, Span], Quoted | None] = {}

    def within(self, name: str, start: int, end: int) -> list[Quoted]:
        """Return those of a member that reach into a span."""
        return [
            one
            for span in self._texts[name].member.tokens.quotations
            if span[0] < end and start < span[1] and (one := self._at(name, span))
        ]

    def of(self, name: str) -> list[Quoted]:
        """Return all of a member."""
        return self.within(name, 0, len(self._texts[name].member.tokens.text))

    def __getitem__(self, place: tuple[str, Span]) -> Quoted:
        """Return one that is known to be long enough."""
        found = self._at(*place)
        assert found is not None
        return found

    def _at(self, name: str, span: Span) -> Quoted | None:
        if (name, span) not in self._known:
            self._known[name, span] = _quoted(name, span, self._texts[name].member.tokens.text)
        return self._known[name, span]


def pair_quotations(
    quoted: Quotations, texts: Mapping[str, Text], relations: Sequence[Relation]
) -> Twins:
    """Return the quotations that stand in what two members share, and are alike."""
    twins: dict[tuple[str, Span], dict[str, Quoted]] = {}
    for relation in relations:
        sides = (relation.left, relation.right)
        if not all(side in texts and texts[side].member.tokens.quotations for side in sides):
            continue
        for p in relation.passages:
            if p.kind is PassageKind.FURNITURE:
                continue
            near = quoted.within(relation.right, p.right_start, p.right_end)
            for one in quoted.within(relation.left, p.left_start, p.left_end) if near else ():
                two = max(near, key=lambda q: (_alike(one, q), -q.span[0]))
                if _alike(one, two) >= ALIKE:
                    twins.setdefault((one.article, one.span), {})[two.article] = two
                    twins.setdefault((two.article, two.span), {})[one.article] = one
    return twins


def _quoted(name: str, span: Span, text: str) -> Quoted | None:
    """Return a quotation as it is compared; None where it is a phrase."""
    inside = BRACKETS.sub(" ", text[slice(*span)]).replace("’", "'")
    words = tuple(map(str.casefold, _WORD.findall(inside)))
    return Quoted(name, span, words, frozenset(words)) if len(words) >= SHORTEST else None


def _alike(one: Quoted, two: Quoted) -> float:
    """Return the share of the shorter quotation's different words that the other has."""
    a, b = one.different, two.different
    return len(a & b) / min(len(a), len(b))
