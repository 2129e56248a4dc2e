"""What the members of a story share: words, facts, quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.background import background, detect_language
from dedup.origins.origin import Member
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.signatures import stem_words

TELLING_IDF = 2.0
"""Nats above which a word says what a text is about."""
FACT_IDF = 5.0
"""Nats above which a word is a fact: a name, a number, a rare word."""
CONTEXT = 600
"""Code points around an attribution that say what it is about."""
ALONE = 0.5
"""Centrality where no other text is there to share anything: not known."""
QUOTATION_REACH = 300
"""Code points after an attribution within which it still introduces a quotation."""
QUOTED_WORDS = 5
"""Fewer words inside quote marks are a phrase, not a quotation."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One member's words, weighed.

    Attributes:
        member: the article.
        stems: one for each word.
        rarity: shape (n,), background idf in nats; 0 in furniture.
        weights: telling stem to its idf.
    """

    member: Member
    stems: Sequence[str]
    rarity: NDArray[np.float64]
    weights: Mapping[str, float]

    def position(self, at: int) -> float:
        """Return 1, .7 or .5 by thirds of the text that is no furniture."""
        place = self.depth(at)
        return 1.0 if place < 1 / 3 else 0.7 if place < 2 / 3 else 0.5

    def depth(self, at: int) -> float:
        """Return the share of the article's own words that stand before ``at``."""
        own = ~self.member.tokens.furnished
        before = int(own[: np.searchsorted(self.member.tokens.starts, at)].sum())
        return before / max(1, int(own.sum()))


def weigh(member: Member) -> Text:
    """Return a member's words with their weights."""
    tokens = member.tokens
    language = (member.article.language or "")[:2].lower() or detect_language(tokens.words)
    stems = stem_words(tokens, language)
    idf = background(language).idf
    rarity = np.array(
        [
            idf(stem) if stem and not out else 0.0
            for stem, out in zip(stems, tokens.furnished.tolist(), strict=True)
        ],
        np.float64,
    )
    telling = np.flatnonzero(rarity > TELLING_IDF).tolist()
    return Text(member, stems, rarity, {stems[i]: float(rarity[i]) for i in telling})


def fullest(texts: Mapping[str, Text], votes: Mapping[str, int]) -> dict[int, Text]:
    """Return the text with the most telling words of each vote: its copies add nothing."""
    chosen: dict[int, Text] = {}
    for name, text in texts.items():
        best = chosen.get(votes[name])
        if best is None or len(text.weights) > len(best.weights):
            chosen[votes[name]] = text
    return chosen


def context_share(
    text: Text, span: Span, others: Iterable[Text], *, leave_out: str, around: int = CONTEXT
) -> float:
    """Return the idf share of the words around a span that other members have too, in [0, 1].

    Args:
        text: where the span stands.
        span: of an attribution; an empty one asks for the whole text.
        others: of other votes; none gives ``ALONE``.
        leave_out: the outlet's name, which would vouch for itself.
        around: code points that the span is widened to.
    """
    held = [other.weights.keys() for other in others]
    if not held:
        return ALONE
    starts = text.member.tokens.starts
    margin = max(0, around - (span[1] - span[0])) // 2
    first, last = np.searchsorted(starts, (span[0] - margin, span[1] + margin)).tolist()
    if span == (0, 0):
        first, last = 0, len(starts)
    named = {word.casefold() for word in leave_out.split()}
    words = text.member.tokens.words
    telling = {
        text.stems[i]: float(text.rarity[i])
        for i in range(first, last)
        if text.rarity[i] > TELLING_IDF and words[i] not in named
    }
    total = sum(telling.values())
    shared = sum(weight for stem, weight in telling.items() if any(stem in keys for keys in held))
    return shared / total if total else 0.0


def containment(part: Text, whole: Text, least: float = TELLING_IDF) -> float:
    """Return the idf share of ``part``'s telling words that ``whole`` has; directional."""
    weights = {stem: weight for stem, weight in part.weights.items() if weight > least}
    total = sum(weights.values())
    held = sum(weight for stem, weight in weights.items() if stem in whole.weights)
    return held / total if total else 0.0


def held_share(text: Text, span: Span, other: Text, *, leave_out: str) -> float:
    """Return the idf share of the telling words inside a span that another text has; in [0, 1].

    Args:
        text: where the span stands.
        span: of a sentence.
        other: the text that may have its words.
        leave_out: the outlet's name, which would vouch for itself.
    """
    first, last = np.searchsorted(text.member.tokens.starts, span).tolist()
    named = {word.casefold() for word in leave_out.split()}
    words = text.member.tokens.words
    inside = {text.stems[i] for i in range(first, last) if words[i] not in named}
    inside &= text.weights.keys()
    total = sum(text.weights[stem] for stem in inside)
    held = sum(text.weights[stem] for stem in inside if stem in other.weights)
    return held / total if total else 0.0


def supported_facts(text: Text, others: Sequence[Text]) -> float:
    """Return the share of a text's facts that another member has too, in [0, 1]."""
    facts = {stem: weight for stem, weight in text.weights.items() if weight > FACT_IDF}
    total = sum(facts.values())
    known = sum(w for stem, w in facts.items() if any(stem in other.weights for other in others))
    return known / total if total else 0.0


class SharedQuotations:
    """Which quotations of a member other members carry too, by the passages of their relations."""

    def __init__(self, texts: Mapping[str, Text], relations: Iterable[Relation]) -> None:
        self._holders: dict[str, dict[Span, set[str]]] = {name: {} for name in texts}
        for relation in relations:
            if relation.left not in texts or relation.right not in texts:
                continue
            self._note(texts[relation.left], texts[relation.right], relation)
            self._note(texts[relation.right], texts[relation.left], relation.mirrored())
        self._spans = {name: sorted(spans) for name, spans in self._holders.items()}
        self._starts = {
            name: sorted(a.start for a in text.member.attributions if not a.rejected_because)
            for name, text in texts.items()
        }

    def _note(self, left: Text, right: Text, relation: Relation) -> None:
        for start, end in left.member.tokens.quotations:
            if len(left.member.tokens.text[start:end].split()) < QUOTED_WORDS:
                continue
            for p in relation.passages:
                shared = min(end, p.left_end) - max(start, p.left_start)
                if p.kind is PassageKind.FURNITURE or 2 * shared < end - start:
                    continue
                quoted = p.kind is PassageKind.QUOTATION or any(
                    a < p.right_end and p.right_start < b for a, b in right.member.tokens.quotations
                )
                if quoted:
                    self._holders[left.member.id].setdefault((start, end), set()).add(
                        right.member.id
                    )

    def of(self, member: str) -> Mapping[Span, set[str]]:
        """Return the shared quotations of a member with the ids of those that share each."""
        return self._holders[member]

    def introduced(self, member: Member, span: Span) -> tuple[Span, ...]:
        """Return the shared quotations that an attribution introduces.

        They stand in its sentence, before it in its paragraph, or soon after it, unless another
        attribution comes between.
        """
        text = member.tokens.text
        paragraph = max(text.rfind("\n", 0, span[0]) + 1, span[0] - QUOTATION_REACH)
        starts, spans = self._starts[member.id], self._spans[member.id]
        following = bisect_left(starts, span[1])
        reach = min([span[1] + QUOTATION_REACH, *starts[following : following + 1]])
        return tuple(
            spans[bisect_left(spans, (paragraph, 0)) : bisect_left(spans, (max(reach, span[1]), 0))]
        )
