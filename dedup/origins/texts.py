"""What the members of a story share: words, facts, quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedup.background import background, detect_language
from dedup.origins.origin import Member
from dedup.passages import PassageKind
from dedup.relations import Relation
from dedup.stems import stem_words

TELLING_IDF = 2.0
"""Nats above which a word says what a text is about."""
FACT_IDF = 5.0
"""Nats above which a word is a fact: a name, a number, a rare word."""
CONTEXT = 600
"""Code points around an attribution that say what it is about."""
ALONE = 0.5
"""Centrality where no other text is there to share anything: not known."""
QUOTED_WORDS = 5
"""Fewer words inside quote marks are a phrase, not a quotation."""

Span = tuple[int, int]


class Text:
    """One member's words, weighed when they are asked for: most stories credit nobody.

    Attributes:
        member: the article.
    """

    def __init__(self, member: Member) -> None:
        self.member = member

    @cached_property
    def stems(self) -> Sequence[str]:
        """One for each word."""
        return self._read[0]

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """Background idf in nats, shape (n,); 0 in furniture."""
        return np.where(self.member.tokens.furnished, 0.0, self._read[1])

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Telling stem to its idf."""
        telling = np.flatnonzero(self.rarity > TELLING_IDF)
        named = map(self.stems.__getitem__, telling.tolist())
        return dict(zip(named, self.rarity[telling].tolist(), strict=True))

    @cached_property
    def total(self) -> float:
        """Of the weights."""
        return sum(self.weights.values())

    @cached_property
    def long_quotations(self) -> list[Span]:
        """Spans of quotations that are no mere phrases."""
        tokens = self.member.tokens
        return [
            (start, end)
            for start, end in tokens.quotations
            if len(tokens.text[start:end].split()) >= QUOTED_WORDS
        ]

    def position(self, at: int) -> float:
        """Return 1, .7 or .5 by thirds of the text that is no furniture."""
        place = self.depth(at)
        return 1.0 if place < 1 / 3 else 0.7 if place < 2 / 3 else 0.5

    def depth(self, at: int) -> float:
        """Return the share of the article's own words that stand before ``at``."""
        own = ~self.member.tokens.furnished
        before = int(own[: np.searchsorted(self.member.tokens.starts, at)].sum())
        return before / max(1, int(own.sum()))

    @cached_property
    def _read(self) -> tuple[Sequence[str], NDArray[np.float64]]:
        """Stems and rarity of the words, from the dossier where there is one."""
        member, tokens = self.member, self.member.tokens
        if member.stems is not None and member.rarity is not None:
            return member.stems, member.rarity
        language = (member.article.language or "")[:2].lower() or detect_language(tokens.words)
        stems, table = stem_words(tokens, language), background(language)
        return stems, np.array([table.rarity(stem) for stem in stems], np.float64)


def quoted_inside(text: Text, span: Span) -> bool:
    """Return whether a sentence holds a quotation; what stands around it does not vouch for it."""
    return any(start < span[1] and span[0] < end for start, end in text.long_quotations)


def fullest(texts: Mapping[str, Text], votes: Mapping[str, int]) -> dict[int, Text]:
    """Return the text with the most telling words of each vote: its copies add nothing."""
    chosen: dict[int, Text] = {}
    for name, text in texts.items():
        best = chosen.get(votes[name])
        if best is None or len(text.weights) > len(best.weights):
            chosen[votes[name]] = text
    return chosen


class Others:
    """The texts of all votes but one, as far as they vouch for what a text says.

    Args:
        texts: the members, by id.
        votes: the number of each member's vote.
    """

    def __init__(self, texts: Mapping[str, Text], votes: Mapping[str, int]) -> None:
        self._texts, self._votes = texts, votes
        self.count = len({votes[name] for name in texts}) - 1

    @cached_property
    def voices(self) -> Mapping[int, Text]:
        """A text for each vote."""
        return fullest(self._texts, self._votes)

    @cached_property
    def _holding(self) -> Counter[str]:
        return Counter(chain.from_iterable(voice.weights for voice in self.voices.values()))

    def have(self, vote: int) -> Callable[[str], bool]:
        """Return what tells whether any vote but one has a stem."""
        own: Container[str] = self.voices[vote].weights if vote in self.voices else ()
        holding = self._holding
        return lambda s: holding[s] > (s in own)


def context_share(
    text: Text, span: Span, has: Callable[[str], bool], *, leave_out: str, around: int = CONTEXT
) -> float:
    """Return the idf share of the words around a span that other members have too, in [0, 1].

    Args:
        text: where the span stands.
        span: of an attribution; an empty one asks for the whole text.
        has: whether another member has a stem.
        leave_out: the outlet's name, which would vouch for itself.
        around: code points that the span is widened to.
    """
    starts = text.member.tokens.starts
    margin = max(0, around - (span[1] - span[0])) // 2
    first, last = np.searchsorted(starts, (span[0] - margin, span[1] + margin)).tolist()
    if span == (0, 0):
        first, last = 0, len(starts)
    named = {word.casefold() for word in leave_out.split()}
    words, stems, weights = text.member.tokens.words, text.stems, text.weights
    places = (np.flatnonzero(text.rarity[first:last] > TELLING_IDF) + first).tolist()
    telling = {stems[i]: weights[stems[i]] for i in places if words[i] not in named}
    total = sum(telling.values())
    shared = sum(weight for stem, weight in telling.items() if has(stem))
    return shared / total if total else 0.0


def containment(part: Text, whole: Text) -> float:
    """Return the idf share of ``part``'s telling words that ``whole`` has; directional."""
    other = whole.weights
    held = sum([weight for stem, weight in part.weights.items() if stem in other])
    return held / part.total if part.total else 0.0


def telling_inside(
    text: Text, span: Span, *, leave_out: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the telling stems inside a span with their idf, and those that stand nowhere else.

    Args:
        text: where the span stands.
        span: of a sentence.
        leave_out: the outlet's name, which would vouch for itself.
    """
    first, last = np.searchsorted(text.member.tokens.starts, span).tolist()
    named = {word.casefold() for word in leave_out.split()}
    words, stems = text.member.tokens.words, text.stems
    inside = {stems[i] for i in range(first, last) if words[i] not in named}
    telling = {stem: text.weights[stem] for stem in sorted(inside & text.weights.keys())}
    elsewhere = {*stems[:first], *stems[last:]}
    return telling, {stem: idf for stem, idf in telling.items() if stem not in elsewhere}


def supported_facts(text: Text, has: Callable[[str], bool]) -> float:
    """Return the share of a text's facts that another member has too, in [0, 1].

    Args:
        text: whose facts are asked for.
        has: whether another member has a stem.
    """
    facts = {stem: weight for stem, weight in text.weights.items() if weight > FACT_IDF}
    total = sum(facts.values())
    known = sum(weight for stem, weight in facts.items() if has(stem))
    return known / total if total else 0.0


Seen = tuple[Span, Span, PassageKind]
"""A passage from one side: where it stands here, where it stands there, and its kind."""


def passages_from(relation: Relation, side: str) -> list[Seen]:
    """Return the passages of a relation as one of its two articles sees them."""
    if side == relation.left:
        return [
            ((p.left_start, p.left_end), (p.right_start, p.right_end), p.kind)
            for p in relation.passages
        ]
    return [
        ((p.right_start, p.right_end), (p.left_start, p.left_end), p.kind)
        for p in relation.passages
    ]
