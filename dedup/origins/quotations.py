"""Quotations: which ones members of a story share, compared by their words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dedup.origins.origin import Member
from dedup.origins.texts import Span, Text, passages_from
from dedup.passages import PassageKind
from dedup.relations import Relation

REACH = 300
"""Code points after an attribution within which it still introduces a quotation."""
SHORTEST = 5
"""Words of a quotation that is compared; shorter ones are phrases."""
ALIKE = 0.3
"""Share of the shorter quotation's words that another one has if both are one quotation."""

BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]|\([^()\n]{1,60}\)")
"""What a text inserts into a quotation: "[the ministry]", or "(the ministry)" as agencies have it.
"""
_GAP = re.compile(r"\.{3,}|…|(?:\. ){2,}\.")
"""What stands for words that were left out, brackets or not."""
_WORD = re.compile(r"\w+(?:'\w+)?")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation: where it stands, and its words, what is in brackets left out.

    Attributes:
        article: the id of the article.
        span: in its text.
        words: in their order.
        different: each of them once.
        pieces: how many words stand between the places where it says that some are left out.
    """

    article: str
    span: Span
    words: tuple[str, ...]
    different: frozenset[str]
    pieces: tuple[int, ...]


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


class SharedQuotations:
    """Which quotations of a member other members carry too, as such or in their own words.

    That both stand in one passage is not enough: a passage of paragraphs holds several.
    """

    def __init__(
        self, texts: Mapping[str, Text], relations: Sequence[Relation], twins: Twins
    ) -> None:
        self._holders: dict[str, dict[Span, set[str]]] = {name: {} for name in texts}
        for (name, span), others in twins.items():
            self._holders[name][span] = set(others)
        for relation in relations:
            if relation.passages and {relation.left, relation.right} <= texts.keys():
                self._note_told(texts[relation.left], relation, relation.right)
                self._note_told(texts[relation.right], relation, relation.left)
        self._spans = {name: sorted(spans) for name, spans in self._holders.items()}

    def _note_told(self, own: Text, relation: Relation, other: str) -> None:
        """Take the quotations that a passage is made of, however the other side has them."""
        name = own.member.id
        for here, _, kind in passages_from(relation, name):
            for start, end in own.long_quotations if kind is PassageKind.QUOTATION else ():
                if 2 * (min(end, here[1]) - max(start, here[0])) >= end - start:
                    self._holders[name].setdefault((start, end), set()).add(other)

    def of(self, member: str) -> Mapping[Span, set[str]]:
        """Return the shared quotations of a member with the ids of those that share each."""
        return self._holders[member]

    def holders(self, member: Member, span: Span, *, inside: bool) -> set[str]:
        """Return the ids of members that carry a quotation which an attribution introduces.

        Args:
            member: where the attribution stands.
            span: of the attribution's sentence.
            inside: whether only quotations in that sentence count.
        """
        shared = self._holders[member.id]
        return {
            holder
            for quotation in self.introduced(member, span)
            if not inside or (quotation[0] < span[1] and span[0] < quotation[1])
            for holder in shared[quotation]
        }

    def introduced(self, member: Member, span: Span) -> tuple[Span, ...]:
        """Return the shared quotations that an attribution introduces.

        They stand in its sentence, before it in its paragraph, or soon after it, unless another
        attribution comes between.
        """
        text = member.tokens.text
        paragraph = max(text.rfind("\n", 0, span[0]) + 1, span[0] - REACH)
        spans = self._spans[member.id]
        if not spans:
            return ()
        starts = sorted(a.start for a in member.attributions if not a.rejected_because)
        following = bisect_left(starts, span[1])
        reach = min([span[1] + REACH, *starts[following : following + 1]])
        return tuple(
            spans[bisect_left(spans, (paragraph, 0)) : bisect_left(spans, (max(reach, span[1]), 0))]
        )


def _quoted(name: str, span: Span, text: str) -> Quoted | None:
    """Return a quotation as it is compared; None where it is a phrase."""
    parts = _GAP.split(text[slice(*span)].replace("’", "'"))
    pieces = [_WORD.findall(BRACKETS.sub(" ", part)) for part in parts]
    words = tuple(word.casefold() for piece in pieces for word in piece)
    if len(words) < SHORTEST:
        return None
    counts = tuple(len(piece) for piece in pieces if piece)
    return Quoted(name, span, words, frozenset(words), counts)


def _alike(one: Quoted, two: Quoted) -> float:
    """Return the share of the shorter quotation's different words that the other has."""
    a, b = one.different, two.different
    return len(a & b) / min(len(a), len(b))
