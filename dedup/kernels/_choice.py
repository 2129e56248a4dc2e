"""Which core answers: the one in C on its best path, unless the environment names another."""

from __future__ import annotations

import os
import sys

FORCING = "DEDUP_CORE"
PATHS = ("python", "baseline", "avx2", "avx512")


def choose(wanted: str) -> str:
    """Return the core in use, in the words of ``dedup --version``, and put its path to use.

    Args:
        wanted: one of ``PATHS``, or "" for the best there is.

    Raises:
        ValueError: there is no such path.
        ImportError: the path is in C, and the C core is not installed or does not have it.
    """
    if wanted and wanted not in PATHS:
        raise ValueError(f"{FORCING}={wanted} names no core; choose one of {', '.join(PATHS)}")
    if wanted == "python":
        return "python"
    try:
        from dedup.kernels import _core
    except ImportError as error:
        if wanted:
            raise ImportError(
                f"{FORCING}={wanted} asks for the C core, which is not here ({error}); "
                f"unset it, or install a C compiler and then dedup again"
            ) from error
        # Once a process, since a module is imported once; results are the same, only later.
        sys.stderr.write(
            "dedup: the C core was not built, so the slow Python kernels answer; "
            "install a C compiler and then dedup again\n"
        )
        return "python"
    if wanted:
        if wanted not in _core.paths():
            raise ImportError(
                f"{FORCING}={wanted}: this build and processor have {', '.join(_core.paths())}"
            )
        _core.use_path(wanted)
    return f"c, {_core.path()}"


CORE = choose(os.environ.get(FORCING, ""))
"""Which implementation answers; shown by ``dedup --version``."""
