"""Tokens: the words of a text with their offsets, its sentences, quotations and furniture.

Nothing here changes the text: every span counts Unicode code points of the original, half-open,
so that slicing it shows what a reader sees.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import WordTable
from dedup.tokens.furniture import find_furniture
from dedup.tokens.quotations import find_quotations
from dedup.tokens.sentences import find_sentences
from dedup.tokens.words import find_words

__all__ = ["Span", "Tokens", "tokenize"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text, and the structure that the later rooms ask about.

    Attributes:
        text: the original.
        table: the words as the kernels take them.
        words: folded words, in order; n of them.
        starts, ends: shape (n,), code-point offsets of each word.
        sentences: code-point spans, in order; every word lies in exactly one.
        sentence_of: shape (n,), the index of each word's sentence.
        quotations: code-point spans inside quote marks, without the marks.
        quoted: shape (n,), whether a word stands inside a quotation.
        furniture: code-point spans of site boilerplate: share bars, teasers, photo credits.
        furnished: shape (n,), whether a word stands in furniture.
    """

    text: str
    table: WordTable
    words: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentences: tuple[Span, ...]
    sentence_of: NDArray[np.int64]
    quotations: tuple[Span, ...]
    quoted: NDArray[np.bool_]
    furniture: tuple[Span, ...]
    furnished: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """Return the code-point span of the words ``first`` to ``last - 1``."""
        return int(self.starts[first]), int(self.ends[last - 1])


def tokenize(
    text: str, furniture: Iterable[Span] | None = None, *, words_only: bool = False
) -> Tokens:
    """Return the tokens of ``text``.

    Args:
        text: any string, empty and lone surrogates included.
        furniture: spans to take as furniture; None finds them from cues in the text itself.
        words_only: leaves sentences and quotations out, for what signs and does not compare: they
            take three quarters of the time.
    """
    table = find_words(text)
    sentences = [] if words_only else find_sentences(text)
    quotations = [] if words_only else find_quotations(text)
    spans = sorted(find_furniture(text) if furniture is None else furniture)
    opening = np.array([start for start, _ in sentences], dtype=np.int64)
    return Tokens(
        text=text,
        table=table,
        words=_words(table),
        starts=table.starts,
        ends=table.ends,
        sentences=tuple(sentences),
        sentence_of=np.searchsorted(opening, table.starts, side="right") - 1,
        quotations=tuple(quotations),
        quoted=_covered(table.starts, quotations),
        furniture=tuple(spans),
        furnished=_covered(table.starts, spans),
    )


def _words(table: WordTable) -> tuple[str, ...]:
    bounds = table.bounds.tolist()
    text = table.normalized
    # One object a word of the language, not one a place: that is half of an article's memory.
    return tuple(
        sys.intern(text[a : b - 1].decode("utf-8"))
        for a, b in zip(bounds, bounds[1:], strict=False)
    )


def _covered(starts: NDArray[np.int64], spans: list[Span]) -> NDArray[np.bool_]:
    mask = np.zeros(len(starts), dtype=np.bool_)
    for start, end in spans:
        mask[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return mask
