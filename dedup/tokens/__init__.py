"""Tokens: the words of a text with their offsets, its sentences, quotations and furniture.

Nothing here changes the text: every span counts Unicode code points of the original, half-open,
so that slicing it shows what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.tokens.furniture import find_furniture
from dedup.tokens.quotations import find_quotations
from dedup.tokens.sentences import find_sentences
from dedup.tokens.words import find_words, fold

__all__ = ["Span", "Tokens", "fold", "tokenize"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text, and the structure that the later rooms ask about.

    Attributes:
        text: the original.
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

    def own_words(self) -> list[str]:
        """Return the words outside furniture, in order: what signatures are made of."""
        if not self.furniture:
            return list(self.words)
        return [word for word, out in zip(self.words, self.furnished, strict=True) if not out]


def tokenize(text: str, furniture: Iterable[Span] | None = None) -> Tokens:
    """Return the tokens of ``text``.

    Args:
        text: any string, empty and lone surrogates included.
        furniture: spans to take as furniture; None finds them from cues in the text itself.
    """
    words, starts, ends = find_words(text)
    begin = np.array(starts, dtype=np.int64)
    sentences = find_sentences(text)
    quotations = find_quotations(text)
    spans = sorted(find_furniture(text) if furniture is None else furniture)
    opening = np.array([start for start, _ in sentences], dtype=np.int64)
    return Tokens(
        text=text,
        words=tuple(words),
        starts=begin,
        ends=np.array(ends, dtype=np.int64),
        sentences=tuple(sentences),
        sentence_of=np.searchsorted(opening, begin, side="right") - 1,
        quotations=tuple(quotations),
        quoted=_covered(begin, quotations),
        furniture=tuple(spans),
        furnished=_covered(begin, spans),
    )


def _covered(starts: NDArray[np.int64], spans: list[Span]) -> NDArray[np.bool_]:
    mask = np.zeros(len(starts), dtype=np.bool_)
    for start, end in spans:
        mask[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return mask
