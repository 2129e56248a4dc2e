"""Sentences and quotations are found the same by the core, its twin and their definition."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import numpy as np
import pytest
import reference
from cores import NATIVES, PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st

from dedup.kernels._spans import Lexicon, rules_of
from dedup.tokens.sentences import HARD_WRAPPED_SHARE, LEXICON
from dedup.tokens.words import as_utf8

RULES = rules_of(LEXICON.words, LEXICON.bounds, LEXICON.kinds)
TOLD = (LEXICON.words, LEXICON.bounds, LEXICON.kinds, HARD_WRAPPED_SHARE)
MARKS = "\"'“‘„”’«»‹›「」『』()[]{}—–-/•*¿¡"
STOPS = ".!?…؟۔։।。！？｡"
ODD = " \n\n\n\t\u00a0\u202f\u2028\x1c\x85\u3000İıΣςßǅªⓐ²½٣K@_$&\x00\U0001f600\U00010330\u0300aBcé"
PIECES = st.one_of(
    st.sampled_from(list(MARKS + STOPS + ODD)),
    st.sampled_from(sorted(RULES)),
    st.sampled_from(sorted(word.title() for word in RULES)),
    st.sampled_from(
        [
            ". ",
            ".\n",
            "! ",
            "?” ",
            ". The ",
            "3. März",
            "im 8. Jahrhundert",
            "J. Smith",
            "etc. ",
            "\n\n",
        ]
    ),
    st.sampled_from(
        ["\n— Foo Bar (@foo_1)\n", "\n-- (@a)", "\n- (x (@a)", " “", "” ", "\n“", ' "', '" ']
    ),
    st.sampled_from(["'so he said to me", "‘and then, the end’", "'a b c d e f g h'", "x" * 90]),
    st.text(max_size=4),
)
HOSTILE = st.lists(PIECES, max_size=30).map("".join)


def is_of_unicode_14(text: str) -> bool:
    """Return whether this Python and the tables know the same of a text."""
    return unicodedata.unidata_version == "14.0.0" or not re.search(r"[^\x00-\u024f]", text)


def sentences(core: Core, text: str) -> list[list[int]]:
    """Return the spans of one text."""
    return core.find_sentences(*as_utf8([text]), *TOLD)[1].tolist()


def quotations(core: Core, text: str) -> list[list[int]]:
    """Return the spans of one text."""
    return core.find_quotations(*as_utf8([text]))[1].tolist()


@on_every_core
@given(HOSTILE)
def test_sentences_are_what_their_definition_says(core: Core, text: str) -> None:
    """Whatever the text."""
    wanted = reference.sentences(text, RULES, HARD_WRAPPED_SHARE)

    assert not is_of_unicode_14(text) or sentences(core, text) == list(map(list, wanted))


@on_every_core
@given(HOSTILE)
def test_quotations_are_what_their_definition_says(core: Core, text: str) -> None:
    """Whatever the text."""
    wanted = reference.quotations(text)

    assert not is_of_unicode_14(text) or quotations(core, text) == list(map(list, wanted))


@on_every_native_core
@given(
    st.lists(HOSTILE, max_size=4), st.dictionaries(st.text("aΣİb.", max_size=3), st.integers(0, 31))
)
def test_the_core_finds_what_its_twin_finds(
    core: Core, texts: list[str], rules: dict[str, int]
) -> None:
    """In many texts in one go, with any lexicon."""
    told = Lexicon.of(rules)
    taken = (*as_utf8(texts), told.words, told.bounds, told.kinds, 0.5)

    for one, twin in (
        (core.find_sentences(*taken), PYTHON.find_sentences(*taken)),
        (core.find_quotations(*taken[:2]), PYTHON.find_quotations(*taken[:2])),
    ):
        assert [part.tolist() for part in one] == [part.tolist() for part in twin]


def facts(point: int) -> tuple[bool, ...]:
    """Return what the tables say of a code point."""
    char = chr(point)
    return char.islower(), char.isupper(), char.isalnum(), char.isalpha(), char.isdigit()


EDGES = [p for p in range(0x30000) if not 0xD800 <= p < 0xE000 and facts(p) != facts(p - (p > 0))]
LETTERS = [chr(point + step) for point in EDGES for step in (-1, 0) if point]
"""Where what is said of a letter changes: thousands, of a million of code points."""


@on_every_native_core
def test_letters_are_to_the_core_what_they_are_to_its_twin(core: Core) -> None:
    """Lower case behind a stop, an initial or a number before it, within a word and a quotation."""
    texts = [f'{c}. {c}x\n{c}. Xy {c}"y" "{c}z" \'{{c}}aa bb cc dd ee ff{{c}}\'' for c in LETTERS]
    taken = as_utf8(texts)

    for one, twin in (
        (core.find_sentences(*taken, *TOLD), PYTHON.find_sentences(*taken, *TOLD)),
        (core.find_quotations(*taken), PYTHON.find_quotations(*taken)),
    ):
        assert [part.tolist() for part in one] == [part.tolist() for part in twin]


@pytest.mark.parametrize("length", [39, 40, 41, 79, 80, 81])
def test_windows_are_as_wide_for_the_core_as_for_its_twin(length: int) -> None:
    """Words before a stop are read up to 40 code points back, what is behind it up to 80 ahead."""
    texts = [
        "a" * length + "mr. Xy",
        "x-" * (length // 2) + "etc. The",
        "mr" + "." * length + " Xy",
        "x." + " " * length + "y",
        "x." + '"' * length + "y",
        "etc. " + "“" * (length - 3) + "The end",
        "im " + "0" * length + "8. Tag",
        "Xy. A" + "b" * length,
        "x" + "-" * (length - 4) + "etc. Xy",
    ]

    for core in NATIVES:
        assert [sentences(core, text) for text in texts] == [sentences(PYTHON, t) for t in texts]


@pytest.mark.parametrize(
    "length", [13, 14, 15, 16, 78, 79, 80, 81, 1199, 1200, 1201, 4999, 5000, 5001]
)
def test_speech_is_as_long_for_the_core_as_for_its_twin(length: int) -> None:
    """The longest and the shortest speech, name and handle."""
    filled = ("ab c" * length)[:length]
    texts = [
        f"x '{filled}' y",
        f"x '{filled}.' y",
        f'x "{filled}" y',
        f'x "{filled}" y\n"z',
        f"x “{filled}\n“y” z",
        f"x\n— {filled} (@a)",
        f"x\n—- {filled} (@a)",
        f"x\n— y (@{'a' * length})",
    ]

    for core in NATIVES:
        assert [quotations(core, text) for text in texts] == [quotations(PYTHON, t) for t in texts]


def test_a_number_at_the_beginning_has_no_lead() -> None:
    """Whatever the text ends with."""
    for core in (PYTHON, *NATIVES):
        assert sentences(core, "3. Xaver kam. Er ging in dems") == [[0, 2], [3, 13], [14, 29]]


@on_every_core
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"utf8": b"ab\xff"}, "text 0 is not utf-8: byte 255 at 2 of its 3"),
        ({"offsets": np.array([0, 2], np.int64)}, "offsets from 0 to 2 do not partition 3 bytes"),
        ({"offsets": np.array([0, 5, 3], np.int64)}, "offsets 0 and 5 of row 0"),
        ({"bounds": np.array([0, 1], np.int64)}, "offsets from 0 to 1 do not partition 2 bytes"),
        ({"kinds": b"\1\1"}, "1 words and 2 kinds: pass one kind a word"),
    ],
)
def test_texts_that_are_none_are_refused(core: Core, wrong: dict[str, Any], message: str) -> None:
    """The error names the first thing that is wrong."""
    good = {
        "utf8": b"a.b",
        "offsets": np.array([0, 3], np.int64),
        "words": b"mr",
        "bounds": np.array([0, 2], np.int64),
        "kinds": b"\1",
        "share": 0.5,
    }

    with pytest.raises(ValueError, match=message):
        core.find_sentences(*{**good, **wrong}.values())
    if not wrong.keys() & {"bounds", "kinds"}:
        with pytest.raises(ValueError, match=message):
            core.find_quotations(*list({**good, **wrong}.values())[:2])
