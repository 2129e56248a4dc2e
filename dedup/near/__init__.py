"""Near-duplicates among any number of articles, without a Python object for each text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.near.ahead import Ahead
    from dedup.near.families import Families, find_families
    from dedup.near.keeping import Dropped, Kept, keep_near, keep_origins
    from dedup.near.lines import family_lines
    from dedup.near.stories import story_lines

_HOMES = {
    "Ahead": "ahead",
    "Dropped": "keeping",
    "Families": "families",
    "Kept": "keeping",
    "family_lines": "lines",
    "find_families": "families",
    "keep_near": "keeping",
    "keep_origins": "keeping",
    "story_lines": "stories",
}
"""Where each name lives: a command that takes a second does not wait for those it does not need."""

__all__ = [
    "Ahead",
    "Dropped",
    "Families",
    "Kept",
    "family_lines",
    "find_families",
    "keep_near",
    "keep_origins",
    "story_lines",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dedup.near' has no attribute {name!r}")
    return getattr(import_module(f"dedup.near.{_HOMES[name]}"), name)
