"""Order: work over a pool of threads, its outcomes in the order of what went in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

AHEAD = 4
"""Pieces of work handed out ahead, so that threads do not wait: at most 16 MB of text."""

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


def in_order(
    pool: Executor, work: Callable[[_Item], _Outcome], items: Iterable[_Item]
) -> Iterator[_Outcome]:
    """Yield ``work`` of each item, in the order of the items, taking few of them ahead."""
    waiting: deque[Future[_Outcome]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
