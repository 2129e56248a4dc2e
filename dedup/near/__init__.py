"""Near-duplicates among any number of articles, without a Python object for each text."""

from dedup.near.families import Families, Near, find_families

__all__ = ["Families", "Near", "find_families"]
