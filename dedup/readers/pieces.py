"""Articles of the article reader, some megabytes at a time, for what is not read in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from dedup.readers.fields import Fields
from dedup.readers.json_blocks import Outcome, Rows
from dedup.readers.order import in_order
from dedup.readers.reading import LONGEST_TEXT, Note, Placed, Skipped
from dedup.readers.sources import Source
from dedup.readers.texts import Texts, encode, lengths_of, texts_of

BLOCK_CHARACTERS = 1 << 21
"""2 MB of most texts, as of JSON Lines."""


@dataclass(frozen=True, slots=True)
class _Held:
    """Articles of a source by their number in it, and what was skipped between them."""

    placed: list[tuple[int, Placed]]
    skipped: list[tuple[float, Skipped]]


def read_pieces(
    source: Source,
    stdin: BinaryIO | None,
    fields: Fields,
    work: Callable[[Texts], Outcome],
    pool: Executor | None,
    notes: list[Note],
) -> Iterator[tuple[tuple[str, ...], Rows[Outcome]]]:
    """Yield the articles that the article reader finds, and their places.

    Args:
        source, stdin, fields: that is read, as ``read_source`` takes them.
        work: what is done with the texts of each batch.
        pool: whose threads work.
        notes: is added to.
    """

    def finish(held: _Held) -> tuple[tuple[str, ...], Rows[Outcome]]:
        texts = texts_of(encode(placed.article.text for _, placed in held.placed))
        rows = Rows(
            work(texts),
            lengths_of(texts, LONGEST_TEXT),
            [placed.article.id for _, placed in held.placed],
            np.array([number for number, _ in held.placed], np.int64),
            skipped=tuple(held.skipped),
        )
        return tuple(placed.place for _, placed in held.placed), rows

    yield from in_order(pool, finish, _hold(source, stdin, fields, notes))


def _hold(
    source: Source, stdin: BinaryIO | None, fields: Fields, notes: list[Note]
) -> Iterator[_Held]:
    from dedup.readers.formats import read_source  # all readers, which batches seldom need

    held, size, number = _Held([], []), 0, 0
    for piece in read_source(source, fields, stdin):
        if isinstance(piece, Note):
            notes.append(piece)
        elif isinstance(piece, Skipped):
            held.skipped.append((number + 0.5, piece))
        else:
            number += 1
            held.placed.append((number, piece))
            size += len(piece.article.text)
        if size > BLOCK_CHARACTERS:
            yield held
            held, size = _Held([], []), 0
    yield held
