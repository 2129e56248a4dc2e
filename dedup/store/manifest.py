"""The manifest: what a store holds at one moment, in one row, so that a reader sees one state."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from dedup.store.blocks import seal, unseal
from dedup.store.segments import Segment


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store holds at one moment.

    Attributes:
        articles, leaders: how many, with and without exact copies.
        languages: that leaders ever were in, and how many are, in the order of arrival.
        next_number: of the next article.
        terms: numbered so far.
        gone: removed articles that postings still name.
        births: segments ever made.
        segments: all of them, oldest first.
    """

    articles: int = 0
    leaders: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    next_number: int = 1
    terms: int = 0
    gone: int = 0
    births: int = 0
    segments: tuple[Segment, ...] = field(default=())

    @property
    def removals(self) -> int:
        """How many articles were ever removed."""
        return self.next_number - 1 - self.articles


def pack_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as bytes that ``unpack_manifest`` takes."""
    return seal(json.dumps(asdict(manifest)).encode())


def unpack_manifest(sealed: bytes) -> Manifest:
    """Return what ``pack_manifest`` packed.

    Raises:
        DamagedError: it is not as it was written.
    """
    values = json.loads(unseal(sealed, "the manifest"))
    segments = (Segment(**one | {"inputs": tuple(one["inputs"])}) for one in values.pop("segments"))
    languages = tuple((name, leaders) for name, leaders in values.pop("languages"))
    return Manifest(**values, languages=languages, segments=tuple(segments))
