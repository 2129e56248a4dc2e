"""Spellings: words that expressions are not asked about are none that they find."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dedup.attributions.cue_rows import ROWS, is_plain, rows_of
from dedup.attributions.cues import BELONGING
from dedup.attributions.spellings import ANY, Spelled, spellings
from dedup.attributions.word_classes import _in_expressions, word_classes

PIECES = (
    "a", "ab", "[ab]", "[^a]", "[a-c]", r"\w", r"\d", r"\.", r"\b", ".", "(?=a)", "(?<!b)",
    "(?:a|bc)", "(?:ab|)", "(?:a(?:b|c)?)", "'", "-", "É", "(?i:B)", "1",
)  # fmt: skip
COUNTS = ("", "", "", "?", "*", "+", "{0,2}", "{2}", "{1,2}", "{3,}", "{0,6}", "??", "*?")
BRANCHES = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(COUNTS)), min_size=1, max_size=4
).map(lambda parts: "".join(piece + count for piece, count in parts))
EXPRESSIONS = (
    st.lists(BRANCHES, min_size=1, max_size=3)
    .map("|".join)
    .filter(lambda expression: not re.search(r"(?:\\b|\(\?(?:=a|<!b)\))[?*+{]", expression))
)
"""What is of no width is not repeated."""
LISTED = sorted({*word_classes()._as_is, *word_classes()._bare, *_in_expressions()})
"""Whatever a word of another class than most is spelled like."""
WORDS = st.one_of(
    st.text(max_size=9),
    st.sampled_from(LISTED).map(lambda spelling: spelling.replace(ANY, "")),
    st.tuples(st.sampled_from(LISTED), st.text(st.sampled_from("abens'1٣ıſİéи-"), max_size=3)).map(
        lambda parts: parts[0].replace(ANY, parts[1])
    ),
    st.tuples(st.sampled_from(["l'", "d'", "x", ""]), st.sampled_from(LISTED)).map("".join),
    st.tuples(st.sampled_from(LISTED), st.sampled_from(["'s", "s", "e", "en", "\n"])).map("".join),
)


@settings(max_examples=500)
@given(EXPRESSIONS, st.text(st.sampled_from("abc'-1.é"), max_size=6))
def test_what_is_found_has_one_of_the_spellings(expression: str, word: str) -> None:
    """A word that has none of the spellings is not found by the expression."""
    if re.fullmatch(expression, word, re.IGNORECASE):
        told = Spelled.by(spellings(expression))

        assert word in told.among(["other", word, ""])


@pytest.mark.parametrize(
    ("expression", "spelled"),
    [
        ("report(?:s|ed)?|says", "report reports reported says"),
        (r"\d", "0 1 2 3 4 5 6 7 8 9"),
        ("note[sd]|labell?ed", "notes noted labelled labeled"),
        (r"(?:jan|june?)\w{0,6}", "jan* jun* june*"),
        (r"\w*(?:bericht(?:en)?|talk)", "*bericht *berichten *talk"),
        (r"\w{3,}en?", "*e *en"),
        (r"(?<!the )journal", "journal"),
        (r"\(c\)", "(c)"),
        (".*poll.*", "*poll*"),
    ],
)
def test_spellings_are_told(expression: str, spelled: str) -> None:
    """What an expression lists is spelled out, and anything else is said to be anything."""
    assert spellings(expression) == frozenset(spelled.split())


@settings(max_examples=1000)
@given(st.lists(WORDS, max_size=8, unique=True))
@example(["open", "made", "zeitung", "telephotos", "telepolls", "wadden's", "2", "٣", "ſaid", "ıt"])
def test_the_quick_answer_is_the_full_one(words: list[str]) -> None:
    """Words that nothing more is asked of are of the class that all questions would give them."""
    classes = word_classes()

    assert classes.of_words(words).tolist() == [classes.class_of(word) for word in words]


@settings(max_examples=1000)
@given(WORDS)
def test_rows_are_those_whose_cue_fits(word: str) -> None:
    """The rows of a word are those whose cue it is, or a part of it between apostrophes."""
    parts = [word, *word.split("'")]

    assert rows_of(word) == tuple(
        place
        for place, row in enumerate(ROWS)
        if row.cue.word and any(map(row.cue.word.fullmatch, parts))
    )


def test_plain_words_have_no_letter_that_is_taken_for_another() -> None:
    """Of all that expressions take for one of their letters, that letter alone is plain."""
    everything = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    for letter in {*"".join((*_in_expressions(), BELONGING.pattern)).lower()}:
        alike = re.findall(re.escape(letter), everything, re.IGNORECASE)
        assert {other for other in alike if is_plain(other)} <= {letter}
    assert "".join(filter(is_plain, re.findall(r"\d", everything))) == "0123456789"
