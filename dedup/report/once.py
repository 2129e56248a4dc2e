"""What several views ask of a story, one after another, is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dedup.index import Story

Answer = TypeVar("Answer")


def once_a_story(work: Callable[[Story], Answer]) -> Callable[[Story], Answer]:
    """Return what works as before, and keeps its answer until it is asked of another story.

    Stories are told apart by identity: comparing two takes longer than most answers. Who gets an
    answer must leave it as it is.
    """
    last: tuple[Story, Answer] | None = None

    @wraps(work)
    def kept(story: Story) -> Answer:
        nonlocal last
        known = last  # another thread may ask of another story meanwhile
        if known is None or known[0] is not story:
            last = known = (story, work(story))
        return known[1]

    return kept
