"""Families as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from dedup.kernels._arrays import Bytes, Offsets, Related, require_array, require_offsets, row_of

(
    ID, MEMBERS, FAMILIES, RELATIONS, REFUSED, END, COMMA,
    LEFT, RIGHT, NEAR, EXACT, OF_LEFT, OF_RIGHT, CLOSE,
) = range(14)  # fmt: skip
_DECIMALS = 10_000
_MOST = 1 << 30
"""Shingles of a text."""


def write_families(
    pieces: Bytes,
    offsets: Offsets,
    heads: Offsets,
    first: Offsets,
    members: Offsets,
    within: Related,
    apart: Related,
    span: tuple[int, int],
) -> bytes:
    """Return the lines of some families.

    A line is its head, its members, its members once more, the relations within it and those apart,
    each after the piece that names it; the first pieces are these, in the order above. Shares have
    four decimals at most.

    Args:
        pieces, offsets: as for :func:`gather`.
        heads: shape (f,), a piece each.
        first, members: a ragged array of pieces.
        within, apart: relations, those of family i from ``first[i]`` to ``first[i + 1]``: first;
            shape (p, 2), the pieces of two names; shape (p, 3), how much both have, the left and
            the right one; whether the two are copies, not 0 where they are.
        span: which families, from the first to before the last.

    Raises:
        ValueError: a piece is not there, a count is none, or shapes do not fit.
    """
    require_offsets("offsets", offsets, len(memoryview(pieces)), "bytes")
    require_array("heads", heads, np.int64)
    require_array("first", first, np.int64)
    require_array("members", members, np.int64)
    for related in (within, apart):
        _require_related(related, len(heads))
    begin, end = span
    if len(first) != len(heads) + 1 or not 0 <= begin <= end <= len(heads):
        raise ValueError(
            f"families {begin} to {end} are not among {len(heads)} with {len(first)} offsets"
        )
    cuts = offsets.tolist()

    def piece(number: int) -> bytes:
        if not 0 <= number < len(cuts) - 1:
            raise ValueError(f"piece {number} is not among {len(cuts) - 1}")
        return bytes(pieces[cuts[number] : cuts[number + 1]])

    def joined(parts: Iterable[bytes]) -> bytes:
        return piece(COMMA).join(parts)

    def relations(related: Related, family: int) -> bytes:
        own = range(*row_of(related[0], family, len(related[3])))
        return joined(_relation(piece, related, at) for at in own)

    lines = []
    for family in range(begin, end):
        named = joined(piece(members[at]) for at in range(*row_of(first, family, len(members))))
        lines += [
            *(piece(ID), piece(heads[family]), piece(MEMBERS), named, piece(FAMILIES), named),
            *(piece(RELATIONS), relations(within, family)),
            *(piece(REFUSED), relations(apart, family), piece(END)),
        ]
    return b"".join(lines)


def _require_related(related: Related, families: int) -> None:
    first, names, counts, exact = related
    require_array("first", first, np.int64)
    require_array("names", names, np.int64, 2)
    require_array("counts", counts, np.int64, 2)
    require_array("exact", exact, np.uint8)
    size = len(exact)
    if len(first) != families + 1 or names.shape != (size, 2) or counts.shape != (size, 3):
        raise ValueError(
            f"relations of {families} families: pass first of one more, and names (p, 2), "
            f"counts (p, 3) and exact (p,) of {size}"
        )


def _relation(piece: Callable[[int], bytes], related: Related, at: int) -> bytes:
    _, names, counts, exact = related
    shared, left, right = counts[at].tolist()
    if not (0 <= shared <= min(left, right) and 1 <= min(left, right) <= max(left, right) <= _MOST):
        raise ValueError(f"relation {at} shares {shared} of {left} and {right}")
    one, other = names[at].tolist()
    return b"".join(
        [
            *(piece(LEFT), piece(one), piece(RIGHT), piece(other)),
            *(piece(EXACT if exact[at] else NEAR), _share(shared, left + right - shared)),
            *(piece(OF_LEFT), _share(shared, left), piece(OF_RIGHT), _share(shared, right)),
            piece(CLOSE),
        ]
    )


def _share(part: int, whole: int) -> bytes:
    return repr(round(part / whole * _DECIMALS) / _DECIMALS).encode()
