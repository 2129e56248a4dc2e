"""First signs: what an expression finds begins as is told of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.attributions.cued import ROWS
from dedup.attributions.first_signs import first_signs

PIECES = (
    ",", " ", ":", "-", "a", "[ ,]", "[^,]", "[a-z]", "\\s", "\\.", "\\b", ".", "(?=,)", "(?:-|:)",
    "(?:, | )", "(?:,|a)", "(?:, (?:a|:))",
)  # fmt: skip
COUNTS = ("", "", "?", "*", "+", "{0,2}", "{2}", "{1,2}", "??", "*?")
BRANCHES = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(COUNTS)), min_size=1, max_size=4
).map(lambda parts: "".join(piece + count for piece, count in parts))
EXPRESSIONS = st.lists(BRANCHES, min_size=1, max_size=3).map("|".join)


def holds(expression: str, text: str) -> bool:
    """Whether what is told of an expression is true of a text."""
    signs = first_signs(expression)
    return signs is None or not re.match(expression, text) or text[:1] in (*signs,)


@given(EXPRESSIONS, st.text(st.sampled_from(", :-ab."), max_size=8))
def test_what_is_found_begins_with_one_of_the_signs(expression: str, text: str) -> None:
    """Nothing that an expression finds begins otherwise than is told of it."""
    assert holds(expression, text)


@pytest.mark.parametrize(
    ("expression", "signs"),
    [
        (",? said", {",", " "}),
        ("(?:, and| or) said|: no", {",", " ", ":"}),
        ("(?: also){0,3},", {" ", ","}),
        ("[ ,-]+x", {" ", ",", "-"}),
        (r"\s*,", None),
        ("(?:['’]s)?(?: said)?", None),
        (" ?", None),
    ],
)
def test_signs_are_told_of_what_is_plain(expression: str, signs: set[str] | None) -> None:
    """Signs, blanks and what may be missing are seen; anything else may be anything."""
    assert first_signs(expression) == (None if signs is None else frozenset(signs))


def test_the_table_is_told_of() -> None:
    """Of most rows that ask for something behind a name it is known how that begins."""
    asking = [row.after.pattern for row in ROWS if row.after]

    assert sum(first_signs(pattern) is not None for pattern in asking) > len(asking) / 3
