"""The kernels in C that find the spans of sentences and quotations."""

from __future__ import annotations

from dedup.kernels import _core
from dedup.kernels._arrays import Bytes, Offsets
from dedup.kernels._native.memory import offsets_of


def find_sentences(
    utf8: Bytes,
    offsets: Offsets,
    words: Bytes,
    bounds: Offsets,
    kinds: Bytes,
    wrapped_share: float,
) -> tuple[Offsets, Offsets]:
    """Return the spans of the sentences of n texts."""
    first, spans = _core.find_sentences(utf8, offsets, words, bounds, kinds, wrapped_share)
    return offsets_of(first), offsets_of(spans).reshape(-1, 2)


def find_quotations(utf8: Bytes, offsets: Offsets) -> tuple[Offsets, Offsets]:
    """Return the spans inside quote marks of n texts."""
    first, spans = _core.find_quotations(utf8, offsets)
    return offsets_of(first), offsets_of(spans).reshape(-1, 2)
