"""What an article is compared by before its text is: shingles, MinHash, anchors, terms."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log

import numpy as np
import xxhash
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import STEMS, background
from dedup.schemes import Scheme, permutations
from dedup.stems import by_language, number_stems
from dedup.tokens import Tokens, tokenize
from dedup.tokens.words import find_words


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What one text is found by; furniture is left out of all of it.

    Attributes:
        scheme: what it was made with.
        digest: XXH3-128 of the normalized text, 16 bytes; equal texts have equal digests.
        words: how many words went in.
        shingles: XXH64 of each shingle, distinct, ascending.
        minhash: shape (slots,).
        anchors: winnowed fingerprints, distinct, ascending.
        terms: stem to 1 + ln(occurrences), for the stems of most background weight.
        language: that the stems belong to, "" when unknown.
    """

    scheme: Scheme
    digest: bytes
    words: int
    shingles: NDArray[np.uint64]
    minhash: NDArray[np.uint32]
    anchors: NDArray[np.uint64]
    terms: Mapping[str, float]
    language: str


class TermCounts(Mapping[str, float]):
    """Stems and how telling they are, 1 + ln(occurrences); few bytes until a stem is asked for.

    Args:
        numbers: of the stems, as ``background.STEMS`` numbers them, the most telling first.
        counts: how often each occurs.
    """

    __slots__ = ("_weights", "counts", "numbers")

    def __init__(self, numbers: NDArray[np.int32], counts: NDArray[np.int32]) -> None:
        self.numbers = numbers
        self.counts = counts
        self._weights: dict[str, float] | None = None

    def _by_stem(self) -> dict[str, float]:
        if self._weights is None:
            names = STEMS.names
            self._weights = {
                names[number]: 1 + log(count)
                for number, count in zip(self.numbers.tolist(), self.counts.tolist(), strict=True)
            }
        return self._weights

    def __getitem__(self, stem: str) -> float:
        return self._by_stem()[stem]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_stem())

    def __len__(self) -> int:
        return len(self.numbers)

    def items(self) -> ItemsView[str, float]:
        """Return the stems with how telling they are."""
        return self._by_stem().items()


def count_terms(terms: Mapping[str, float]) -> TermCounts:
    """Return terms as counts, whatever holds them."""
    if isinstance(terms, TermCounts):
        return terms
    counts = [round(exp(weight - 1)) for weight in terms.values()]
    return TermCounts(np.array(STEMS.number(terms), np.int32), np.array(counts, np.int32))


def sign(tokens: Tokens, language: str, scheme: Scheme | None = None) -> Signature:
    """Return the signature of a text.

    Args:
        tokens: of the text.
        language: an ISO 639-1 code, or "" when unknown.
        scheme: None takes the default.
    """
    alone = tokens if len(tokens.batch.first) == 2 else tokenize(tokens.text, tokens.furniture)
    stems = number_stems([alone], [language])
    return sign_each([alone], find_words(tokens.text), [language], stems, scheme)[0]


def sign_each(
    tokens: Sequence[Tokens],
    table: kernels.WordTable,
    languages: Sequence[str],
    stems: NDArray[np.int32],
    scheme: Scheme | None = None,
) -> list[Signature]:
    """Return the signatures of some texts.

    Args:
        tokens: of all texts of one batch.
        table: of their words.
        languages: of the texts.
        stems: of all words of the batch, as ``number_stems`` gives them.
        scheme: None takes the default.
    """
    scheme = scheme or Scheme()
    furnished = np.concatenate([np.zeros(0, np.bool_), *(one.furnished for one in tokens)])
    table = own_words(table, furnished)
    hashes, first = kernels.shingle_hashes(table, scheme.shingle)
    shingles, shingle_first = kernels.winnow(hashes, first, 1)  # each is the least of its window
    slots = kernels.minhash(hashes, first, *permutations(scheme.slots, scheme.hash_seed))
    anchors, anchor_first = kernels.winnow(
        *kernels.shingle_hashes(table, scheme.anchor_shingle), scheme.anchor_window
    )
    terms = _terms(stems[~furnished], table.first, languages, scheme.terms)
    edges = table.bounds[table.first].tolist()
    words = np.diff(table.first).tolist()
    return [
        Signature(
            scheme=scheme,
            digest=xxhash.xxh3_128_digest(table.normalized[edges[row] : edges[row + 1]][:-1]),
            words=words[row],
            shingles=shingles[shingle_first[row] : shingle_first[row + 1]],
            minhash=slots[row],
            anchors=anchors[anchor_first[row] : anchor_first[row + 1]]
            if words[row] >= scheme.anchor_shingle
            else anchors[:0],
            terms=terms[row],
            language=language,
        )
        for row, language in enumerate(languages)
    ]


def own_words(table: kernels.WordTable, furnished: NDArray[np.bool_]) -> kernels.WordTable:
    """Return the words of some texts that do not stand in their furniture."""
    if not furnished.any():
        return table
    keep = ~furnished
    lengths = np.diff(table.bounds)
    octets = np.frombuffer(table.normalized, np.uint8)[np.repeat(keep, lengths)]
    kept = kernels.bounds_of(keep)
    return kernels.WordTable(
        normalized=octets.tobytes(),
        bounds=kernels.bounds_of(lengths[keep]),
        starts=table.starts[keep],
        ends=table.ends[keep],
        first=kept[table.first],
    )


def estimate_jaccard(left: Signature, right: Signature) -> float:
    """Estimate the Jaccard similarity of the two shingle sets behind these signatures.

    Returns:
        Share of equal slots, a fraction in [0, 1]. The standard error is
        sqrt(J * (1 - J) / slots): 0.044 at J = 0.5 with 128 slots.

    Raises:
        SchemeMismatch: the signatures were made with different schemes.

    References:
        Broder, "On the resemblance and containment of documents", 1997.
    """
    left.scheme.require(right.scheme)
    return float(np.mean(left.minhash == right.minhash))


def _terms(
    stems: NDArray[np.int32], first: NDArray[np.int64], languages: Sequence[str], most: int
) -> list[TermCounts]:
    """Return the terms of each text that weigh most in its language."""
    terms: dict[int, TermCounts] = {}
    sizes = np.diff(first)
    frequencies = log_frequencies(int(sizes.max(initial=0)))
    for language, own in by_language(languages, first).items():
        spoken = stems[own]
        used, ranks = _ranked(spoken)
        items = ranks[spoken]
        rows = [row for row, own_language in enumerate(languages) if own_language == language]
        bounds, kept, counts = kernels.strongest_terms(
            kernels.bounds_of(sizes[rows]),
            items,
            background(language).rarities(used),
            frequencies,
            most,
        )
        numbers, occurrences = used[kept].astype(np.int32), counts.astype(np.int32)
        for row, begin, end in zip(rows, bounds.tolist(), bounds.tolist()[1:], strict=False):
            terms[row] = TermCounts(numbers[begin:end], occurrences[begin:end])
    return [terms[row] for row in range(len(languages))]


def _ranked(stems: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct stems but "" by name, and the rank of each stem, -1 for "".

    Of equally telling terms the first by name is kept.
    """
    met = np.zeros(len(STEMS.names), np.bool_)
    met[stems] = True
    met[0] = False
    used = STEMS.in_order(np.flatnonzero(met))
    ranks = np.full(len(met), -1, np.int64)
    ranks[used] = np.arange(len(used))
    return used, ranks


def log_frequencies(most: int) -> NDArray[np.float64]:
    """Return how telling it is that a stem occurs 0, 1, 2 … times, up to ``most`` and further."""
    return _log_frequencies(most.bit_length())


@cache
def _log_frequencies(bits: int) -> NDArray[np.float64]:
    return np.array([0.0, *(1 + log(count) for count in range(1, 1 << bits))])
