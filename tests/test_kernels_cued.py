"""The kernel that finds names near cues: every core gives what the readable twin does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.attributions.runs import RUN
from dedup.attributions.word_classes import word_classes
from dedup.kernels._cues import CODE_POINTS, LONGEST_SIGN, NO_MARK, CueRules, NameKind, Rule, Trait

CLASSES, RULES, MARKS = 5, 6, 130
ALPHABET = "ABKTWMsaeduh.thYo \n\u00a0-–—:(',’/&_12éЖы•©"
PIECES = (
    "The ", "the ", "au ", "du ", "of ", "Monde", "'s ", "aB", "(c)", "KHOU ", " 12 ", "To ",
    "St. ", "Ab\u00a0", "Ba-Ta ", "said ", "Ab's, ", "• ", "Be\n", "ad-", "A’s", "T", " T", "Ah ",
    "Ad of ", "Ta Ba ",
)  # fmt: skip
texts = st.lists(st.sampled_from([*ALPHABET, *PIECES, *PIECES]), max_size=40).map("".join)
numbers = st.integers(0, 5)


def _traits(char: str) -> int:
    traits = Trait(0)
    traits |= Trait.WORD if re.match(r"\w", char) else Trait(0)
    traits |= Trait.SPACE if char.isspace() else Trait(0)
    traits |= Trait.OPENS | Trait.CAPITAL if char.isupper() else Trait(0)
    traits |= Trait.DIGIT if re.match(r"\d", char) else Trait(0)
    traits |= Trait.ORDINARY if char not in "&é" else Trait(0)
    return int(traits | (Trait.SIGN if char in "•©(" else Trait(0)))


TRAITS = np.zeros(CODE_POINTS, np.uint8)
for one in set(ALPHABET) | set("".join(PIECES)):
    TRAITS[ord(one)] = _traits(one)


def _padded(*words: str) -> Any:
    return np.array([[*map(ord, w.ljust(LONGEST_SIGN, "\0"))] for w in words], np.uint32)


@st.composite
def rule_tables(draw: st.DrawFn) -> CueRules:
    """Any rules for words of a few classes, marks beyond the last lane included."""
    mark = st.sampled_from([NO_MARK, 0, 1, 2, 3, 63, 64, 127, 128, 129])
    flag = st.integers(0, 1)
    opening = st.sampled_from([0, 0, 1, 2, 2, 3])
    rules = [
        [draw(flag), draw(opening), draw(mark), draw(numbers), draw(mark), draw(flag),
         draw(st.sampled_from([0, 0, 1, 4, 60])), draw(flag)]
        for _ in range(RULES)
    ]  # fmt: skip
    sizes = [draw(st.integers(0, 3)) for _ in range(CLASSES)]
    first = np.cumsum([0, *sizes], dtype=np.int64)
    word = st.integers(0, 2**64 - 1) | st.sampled_from([0, 0, 1, 4, 4, 5, 7])
    marks = [[draw(word), draw(word)] for _ in range(CLASSES)]
    rows = [draw(st.integers(0, RULES - 1)) for _ in range(int(first[-1]))]
    return CueRules(
        traits=draw(st.sampled_from([TRAITS, TRAITS, np.roll(TRAITS, 1)])),
        joiners=_padded("of", "du", "&", "eduhehut"),
        marks=np.array(marks, np.uint64),
        first=first,
        rows=np.array(rows, np.uint32),
        rules=np.array(rules, np.uint32),
        behind=_padded(
            *(draw(st.sampled_from(["", "", ",", " ", ":' ", "s•", " ,–(:.-2"])) for _ in rules)
        ),
        signs=_padded("•", "©", "(c)", ""),
        sign_classes=np.array([draw(st.integers(0, CLASSES - 1)) for _ in range(4)], np.uint32),
    )


@st.composite
def cued_texts(draw: st.DrawFn) -> dict[str, Any]:
    """What ``cued_names`` takes: words and spans stand wherever they may."""
    text = draw(texts)
    words = [m.span() for m in re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", text)]
    if draw(st.integers(0, 3)) == 3:
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
        words = list(zip(cuts[::2], cuts[1::2], strict=False))
    cut = st.tuples(st.integers(0, 70), st.integers(0, 3)).map(lambda at: (at[0], sum(at)))
    cuts = sorted(draw(st.lists(cut, max_size=8)))
    spans = draw(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=3))
    return {
        "points": np.array([*map(ord, text)], np.uint32),
        "starts": np.array([a for a, _ in words], np.uint32),
        "ends": np.array([b for _, b in words], np.uint32),
        "classes": np.array([draw(st.integers(0, CLASSES - 1)) for _ in words], np.uint32),
        "apart": np.array(spans, np.uint32).reshape(-1, 2),
        "cuts": np.array(cuts, np.uint32).reshape(-1, 2),
        "top": draw(st.integers(-2, 70)),
        "rules": draw(rule_tables()),
    }


@on_every_native_core
@settings(max_examples=400)
@given(cued_texts())
def test_names_near_cues_equal_the_twins(core: Core, asked: dict[str, Any]) -> None:
    """Whatever the text, its words and the rules, both cores tell of the same names."""
    expected = PYTHON.cued_names(**asked)

    assert core.cued_names(**asked) == expected


@on_every_core
@given(st.lists(st.sampled_from([*ALPHABET, *PIECES, "ſ", "İ", "٣", "²", "漢"]), max_size=40))
def test_runs_are_those_of_the_expression(core: Core, parts: list[str]) -> None:
    """A run is what the expression for short texts finds; each is told of if all is near a cue."""
    text = "".join(parts)
    rules = word_classes().rules
    everywhere = np.array([[1, 0, NO_MARK, 0, NO_MARK, 0, 60, 0]], np.uint32)
    rules = replace(
        rules,
        marks=np.zeros((1, 1), np.uint64),
        first=np.array([0, 1], np.int64),
        rows=np.zeros(1, np.uint32),
        rules=everywhere,
        behind=_padded(""),
        signs=_padded("#"),
        sign_classes=np.zeros(1, np.uint32),
        traits=rules.traits | np.where(np.arange(CODE_POINTS) == ord("#"), 64, 0).astype(np.uint8),
    )
    none = np.zeros(0, np.uint32)
    points = np.array([*map(ord, text + "#")], np.uint32)

    found = core.cued_names(
        points, none, none, none, none.reshape(0, 2), none.reshape(0, 2), 0, rules
    )

    runs = [run.span() for run in RUN.finditer(text)]
    assert [name[:2] for name in found.names] == runs
    assert all(name[4] != NameKind.APART for name in found.names)


def _asked(**changed: Any) -> dict[str, Any]:
    none = np.zeros(0, np.uint32)
    rules = CueRules(
        traits=TRAITS,
        joiners=_padded("of"),
        marks=np.zeros((1, 1), np.uint64),
        first=np.array([0, 1], np.int64),
        rows=np.zeros(1, np.uint32),
        rules=np.zeros((1, len(Rule)), np.uint32),
        behind=_padded(""),
        signs=_padded("•"),
        sign_classes=np.zeros(1, np.uint32),
    )
    asked = {
        "points": np.array([*map(ord, "a B•")], np.uint32),
        "starts": np.array([0, 2], np.uint32),
        "ends": np.array([1, 3], np.uint32),
        "classes": np.zeros(2, np.uint32),
        "apart": none.reshape(0, 2),
        "cuts": none.reshape(0, 2),
        "top": 0,
        "rules": rules,
    }
    own = {name: value for name, value in changed.items() if name in asked}
    tables = {name: value for name, value in changed.items() if name not in asked}
    return asked | own | {"rules": replace(rules, **tables)}


WRONG = {
    "code point": ({"points": np.array([0x110000], np.uint32), "starts": np.zeros(0, np.uint32),
                    "ends": np.zeros(0, np.uint32), "classes": np.zeros(0, np.uint32)},
                   "code point 1114112 at 0 is none"),
    "behind": ({"ends": np.array([1, 9], np.uint32)}, "word 1 from 2 to 9 follows none"),
    "overlap": ({"starts": np.array([0, 0], np.uint32)}, "word 1 from 0 to 3 follows none"),
    "class": ({"classes": np.array([0, 7], np.uint32)}, "class 7 of word 1 is not among 1"),
    "words": ({"ends": np.array([1], np.uint32)}, "pass one of each a word"),
    "spans": ({"apart": np.zeros((1, 3), np.uint32)}, "spans and cuts of (3, 2) columns"),
    "rule": ({"rows": np.array([3], np.uint32)}, "rule 3 is not among 1"),
    "offsets": ({"first": np.array([0, 9], np.int64)}, "offsets 0 and 9 of row 0"),
    "classes": ({"first": np.array([0], np.int64)}, "offsets for 1 classes"),
    "sign": ({"sign_classes": np.array([4], np.uint32)}, "class 4 of"),
    "traits": ({"traits": np.zeros(9, np.uint8)}, "9 traits"),
    "columns": ({"rules": np.zeros((1, 3), np.uint32)}, "columns"),
}  # fmt: skip


@on_every_core
@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_text_and_no_rule_is_refused(core: Core, case: str) -> None:
    """What is wrong is named, on every core."""
    changed, message = WRONG[case]
    asked = _asked(**{k: v for k, v in changed.items() if case != "columns"})
    if case == "columns":
        asked["rules"] = replace(asked["rules"], **changed)

    with pytest.raises(ValueError, match=re.escape(message)):
        core.cued_names(**asked)


@on_every_core
def test_words_of_another_type_are_refused(core: Core) -> None:
    """An array is taken as it is, or not at all."""
    with pytest.raises(TypeError, match="starts must be an array of uint32"):
        core.cued_names(**_asked(starts=np.zeros(2, np.int64)))


@on_every_core
def test_a_plain_name_has_six_words_and_its_article(core: Core) -> None:
    """It ends behind its sixth word, begins with its article, and leaves out what names nobody."""
    text = "In Ab Ba Ad Be Ta Ha of To said the Ab"
    spans = [m.span() for m in re.finditer(r"\w+", text)]
    asked = _asked(
        points=np.array([*map(ord, text)], np.uint32),
        starts=np.array([a for a, _ in spans], np.uint32),
        ends=np.array([b for _, b in spans], np.uint32),
        classes=np.array([1, *[0] * (len(spans) - 1)], np.uint32),
        marks=np.array([[0], [4]], np.uint64),
        first=np.array([0, 1, 2], np.int64),
        rows=np.zeros(2, np.uint32),
        traits=np.where(np.arange(CODE_POINTS) == ord("I"), TRAITS[ord("A")], TRAITS),
    )
    everywhere = np.array([[1, 0, NO_MARK, 0, NO_MARK, 0, 60, 0]], np.uint32)
    asked["rules"] = replace(asked["rules"], rules=everywhere)

    found = core.cued_names(**asked)

    assert [text[name[2] : name[3]] for name in found.names] == ["Ab Ba Ad Be Ta Ha", "the Ab"]


EVERYWHERE = np.array([[1, 0, NO_MARK, 0, NO_MARK, 0, 60, 0]], np.uint32)
"""One rule that fits before its cue, sixty words away."""


@on_every_core
def test_a_run_that_ends_where_a_stretch_begins_is_not_near(core: Core) -> None:
    """A glued run is cut; the cue is the second half, and names stand behind it."""
    asked = _asked(
        points=np.array([*map(ord, "AbBa")], np.uint32),
        starts=np.array([0, 2], np.uint32),
        ends=np.array([2, 4], np.uint32),
        classes=np.array([0, 1], np.uint32),
        cuts=np.array([[2, 2]], np.uint32),
        marks=np.zeros((2, 1), np.uint64),
        first=np.array([0, 0, 1], np.int64),
        rows=np.zeros(1, np.uint32),
    )
    behind = np.array([[0, 0, NO_MARK, 0, NO_MARK, 0, 0, 0]], np.uint32)
    asked["rules"] = replace(asked["rules"], rules=behind)

    found = core.cued_names(**asked)

    near = [name[:2] for name in found.names if name[-1]]
    assert near == [(2, 4)]


@on_every_core
@pytest.mark.parametrize(
    ("text", "word_end", "kind"),
    [
        ("To's b", 4, NameKind.PLAIN),
        ("To’s b", 4, NameKind.PLAIN),
        ("To's b", 5, NameKind.RUN),
        ("To's b", 6, NameKind.RUN),
        ("To's bs", 7, NameKind.RUN),
        ("To's b", 3, NameKind.RUN),
    ],
)
def test_only_a_short_possessive_leaves_a_word_alone(
    core: Core, text: str, word_end: int, kind: NameKind
) -> None:
    """A word that names nobody is left out of a plain name, with the possessive behind it only."""
    asked = _asked(
        points=np.array([*map(ord, text)], np.uint32),
        starts=np.array([0], np.uint32),
        ends=np.array([word_end], np.uint32),
        classes=np.zeros(1, np.uint32),
        marks=np.array([[4]], np.uint64),
    )
    asked["rules"] = replace(asked["rules"], rules=EVERYWHERE)

    found = core.cued_names(**asked)

    assert {name[4] for name in found.names} <= {kind}
    assert bool(found.names) == (kind == NameKind.RUN)
