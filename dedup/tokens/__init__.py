"""Tokens: the words of a text with their offsets, its sentences, quotations and furniture.

Nothing here changes the text: every span counts Unicode code points of the original, half-open,
so that slicing it shows what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dedup.kernels import WordTable
from dedup.tokens.furniture import find_furniture
from dedup.tokens.keeping import kept
from dedup.tokens.quotations import find_quotations
from dedup.tokens.repeated import join_spans
from dedup.tokens.sentences import find_sentences
from dedup.tokens.vocabulary import VOCABULARY
from dedup.tokens.words import Words, as_spans, number_words, tabulate

__all__ = ["Span", "Tokens", "Words", "tokenize", "tokenize_each"]

Span = tuple[int, int]

LEAST_ARTICLE = 5
"""Words beside furniture that may be an article: a shingle's. A page of less is furniture whole:
galleries of eight events had "more_vert" in common beside their captions, and were one text."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text, and the structure that the later rooms ask about.

    What only a comparison needs is made when it is first asked for: most articles of an archive
    are like no other, and never compared. Quotations are kept, being small and slow to find; the
    rest, for those asked for lately.

    Attributes:
        text: the original.
        batch: the words of this text and of those that were read with it.
        row: of this text in the batch.
        starts, ends: shape (n,), code-point offsets of each word.
        furniture: code-point spans of site boilerplate: share bars, teasers, photo credits.
        furnished: shape (n,), whether a word stands in furniture.
    """

    text: str
    batch: Words
    row: int
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    furniture: tuple[Span, ...]
    furnished: NDArray[np.bool_]
    _quotations: tuple[tuple[Span, ...], NDArray[np.bool_]] | None = field(
        default=None, init=False, repr=False
    )

    def __len__(self) -> int:
        return len(self.furnished)

    @property
    def numbers(self) -> NDArray[np.int32]:
        """Shape (n,), the place of each word among the distinct ones of the batch."""
        return self.batch.numbers[self.batch.places(self.row)]

    @property
    def keys(self) -> NDArray[np.uint64]:
        """Shape (n,), a key for each word: equal words of any two texts have equal ones."""
        return self.batch.keys[self.numbers]

    @property
    def words(self) -> tuple[str, ...]:
        """Folded words, in order; n of them."""
        return _spelled(self)

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Code-point spans, in order; every word lies in exactly one."""
        return _sentences(self)

    @property
    def sentence_of(self) -> NDArray[np.int64]:
        """Shape (n,), the index of each word's sentence."""
        return _structure(self)[1]

    @property
    def quotations(self) -> tuple[Span, ...]:
        """Code-point spans inside quote marks, without the marks."""
        return self._speech()[0]

    @property
    def quoted(self) -> NDArray[np.bool_]:
        """Shape (n,), whether a word stands inside a quotation."""
        return self._speech()[1]

    def span(self, first: int, last: int) -> Span:
        """Return the code-point span of the words ``first`` to ``last - 1``."""
        return int(self.starts[first]), int(self.ends[last - 1])

    def _speech(self) -> tuple[tuple[Span, ...], NDArray[np.bool_]]:
        if self._quotations is None:
            spans = as_spans(find_quotations([self.text])[1])
            found = (spans, _covered(self.starts, spans))
            object.__setattr__(self, "_quotations", found)
        assert self._quotations is not None
        return self._quotations


@kept()
def _spelled(tokens: Tokens) -> tuple[str, ...]:
    words = tokens.batch.distinct[tokens.numbers]
    return tuple(map(VOCABULARY.names.__getitem__, words.tolist()))


@kept()
def _structure(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    spans = find_sentences([tokens.text])[1]
    opening = np.ascontiguousarray(spans[:, 0])
    return spans, np.searchsorted(opening, tokens.starts.astype(np.int64), side="right") - 1


@kept()
def _sentences(tokens: Tokens) -> tuple[Span, ...]:
    return as_spans(_structure(tokens)[0])


def tokenize(text: str, furniture: Iterable[Span] | None = None) -> Tokens:
    """Return the tokens of ``text``.

    Args:
        text: any string, empty and lone surrogates included.
        furniture: spans to take as furniture; None finds them from cues in the text itself.
    """
    return _tokens(text, number_words(tabulate([text])), 0, furniture)


def tokenize_each(
    texts: Sequence[str], repeated: Sequence[Sequence[Span]] = ()
) -> tuple[list[Tokens], WordTable]:
    """Return the tokens of some texts, as ``tokenize`` does, and the table they were made of.

    They share one batch of words. The table is what signing takes; it is not kept.

    Args:
        texts: any strings.
        repeated: for each text the furniture that only its corpus shows; empty for none.
    """
    table = tabulate(texts)
    batch = number_words(table)
    furniture = [
        join_spans([*find_furniture(text), *own]) if own else None
        for text, own in zip(texts, repeated or [()] * len(texts), strict=True)
    ]
    return [_tokens(text, batch, row, furniture[row]) for row, text in enumerate(texts)], table


def _tokens(text: str, batch: Words, row: int, furniture: Iterable[Span] | None) -> Tokens:
    spans = sorted(find_furniture(text) if furniture is None else furniture)
    own = batch.places(row)
    starts, ends = batch.starts[own], batch.ends[own]
    covered = _covered(starts, spans)
    if spans and len(covered) - np.count_nonzero(covered) < LEAST_ARTICLE:
        spans, covered = [(0, len(text))], np.ones(len(starts), np.bool_)
    return Tokens(text, batch, row, starts, ends, tuple(spans), covered)


def _covered(starts: NDArray[np.int32], spans: Sequence[Span]) -> NDArray[np.bool_]:
    mask = np.zeros(len(starts), dtype=np.bool_)
    if spans:
        for first, last in starts.searchsorted(np.array(spans, np.int32)).tolist():
            mask[first:last] = True
    return mask
