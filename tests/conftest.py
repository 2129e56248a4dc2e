"""Where the tests look for what is not theirs, and when they may skip for want of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from dedup.articles import Article

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"

settings.register_profile("dedup", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("dedup")  # no timed tests: these machines are noisy


def skip_unless(present: bool, missing: str) -> None:
    """Skip the calling test, naming what is missing; fail instead where CI forbids skips."""
    if present:
        return
    if os.environ.get("DEDUP_FORBID_SKIPS") == "1":
        pytest.fail(f"{missing} is missing, and DEDUP_FORBID_SKIPS=1 forbids to skip")
    pytest.skip(f"{missing} is missing")


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The labelled data beside the project; CI has it too, but a user need not."""
    # Nothing can install it, so this skip is not forbidden anywhere.
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is missing: the evaluation data are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def seeds() -> dict[str, Article]:
    """The five seeds by their number: "000" to "004"."""
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return {
        path.name[:3]: Article(id=path.name, text=path.read_text(encoding="utf-8"))
        for path in paths
    }
