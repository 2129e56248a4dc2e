"""Marks: traces in a text that it was made from another one. Modest evidence, never proof.

Rewriters cut quotations, explain them in brackets, translate them back, and convert what somebody
else had rounded. Each mark is found by comparing two members; each says who was there before whom,
and none of them is rare enough in honest reporting to decide anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedup.attributions import in_sentence, is_alias, same_outlet
from dedup.origins.credits import Credit
from dedup.origins.descent import Mark
from dedup.origins.texts import Seen, Span, Text, passages_from
from dedup.origins.units import converted_back, find_amounts, find_conversions
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.relations.why import short_name

BRACKETED, TRUNCATED, RETRANSLATED, ROUND_TRIP, SELF_ALIAS = 0.4, 0.3, 0.4, 0.5, 0.5
"""What a mark adds, in units of the score, where a plain "X reported" adds 1.5: a text may carry
several and still be the first."""
SHORTEST = 5
"""Words of a quotation that is compared; shorter ones are phrases."""
CUT = 0.8
"""Share of the fuller quotation's words under which a shorter one was cut."""
FOUND = 0.6
"""Share of the missing words that stand elsewhere in the shorter text's quotations if it was not
cut but interrupted: “…,” she said. “…”"""
ALIKE = 0.3
"""Share of the shorter quotation's words that another one has if both are one quotation."""
EQUAL = 0.9
"""Share of all words of two quotations in common if they are quoted alike."""
OTHER_WORDS = 0.15
"""Share of a quotation's words that a wording of its own has and the other lacks, on both sides; in
one that was only cut, one side has none."""
NEARBY = 150
"""Code points around a passage within which an amount belongs to what is told there."""
AGREEING = 2
"""Other houses that quote alike where one text quotes otherwise."""

_BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]")
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
        spans = self._texts[name].member.tokens.quotations
        near = (self._at(name, span) for span in spans if span[0] < end and start < span[1])
        return [one for one in near if one]

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


def find_marks(
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    credits: Sequence[Credit],
    relations: Sequence[Relation],
) -> tuple[Mark, ...]:
    """Return the marks of a story, by article and span; of one kind and place, the first.

    Args:
        texts: the members, by id.
        votes: the number of each member's vote; copies agree about nothing.
        credits: settled and weighed.
        relations: of pairs of members; their passages say which quotations are the same.
    """
    quoted = Quotations(texts)
    twins = _pair_quotations(quoted, texts, relations)
    found = [
        *_bracketed(texts, twins),
        *_truncated(quoted, twins),
        *_retranslated(quoted, votes, twins),
        *_round_trips(texts, relations),
        *_self_aliases(credits),
    ]
    placed: dict[tuple[str, int, int, str], Mark] = {}
    for mark in sorted(found, key=lambda m: (m.article, m.start, m.end, m.kind, m.other or "")):
        placed.setdefault((mark.article, mark.start, mark.end, mark.kind), mark)
    return tuple(placed.values())


def _pair_quotations(
    quoted: Quotations, texts: Mapping[str, Text], relations: Sequence[Relation]
) -> Twins:
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
    inside = _BRACKETS.sub(" ", text[slice(*span)]).replace("’", "'")
    words = tuple(map(str.casefold, _WORD.findall(inside)))
    return Quoted(name, span, words, frozenset(words)) if len(words) >= SHORTEST else None


def _alike(one: Quoted, two: Quoted) -> float:
    """Return the share of the shorter quotation's different words that the other has."""
    a, b = one.different, two.different
    return len(a & b) / min(len(a), len(b))


def _bracketed(texts: Mapping[str, Text], twins: Twins) -> Iterator[Mark]:
    """Yield what is inserted in brackets where another member quotes the same words without it."""
    for (name, (start, end)), others in twins.items():
        inside = texts[name].member.tokens.text[start:end]
        for match in _BRACKETS.finditer(inside):
            for other in _plain(others, texts):
                yield _mark(
                    (name, (start + match.start(), start + match.end())),
                    "bracketed-insertion",
                    other,
                    BRACKETED,
                    f"{short_name(name)} puts “{match.group()}” into words that "
                    f"{short_name(other.article)} quotes without it.",
                )


def _plain(others: Mapping[str, Quoted], texts: Mapping[str, Text]) -> list[Quoted]:
    return [
        q for q in others.values() if "[" not in texts[q.article].member.tokens.text[slice(*q.span)]
    ]


def _truncated(quoted: Quotations, twins: Twins) -> Iterator[Mark]:
    """Yield quotations that are a part of what another member quotes, the rest left out."""
    for (name, span), others in twins.items():
        one = quoted[name, span]
        for other in sorted(others.values(), key=lambda q: (-len(q.words), q.article)):
            if len(one.words) > CUT * len(other.words) or not _runs_in(one.words, other.words):
                continue
            missing = other.different - one.different
            everything = frozenset().union(*(q.different for q in quoted.of(name)))
            if missing and len(missing & everything) >= FOUND * len(missing):
                continue
            yield _mark(
                (name, span),
                "truncated-quotation",
                other,
                TRUNCATED,
                f"{short_name(name)} quotes {len(one.words)} of the {len(other.words)} words that "
                f"stand in {short_name(other.article)}.",
            )


def _runs_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    size = len(part)
    return any(tuple(whole[i : i + size]) == part for i in range(len(whole) - size + 1))


def _retranslated(quoted: Quotations, votes: Mapping[str, int], twins: Twins) -> Iterator[Mark]:
    """Yield quotations that one text words otherwise than several others that agree."""
    for (name, span), others in twins.items():
        one = quoted[name, span]
        strange = [q for q in others.values() if _reworded(one, q)]
        for other in sorted(strange, key=lambda q: q.article):
            agreeing = {
                votes[q.article]
                for q in strange
                if q.article != other.article and _same(other, q) >= EQUAL
            } - {votes[name]}
            if len(agreeing | {votes[other.article]}) >= AGREEING:
                yield _mark(
                    (name, span),
                    "retranslated-quotation",
                    other,
                    RETRANSLATED,
                    f"{short_name(name)} words otherwise what {short_name(other.article)} and "
                    f"{len(agreeing)} more quote alike, as a text does that came back from "
                    "another language.",
                )
                break


def _reworded(one: Quoted, two: Quoted) -> bool:
    a, b = one.different, two.different
    return len(a - b) >= OTHER_WORDS * len(a) and len(b - a) >= OTHER_WORDS * len(b)


def _same(one: Quoted, two: Quoted) -> float:
    """Return the share of all different words of two quotations that both have."""
    a, b = one.different, two.different
    return len(a & b) / len(a | b)


def _round_trips(texts: Mapping[str, Text], relations: Sequence[Relation]) -> Iterator[Mark]:
    """Yield amounts with an exact conversion in brackets where another member has a round one."""
    converted = {name: find_conversions(text.member.tokens.text) for name, text in texts.items()}
    if not any(converted.values()):
        return
    written = {name: find_amounts(text.member.tokens.text) for name, text in texts.items()}
    for relation in relations:
        if not {relation.left, relation.right} <= texts.keys():
            continue
        for one, two in ((relation.left, relation.right), (relation.right, relation.left)):
            if not converted[one] or not written[two]:
                continue
            left, right = (texts[name].member.tokens.text for name in (one, two))
            passages = passages_from(relation, one)
            for amount, other in converted_back(converted[one], written[two]):
                if not _met(passages, amount, other):
                    continue
                yield Mark(
                    one,
                    *amount,
                    "unit-round-trip",
                    two,
                    *other,
                    ROUND_TRIP,
                    f"{short_name(one)} writes “{left[slice(*amount)]}”, the "
                    f"“{right[slice(*other)]}” of {short_name(two)} converted there and back.",
                )


def _met(passages: Sequence[Seen], left: Span, right: Span) -> bool:
    """Return whether two amounts stand in or beside one passage."""
    return any(
        here[0] - NEARBY < left[1]
        and left[0] < here[1] + NEARBY
        and there[0] - NEARBY < right[1]
        and right[0] < there[1] + NEARBY
        for here, there, kind in passages
        if kind is not PassageKind.FURNITURE
    )


def _self_aliases(credits: Sequence[Credit]) -> Iterator[Mark]:
    """Yield bare names that only the outlet's own house uses, in a text that never spells them."""
    by_article: dict[tuple[str, str], list[Credit]] = {}
    for credit in credits:
        if credit.contribution > 0 and not credit.exclusive:
            by_article.setdefault((credit.article, credit.outlet), []).append(credit)
    for (name, outlet), given in sorted(by_article.items()):
        written = [c.attribution.written for c in given]
        if is_alias(outlet) or not all(is_alias(w) and same_outlet(w, outlet) for w in written):
            continue
        first = min(given, key=lambda c: c.attribution.start).attribution
        yield Mark(
            name,
            first.start,
            first.end,
            "copied-self-alias",
            None,
            0,
            0,
            SELF_ALIAS,
            f"{short_name(name)} calls {in_sentence(outlet)} “{first.written}” and never spells it "
            "out, as that house itself does.",
        )


def _mark(place: tuple[str, Span], kind: str, other: Quoted, weight: float, why: str) -> Mark:
    name, (start, end) = place
    return Mark(name, start, end, kind, other.article, *other.span, weight, why)
