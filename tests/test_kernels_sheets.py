"""The kernels that make sheets: every core gives what the definition does."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain
from typing import Any

import numpy as np
import pytest
import reference
from cores import PYTHON, Core, on_every_core
from hypothesis import given
from hypothesis import strategies as st

TYPES = 6

lengths = st.lists(st.integers(0, 40), max_size=4)
kinds = st.sampled_from(
    [0, 0, 0, 4, 8, 12, 16, 24, 32, 32, 36, 48, 64, 64, 96, 128, 128, 132, 144, 160, 192]
)
frequencies = st.sampled_from([0.0, 1.0, 1.5, 1 + np.log(2), 3.0])
weights = st.sampled_from([0.0, 1.0, 2.0, 2.5, 3.0, 3.5, 7.25])
"""On both sides of the bounds above which a stem tells, is a fact or a term, and just as much."""


@st.composite
def texts_to_cut(draw: st.DrawFn) -> dict[str, Any]:
    """What ``cut_units`` takes: some texts of words, marks and quotations at any place."""
    sizes = draw(lengths)
    total = sum(sizes)
    starts = [sorted(draw(st.lists(st.integers(0, 60), min_size=n, max_size=n))) for n in sizes]
    marks = [draw(st.lists(st.integers(-2, 70), max_size=6)) for _ in sizes]
    quoted = [draw(st.lists(st.integers(-2, 70), max_size=4)) for _ in sizes]
    return {
        "first": _first(sizes),
        "starts": np.array(list(chain.from_iterable(starts)), np.uint32),
        "kinds": np.array(draw(st.lists(kinds, min_size=total, max_size=total)), np.uint8),
        "heads": _some(draw, total, st.integers(0, TYPES - 1), np.uint32),
        "types": TYPES,
        "marks_first": _first(list(map(len, marks))),
        "marks": np.array(list(chain.from_iterable(marks)), np.int64),
        "quoted_first": _first(list(map(len, quoted))),
        "quotations": np.array(list(chain.from_iterable(quoted)), np.int64),
        "shortest": draw(st.integers(1, 4)),
        "dateline": draw(st.integers(1, 14)),
        "dated": draw(st.sampled_from([0.2, 0.4, 0.5])),
    }


@st.composite
def texts_to_weigh(draw: st.DrawFn) -> dict[str, Any]:
    """What ``weigh_stems`` takes; the terms are stems of their text, and may be named twice."""
    sizes = draw(lengths)
    total = sum(sizes)
    of_stem = draw(st.lists(weights, min_size=TYPES, max_size=TYPES))
    stems = _some(draw, total, st.integers(0, TYPES - 1), np.uint32)
    first = _first(sizes)
    terms = [
        draw(st.lists(st.sampled_from(stems[a:b].tolist()), max_size=8)) if b > a else []
        for a, b in zip(first[:-1], first[1:], strict=True)
    ]
    count = sum(map(len, terms))
    return {
        "first": first,
        "stems": stems,
        "weights": np.array(of_stem)[stems],
        "kinds": _some(draw, total, kinds, np.uint8),
        "ranks": np.array(draw(st.permutations(range(TYPES))), np.uint32),
        "term_first": _first(list(map(len, terms))),
        "terms": np.array(list(chain.from_iterable(terms)), np.uint32),
        "frequencies": _some(draw, count, frequencies, np.float64),
        "most": draw(st.integers(1, 5)),
        "telling": 2.0,
        "fact": 3.0,
        "term": draw(st.sampled_from([-1.0, 1.0])),
    }


@on_every_core
@given(texts_to_cut())
def test_units_are_those_of_the_definition(core: Core, texts: dict[str, Any]) -> None:
    """Flags, heads, units and quotations of each text."""
    cuts = core.cut_units(*texts.values())

    expected = reference.cut_units(texts)
    found = {field.name: getattr(cuts, field.name).tolist() for field in fields(cuts)}
    assert found == expected


@on_every_core
@given(texts_to_weigh())
def test_stems_tell_what_they_do_by_definition(core: Core, texts: dict[str, Any]) -> None:
    """Stems, places, facts and terms of each text; weights to the last bit as the twin has them."""
    weighed = core.weigh_stems(*texts.values())

    expected = reference.weigh_stems(texts)
    found = {field.name: getattr(weighed, field.name).tolist() for field in fields(weighed)}
    assert found.pop("term_weights") == pytest.approx(expected.pop("term_weights"))
    assert found == expected
    twin = PYTHON.weigh_stems(*texts.values())
    assert weighed.term_weights.tobytes() == twin.term_weights.tobytes()


def _plain_cut(**changed: Any) -> list[Any]:
    none = np.zeros(3, np.int64)
    plain = {
        "first": np.array([0, 1, 3]),
        "starts": np.array([0, 0, 4], np.uint32),
        "kinds": np.zeros(3, np.uint8),
        "heads": np.zeros(3, np.uint32),
        "types": 2,
        "marks_first": none,
        "marks": none[:0],
        "quoted_first": none,
        "quotations": none[:0],
        "shortest": 3,
        "dateline": 14,
        "dated": 0.4,
    }
    return list((plain | changed).values())


@on_every_core
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"starts": np.array([0, 5, 4], np.uint32)}, "word 1 of text 1 starts at 4"),
        ({"heads": np.array([0, 2, 0], np.uint32)}, "head 2 of text 1 is not among 2"),
        ({"heads": np.zeros(2, np.uint32)}, "2 heads for 3 words"),
        ({"kinds": np.zeros(4, np.uint8)}, "4 kinds for 3 words"),
        ({"first": np.array([0, 2, 1, 3]), "marks_first": np.zeros(4, np.int64),
          "quoted_first": np.zeros(4, np.int64)}, "offsets 2 and 1 of row 1"),
        ({"marks_first": np.zeros(2, np.int64)}, "1 rows of marks for 2 texts"),
        ({"marks_first": np.array([0, 0, 1])}, "do not partition 0 marks"),
        ({"quoted_first": np.zeros(4, np.int64)}, "3 rows of quotations for 2 texts"),
        ({"shortest": 0}, "shortest=0 must be at least 1"),
    ],
)  # fmt: skip
def test_texts_that_cannot_be_cut_are_refused(
    core: Core, changed: dict[str, Any], message: str
) -> None:
    """What is wrong is named, with its values; the arrays as they were are taken."""
    core.cut_units(*_plain_cut())
    with pytest.raises(ValueError, match=message):
        core.cut_units(*_plain_cut(**changed))


def _plain_stems(**changed: Any) -> list[Any]:
    plain = {
        "first": np.array([0, 1, 3]),
        "stems": np.array([1, 2, 0], np.uint32),
        "weights": np.ones(3),
        "kinds": np.zeros(3, np.uint8),
        "ranks": np.arange(4, dtype=np.uint32),
        "term_first": np.array([0, 1, 2]),
        "terms": np.array([1, 2], np.uint32),
        "frequencies": np.ones(2),
        "most": 3,
        "telling": 2.0,
        "fact": 3.0,
        "term": 1.0,
    }
    return list((plain | changed).values())


@on_every_core
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"stems": np.array([1, 2, 4], np.uint32)}, "stem 4 of text 1 is not among 4"),
        ({"terms": np.array([1, 3], np.uint32)}, "term 3 is no stem of text 1"),
        ({"terms": np.array([1, 1], np.uint32)}, "term 1 is no stem of text 1"),
        ({"terms": np.array([1, 9], np.uint32)}, "term 9 is no stem of text 1"),
        ({"frequencies": np.array([1, np.nan])}, "the strength of term 2 of text 1 is no number"),
        ({"frequencies": np.ones(3)}, "do not partition 3 frequencies"),
        ({"weights": np.ones(2)}, "2 weights for 3 words"),
        ({"term_first": np.array([0, 2])}, "1 rows of terms for 2 texts"),
        ({"most": 0}, "most=0 must be at least 1"),
    ],
)
def test_stems_that_cannot_be_weighed_are_refused(
    core: Core, changed: dict[str, Any], message: str
) -> None:
    """A stem, term, weight or row that is not there is named."""
    core.weigh_stems(*_plain_stems())
    with pytest.raises(ValueError, match=message):
        core.weigh_stems(*_plain_stems(**changed))


@on_every_core
def test_no_texts_have_no_words(core: Core) -> None:
    """Of none, nothing; of an empty text, one unit's begin."""
    none, zero = np.zeros(0, np.uint32), np.zeros(1, np.int64)
    empty = np.zeros(2, np.int64)

    for first, bounds in ((zero, []), (empty, [0])):
        cuts = core.cut_units(
            first,
            none,
            none.astype(np.uint8),
            none,
            1,
            first,
            zero[:0],
            first,
            zero[:0],
            3,
            14,
            0.4,
        )
        assert cuts.bounds.tolist() == bounds
        assert len(cuts.first) == len(first)


def _first(sizes: list[int]) -> np.ndarray[Any, Any]:
    return np.cumsum([0, *sizes], dtype=np.int64)


def _some(draw: st.DrawFn, count: int, items: Any, dtype: Any) -> np.ndarray[Any, Any]:
    return np.array(draw(st.lists(items, min_size=count, max_size=count)), dtype)
