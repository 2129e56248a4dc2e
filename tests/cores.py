"""Every implementation of the kernels that this machine can run, for tests to ask one by one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from dedup.kernels import _python

try:
    NATIVE: Any = import_module("dedup.kernels._native")
except ImportError:  # test_kernels_core fails on this, by name; the twin is tested all the same
    NATIVE = None


class Core:
    """One implementation on one path: ``core.minhash(...)`` runs on it, whatever ran before."""

    def __init__(self, path: str) -> None:
        """Take a path of ``DEDUP_CORE``."""
        self.path = path

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if self.path == "python":
            return getattr(_python, name)
        NATIVE.use_path(self.path)
        return getattr(NATIVE, name)

    def __repr__(self) -> str:
        return self.path


PYTHON = Core("python")
NATIVES = [Core(path) for path in NATIVE.paths()] if NATIVE else []

on_every_core = pytest.mark.parametrize("core", [PYTHON, *NATIVES], ids=repr)
on_every_native_core = pytest.mark.parametrize("core", NATIVES, ids=repr)
