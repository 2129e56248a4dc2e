"""Postings: what was packed is unpacked, by every core alike, and damage is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import reference
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import example, given
from hypothesis import strategies as st

KEYS = st.one_of(st.integers(0, 300), st.integers(0, 2**62 - 1))
OWNERS = st.one_of(st.integers(0, 300), st.integers(0, 2**62 - 1))
MANY = st.sets(st.integers(0, 300), min_size=8)
POSTINGS = st.dictionaries(KEYS, MANY | st.sets(OWNERS, min_size=1), max_size=30)


def arrays(postings: dict[int, set[int]]) -> tuple[Any, Any]:
    """Keys and owners, ascending."""
    flat = sorted((key, owner) for key, owners in postings.items() for owner in owners)
    return (
        np.array([key for key, _ in flat], np.uint64),
        np.array([owner for _, owner in flat], np.int64),
    )


@on_every_core
@given(POSTINGS, st.integers(1, 40))
@example({2**62 - 1: {2**62 - 1}, 0: {0}}, 1)
def test_postings_come_back(core: Core, postings: dict[int, set[int]], most: int) -> None:
    """Blocks hold the postings in order, and divide no key."""
    keys, owners = arrays(postings)
    packed, first, offsets = core.pack_postings(keys, owners, most)

    got_keys, got_owners, bounds = core.unpack_postings(packed, offsets, keys[first])

    assert (got_keys.tolist(), got_owners.tolist()) == (keys.tolist(), owners.tolist())
    assert bounds[:-1].tolist() == first.tolist()
    assert all(keys[begin] != keys[begin - 1] for begin in first[1:].tolist())


@on_every_core
@given(POSTINGS, st.integers(1, 40))
def test_blocks_are_as_they_are_defined(
    core: Core, postings: dict[int, set[int]], most: int
) -> None:
    """The bytes follow from the definition: they are in files, and never move."""
    keys, owners = arrays(postings)

    packed, first, offsets = core.pack_postings(keys, owners, most)

    blocks = reference.posting_blocks(postings, most)
    assert packed == b"".join(body for _, body in blocks)
    assert keys[first].tolist() == [base for base, _ in blocks]
    assert np.diff(offsets).tolist() == [len(body) for _, body in blocks]


@on_every_native_core
@given(
    st.builds(
        bytes.__add__,
        st.sampled_from([b"", b"\x02\x03\x02\x01", b"\x01\x28\x08\x04"]),
        st.binary(max_size=60),
    ),
    st.lists(st.integers(0, 60), max_size=3),
    st.integers(0, 2**63),
)
@example(b"\x01\x00\x00\x00" + b"\xff" * 20, [], 0)
@example(b"\x01\x3a\x3a\x3a" + b"\xff\x7f" * 20, [], 0)
@example(b"\x01\x00\x00\x3b\x00", [], 0)
@example(b"\x80" * 9 + b"\x01", [], 0)
@example(b"\x01\x00\x00\x00\xfe\x3f" + b"\xff" * 9, [], 0)
def test_any_bytes_are_taken_or_refused_alike(
    core: Core, packed: bytes, cuts: list[int], base: int
) -> None:
    """What the twin unpacks the core does, and what the twin refuses it does too."""
    offsets = np.array([0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)], np.int64)
    bases = np.full(len(offsets) - 1, base, np.uint64)

    assert outcome(core, packed, offsets, bases) == outcome(PYTHON, packed, offsets, bases)


def outcome(core: Core, *arguments: Any) -> Any:
    try:
        return [array.tolist() for array in core.unpack_postings(*arguments)]
    except ValueError as error:
        return str(error)


K, N = np.array([1, 2], np.uint64), np.array([0, 1], np.int64)


@on_every_core
@pytest.mark.parametrize(
    ("kernel", "arguments", "error", "words"),
    [
        ("pack_postings", (K, N[:1], 1), ValueError, "2 and 1 keys and owners"),
        ("pack_postings", (K, N, 0), ValueError, "most=0 must be at least 1"),
        ("pack_postings", (K[::-1].copy(), N, 1), ValueError, "posting 1: keys must ascend"),
        ("pack_postings", (K + np.uint64(2**62), N, 1), ValueError, "stay under 2"),
        ("pack_postings", (K * np.uint64(0), N[::-1].copy(), 1), ValueError, "owner 0 after 1"),
        ("pack_postings", (K, N - 1, 1), ValueError, "owner -1 after 0"),
        ("pack_postings", (N, N, 1), TypeError, "keys must be an array"),
        ("unpack_postings", (b"abc", np.array([0, 2]), K[:1]), ValueError, "partition"),
        ("unpack_postings", (b"abc", np.array([0, 9, 3]), K), ValueError, "partition"),
        ("unpack_postings", (b"abc", np.array([0, 3]), K), ValueError, "bases and blocks"),
        ("pack_postings", (K, N + 2**62, 1), ValueError, "under 2"),
        ("unpack_postings", (b"\x03\x09\x01", np.array([0, 3]), K[:1]), ValueError, "block 0 of"),
    ],
)
def test_wrong_arguments_raise(
    core: Core, kernel: str, arguments: tuple[Any, ...], error: type[Exception], words: str
) -> None:
    """What is wrong is named with its values, the same way on every core."""
    with pytest.raises(error, match=words):
        getattr(core, kernel)(*arguments)
