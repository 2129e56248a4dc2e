"""Order: work over a pool of threads, its outcomes in the order of what went in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

AHEAD = 4
"""Pieces of work handed out ahead, so that threads do not wait: 8 MB of text."""

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


def in_order(
    pool: Executor | None, work: Callable[[_Item], _Outcome], items: Iterable[_Item]
) -> Iterator[_Outcome]:
    """Yield ``work`` of each item, in the order of the items, taking few of them ahead.

    An error of ``items`` is raised after the outcomes of what came before it.

    Args:
        pool: whose threads work; None works here.
        work: what is done with an item.
        items: taken one by one, here.
    """
    if pool is None:
        yield from map(work, items)
        return
    waiting: deque[Future[_Outcome]] = deque()
    pending = iter(items)
    error: Exception | None = None
    while True:
        try:
            item = next(pending)
        except StopIteration:
            break
        except Exception as problem:  # noqa: BLE001 - it is raised, only later
            error = problem
            break
        waiting.append(pool.submit(work, item))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
    if error:
        raise error
