"""Memory: what a search frees, it wants again a moment later.

For commands: a program that calls this library may want its allocator otherwise.
"""

from __future__ import annotations

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""What glibc calls these in ``malloc.h``."""

_KEPT = 1 << 28
_OWN_MAPPING = 1 << 25
"""Bytes from which on a block is given back at once: 32 MB, the most that glibc takes."""


def keep_memory() -> None:
    """Tell the allocator to keep what is freed, in one place for all threads, where it can be told.

    By itself glibc gives memory back that is asked for again with the next block of texts, and
    every page of it has to be found and cleared anew: of 38,000 pages touched in a run over 100,000
    articles half are left, a thirtieth of the processor's time and 10 MB.
    """
    from ctypes import CDLL  # NumPy has it, too

    try:
        set_option = CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another allocator, or another system
        return
    for option, value in (
        (_TRIM_THRESHOLD, _KEPT), (_MMAP_THRESHOLD, _OWN_MAPPING), (_ARENA_MAX, 1),
    ):  # fmt: skip
        set_option(option, value)
