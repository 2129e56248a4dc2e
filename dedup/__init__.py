"""Finds copies, near-copies and rewrites among articles, shows what they share, names the origin.

>>> import dedup
>>> result = dedup.deduplicate(dedup.read_articles(["seeds"]))  # doctest: +SKIP
>>> print(result.stories[0].headline)  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.articles import Article
    from dedup.errors import DedupError
    from dedup.index import Index, Options, Result, deduplicate
    from dedup.passages import Passage, align
    from dedup.readers import read_articles
    from dedup.relations import Relation, compare
    from dedup.report import write_report

__version__ = "0.1.0"

_HOMES = {
    "Article": "articles",
    "DedupError": "errors",
    "Index": "index",
    "Options": "index",
    "Passage": "passages",
    "Relation": "relations",
    "Result": "index",
    "align": "passages",
    "compare": "relations",
    "deduplicate": "index",
    "read_articles": "readers",
    "write_report": "report",
}
"""Where each name lives. Rooms are entered when a name is asked for, so that ``dedup --help`` does
not wait for NumPy."""

__all__ = [
    "Article",
    "DedupError",
    "Index",
    "Options",
    "Passage",
    "Relation",
    "Result",
    "align",
    "compare",
    "deduplicate",
    "read_articles",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}")
    return getattr(import_module(f"dedup.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
