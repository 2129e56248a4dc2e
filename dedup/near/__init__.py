"""Near-duplicates among any number of articles, without a Python object for each text."""

from dedup.near.families import Families, find_families
from dedup.near.keeping import Dropped, Kept, keep_near, keep_origins
from dedup.near.lines import family_lines
from dedup.near.story_lines import story_lines

__all__ = [
    "Dropped",
    "Families",
    "Kept",
    "family_lines",
    "find_families",
    "keep_near",
    "keep_origins",
    "story_lines",
]
