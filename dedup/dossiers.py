"""All that is worth working out once about an article, kept together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.background import STEMS, background, detect_languages
from dedup.schemes import Scheme
from dedup.signatures import Signature, sign_each
from dedup.stems import number_stems
from dedup.tokens import Span, Tokens, tokenize_each
from dedup.tokens.keeping import kept

BATCH_LETTERS = 500_000
"""Code points opened in one go, some 150 articles: of larger batches the words no longer fit the
processor's cache, and smaller ones look up the commonest words more often than there is need to."""

_NO_LINES: Mapping[str, Sequence[Span]] = {}
_NO_LANGUAGES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dossier:
    """One article, read once and compared many times.

    Attributes:
        article: what was read.
        tokens: of its text; n of them.
        language: stated by the article or detected; "" when unknown.
        signature: what it is found by.
        stem_numbers: shape (n,), of each token's stem, as ``background.STEMS`` has it; 0 for the
            tail of a grouped number.
    """

    article: Article
    tokens: Tokens
    language: str
    signature: Signature
    stem_numbers: NDArray[np.int32]

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def stems(self) -> Sequence[str]:
        """One for each token, "" for the tail of a grouped number."""
        return _stems(self)

    @property
    def rarity(self) -> NDArray[np.float64]:
        """Shape (n,), the background idf of each stem in nats, 0 for ""."""
        return _rarity(self)

    @property
    def narrative(self) -> NDArray[np.bool_]:
        """Shape (n,), whether a word is the article's own telling: no quotation, no furniture."""
        return ~(self.tokens.quoted | self.tokens.furnished)


@kept()
def _stems(dossier: Dossier) -> tuple[str, ...]:
    return tuple(map(STEMS.names.__getitem__, dossier.stem_numbers.tolist()))


@kept()
def _rarity(dossier: Dossier) -> NDArray[np.float64]:
    return background(dossier.language).rarities(dossier.stem_numbers)


def open_dossier(
    article: Article, scheme: Scheme | None = None, repeated: Sequence[Span] = ()
) -> Dossier:
    """Return the dossier of an article.

    Args:
        article: with any text, empty included.
        scheme: of the signature; None takes the default.
        repeated: furniture that only its corpus shows, as ``find_repeated_lines`` finds it.
    """
    return _open([article], scheme, [repeated], _NO_LANGUAGES)[0]


def open_dossiers(
    articles: Sequence[Article],
    scheme: Scheme | None = None,
    threads: int = 1,
    repeated: Mapping[str, Sequence[Span]] = _NO_LINES,
    languages: Mapping[str, str] = _NO_LANGUAGES,
) -> Iterator[Dossier]:
    """Yield the dossiers of some articles, in their order: those that ``open_dossier`` returns.

    Args:
        articles: with any texts.
        scheme: of the signatures; None takes the default.
        threads: at work at a time; no result depends on it.
        repeated: furniture that only their corpus shows, by id.
        languages: of articles that were opened before, by id.
    """

    def work(batch: Sequence[Article]) -> list[Dossier]:
        lines = [repeated.get(article.id, ()) for article in batch]
        return _open(batch, scheme, lines, languages)

    batches = list(_batches(articles))
    if threads == 1 or len(batches) < 2:
        for batch in batches:
            yield from work(batch)
        return
    with ThreadPoolExecutor(threads) as pool:
        for opened in pool.map(work, batches):
            yield from opened


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    begin = letters = 0
    for end, article in enumerate(articles, 1):
        letters += len(article.text)
        if letters >= BATCH_LETTERS or end == len(articles):
            yield articles[begin:end]
            begin, letters = end, 0


def _open(
    articles: Sequence[Article],
    scheme: Scheme | None,
    repeated: Sequence[Sequence[Span]],
    languages: Mapping[str, str],
) -> list[Dossier]:
    tokens, table = tokenize_each([article.text for article in articles], repeated)
    words = tokens[0].batch
    stated = [
        languages.get(article.id) or (article.language or "")[:2].lower() for article in articles
    ]
    spoken = detect_languages(stated, words)
    stems = number_stems(tokens, spoken)
    signatures = sign_each(tokens, table, spoken, stems, scheme)
    return [
        Dossier(article, own, language, signature, stems[words.places(own.row)])
        for article, own, language, signature in zip(
            articles, tokens, spoken, signatures, strict=True
        )
    ]
