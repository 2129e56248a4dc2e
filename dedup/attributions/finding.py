"""Attributions: the sentences in which an article credits an outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dedup.articles import Article
from dedup.attributions.around import (
    ON_AIR,
    TOP_BYLINE,
    end_of_top,
    find_label,
    fitting_row,
    is_program,
    is_signed,
)
from dedup.attributions.attribution import Attribution
from dedup.attributions.cued import ROWS, Cued, find_cued
from dedup.attributions.cues import KIND_BEHIND, NATIONAL, TITLE_BEHIND
from dedup.attributions.datelines import find_datelines, find_photo_credits
from dedup.attributions.known import known_names
from dedup.attributions.mention import Mention, unlisted
from dedup.attributions.mentions import find_known
from dedup.attributions.metadata import in_metadata
from dedup.attributions.other_kinds import may_be_outlet
from dedup.attributions.outlets import is_alias, is_own, name_words, same_outlet
from dedup.attributions.patterns import Pattern
from dedup.attributions.places import judged, sentence_around, stands_in
from dedup.attributions.provider_lines import find_provider_lines
from dedup.attributions.word_classes import word_classes
from dedup.tokens import Tokens

_SAID_TO_OUTLETS = frozenset(
    ("told", "interview-with", "speaking-to", "said-to", "first-reported-by")
)
"""Patterns whose words are said of people and outlets: people's names have no article.

What was written "in The …" may be a book.
"""

_LONG_WORD = 20
"""Code points in which the word before a name stands."""


def find_attributions(article: Article, tokens: Tokens) -> tuple[Attribution, ...]:
    """Return the attributions of an article, metadata first, then in the order of the text.

    Args:
        article: with what is known of its own outlet.
        tokens: of its text, furniture marked.
    """
    return (*in_metadata(article), *_in_text(article, tokens))


def _in_text(article: Article, tokens: Tokens) -> list[Attribution]:
    text = article.text
    top = end_of_top(text)
    names, marks = find_cued(text, tokens, top)
    apart = [
        *(find_photo_credits(article, tokens) if marks & word_classes().photos else ()),
        *find_datelines(article, tokens, initialed=bool(marks & word_classes().small_agencies)),
        *find_provider_lines(article, tokens, top),
    ]
    covered = [(a.start, a.end) for a in apart]
    agencies = [a.outlet for a in apart if a.whole_text]
    fuller = _FullerNames(tokens, covered)
    found = []
    for cued in names:
        if stands_in(cued.start, covered):
            continue
        pattern = _pattern_of(text, cued, top)
        if pattern is None:
            continue
        mention = cued.mention or unlisted(text, cued.start, cued.end)
        labelled = find_label(text, mention.start) is not None
        mention = _with_listed_article(text, mention, pattern)
        known = mention.recognized or labelled or pattern.label or is_own(mention.name, article)
        known = known or any(same_outlet(mention.name, agency) for agency in agencies)
        known = known or _is_outlet_by_place(text, mention, pattern)
        known = known or (
            (pattern.slot or _is_set_as_title(text, mention, pattern))
            and may_be_outlet(text, mention.start, mention.end)
        )
        found.append(_attribution(article, tokens, mention, pattern, fuller, known))
    found = _without_lists(found)
    return sorted([*apart, *found], key=lambda a: (a.start, a.end, a.pattern))


def _pattern_of(text: str, cued: Cued, top: int) -> Pattern | None:
    """Return the pattern that credits a name, or None."""
    ends = (cued.end,) if cued.end == cued.run_end else (cued.end, cued.run_end)
    pattern = fitting_row(text, cued.start, ends, map(ROWS.__getitem__, cued.rows))
    if pattern is not None or cued.mention is None:
        return pattern
    if is_program(text, cued.mention):
        return ON_AIR
    return TOP_BYLINE if cued.end <= top and is_signed(text, cued.mention) else None


def _with_listed_article(text: str, mention: Mention, pattern: Pattern) -> Mention:
    """Return a name that is listed with its article by that: "wrote in the Atlantic".

    Somebody speaks on the Hill, and reports come from the Hill, that is no outlet.
    """
    if mention.recognized or pattern.name in ("said-on", "reported-by"):
        return mention
    around = text[max(0, mention.start - 5) : mention.start + 4]
    if not around.endswith("the ") or around.endswith((" on the ", "from the ")):
        return mention
    listed = known_names().get(mention.name.casefold())
    return replace(mention, name=listed, recognized=True) if listed else mention


def _is_outlet_by_place(text: str, mention: Mention, pattern: Pattern) -> bool:
    """Return whether the words beside a name make it an outlet's: "Sun newspaper", "his Sun …"."""
    behind = text[mention.end : mention.end + 30]
    titled = bool(TITLE_BEHIND.match(behind))
    if not is_alias(mention.name):
        return titled and not NATIONAL.fullmatch(mention.name.split()[-1])
    named = titled or bool(KIND_BEHIND.match(behind))
    return named or pattern.name in ("interview-with", "report-of")


def _is_set_as_title(text: str, mention: Mention, pattern: Pattern) -> bool:
    """Return whether a name has "The" with a capital inside a sentence: "told The Meridian that".

    Few names but newspapers' have it there; in headlines all words have capitals.
    """
    if pattern.name not in _SAID_TO_OUTLETS or not text.startswith("The ", mention.start):
        return False
    before = text[max(0, mention.start - _LONG_WORD) : mention.start]
    return before.endswith(" ") and before.split(" ")[-2].islower()


def _without_lists(found: list[Attribution]) -> list[Attribution]:
    """Return what was found, sign-offs for different outlets rejected: they are a list of links."""
    signed = {a.outlet for a in found if a.pattern == "sign-off" and a.recognized}
    if len(signed) < 2:
        return found
    reason = "one of several outlets that stand on lines of their own, as in a list of links"
    return [
        replace(a, rejected_because=a.rejected_because or reason) if a.pattern == "sign-off" else a
        for a in found
    ]


def _attribution(
    article: Article,
    tokens: Tokens,
    mention: Mention,
    pattern: Pattern,
    fuller: _FullerNames,
    known: bool,
) -> Attribution:
    outlet, resolved_by = fuller.resolve(mention)
    start, end = sentence_around(tokens, mention.start, mention.end)
    attribution = Attribution(
        article=article.id,
        start=start,
        end=end,
        pattern=pattern.name,
        weight=pattern.weight,
        written=article.text[mention.start : mention.end],
        outlet=outlet,
        recognized=known,
        whole_text=pattern.whole_text,
        resolved_by=resolved_by,
    )
    return judged(article, tokens, attribution, mention.start)


class _FullerNames:
    """The full names in a text, looked for when the first alias asks for one."""

    def __init__(self, tokens: Tokens, covered: Sequence[tuple[int, int]]) -> None:
        self._tokens = tokens
        self._covered = covered
        self._names: list[Mention] | None = None

    def names(self) -> list[Mention]:
        """Return the recognized names of several words, outside furniture, in order."""
        if self._names is None:
            left_out = [*self._covered, *self._tokens.furniture]
            self._names = [
                m
                for m in find_known(self._tokens.text, self._tokens.words)
                if len(name_words(m.name)) > 1 and not stands_in(m.start, left_out)
            ]
        return self._names

    def resolve(self, mention: Mention) -> tuple[str, str | None]:
        """Return the outlet an alias stands for in its own article, and how that is known.

        Of several fuller names the nearest before it is meant, failing that the first after it.
        """
        if not is_alias(mention.name):
            return mention.name, None
        fitting = [
            m for m in self.names() if m.name != mention.name and same_outlet(mention.name, m.name)
        ]
        if not fitting:
            return mention.name, None
        earlier = [m for m in fitting if m.start < mention.start]
        chosen = earlier[-1] if earlier else fitting[0]
        return chosen.name, f"the same article names {chosen.name}"
