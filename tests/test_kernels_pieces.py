"""Pieces of bytes: every core puts them together alike, and reads them from where they stand."""

from __future__ import annotations

import tempfile
from typing import Any

import numpy as np
import pytest
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st

some_pieces = st.lists(st.binary(max_size=6), min_size=1, max_size=5)


@on_every_core
@given(some_pieces, st.lists(st.integers(0, 4), max_size=9))
def test_pieces_come_in_the_order_asked_for(
    core: Core, pieces: list[bytes], wanted: list[int]
) -> None:
    """Any of them, as often as it is named."""
    order = [number % len(pieces) for number in wanted]
    offsets = np.cumsum([0, *map(len, pieces)])

    joined = core.gather(b"".join(pieces), offsets, np.array(order, np.int64))

    assert joined == b"".join(pieces[number] for number in order)


@on_every_core
def test_pieces_that_are_not_there_are_named(core: Core) -> None:
    """Neither a number too high, nor one below 0, nor offsets that lie are followed."""
    offsets = np.array([0, 1, 3])
    for number in (2, -1, 1 << 62):
        with pytest.raises(ValueError, match=f"piece {number} at 1 is not among 2"):
            core.gather(b"abc", offsets, np.array([0, number]))
    with pytest.raises(ValueError, match="do not partition 4 bytes"):
        core.gather(b"abcd", offsets, np.array([0]))
    with pytest.raises(ValueError, match="do not partition 3"):
        core.gather(b"abc", np.array([0, 5, 3]), np.array([0, 1]))
    with pytest.raises(TypeError, match="order"):
        core.gather(b"abc", offsets, np.array([0], np.int32))


@on_every_core
@given(st.binary(max_size=40), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20))))
def test_spans_are_read_as_far_as_the_file_goes(
    core: Core, content: bytes, wanted: list[tuple[int, int]]
) -> None:
    """One after the other; the first that the file has not whole is the last."""
    spans = [(begin, begin + size) for begin, size in wanted]
    expected = b""
    for begin, end in spans:
        expected += content[begin:end]
        if end > begin and end > len(content):
            break
    out = bytearray(sum(size for _, size in wanted))
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()

        filled = core.read_spans(file.fileno(), np.array(spans, np.int64).reshape(-1, 2), out)

    assert bytes(out[:filled]) == expected


@on_every_core
def test_spans_that_are_none_are_named(core: Core) -> None:
    """Backwards, below 0, beyond the room; and what the system says of a file is its error."""
    with tempfile.TemporaryFile() as file:
        file.write(b"0123456789")
        file.flush()
        for span in ((3, 2), (-1, 2), (0, 4), (-(1 << 63), (1 << 63) - 1)):
            spans = np.array([(0, 1), span], np.int64)
            with pytest.raises(ValueError, match=f"span 1 from {span[0]} to {span[1]} does not"):
                core.read_spans(file.fileno(), spans, bytearray(4))
        with pytest.raises(ValueError, match=r"pass \(n, 2\)"):
            core.read_spans(file.fileno(), np.zeros((2, 3), np.int64), bytearray(4))
        gone = file.fileno()
    with pytest.raises(OSError, match="Bad file descriptor"):
        core.read_spans(gone, np.array([(0, 1)], np.int64), bytearray(4))


any_numbers = st.lists(
    st.integers(0, 2**64 - 1) | st.integers(0, 9) | st.integers(0, 2**20).map(lambda n: n << 30),
    max_size=40,
)


@on_every_core
@given(any_numbers, st.integers(1, 200))
def test_numbers_are_put_in_order(core: Core, few: list[int], times: int) -> None:
    """Ascending, equal ones as they stand; each distinct one once."""
    numbers = few * times  # some sorts take another way where there are many
    array = np.array(numbers, np.uint64)

    order, distinct = core.order_numbers(array), core.distinct_numbers(array)

    assert order.tolist() == sorted(range(len(numbers)), key=numbers.__getitem__)
    assert distinct.tolist() == sorted(set(numbers))


@on_every_core
def test_numbers_of_another_kind_are_refused(core: Core) -> None:
    """Signed numbers would be put in another order."""
    for kernel in (core.order_numbers, core.distinct_numbers):
        with pytest.raises(TypeError, match="numbers must be an array of uint64"):
            kernel(np.arange(3))


WORDS = [f"<{number}>".encode() for number in range(20)]
any_piece = st.integers(0, len(WORDS) - 1)
any_relation = st.tuples(
    any_piece, any_piece, st.integers(0, 30), st.integers(0, 9), st.integers(0, 9), st.booleans()
).map(lambda r: (*r[:2], (r[2] % 7, max(1, r[2] % 7) + r[3], max(1, r[2] % 7) + r[4]), r[5]))
any_family = st.tuples(
    any_piece, st.lists(any_piece), st.lists(any_relation), st.lists(any_relation)
)


def as_ragged(rows: list[list[Any]]) -> Any:
    return np.cumsum([0, *map(len, rows)]), [item for row in rows for item in row]


def as_related(rows: list[list[Any]]) -> tuple[Any, ...]:
    first, flat = as_ragged(rows)
    return (
        first,
        np.array([relation[:2] for relation in flat], np.int64).reshape(-1, 2),
        np.array([relation[2] for relation in flat], np.int64).reshape(-1, 3),
        np.array([relation[3] for relation in flat], np.uint8),
    )


def written(core: Core, families: list[Any], span: tuple[int, int]) -> bytes:
    first, members = as_ragged([family[1] for family in families])
    within, apart = (as_related([family[k] for family in families]) for k in (2, 3))
    lines: bytes = core.write_families(
        b"".join(WORDS), np.cumsum([0, *map(len, WORDS)]),
        np.array([family[0] for family in families], np.int64), first,
        np.array(members, np.int64), within, apart, span,
    )  # fmt: skip
    return lines


@on_every_native_core
@given(st.lists(any_family, max_size=4), st.integers(0, 4), st.integers(0, 4))
def test_families_are_written_as_the_twin_does(
    core: Core, families: list[Any], begin: int, size: int
) -> None:
    """Any of them, with any pieces for names, and every share to the last decimal."""
    span = min(begin, len(families)), min(begin + size, len(families))

    assert written(core, families, span) == written(PYTHON, families, span)


@on_every_core
def test_shares_have_four_decimals_at_most(core: Core) -> None:
    """As Python writes them, rounded to even; all there are of counts up to 60, and some large."""
    counts = [(a, b, b) for b in range(1, 61) for a in range(b + 1)]
    counts += [(1, 1 << 30, 1), (4999, 10_000, 10_000), (1, 20_000, 20_000), (3, 20_000, 20_000)]
    line = written(core, [(0, [], [(1, 2, count, False) for count in counts], [])], (0, 1))

    found = line.split(b"<11>")[1:]

    assert [one.split(b"<12>")[0] for one in found] == [
        repr(round(shared / left * 10_000) / 10_000).encode() for shared, left, _ in counts
    ]


@on_every_core
def test_families_that_cannot_be_written_are_refused(core: Core) -> None:
    """Pieces that are not there, counts that are none, and offsets that lie."""
    family = (0, [1], [(1, 2, (1, 2, 2), False)], [])
    wrong: list[tuple[Any, str]] = [
        ((99, *family[1:]), "piece 99"),
        ((0, [-1], [], []), "piece -1"),
        ((0, [1], [(1, 20, (1, 2, 2), False)], []), "piece 20"),
        ((0, [1], [(1, 2, (3, 2, 4), False)], []), "relation 0 shares 3 of 2 and 4"),
        ((0, [1], [(1, 2, (3, 4, 2), False)], []), "relation 0 shares 3 of 4 and 2"),
        ((0, [1], [], [(1, 2, (0, 0, 4), False)]), "relation 0 shares 0 of 0 and 4"),
        ((0, [1], [(1, 2, (-1, 4, 4), False)], []), "relation 0 shares -1"),
        ((0, [1], [(1, 2, (1, 2, 1 << 40), False)], []), "relation 0 shares 1"),
    ]
    for refused, words in wrong:
        with pytest.raises(ValueError, match=words):
            written(core, [refused], (0, 1))
    for span in ((-1, 0), (1, 0), (0, 2)):
        with pytest.raises(ValueError, match="families"):
            written(core, [family], span)
    none = as_related([[]])
    for first, within in ((np.array([0, 5]), none), (np.array([0, 0, 0]), none), (none[0], none)):
        bad = within if first is not none[0] else (np.array([0]), *none[1:])
        with pytest.raises(ValueError, match=r"offsets|relations"):
            core.write_families(
                b"".join(WORDS), np.cumsum([0, *map(len, WORDS)]), np.zeros(1, np.int64),
                first, np.zeros(1, np.int64), bad, none, (0, 1),
            )  # fmt: skip
