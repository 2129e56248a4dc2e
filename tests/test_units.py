"""Units: where a passage may end."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dedup.passages.signs import find_marks

PLAINLY = re.compile(
    r"""[;()\[\]{}"“”„«»‹›—–、，；：（）「」『』،؛]|[,:](?!\d)|(?<!\d)[,:]|(?<!\w)['‘]|['’](?!\w)"""
    r"""|(?<=\s)-(?=\s)"""
)


@given(st.text(st.sampled_from("aB1٣_ \n\u00a0,:'’‘-“;，é漢𝟗𐐀𝒳²Ⅷ\ud800"), max_size=40))
def test_marks_are_those_of_the_expression(text: str) -> None:
    """Found by a table of signs, as an expression finds them letter by letter."""
    assert find_marks(text).tolist() == [m.start() for m in PLAINLY.finditer(text)]
