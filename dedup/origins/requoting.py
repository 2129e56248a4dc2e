"""Requoting: the marks of a text that quotes what another one quotes, and changed the quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dedup.origins.descent import Mark
from dedup.origins.quotations import BRACKETS, Quotations, Quoted, Twins
from dedup.origins.texts import Span, Text
from dedup.relations.why import short_name

BRACKETED, TRUNCATED, RETRANSLATED = 0.4, 0.3, 0.4
"""What a mark adds, in units of the score, where a plain "X reported" adds 1.5."""
CUT = 0.8
"""Share of the fuller quotation's words under which a shorter one was cut."""
FOUND = 0.6
"""Share of the missing words that stand elsewhere in the shorter text's quotations if it was not
cut but interrupted: “…,” she said. “…”"""
EQUAL = 0.9
"""Share of all words of two quotations in common if they are quoted alike."""
OTHER_WORDS = 0.15
"""Share of a quotation's words that a wording of its own has and the other lacks, on both sides; in
one that was only cut, one side has none."""
_LETTER = re.compile(r"\w")
AGREEING = 2
"""Other houses that quote alike where one text quotes otherwise."""


def find_changed(
    quoted: Quotations, texts: Mapping[str, Text], votes: Mapping[str, int], twins: Twins
) -> Iterator[Mark]:
    """Yield the marks of quotations that were explained, cut or translated back."""
    yield from _bracketed(texts, twins)
    yield from _truncated(quoted, twins)
    yield from _retranslated(quoted, votes, twins)


def _bracketed(texts: Mapping[str, Text], twins: Twins) -> Iterator[Mark]:
    """Yield what is inserted in brackets where another member quotes the same words without it."""
    for (name, (start, end)), others in twins.items():
        inside = texts[name].member.tokens.text[start:end]
        for match in BRACKETS.finditer(inside):
            if not _LETTER.search(match.group()):
                continue  # "[…]" leaves out
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
        q
        for q in others.values()
        if not BRACKETS.search(texts[q.article].member.tokens.text, *q.span)
    ]


def _truncated(quoted: Quotations, twins: Twins) -> Iterator[Mark]:
    """Yield quotations that are a part of what another member quotes, the rest left out."""
    for (name, span), others in twins.items():
        one = quoted[name, span]
        for other in sorted(others.values(), key=lambda q: (-len(q.words), q.article)):
            if len(one.words) > (CUT if len(one.pieces) == 1 else EQUAL) * len(other.words):
                continue
            if not _runs_in(one, other.words):
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


def _runs_in(part: Quoted, whole: Sequence[str]) -> bool:
    """Return whether the pieces of a quotation stand in another's words, one behind the other."""
    at, first = 0, 0
    for size in part.pieces:
        piece = part.words[first : first + size]
        starts = range(at, len(whole) - size + 1)
        found = next((i for i in starts if tuple(whole[i : i + size]) == piece), None)
        if found is None:
            return False
        at, first = found + size, first + size
    return True


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


def _mark(place: tuple[str, Span], kind: str, other: Quoted, weight: float, why: str) -> Mark:
    name, (start, end) = place
    return Mark(name, start, end, kind, other.article, *other.span, weight, why)
