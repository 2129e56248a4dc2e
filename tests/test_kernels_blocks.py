"""Blocks: what was packed is found again, by every core alike, and damage is refused."""

from __future__ import annotations

import mmap
from typing import Any

import numpy as np
import pytest
import xxhash
from cores import PYTHON, Core, on_every_core, on_every_native_core
from hypothesis import given
from hypothesis import strategies as st

BITS = 9
KEYS = st.integers(0, 2**BITS - 1)
OWNERS = st.sets(st.one_of(st.integers(0, 300), st.integers(0, 2**62 - 1)), min_size=1)
POSTINGS = st.dictionaries(KEYS, OWNERS, max_size=30)


def arrays(postings: dict[int, set[int]]) -> tuple[Any, Any]:
    """Keys and owners, ascending."""
    flat = sorted((key, owner) for key, owners in postings.items() for owner in owners)
    return np.array([k for k, _ in flat], np.uint64), np.array([o for _, o in flat], np.int64)


@on_every_core
@given(POSTINGS, st.integers(1, 12), st.integers(0, 5))
def test_blocks_cover_all_keys_of_a_slot(
    core: Core, postings: dict[int, set[int]], most: int, slot: int
) -> None:
    """They hold the postings in order; each ends where the next begins, the last at the end."""
    keys, owners = arrays(postings)
    blocks, places, offsets = core.pack_blocks(keys, owners, most, BITS, slot, 0, 2**BITS)

    got_keys, got_owners, ends = core.unpack_blocks(blocks, offsets, places, BITS)

    assert (got_keys.tolist(), got_owners.tolist()) == (keys.tolist(), owners.tolist())
    begins = (places - (slot << BITS)).tolist()
    assert [*begins, 2**BITS] == [0, *ends.tolist()]
    assert blocks == PYTHON.pack_blocks(keys, owners, most, BITS, slot, 0, 2**BITS)[0]


@on_every_core
@given(POSTINGS, st.integers(1, 12), st.sets(KEYS, max_size=20))
def test_keys_are_found_in_their_blocks(
    core: Core, postings: dict[int, set[int]], most: int, wanted: set[int]
) -> None:
    """Each wanted key leads to all its holders, and a key that nobody holds to none."""
    keys, owners = arrays(postings)
    blocks, places, offsets = core.pack_blocks(keys, owners, most, BITS, 0, 0, 2**BITS)
    asked = np.array(sorted(wanted), np.uint64)
    among = np.searchsorted(places, asked.astype(np.int64), side="right") - 1

    found, holders = core.find_in_blocks(blocks, offsets, places, BITS, asked, among)

    led = [(int(asked[at]), owner) for at, owner in zip(found, holders.tolist(), strict=True)]
    assert led == sorted((key, o) for key in wanted for o in postings.get(key, ()))


@on_every_core
@given(st.lists(POSTINGS, max_size=5), st.sets(st.integers(0, 300), max_size=20))
def test_parts_are_merged_as_sets(
    core: Core, parts: list[dict[int, set[int]]], gone: set[int]
) -> None:
    """What several parts hold is there once, in order; who is gone holds nothing."""
    made = [arrays(part) for part in parts]
    first = np.cumsum([0, *(len(keys) for keys, _ in made)], dtype=np.int64)

    keys, owners = core.merge_postings(
        np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in made)]),
        np.concatenate([np.empty(0, np.int64), *(owners for _, owners in made)]),
        first,
        np.array(sorted(gone), np.int64),
    )

    held = {(key, o) for part in parts for key, owners in part.items() for o in owners}
    expected = sorted((key, owner) for key, owner in held if owner not in gone)
    assert list(zip(keys.tolist(), owners.tolist(), strict=True)) == expected


@on_every_core
@given(POSTINGS, st.lists(KEYS, max_size=20))
def test_keys_are_found_among_sorted_postings(
    core: Core, postings: dict[int, set[int]], wanted: list[int]
) -> None:
    """Each wanted key, in any order, leads to all its holders."""
    found, holders = core.find_sorted(*arrays(postings), np.array(wanted, np.uint64))

    led = [(wanted[at], owner) for at, owner in zip(found, holders.tolist(), strict=True)]
    assert led == [(key, o) for key in wanted for o in sorted(postings.get(key, ()))]


ANY = st.integers(0, 2**64 - 1)
PIECES = st.lists(st.tuples(ANY, ANY))


@on_every_native_core
@given(st.lists(KEYS), st.lists(st.integers()), st.lists(ANY | KEYS), PIECES, st.binary())
def test_odd_postings_and_sieves_are_taken_alike(
    core: Core,
    held: list[int],
    owners: list[int],
    wanted: list[int],
    pieces: list[tuple[int, int]],
    bits: bytes,
) -> None:
    """What the twin finds in postings that do not ascend, and in any sieve, the core does."""
    both = [(key, owner % 2**62) for key, owner in zip(held, owners, strict=False)]
    postings = (np.array([k for k, _ in both], np.uint64), np.array([o for _, o in both], np.int64))
    keys = np.array(wanted, np.uint64)
    begins, ends = (np.array([one[at] for one in pieces], np.uint64) for at in range(2))
    offsets = np.linspace(0, len(bits), len(pieces) + 1).astype(np.int64)

    found = [array.tolist() for array in core.find_sorted(*postings, keys)]

    assert found == [array.tolist() for array in PYTHON.find_sorted(*postings, keys)]
    assert sifted(core, keys, begins, ends, offsets, bits) == sifted(
        PYTHON, keys, begins, ends, offsets, bits
    )


def sifted(core: Core, *arguments: Any) -> Any:
    try:
        return core.sift(*arguments).tolist()
    except ValueError as error:
        return str(error)


@on_every_core
@given(st.sets(ANY, max_size=30), st.sets(ANY), st.integers(1, 30))
def test_a_sieve_lets_its_keys_through(
    core: Core, held: set[int], asked: set[int], octets: int
) -> None:
    """What is in it passes, and what is outside its stretch; the twin makes the same bytes."""
    keys, wanted = (np.array(sorted(one), np.uint64) for one in (held, held | asked))
    bits = core.make_sieve(keys, octets)
    begins, ends = np.array([5], np.uint64), np.array([2**63], np.uint64)

    passed = core.sift(wanted, begins, ends, np.array([0, octets]), bits)

    assert bits == PYTHON.make_sieve(keys, octets)
    outside = {key for key in asked if not 5 <= key < 2**63}
    assert set(wanted[passed].tolist()) >= held | outside


@on_every_core
def test_the_bits_of_a_sieve_never_move(core: Core) -> None:
    """Files hold them: one key's four bits, in a piece of three bytes."""
    assert core.make_sieve(np.array([1], np.uint64), 3).hex() == "200220"


def sealed(place: int, end: int, postings: bytes) -> bytes:
    content = place.to_bytes(8, "little") + end.to_bytes(8, "little") + postings
    return content + xxhash.xxh64_intdigest(content).to_bytes(8, "little")


@on_every_native_core
@given(
    st.lists(
        st.binary(max_size=30) | st.binary(max_size=30).map(b"\x02\x03\x02\x01".__add__), max_size=3
    ),
    st.sets(KEYS, max_size=5),
    st.integers(0, 600),
)
def test_any_bytes_are_taken_or_refused_alike(
    core: Core, bodies: list[bytes], wanted: set[int], end: int
) -> None:
    """What the twin finds in blocks of any content the core does; what it refuses, that too."""
    places = np.arange(len(bodies), dtype=np.int64) * 7
    parts = [sealed(place, end, body) for place, body in zip(places.tolist(), bodies, strict=True)]
    blocks = (
        b"".join(parts), np.cumsum([0, *map(len, parts)], dtype=np.int64), places, BITS,
    )  # fmt: skip
    asked = np.array(sorted(wanted), np.uint64)
    among = np.searchsorted(places, asked.astype(np.int64), side="right") - 1

    for kernel, more in (("unpack_blocks", ()), ("find_in_blocks", (asked, among))):
        mine = outcome(core, kernel, *blocks, *more)
        assert mine == outcome(PYTHON, kernel, *blocks, *more)


def outcome(core: Core, kernel: str, *arguments: Any) -> Any:
    try:
        return [array.tolist() for array in getattr(core, kernel)(*arguments)]
    except ValueError as error:
        return str(error)


@on_every_core
@given(st.dictionaries(KEYS, OWNERS, min_size=1, max_size=9), st.integers(0, 10**6))
def test_no_flipped_bit_passes(core: Core, postings: dict[int, set[int]], bit: int) -> None:
    """Wherever a bit flips, the block is refused, by its place."""
    keys, owners = arrays(postings)
    blocks, places, offsets = core.pack_blocks(keys, owners, 100, BITS, 3, 0, 2**BITS)
    flipped = bytearray(blocks)
    flipped[bit % len(blocks)] ^= 1 << bit % 8

    with pytest.raises(ValueError, match="block at 1536 does not have the check sum"):
        core.unpack_blocks(bytes(flipped), offsets, places, BITS)
    with pytest.raises(ValueError, match="block at 1537 does not have the check sum"):
        core.unpack_blocks(blocks, offsets, places + 1, BITS)


K, N = np.array([1, 2], np.uint64), np.array([0, 1], np.int64)
BLOCK = np.array([0], np.int64)
WHOLE = sealed(0, 2, b"\x01\x00\x00\x00\x01")
"""Key 1 of owner 0."""
OF_WHOLE = (WHOLE, np.array([0, len(WHOLE)]), BLOCK, BITS)


@on_every_core
@pytest.mark.parametrize(
    ("kernel", "arguments", "words"),
    [
        ("pack_blocks", (K, N[:1], 1, BITS, 0, 0, 9), "2 and 1 keys and owners"),
        ("pack_blocks", (K, N, 0, BITS, 0, 0, 9), "most=0 must be at least 1"),
        ("pack_blocks", (K, N, 1, 62, 0, 0, 9), "bits=62 must be from 1 to 61"),
        ("pack_blocks", (K, N, 1, BITS, -1, 0, 9), "slot -1 with keys of 9 bits"),
        ("pack_blocks", (K, N, 1, BITS, 0, 0, 513), "from 0 to 513: out of range"),
        ("pack_blocks", (K, N, 1, BITS, 0, 2, 9), "posting 0: keys must ascend, from 2"),
        ("pack_blocks", (K, N, 1, BITS, 0, 0, 2), "posting 1: keys must ascend, from 0 and below"),
        ("pack_blocks", (K[::-1].copy(), N, 1, BITS, 0, 0, 9), "posting 1: keys must ascend"),
        ("unpack_blocks", (b"abc", np.array([0, 3]), BLOCK, BITS), "block at 0 does not"),
        ("unpack_blocks", (b"abc", np.array([0, 3]), N, BITS), "2 and 1 places and blocks"),
        ("find_in_blocks", (*OF_WHOLE, K[:1], N), "1 and 2 keys and blocks of theirs"),
        ("find_in_blocks", (*OF_WHOLE, K, N), "key 1 is looked for in block 1 of 1"),
        ("find_in_blocks", (*OF_WHOLE, K[1:], N[:1]), "block after 0 is missing"),
        ("merge_postings", (K, N[:1], N, N), "2 and 1 keys and owners"),
        ("merge_postings", (K, N, N, N), "partition 2 postings"),
        ("find_sorted", (K, N[:1], K), "2 and 1 held and owners"),
        ("make_sieve", (K, 0), "octets=0 must be from 1"),
        ("make_sieve", (K, 1 << 29), "octets=536870912 must be from 1"),
        ("sift", (K, K, K[:1], np.array([0, 0, 0]), b""), "2 and 1 begins and ends"),
        ("sift", (K, K, K, np.array([0, 0]), b""), "2 and 1 begins and offsets"),
        ("sift", (K, K, K, np.array([0, 1, 9]), b"a"), "partition 1 bytes"),
        ("sift", (K, K[:1], K[1:], np.array([0, 0]), b""), "piece 0 has 0 bytes"),
    ],
)
def test_wrong_arguments_raise(
    core: Core, kernel: str, arguments: tuple[Any, ...], words: str
) -> None:
    """What is wrong is named with its values, the same way on every core."""
    with pytest.raises(ValueError, match=words):
        getattr(core, kernel)(*arguments)


@on_every_core
def test_a_piece_that_no_key_has_bits_in_is_refused(core: Core) -> None:
    """Products of 32 bits reach into 2**29 - 1 bytes; nothing is read of memory for more."""
    key, begin, end = (np.array([number], np.uint64) for number in (1, 0, 9))
    with mmap.mmap(-1, 1 << 29) as zeros:
        most = memoryview(zeros)[:-1]

        passed = core.sift(key, begin, end, np.array([0, len(most)]), most)

        assert passed.tolist() == []
        most.release()
        with pytest.raises(ValueError, match="piece 0 has 536870912 bytes"):
            core.sift(key, begin, end, np.array([0, 1 << 29]), zeros)
