"""All that is worth working out once about an article, kept together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.background import background, detect_language
from dedup.passages import Units, prepare
from dedup.schemes import Scheme
from dedup.signatures import Signature, sign, stem_words
from dedup.tokens import Span, Tokens, tokenize
from dedup.tokens.furniture import find_furniture
from dedup.tokens.repeated import join_spans

KEPT_UNITS = 4096
"""Articles that stay prepared: a fifth of a dossier, and most articles are never aligned."""


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """One article, read once and compared many times.

    Attributes:
        article: what was read.
        tokens: of its text; n of them.
        language: stated by the article or detected; "" when unknown.
        signature: what it is found by.
        stems: one for each token, "" for the tail of a grouped number.
        rarity: shape (n,), the background idf of each stem in nats, 0 for "".
    """

    article: Article
    tokens: Tokens
    language: str
    signature: Signature
    stems: Sequence[str]
    rarity: NDArray[np.float64]

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def units(self) -> Units:
        """What the aligner takes, prepared when it is first asked for."""
        return _units(self.tokens)

    @property
    def narrative(self) -> NDArray[np.bool_]:
        """Shape (n,), whether a word is the article's own telling: no quotation, no furniture."""
        return ~(self.tokens.quoted | self.tokens.furnished)


@lru_cache(maxsize=KEPT_UNITS)
def _units(tokens: Tokens) -> Units:
    return prepare(tokens)


def open_dossier(
    article: Article, scheme: Scheme | None = None, repeated: Sequence[Span] = ()
) -> Dossier:
    """Return the dossier of an article.

    Args:
        article: with any text, empty included.
        scheme: of the signature; None takes the default.
        repeated: furniture that only its corpus shows, as ``find_repeated_lines`` finds it.
    """
    known = join_spans([*find_furniture(article.text), *repeated]) if repeated else None
    tokens = tokenize(article.text, known)
    language = (article.language or "")[:2].lower() or detect_language(tokens.words)
    stems = stem_words(tokens, language)
    rarity = background(language).rarity
    return Dossier(
        article=article,
        tokens=tokens,
        language=language,
        signature=sign(tokens, language, scheme, stems),
        stems=stems,
        rarity=np.fromiter(map(rarity, stems), np.float64, len(stems)),
    )
