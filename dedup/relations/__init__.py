"""The verdict on one pair of articles, with its evidence."""

from dedup.kinds import Kind
from dedup.relations.exclusives import attributions_of
from dedup.relations.features import order_agreements
from dedup.relations.judging import Judged, is_verbatim
from dedup.relations.levels import Level, revision_level
from dedup.relations.relation import Relation
from dedup.relations.verdict import compare, judge_each, relate, relate_each

__all__ = [
    "Judged",
    "Kind",
    "Level",
    "Relation",
    "attributions_of",
    "compare",
    "is_verbatim",
    "judge_each",
    "order_agreements",
    "relate",
    "relate_each",
    "revision_level",
]
