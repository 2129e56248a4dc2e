"""Words are numbered, the terms that tell most chosen, and runs of pairs measured."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import Any

import numpy as np
import pytest
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.lists(st.text("aбc", max_size=3), max_size=40)
TYPES = 5
ROWS = st.lists(st.lists(st.integers(-1, TYPES - 1), max_size=12), max_size=5)
RARITIES = st.lists(st.sampled_from([0.0, 0.5, 1.5, 3.0, -1.0]), min_size=TYPES, max_size=TYPES)
FREQUENCIES = np.array([0.0, *(1 + log(n) for n in range(1, 13))])


def table_of(words: list[str]) -> tuple[bytes, Any]:
    """Return words as a table has them."""
    encoded = [word.encode() + b" " for word in words]
    return b"".join(encoded), np.cumsum([0, *map(len, encoded)], dtype=np.int64)


def ragged(rows: list[list[int]]) -> tuple[Any, Any]:
    """Return rows as the kernels take them."""
    flat = np.array([item for row in rows for item in row], np.int64)
    return np.cumsum([0, *map(len, rows)], dtype=np.int64), flat


@on_every_core
@given(WORDS)
def test_equal_words_have_equal_numbers(core: Core, words: list[str]) -> None:
    """Distinct words are numbered in the order in which they first occur."""
    numbers, firsts = core.number_words(*table_of(words))

    distinct = list(dict.fromkeys(words))
    assert [distinct[number] for number in numbers.tolist()] == words
    assert [words[place] for place in firsts.tolist()] == distinct


@on_every_core
def test_many_words_are_numbered(core: Core) -> None:
    """More words than the first table has room for."""
    words = [f"word{i % 3000}" for i in range(7000)]

    numbers, firsts = core.number_words(*table_of(words))

    assert numbers.tolist() == [i % 3000 for i in range(7000)]
    assert firsts.tolist() == list(range(3000))


@on_every_core
@given(st.lists(WORDS, max_size=4), st.integers(0, 2**64 - 1))
def test_words_enter_a_table_once(core: Core, batches: list[list[str]], secret: int) -> None:
    """Numbers go up in the order in which words come, and stay; the twin makes the same table."""
    slots, others = np.zeros(1024, np.uint64), np.zeros(1024, np.uint64)
    names: list[str] = []
    for words in batches:
        asked = np.arange(len(words))[::-1].copy()
        table = table_of(words)
        numbers, fresh = core.enter_words(*table, asked, slots, secret, len(names))
        twins = PYTHON.enter_words(*table, asked, others, secret, len(names))
        names += [words[asked[place]] for place in fresh.tolist()]

        assert [names[number] for number in numbers.tolist()] == words[::-1]
        assert [numbers.tolist(), fresh.tolist()] == [one.tolist() for one in twins]
    assert len(names) == len(set(names))
    assert slots.tolist() == others.tolist()


@on_every_core
@pytest.mark.parametrize(
    ("places", "slots", "known", "words"),
    [
        ([2], 8, 0, "place 2 is not in 0 .. 1"),
        ([-1], 8, 0, "place -1 is not in 0 .. 1"),
        ([0, 1], 8, 2, "2 words and 2 more do not fit in 4 pairs"),
        ([0], 6, 0, "0 words and 1 more do not fit in 3 pairs"),
        ([0], 0, 0, "0 words and 1 more do not fit in 0 pairs"),
        ([0], 7, 0, "nor 7 slots odd"),
        ([0], 8, -1, "known=-1 must not be negative"),
    ],
)
def test_a_table_without_room_is_refused(
    core: Core, places: list[int], slots: int, known: int, words: str
) -> None:
    """And words that are not there."""
    table, asked = table_of(["one", "two"]), np.array(places, np.int64)

    with pytest.raises(ValueError, match=words):
        core.enter_words(*table, asked, np.zeros(slots, np.uint64), 1, known)
    with pytest.raises(ValueError, match="the table of 4 pairs is full"):
        core.enter_words(*table, np.array([0]), np.ones(8, np.uint64), 1, 0)


@on_every_core
@given(ROWS, RARITIES, st.integers(1, 4))
def test_the_strongest_terms_come_first(
    core: Core, rows: list[list[int]], rarities: list[float], most: int
) -> None:
    """By weight, then by number: what sorting all of them gives."""
    first, items, counts = core.strongest_terms(
        *ragged(rows), np.array(rarities), FREQUENCIES, most
    )

    for row, (begin, end) in zip(rows, zip(first[:-1], first[1:], strict=True), strict=True):
        counted = Counter(item for item in row if item >= 0)
        ranked = sorted((-((1 + log(n)) * rarities[i]), i) for i, n in counted.items())
        best = [i for _, i in ranked[:most]]
        assert items[begin:end].tolist() == best
        assert counts[begin:end].tolist() == [counted[i] for i in best]


@on_every_native_core
@given(ROWS, st.lists(st.floats(-5, 5), min_size=TYPES, max_size=TYPES), st.integers(1, 4))
def test_the_core_weighs_as_its_twin(
    core: Core, rows: list[list[int]], rarities: list[float], most: int
) -> None:
    """To the last bit, or ties would fall otherwise."""
    taken = (*ragged(rows), np.array(rarities), FREQUENCIES, most)

    found, wanted = core.strongest_terms(*taken), PYTHON.strongest_terms(*taken)

    assert [part.tolist() for part in found] == [part.tolist() for part in wanted]


@on_every_core
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"items": np.array([0, 2], np.int64)}, r"item 2 is not in -1 \.\. 1"),
        ({"items": np.array([0, -2], np.int64)}, r"item -2 is not in -1 \.\. 1"),
        ({"frequencies": np.ones(1)}, "row 0 holds an item 1 times, and 1 frequencies"),
        ({"most": 0}, "most=0 must be at least 1"),
        ({"first": np.array([0, 1], np.int64)}, "offsets from 0 to 1 do not partition 2 items"),
        ({"first": np.array([0, 3, 2], np.int64)}, "offsets 0 and 3 of row 0"),
    ],
)
def test_terms_that_are_none_are_refused(core: Core, wrong: dict[str, Any], message: str) -> None:
    """The error names the first thing that is wrong."""
    good = {
        "first": np.array([0, 2], np.int64),
        "items": np.array([0, 1], np.int64),
        "rarities": np.ones(2),
        "frequencies": np.ones(3),
        "most": 2,
    }

    with pytest.raises(ValueError, match=message):
        core.strongest_terms(*{**good, **wrong}.values())


@on_every_core
def test_bounds_that_lie_are_refused(core: Core) -> None:
    """Wherever they do."""
    with pytest.raises(ValueError, match="offsets 3 and 1 of row 1"):
        core.number_words(b"abcd", np.array([0, 3, 1, 4], np.int64))


TEXTS = st.lists(st.lists(st.integers(0, 2), max_size=14), min_size=1, max_size=4)


@on_every_core
@given(TEXTS, st.data())
def test_the_longest_runs_of_pairs(core: Core, texts: list[list[int]], data: Any) -> None:
    """What looking at all common runs finds, with and without the marked words."""
    first, flat = ragged(texts)
    size = len(flat)
    marks = data.draw(st.lists(st.integers(0, 1), min_size=size, max_size=size))
    rows = st.integers(0, len(texts) - 1)
    pairs = data.draw(st.lists(st.tuples(rows, rows), max_size=4))

    found = core.longest_runs(
        flat.astype(np.uint64),
        first,
        np.array(marks, np.uint8),
        np.array(pairs, np.int64).reshape(-1, 2),
        2,
        99,
    )

    def longest(left: int, right: int, *, free: bool) -> int:
        best = 0
        a, b = texts[left], texts[right]
        for i in range(len(a)):
            for j in range(len(b)):
                row = most = length = 0
                while i + length < len(a) and j + length < len(b):
                    if a[i + length] != b[j + length]:
                        break
                    out = marks[first[left] + i + length] or marks[first[right] + j + length]
                    row = 0 if free and out else row + 1
                    most, length = max(most, row), length + 1
                if length >= 2:
                    best = max(best, most)
        return best

    assert found.tolist() == [
        [longest(a, b, free=False), longest(a, b, free=True)] for a, b in pairs
    ]


@on_every_core
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"marks": np.zeros(3, np.uint8)}, "4 words and 3 marks"),
        ({"pairs": np.array([[0, 2]], np.int64)}, "pair 0 names row 2 of 2"),
        ({"pairs": np.array([[-1, 0]], np.int64)}, "pair 0 names row -1 of 2"),
        ({"pairs": np.array([[0, 1, 0]], np.int64)}, r"shape \(p, 2\), not \(1, 3\)"),
        ({"first": np.array([0, 5, 4], np.int64)}, "offsets 0 and 5 of row 0"),
        ({"shortest": 0}, "shortest=0 must be at least 1"),
        ({"most": 0}, "most=0 must be at least 1"),
    ],
)
def test_pairs_that_are_none_are_refused(core: Core, wrong: dict[str, Any], message: str) -> None:
    """Before anything is read behind an end."""
    good = {
        "words": np.arange(4, dtype=np.uint64),
        "first": np.array([0, 2, 4], np.int64),
        "marks": np.zeros(4, np.uint8),
        "pairs": np.array([[0, 1]], np.int64),
        "shortest": 1,
        "most": 1,
    }

    with pytest.raises(ValueError, match=message):
        core.longest_runs(*{**good, **wrong}.values())
