"""Forms: texts of one wording that are filled with other facts, and so tell of other events.

A senator's office announces each grant in the words of the last one: what differs is the town, the
fire brigade and the sum. By their wording such texts are near-duplicates, and every measure of it
says so; they are no two tellings of one event. In a text that was revised, cut or printed elsewhere
the words that differ are mostly ordinary ones, or those of one side only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.background import STEMS
from dedup.dossiers import Dossier
from dedup.groups import Pair, by_component, pairs_of
from dedup.kernels import BEGINS_SENTENCE
from dedup.relations.credit import one_publisher
from dedup.relations.judging import REFILED_DAYS
from dedup.sheets import sheet_of, sheets_of

OWN_FACTS = 2
"""Names and numbers that each side has and the other lacks. With one, 2 of 508 near-duplicate and
kindred pairs of one event (Helsinki, 75 publishers) are called forms, with two none; of pairs of
one senator's releases above a Jaccard similarity of .7, far apart in time or undated, .93."""
FACT_SHARE = 0.4
"""Of the weight of all that a side has and the other lacks: an update changes ordinary words. At
.33, 4 of those 508 pairs are called forms, with .5 a sixth of the forms below .7 are lost."""
LEAD_WORDS = 60
"""Told words within which a text has its first own fact: the lead says whose grant it is. What
differs further down is a detail of one event."""
TOLD_WORDS = 16
"""Words of a sentence that tells; shorter ones are bylines, photo credits and datelines, in which
printings of one text differ by names and numbers too."""

_SCALE = 1024
"""Weights are summed as whole numbers, so that no order of stems changes a sum."""


@dataclass(frozen=True, slots=True, eq=False)
class _Contents:
    """What one side of a pair tells, by distinct stem.

    Attributes:
        page: shape (p,), every stem of the page, ascending.
        stems: shape (n,), those of the sentences that tell.
        first: shape (n,), how many told words stand before it.
        weights: shape (n,), how rare it is.
        facts: shape (n,), whether it is a name or a number.
    """

    page: NDArray[np.uint32]
    stems: NDArray[np.uint32]
    first: NDArray[np.int64]
    weights: NDArray[np.int64]
    facts: NDArray[np.bool_]


def find_forms(dossiers: Sequence[Dossier], pairs: Collection[Pair]) -> set[Pair]:
    """Return those of some near-duplicate pairs that are one form, filled with other facts.

    Args:
        dossiers: of articles.
        pairs: of their places, whose texts are alike; an exact copy is never a form.
    """
    chosen = [(i, j) for i, j in sorted(pairs) if _may_be(dossiers[i].article, dossiers[j].article)]
    edges = pairs_of(chosen)
    filled = np.zeros(len(edges), np.bool_)
    sheets_of([dossiers[place] for place in np.unique(edges).tolist()])  # all that lack, at once
    order, cuts = by_component(edges)  # what is prepared stays small
    for rows in (order[begin:end] for begin, end in pairwise(cuts.tolist())):
        sides = {place: _contents(dossiers[place]) for place in np.unique(edges[rows]).tolist()}
        filled[rows] = _has_own(sides, edges[rows]) & _has_own(sides, edges[rows][:, ::-1])
    return {(i, j) for i, j in edges[filled].tolist()}


def _may_be(left: Article, right: Article) -> bool:
    """Return whether one house may have filled a form twice, or two have on other days.

    What two publishers print within days is a joint statement, or an agency's text: it has their
    own names in it, and is one story.
    """
    if one_publisher(left, right):
        return True
    one, two = left.published, right.published
    return one is not None and two is not None and abs(one - two) > REFILED_DAYS


def _contents(dossier: Dossier) -> _Contents:
    sheet, tokens = sheet_of(dossier), dossier.tokens
    sentence = np.cumsum((sheet.flags & BEGINS_SENTENCE) != 0)
    lengths = np.bincount(sentence)
    told = np.flatnonzero(dossier.narrative & (lengths[sentence] >= TOLD_WORDS))
    stem_of = np.searchsorted(sheet.stems, dossier.stem_numbers[told].astype(np.uint32))
    first = np.full(len(sheet.stems), len(tokens))
    first[stem_of[::-1]] = np.arange(len(told))[::-1]
    facts = np.zeros(len(sheet.stems), np.bool_)
    facts[sheet.facts] = True
    kept = (first < len(tokens)) & (sheet.stems > 0)
    return _Contents(
        page=sheet.stems,
        stems=sheet.stems[kept],
        first=first[kept],
        weights=np.rint(_SCALE * sheet.weights[kept]).astype(np.int64),
        facts=facts[kept],
    )


def _has_own(sides: dict[int, _Contents], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for which pairs the left has facts of its own, and differs by them."""
    found = np.zeros(len(pairs), np.bool_)
    on_page = np.zeros(len(STEMS.names), np.bool_)
    order = np.argsort(pairs[:, 1], kind="stable")
    cuts = np.flatnonzero(np.diff(pairs[order, 1], prepend=-1, append=-1)).tolist()
    for rows in (order[begin:end] for begin, end in pairwise(cuts)):
        page = sides[int(pairs[rows[0], 1])].page
        lefts = [sides[left] for left in pairs[rows, 0].tolist()]
        owners = np.repeat(np.arange(len(lefts)), [len(one.stems) for one in lefts])
        on_page[page] = True
        own = ~on_page[np.concatenate([one.stems for one in lefts])]
        on_page[page] = False
        fact = own & np.concatenate([one.facts for one in lefts])
        lead = fact & (np.concatenate([one.first for one in lefts]) < LEAD_WORDS)
        weights = np.concatenate([one.weights for one in lefts])
        count, leads = (np.bincount(owners[mask], minlength=len(lefts)) for mask in (fact, lead))
        of_facts, of_all = (
            np.bincount(owners[mask], weights[mask], len(lefts)) for mask in (fact, own)
        )
        found[rows] = (count >= OWN_FACTS) & (leads > 0) & (of_facts >= FACT_SHARE * of_all)
    return found
