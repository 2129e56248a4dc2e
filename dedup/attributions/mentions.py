"""Mentions: the names in a text that are news outlets, or that could be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dedup.attributions.known import known_names
from dedup.attributions.mention import Mention
from dedup.attributions.reading import CONTRACTED, read_run
from dedup.attributions.runs import find_runs
from dedup.attributions.shapes import FIRST, HEADS
from dedup.attributions.written import named_outright

_APART = re.compile(r"[\s-]+")
_PREPOSED = frozenset(word.strip() for word in CONTRACTED)


def find_mentions(text: str) -> list[Mention]:
    """Return the names in ``text`` that are outlets, or that could be, in order."""
    mentions = named_outright(text)
    for start, end in find_runs(text, mentions):
        mentions.extend(read_run(text, start, end))
    return sorted(set(mentions))


def find_known(text: str, words: Sequence[str] | None = None) -> list[Mention]:
    """Return the mentions in ``text`` that are recognized, in order.

    Args:
        text: to look in.
        words: of the text, folded, if they are known.
    """
    mentions = named_outright(text, words)
    for start, end in find_runs(text, mentions):
        words = _APART.split(text[start:end].casefold())
        contracted = text[max(0, start - 3) : start] in CONTRACTED or not _PREPOSED.isdisjoint(
            words
        )
        if contracted or not _telling_words().isdisjoint(words):
            mentions.extend(read_run(text, start, end))
    return sorted({mention for mention in mentions if mention.recognized})


@cache
def _telling_words() -> frozenset[str]:
    """Return the words of which a recognized name has one, case-folded, hyphens apart."""
    return frozenset(HEADS | FIRST).union(*(_APART.split(name) for name in known_names()))
