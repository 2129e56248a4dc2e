"""Pieces of bytes: put together in any order, and read from where they stand in a file."""

from __future__ import annotations

import os

import numpy as np

from dedup.kernels._arrays import Bytes, Offsets, require_array, require_offsets


def gather(pieces: Bytes, offsets: Offsets, order: Offsets) -> bytes:
    """Return some of n pieces, one after the other.

    Args:
        pieces: their bytes.
        offsets: shape (n + 1,): piece i is ``pieces[offsets[i] : offsets[i + 1]]``.
        order: shape (k,), the pieces wanted, any of them as often as it is named.

    Raises:
        ValueError: a piece is not there.
    """
    require_offsets("offsets", offsets, len(memoryview(pieces)), "bytes")
    require_array("order", order, np.int64, 1)
    count = len(offsets) - 1
    wrong = np.flatnonzero((order < 0) | (order >= count))
    if len(wrong):
        raise ValueError(f"piece {order[wrong[0]]} at {wrong[0]} is not among {count}")
    cuts = offsets.tolist()
    return b"".join([bytes(pieces[cuts[at] : cuts[at + 1]]) for at in order.tolist()])


def read_spans(file: int, spans: Offsets, out: bytearray | memoryview) -> int:
    """Return how many bytes of some spans of a file were read; fewer than wanted where it ends.

    Args:
        file: a descriptor, where ``os.pread`` is; its position is not moved.
        spans: shape (n, 2), from byte to byte.
        out: is filled with them, one after the other.

    Raises:
        ValueError: a span is none, or there is no room for it.
        OSError: as reading does.
    """
    require_array("spans", spans, np.int64, 2)
    if spans.shape[1] != 2:
        raise ValueError(f"spans of shape {spans.shape}: pass (n, 2)")
    filled = 0
    for number, (at, end) in enumerate(spans.tolist()):
        if not 0 <= at <= end or end - at > len(out) - filled:
            raise ValueError(
                f"span {number} from {at} to {end} does not fit in the {len(out) - filled} bytes "
                "left"
            )
        while at < end:
            content = os.pread(file, end - at, at)
            if not content:
                return filled
            out[filled : filled + len(content)] = content
            filled += len(content)
            at += len(content)
    return filled
