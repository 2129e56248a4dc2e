"""What is kept of articles asked for lately, and how all of it is let go."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

_Key = TypeVar("_Key")
_Made = TypeVar("_Made")

KEPT = 4096
"""Texts of which what a comparison needs is kept: it is twice what is kept of every text."""

_FORGETTING: list[Callable[[], Any]] = []


def kept(most: int = KEPT) -> Callable[[Callable[[_Key], _Made]], Callable[[_Key], _Made]]:
    """Return a decorator: what is made of a key is kept for those asked for lately.

    Args:
        most: keys.
    """

    def decorated(work: Callable[[_Key], _Made]) -> Callable[[_Key], _Made]:
        cached = lru_cache(maxsize=most)(work)
        _FORGETTING.append(cached.cache_clear)
        return cached

    return decorated


def forget() -> None:
    """Let go of what is kept: with it go the articles of a run that is over."""
    for clear in _FORGETTING:
        clear()
