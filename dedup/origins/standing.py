"""Standing: how much of what a story tells stands in one member, and which is nearest to a source.

Content does not tell direction in real news (.51 to .60 on 70 real pairs): a rewrite may be longer
or shorter than its source. So standing never makes a claim; it may contradict one, and it names the
member nearest to a source that is not in the set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from dedup.attributions import in_sentence, is_alias, same_outlet
from dedup.origins.credits import Credit
from dedup.origins.quotations import SharedQuotations
from dedup.origins.texts import (
    Others,
    Text,
    containment,
    fullest,
    supported_facts,
)
from dedup.relations.why import short_name

FACTS, SHARED = 5.0, 6.0
"""Weights of supported facts and of shared text (design section 13)."""
COPIED_ALIAS = 0.25
"""What a self-name copied along is worth, in shares of the others' text held: nobody but the
source's own house, or a close copy of it, calls the New York Post "The Post" without its name."""
QUOTED = 0.25
"""What carrying all shared quotations is worth, in the same units."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a member is to a source outside the set.

    Attributes:
        article: its id.
        held: mean share of the others' telling words that it has.
        quotations: its share of the shared quotations' words, of the fullest member's.
        copied_alias: the source's self-name that it copied along, or "".
    """

    article: str
    held: float
    quotations: float
    copied_alias: str

    @property
    def total(self) -> float:
        """All of it, in shares of text."""
        return self.held + QUOTED * self.quotations + COPIED_ALIAS * bool(self.copied_alias)


class Standing:
    """How much of what the story tells stands in each member, worked out for those asked for.

    The sum of ``FACTS`` x its facts that another vote supports and ``SHARED`` x the mean, over the
    other votes, of the smaller of the two containments of words.

    Args:
        texts: the members, by id.
        votes: the number of each member's vote.
    """

    def __init__(self, texts: Mapping[str, Text], votes: Mapping[str, int]) -> None:
        self._texts, self._votes = texts, votes
        self._others = Others(texts, votes)
        self._known: dict[str, float] = {}

    def __getitem__(self, name: str) -> float:
        """Return the standing of a member."""
        if name not in self._known:
            self._known[name] = self._work_out(name)
        return self._known[name]

    def _work_out(self, name: str) -> float:
        text, vote = self._texts[name], self._votes[name]
        shared = [
            min(containment(text, voice), containment(voice, text))
            for other, voice in self._others.voices.items()
            if other != vote
        ]
        if not shared:
            return 0.0
        has = self._others.have(vote)
        return FACTS * supported_facts(text, has) + SHARED * fmean(shared)


def find_nearest(
    outlet: str,
    texts: Mapping[str, Text],
    votes: Mapping[str, int],
    quotations: SharedQuotations,
    credits: Sequence[Credit],
) -> Nearness | None:
    """Return the member nearest to an outlet outside the set; None where there is one member."""
    if len(texts) < 2:
        return None
    voices = fullest(texts, votes)
    carried = {name: _carried(name, quotations, texts) for name in texts}
    most = max(carried.values()) or 1
    found = []
    for name, text in texts.items():
        others = [voice for vote, voice in voices.items() if vote != votes[name]]
        found.append(
            Nearness(
                article=name,
                held=fmean(containment(other, text) for other in others) if others else 1.0,
                quotations=carried[name] / most,
                copied_alias=_copied_alias(outlet, name, credits),
            )
        )
    return max(sorted(found, key=lambda n: n.article, reverse=True), key=lambda n: n.total)


def _carried(name: str, quotations: SharedQuotations, texts: Mapping[str, Text]) -> int:
    text = texts[name].member.tokens.text
    return sum(len(text[start:end].split()) for start, end in quotations.of(name))


def _copied_alias(outlet: str, name: str, credits: Sequence[Credit]) -> str:
    """Return the bare self-name of the outlet that an article uses without ever spelling it out."""
    mine = [c for c in credits if c.article == name and c.outlet == outlet and c.contribution > 0]
    written = [c.attribution.written for c in mine]
    if not written or not all(is_alias(w) and same_outlet(w, outlet) for w in written):
        return ""
    return written[0]


def because(nearest: Nearness, outlet: str) -> str:
    """Return why a member is the nearest, one sentence."""
    reasons = [f"has {nearest.held:.0%} of the telling words of the others on average"]
    if nearest.quotations == 1:
        reasons.append("carries the shared quotations most fully")
    if nearest.copied_alias:
        reasons.append(
            f"calls {in_sentence(outlet)} “{nearest.copied_alias}” without ever spelling it out, "
            "as only that house or a close copy of it does"
        )
    listed = ", ".join(reasons[:-1]) + " and " + reasons[-1] if len(reasons) > 1 else reasons[0]
    return f"{short_name(nearest.article)} {listed}."
