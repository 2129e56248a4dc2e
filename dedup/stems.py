"""Stems: the words of texts by what inflection leaves alone, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.background import STEMS, background
from dedup.tokens import Tokens, Words
from dedup.tokens.vocabulary import VOCABULARY, WordFacts


def stem_words(tokens: Tokens, language: str) -> list[str]:
    """Return one stem for each word of ``tokens``; 1,300 and 1300 have the stem of 1300.

    The digits of a grouped number stand at its first word, and the words it takes up are "".
    """
    stems = _stem(tokens.batch, tokens.batch.places(tokens.row), language)
    tails = _TAILS.of(tokens.batch.distinct)[tokens.numbers]
    _group_numbers(stems, _close(tails, tokens.starts, tokens.ends), tokens)
    return [STEMS.names[number] for number in stems.tolist()]


def number_stems(tokens: Sequence[Tokens], languages: Sequence[str]) -> NDArray[np.int32]:
    """Return the number of each word's stem, as ``background.STEMS`` has it.

    Args:
        tokens: of all texts of one batch.
        languages: of the texts.
    """
    batch = tokens[0].batch
    first = batch.first
    stems = np.empty(len(batch.numbers), np.int32)
    for language, own in by_language(languages, first).items():
        stems[own] = _stem(batch, own, language)
    close = _close(_TAILS.of(batch.distinct)[batch.numbers], batch.starts, batch.ends)
    close = close[~np.isin(close, first)]  # behind the last word of another text
    edges = np.searchsorted(close, first).tolist()
    for row in np.flatnonzero(np.diff(edges)).tolist():
        own = batch.places(row)
        _group_numbers(stems[own], close[edges[row] : edges[row + 1]] - own.start, tokens[row])
    return stems


def by_language(languages: Sequence[str], first: NDArray[np.int64]) -> dict[str, Any]:
    """Return which words are those of the texts of each language."""
    if len(set(languages)) == 1:
        return {languages[0]: slice(None)}
    places = {language: place for place, language in enumerate(dict.fromkeys(languages))}
    spoken = np.repeat([places[language] for language in languages], np.diff(first))
    return {language: np.flatnonzero(spoken == place) for language, place in places.items()}


def _stem(batch: Words, own: Any, language: str) -> NDArray[np.int32]:
    """Return the numbers of the stems of some words; each distinct word is looked up once."""
    numbers = batch.numbers[own]
    spoken = np.zeros(len(batch.distinct), np.bool_)
    spoken[numbers] = True
    stems = np.zeros(len(spoken), np.int32)
    stems[spoken] = background(language).number(batch.distinct[spoken])
    found: NDArray[np.int32] = stems[numbers]
    return found


def _may_be_tails(words: Sequence[str]) -> NDArray[np.bool_]:
    """Return which words may be the later digits of a grouped number."""
    return np.fromiter((len(w) == 3 and w.isdecimal() for w in words), np.bool_, len(words))


_TAILS = WordFacts(_may_be_tails, np.bool_)


def _close(
    tails: NDArray[np.bool_], starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return which words may be later digits, and stand one code point behind the word before."""
    return np.flatnonzero(tails[1:] & (starts[1:] == ends[:-1] + 1)) + 1


def _group_numbers(stems: NDArray[np.int32], close: NDArray[np.int64], tokens: Tokens) -> None:
    """Give the first word of each grouped number the stem of all its digits, and the others 0.

    Args:
        stems: of the words of one text.
        close: which of its words may be later digits, as ``_close`` returns them.
        tokens: of the text.
    """
    ends = tokens.ends
    distinct = tokens.batch.distinct[tokens.numbers]
    head, reached = 0, 0  # the number that is being grouped, and the word after it
    for i in close.tolist():
        if i != reached:
            head = i - 1
        digits = STEMS.names[stems[head]]
        grouped = (
            digits.isdecimal()
            and len(VOCABULARY.names[distinct[head]]) <= 3
            and tokens.text[ends[i - 1]] in ",.\u00a0\u202f'’"
        )
        if grouped:
            stems[head] = STEMS.number([digits + STEMS.names[stems[i]]])[0]
            stems[i] = 0
            reached = i + 1
        else:
            head, reached = i, i + 1
