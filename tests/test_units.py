"""Units: where a passage may end."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.passages.signs import find_marks, read_letters
from dedup.passages.units import HEAD_LETTERS, heads_of
from dedup.tokens.vocabulary import VOCABULARY
from dedup.tokens.words import Words, keys_of

PLAINLY = re.compile(
    r"""[;()\[\]{}"“”„«»‹›—–、，；：（）「」『』،؛]|[,:](?!\d)|(?<!\d)[,:]|(?<!\w)['‘]|['’](?!\w)"""
    r"""|(?<=\s)-(?=\s)"""
)


@given(st.text(st.sampled_from("aB1٣_ \n\u00a0,:'’‘-“;，é漢𝟗𐐀𝒳²Ⅷ\ud800"), max_size=40))
def test_marks_are_those_of_the_expression(text: str) -> None:
    """Found by a table of signs, as an expression finds them letter by letter."""
    assert find_marks(text).tolist() == [m.start() for m in PLAINLY.finditer(text)]


LETTERS = st.text(st.sampled_from("aBÉßǅ1 \n,'’-“;Ж漢𝟗𐐀𐐨𝒳\ud800\0\uffff"), max_size=12)


@given(st.lists(LETTERS, max_size=5))
def test_texts_read_together_are_those_read_alone(texts: list[str]) -> None:
    """Marks stand in their own text, which sees nothing of its neighbors; so do capitals."""
    letters = read_letters(texts)

    marks, first = letters.marks()
    assert [marks[a:b].tolist() for a, b in pairwise(first.tolist())] == [
        find_marks(text).tolist() for text in texts
    ]
    for text, begin in zip(texts, letters.first.tolist(), strict=False):
        places = np.arange(begin, begin + len(text))
        assert letters.are_capitals(places).tolist() == [letter.isupper() for letter in text]


@given(st.lists(st.text(st.sampled_from("aß1٣é漢😀-’"), min_size=1, max_size=9), unique=True))
def test_heads_are_the_first_letters_of_each_word(words: list[str]) -> None:
    """Words have one number where they begin alike, and are numbers where Python says so."""
    none = np.zeros(0, np.int32)
    first, keys = np.zeros(1, np.int64), np.zeros(0, np.uint64)
    batch = Words(first, none, none, none, VOCABULARY.number(words), keys)

    heads = heads_of(batch)
    spelled = [word[:HEAD_LETTERS].encode() + b" " for word in words]
    assert heads.keys[heads.numbers].tolist() == keys_of(spelled).tolist()
    assert heads.keys.tolist() == sorted(set(keys_of(spelled).tolist()))
    assert heads.decimals.tolist() == [word.isdecimal() for word in words]
