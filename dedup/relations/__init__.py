"""The verdict on one pair of articles, with its evidence."""

from dedup.kinds import Kind
from dedup.relations.exclusives import attributions_of
from dedup.relations.features import order_agreement
from dedup.relations.levels import Level, revision_level
from dedup.relations.relation import Relation
from dedup.relations.verdict import compare, is_verbatim, relate

__all__ = [
    "Kind",
    "Level",
    "Relation",
    "attributions_of",
    "compare",
    "is_verbatim",
    "order_agreement",
    "relate",
    "revision_level",
]
