"""Pieces of bytes: every core puts them together alike, and reads them from where they stand."""

from __future__ import annotations

import tempfile

import numpy as np
import pytest
from cores import Core, on_every_core
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
        for span in ((3, 2), (-1, 2), (0, 5), (-(1 << 63), (1 << 63) - 1)):
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
