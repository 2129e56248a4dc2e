"""The path from articles to a result: in one go, or one article at a time."""

from dedup.index.index import Index
from dedup.index.options import Options
from dedup.index.path import deduplicate
from dedup.index.results import FORMAT_VERSION, Listed, Result, Story
from dedup.index.verdict import Added, Verdict

__all__ = [
    "FORMAT_VERSION",
    "Added",
    "Index",
    "Listed",
    "Options",
    "Result",
    "Story",
    "Verdict",
    "deduplicate",
]
