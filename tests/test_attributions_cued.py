"""Cued names: what is left out for speed could never have been a credit."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedup.articles import Article
from dedup.attributions import Attribution, around, finding, may_have
from dedup.attributions.cued import ROWS, Cued
from dedup.attributions.mentions import find_known, find_mentions
from dedup.tokens import Tokens, tokenize

NAMES = (
    "Reuters", "CNN", "CNN International", "The Post", "the Post", "New York Post", "Fox News",
    "Harbour Gazette", "The Gazette", "Ann Lee", "Lind", "Meet the Press", "Nightline",
    "axios.com", "El País", "Le Monde", "Bild", "«Українська правда»", "Медуза", "Russia's RT",
    "Monday", "Bo Day, Harbour Gazette", "Washington Post's", "AP", "Helsinki (AP)", "BBC News",
)  # fmt: skip
WORDS = (
    "by", "told", "said", "says", "to", "on", "in", "with", "for", "from", "at", "of", "via",
    "as", "puts", "it", "has", "learned", "reported", "report", "first", "originally",
    "published", "posted", "appeared", "this", "article", "the", "a", "an", "interview",
    "exclusive", "call", "phone call", "e-mail", "op-ed", "q&a", "sit-down", "statement",
    "source:", "copyright", "©", "(c)", "2012", "•", "—", "-", "|", ":", ",", ".", "“", "”",
    "(", ")", "\n", "\n\n", "  ", "\t", "\u00a0", "July 15", "15 July 2018", "12:30",
    "contributed", "reporter", "reporters", "asked", "speaking", "exclusively", "recently",
    "gave", "granted", "according", "citing", "per", "wrote", "writes", "in the words of",
    "material", "information", "files", "permission", "guest", "anchor", "host", "co-anchor",
    "claims", "the German daily", "state-run", "newspaper", "news channel", "website", "agency",
    "obtained", "seen", "understands", "was", "been", "broke", "story", "photo:", "según",
    "entrevista", "dijo", "a", "al diario", "laut", "sagte", "berichtet", "Interview", "mit",
    "der", "zufolge", "selon", "d'après", "l'interview", "déclaré", "au", "rapporte", "journal",
    "пише", "виданню", "інтерв'ю", "сообщает", "за словами", "заявив", "who", "and", "people",
    "“…,”", "and", "or", "as well as", "tally", "poll", "survey", "national", "/", "today", "now",
    "this week", "further", "confirmed", "the closure", "citing two officials,", "which", "broke",
    "has more", "read", "more", "full story", "reached", "contacted", "a question", "went",
    "a reporter", "witness", "saw", "obtained a copy", "ran a story", "front page", "seen",
    "telling", "called", "the state news agency", "a Finnish daily", "edition", "distributed",
    "additional", "reporting", "inputs", "video", "footage", "Ann Lee says", "over at", "back",
    "editorial board", "Reuters/Ipsos", "NBC News/Wall Street Journal", "news agency", ", said",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(NAMES) | st.sampled_from(WORDS), max_size=40).map(" ".join)


def every_row(text: str, tokens: Tokens, top: int) -> tuple[list[Cued], int]:
    """Return every name with every row, which is what the table means, and every mark."""
    rows = tuple(range(len(ROWS)))
    return [Cued(m.start, m.end, m.run_end, rows, m) for m in find_mentions(text)], -1


def read(text: str) -> tuple[Attribution, ...]:
    return finding.find_attributions(Article("a", text), tokenize(text))


@given(TEXTS)
@settings(max_examples=300)
@example("In the words of CNN it has closed.")
@example("Copyright (c) 2012 The Post")
@example("the Post Nightline CNN International says")
def test_names_without_a_cue_credit_nobody(text: str) -> None:
    """Reading only names near a cue finds what trying every row around every name finds."""
    found = read(text)

    with patch.object(finding, "find_cued", every_row):
        assert read(text) == found


@given(TEXTS)
def test_known_names_are_the_recognized_mentions(text: str) -> None:
    """The short way to the recognized names leaves none of them out."""
    recognized = [mention for mention in find_mentions(text) if mention.recognized]

    assert find_known(text) == recognized


@pytest.mark.parametrize("row", [row for row in ROWS if row.cue.word is None])
def test_rows_without_a_cue_are_made_of_signs(row: object) -> None:
    """They are looked for at the ends of lines alone, so each of them must end one."""
    assert row.after is not None  # type: ignore[attr-defined]
    assert row.after.match("")  # type: ignore[attr-defined]
    assert not row.after.match(" said")  # type: ignore[attr-defined]


@given(st.text(st.sampled_from("'’\"”»s (AP.)x"), max_size=9))
def test_what_may_follow_a_name_begins_as_is_known(line: str) -> None:
    """Where a name is followed by nothing of this kind, no expression is asked."""
    found = around.POSSESSIVE.match(line)

    assert found is not None
    assert not found.group() or line.startswith(around._POSSESSING)


OTHERWISE = {
    "byline",
    "cited",
    "dateline",
    "link",
    "photo-credit",
    "said-on",
    "sign-off",
    "source-line",
}
"""Patterns that are found beside the rows too."""
BY_ROWS = sorted({row.name for row in ROWS if row.cue.word} - OTHERWISE)


@given(TEXTS, st.sets(st.sampled_from(BY_ROWS)))
def test_what_is_found_was_foreseen(text: str, patterns: set[str]) -> None:
    """No text has an attribution by a row that it cannot have one by."""
    found = {one.pattern for one in read(text)} & patterns

    assert not found or may_have(tokenize(text), frozenset(patterns))


def test_most_words_foresee_nothing() -> None:
    """A text without a cue, and one without a name near it, are not read for what was told."""
    told = frozenset({"told"})
    assert not may_have(tokenize("The mayor of Veles said that the bridge is shut."), told)
    assert not may_have(tokenize("He told them nothing at all, and they went home again."), told)
    assert may_have(tokenize("He told the Harbour Gazette that the bridge is shut."), told)
