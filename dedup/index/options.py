"""What a run can be told, and what of it a result depends on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from dedup import __version__
from dedup.clusters import STORY_AFFINITY
from dedup.schemes import Banding, Scheme


@dataclass(frozen=True, slots=True)
class Options:
    """What a run can be told.

    Attributes:
        scheme: of the signatures.
        banding: of the near-duplicate channel.
        threads: at work at a time; no result depends on it.
    """

    scheme: Scheme = field(default_factory=Scheme)
    banding: Banding = field(default_factory=Banding)
    threads: int = 1

    def __post_init__(self) -> None:
        if self.threads < 1:
            raise ValueError(f"threads={self.threads} must be at least 1")

    def settings(self) -> dict[str, Any]:
        """Return what a result depends on: the options, and the version that fixes the rest."""
        return {
            "dedup": __version__,
            "scheme": asdict(self.scheme),
            "banding": asdict(self.banding),
            "story_affinity": STORY_AFFINITY,
        }
