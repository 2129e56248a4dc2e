"""Taking: what an index is handed is an article or an id, or refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dedup.articles import Article

_ONE = (Article, str, bytes, Mapping)
"""Of whose parts nobody means each by itself."""


def articles_of(given: Any) -> Iterator[Article]:
    """Yield one article or several.

    Raises:
        TypeError: one is no article.
    """
    several = isinstance(given, Iterable) and not isinstance(given, _ONE)
    for article in given if several else [given]:
        require_article(article)
        yield article


def require_article(given: object) -> None:
    """Refuse whatever is no article."""
    if not isinstance(given, Article):
        raise TypeError(
            f"an index takes articles, and this is {type(given).__name__}; "
            "make one: Article(id=…, text=…)"
        )


def id_of(given: object) -> str:
    """Return an id.

    Raises:
        TypeError: it is no string.
    """
    if not isinstance(given, str):
        raise TypeError(f"the id of an article is a string, and this is {type(given).__name__}")
    return given
