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


RUNS = st.lists(POSTINGS, max_size=4)


def ragged(runs: list[dict[int, set[int]]]) -> tuple[Any, Any, Any]:
    """Keys and owners of some runs, and where each begins."""
    made = [arrays(run) for run in runs]
    return (
        np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in made)]),
        np.concatenate([np.empty(0, np.int64), *(owners for _, owners in made)]),
        np.cumsum([0, *(len(keys) for keys, _ in made)], dtype=np.int64),
    )


@on_every_core
@given(RUNS)
@example([{2**62 - 1: {2**62 - 1}, 0: {0}}])
def test_postings_come_back(core: Core, runs: list[dict[int, set[int]]]) -> None:
    """Each run holds its postings in order."""
    keys, owners, first = ragged(runs)

    got_keys, got_owners, bounds = core.unpack_postings(*core.pack_postings(keys, owners, first))

    assert (got_keys.tolist(), got_owners.tolist()) == (keys.tolist(), owners.tolist())
    assert bounds.tolist() == first.tolist()


@on_every_core
@given(RUNS)
def test_runs_are_as_they_are_defined(core: Core, runs: list[dict[int, set[int]]]) -> None:
    """The bytes follow from the definition: they are in files, and never move."""
    packed, offsets = core.pack_postings(*ragged(runs))

    defined = [reference.posting_run(run) for run in runs]
    assert packed == b"".join(defined)
    assert np.diff(offsets).tolist() == [len(run) for run in defined]


@on_every_native_core
@given(
    st.builds(
        bytes.__add__,
        st.sampled_from([b"", b"\x02\x03\x02\x01", b"\x01\x28\x08\x04"]),
        st.binary(max_size=60),
    ),
    st.lists(st.integers(0, 60), max_size=3),
)
@example(b"\x01\x00\x00\x00" + b"\xff" * 20, [])
@example(b"\x01\x3a\x3a\x3a" + b"\xff\x7f" * 20, [])
@example(b"\x01\x00\x00\x3b\x00", [])
@example(b"\x80" * 9 + b"\x01", [])
@example(b"\x01\x00\x00\x00\xfe\x3f" + b"\xff" * 9, [])
def test_any_bytes_are_taken_or_refused_alike(core: Core, packed: bytes, cuts: list[int]) -> None:
    """What the twin unpacks the core does, and what the twin refuses it does too."""
    offsets = np.array([0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)], np.int64)

    assert outcome(core, packed, offsets) == outcome(PYTHON, packed, offsets)


def outcome(core: Core, *arguments: Any) -> Any:
    try:
        return [array.tolist() for array in core.unpack_postings(*arguments)]
    except ValueError as error:
        return str(error)


K, N, F = np.array([1, 2], np.uint64), np.array([0, 1], np.int64), np.array([0, 2], np.int64)


@on_every_core
@pytest.mark.parametrize(
    ("kernel", "arguments", "error", "words"),
    [
        ("pack_postings", (K, N[:1], F), ValueError, "2 and 1 keys and owners"),
        ("pack_postings", (K, N, F + 1), ValueError, "partition"),
        ("pack_postings", (K[::-1].copy(), N, F), ValueError, "posting 1: the keys of a run must"),
        ("pack_postings", (K + np.uint64(2**62), N, F), ValueError, "stay under 2"),
        ("pack_postings", (K * np.uint64(0), N[::-1].copy(), F), ValueError, "owner 0 after 1"),
        ("pack_postings", (K, N - 1, F), ValueError, "owner -1 after 0"),
        ("pack_postings", (K, N + 2**62, F), ValueError, "under 2"),
        ("pack_postings", (N, N, F), TypeError, "keys must be an array"),
        ("unpack_postings", (b"abc", np.array([0, 2])), ValueError, "partition"),
        ("unpack_postings", (b"abc", np.array([0, 9, 3])), ValueError, "partition"),
        ("unpack_postings", (b"\x03\x09\x01", np.array([0, 3])), ValueError, "run 0 of"),
    ],
)
def test_wrong_arguments_raise(
    core: Core, kernel: str, arguments: tuple[Any, ...], error: type[Exception], words: str
) -> None:
    """What is wrong is named with its values, the same way on every core."""
    with pytest.raises(error, match=words):
        getattr(core, kernel)(*arguments)
