"""Names that are found in the modules of a package once somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any


def find(name: str, package: str, rooms: Iterable[str]) -> Any:
    """Return what a name stands for in the first module that has it; those before it are entered.

    Args:
        name: of a kernel, or of what one takes or gives.
        package: that the modules are in.
        rooms: their names.

    Raises:
        AttributeError: none has it.
    """
    if not name.startswith("_"):
        for room in rooms:
            entered = import_module(f"{package}.{room}")
            if hasattr(entered, name):
                return getattr(entered, name)
    raise AttributeError(f"module {package!r} has no attribute {name!r}")
