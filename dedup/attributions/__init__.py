"""Attributions: where an article says that it has something from another outlet."""

from dedup.attributions.attribution import OWN_OUTLET, Attribution
from dedup.attributions.finding import find_attributions
from dedup.attributions.foreseen import may_have
from dedup.attributions.outlets import (
    host_of,
    in_sentence,
    is_alias,
    is_own,
    is_vague,
    name_words,
    own_names,
    publisher_name,
    same_outlet,
)

__all__ = [
    "OWN_OUTLET",
    "Attribution",
    "find_attributions",
    "host_of",
    "in_sentence",
    "is_alias",
    "is_own",
    "is_vague",
    "may_have",
    "name_words",
    "own_names",
    "publisher_name",
    "same_outlet",
]
