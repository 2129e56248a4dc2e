"""Units: where a passage may end."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dedup.passages.units import MARKS

PLAINLY = re.compile(
    r"""[;()\[\]{}"“”„«»‹›—–、，；：（）「」『』،؛]|[,:](?!\d)|(?<!\d)[,:]|(?<!\w)['‘]|['’](?!\w)"""
    r"""|(?<=\s)-(?=\s)"""
)


@given(st.text(alphabet="aB1 \n,:'’‘-“;é", max_size=40))
def test_marks_are_looked_at_from_behind(text: str) -> None:
    """What stands before a mark decides as if it were looked at first."""
    found, wanted = ([m.span() for m in one.finditer(text)] for one in (MARKS, PLAINLY))

    assert found == wanted
