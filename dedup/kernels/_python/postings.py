"""Who holds which key, sorted, in few bits; `core/postings.c` has the form."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from dedup.kernels._arrays import (
    Bytes,
    Hashes,
    Offsets,
    require_array,
    require_offsets,
)

_LIMIT = 1 << 62
"""Keys and owners stay under it."""
LONGEST_UNARY = 16
"""Ones before a number that is written in full."""
SIZE_BITS = 6
"""Of what says how many bits such a number has."""
MANY = 8
"""Owners of a key from which on their steps have a width of their own."""
WIDEST = 58
"""Low bits of a number, so that it fits in 62."""
_LONGEST_SHIFT = 56
"""Of the last byte of a count."""


def pack_postings(keys: Hashes, owners: Offsets, first: Offsets) -> tuple[bytes, Offsets]:
    """Return runs of sorted postings in few bits; `core/postings.c` has the form.

    Args:
        keys: shape (m,), ascending in each run; owner ``owners[i]`` holds ``keys[i]``.
        owners: shape (m,), from 0, ascending among those of one key.
        first: shape (r + 1,), where each run begins.

    Returns:
        packed: the runs, end to end.
        offsets: shape (r + 1,), where each stands in ``packed``.

    Raises:
        ValueError: keys or owners do not ascend, or are too large.
    """
    require_array("keys", keys, np.uint64)
    require_array("owners", owners, np.int64)
    if len(keys) != len(owners):
        raise ValueError(f"{len(keys)} and {len(owners)} keys and owners: pass one for each")
    require_offsets("first", first, len(keys), "postings")
    packed, offsets = bytearray(), [0]
    for begin, end in pairwise(first.tolist()):
        own = Run(keys[begin:end].tolist(), owners[begin:end].tolist())
        body, wrong = own.pack(0, 0, _LIMIT)
        if wrong >= 0:
            raise ValueError(
                f"posting {begin + wrong}: the keys of a run must ascend and stay under 2**62"
            )
        packed += body
        offsets.append(len(packed))
    return bytes(packed), np.array(offsets, np.int64)


def block_end(keys: Hashes, begin: int, most: int) -> int:
    """Return the place behind the keys that a block takes which begins at ``begin``."""
    end = begin
    while end < len(keys) and end - begin < most:
        key = keys[end]
        while end < len(keys) and keys[end] == key:
            end += 1
    return end


class Run:
    """Postings that are written together."""

    def __init__(self, keys: list[int], owners: list[int]) -> None:
        places = [at for at, key in enumerate(keys) if at == 0 or key != keys[at - 1]]
        self._keys = [keys[at] for at in places]
        self._places = places
        self._owners = [
            owners[at:stop] for at, stop in zip(places, [*places[1:], len(keys)], strict=False)
        ]

    def pack(self, base: int, least: int, limit: int) -> tuple[bytes, int]:
        """Return the bytes of the run, and the place of a key out of order, -1 if none is.

        Args:
            base: that gaps are counted from.
            least, limit: from which and below which keys must ascend.

        Raises:
            ValueError: the owners of a key do not ascend.
        """
        for place, key, owners in zip(self._places, self._keys, self._owners, strict=True):
            if not least <= key < limit:
                return b"", place
            _require_owners(owners)
            least = key + 1
        if not self._keys:
            return b"", -1
        gaps = [key - last for last, key in pairwise([base, *self._keys])]
        steps = [_steps(owners) for owners in self._owners]
        few = [step for own in steps if len(own) + 1 < MANY for step in own]
        widths = [best_width(gaps), best_width([own[0] for own in self._owners]), best_width(few)]
        bits = "".join(
            _number(gap, widths[0]) + _number(len(own), 0) + _owners(owners[0], own, widths)
            for gap, owners, own in zip(gaps, self._owners, steps, strict=True)
        )
        octets = int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")
        return _count(len(self._keys)) + bytes(widths) + octets, -1


def _require_owners(owners: list[int]) -> None:
    for last, owner in zip([-1, *owners], owners, strict=False):
        if not last < owner < _LIMIT:
            raise ValueError(
                f"owner {owner} after {max(last, 0)}: the owners of a key must ascend from 0, "
                "under 2**62"
            )


def _steps(owners: list[int]) -> list[int]:
    return [owner - last - 1 for last, owner in pairwise(owners)]


def _owners(first: int, steps: list[int], widths: list[int]) -> str:
    """Return the bits of one key's owners, the lowest first."""
    width, own = widths[2], ""
    if len(steps) + 1 >= MANY:
        width = best_width(steps)
        own = _plain(width, SIZE_BITS)
    return own + _number(first, widths[1]) + "".join(_number(step, width) for step in steps)


def best_width(numbers: list[int]) -> int:
    """Return how many low bits of some numbers to write as they are, so that few are written."""
    sizes = Counter(map(int.bit_length, numbers))

    def cost(low: int) -> int:
        return sum(count * _cost(size, low) for size, count in sizes.items())

    return min(range(min(max(sizes, default=0), WIDEST) + 1), key=cost)


def _cost(size: int, low: int) -> int:
    """Return twice the bits of a number of ``size`` in the mean."""
    over = max(size - low, 0)
    above = (0, 2, 5, 11, 23)  # twice the ones before its zero
    if over < len(above):
        return 2 * (low + 1) + above[over]
    return 2 * (LONGEST_UNARY + SIZE_BITS + size)


def _number(number: int, low: int) -> str:
    """Return the bits of a number, the lowest first."""
    if number >> low < LONGEST_UNARY:
        return "1" * (number >> low) + "0" + _plain(number, low)
    size = number.bit_length()
    return "1" * LONGEST_UNARY + _plain(size, SIZE_BITS) + _plain(number, size)


def _plain(number: int, size: int) -> str:
    return "".join(str(number >> bit & 1) for bit in range(size))


def _count(number: int) -> bytes:
    """Return a number in seven bits a byte, lowest first."""
    packed = bytearray()
    while number >= 0x80:
        packed.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*packed, number])


def unpack_postings(packed: Bytes, offsets: Offsets) -> tuple[Hashes, Offsets, Offsets]:
    """Return the keys and owners of some runs of postings.

    Args:
        packed: the runs, end to end.
        offsets: shape (r + 1,), where each stands.

    Returns:
        keys, owners: shape (m,), as they were packed.
        first: shape (r + 1,), where the postings of each run begin.

    Raises:
        ValueError: a run is damaged.
    """
    octets = memoryview(packed).cast("B")
    require_offsets("offsets", offsets, len(octets), "bytes")
    keys: list[int] = []
    owners: list[int] = []
    first = [0]
    for run, (begin, end) in enumerate(pairwise(offsets.tolist())):
        if not unpack_run(bytes(octets[begin:end]), 0, keys, owners):
            raise ValueError(f"run {run} of postings is damaged")
        first.append(len(keys))
    return np.array(keys, np.uint64), np.array(owners, np.int64), np.array(first, np.int64)


def unpack_run(body: bytes, key: int, keys: list[int], owners: list[int]) -> bool:
    """Append the postings of some bytes, gaps from ``key`` on; return whether all were whole."""
    run = OpenRun(body)
    for _ in range(run.keys):
        key, count = run.take_key(key)
        owner = 0
        for number in range(count):
            owner = run.take_owner(owner, number)
            keys.append(key)
            owners.append(owner)
        if run.damaged:
            return False
    return not run.damaged


class OpenRun:
    """A run that is being read.

    Attributes:
        keys: how many it has, as its head says.
        damaged: whether it was found to be; what was taken since then means nothing.
    """

    def __init__(self, body: bytes) -> None:
        self.keys, at, shift = 0, 0, 0
        self.damaged = False
        self._bits, self._at, self._size = 0, 0, 0
        self._widths = [0, 0, 0]
        self._step = 0
        if not body:
            return
        while at < len(body) and shift <= _LONGEST_SHIFT and body[at] >= 0x80:
            self.keys |= (body[at] & 0x7F) << shift
            at, shift = at + 1, shift + 7
        whole = at + 4 <= len(body) and shift <= _LONGEST_SHIFT
        if whole:
            self.keys |= body[at] << shift
            self._widths = list(body[at + 1 : at + 4])
            self._bits = int.from_bytes(body[at + 4 :], "little")
            self._size = 8 * (len(body) - at - 4)
        if not whole or max(self._widths) > WIDEST or self.keys > self._size:
            self.keys, self.damaged = 0, True

    def take_key(self, key: int) -> tuple[int, int]:
        """Return the key after ``key``, and how many hold it; 0 if it is damaged."""
        key += self._number(self._widths[0])
        count = self._number(0) + 1
        if self.damaged or key >= _LIMIT or count > self._size - self._at:
            self.damaged = True
            return key, 0
        self._step = self._plain(SIZE_BITS) if count >= MANY else self._widths[2]
        self.damaged |= self._step > WIDEST
        return key, 0 if self.damaged else count

    def take_owner(self, owner: int, number: int) -> int:
        """Return the owner after ``owner``, number ``number`` of its key."""
        if self.damaged:
            return owner
        if number:
            owner += self._number(self._step) + 1
        else:
            owner = self._number(self._widths[1])
        self.damaged |= owner >= _LIMIT
        return owner

    def _number(self, low: int) -> int:
        ones = 0
        while ones < LONGEST_UNARY and self._bits >> (self._at + ones) & 1:
            ones += 1
        if ones < LONGEST_UNARY:
            self._plain(ones + 1)
            return ones << low | self._plain(low)
        self._plain(LONGEST_UNARY)
        return self._plain(self._plain(SIZE_BITS))

    def _plain(self, size: int) -> int:
        if self.damaged or size > self._size - self._at:
            self.damaged = True
            return 0
        number = self._bits >> self._at & ((1 << size) - 1)
        self._at += size
        return number
