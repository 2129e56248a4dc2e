"""The kernels in C, with the signatures of their Python twins, where each is described."""

from __future__ import annotations

from typing import Any

from dedup.kernels import _core
from dedup.kernels._rooms import find

paths, path, use_path = _core.paths, _core.path, _core.use_path

_ROOMS = ("texts", "near", "order", "postings", "spans", "pairs", "cued")
"""Where the kernels live, what most need first."""


def __getattr__(name: str) -> Any:
    found = globals()[name] = find(name, __name__, _ROOMS)
    return found
