"""Credit: does one text name the outlet of the other, and do both name one agency?

A text that names another's publisher in running text is linked to it, but papers also cite each
other in independent reports: credit weighs, it does not decide. In full, with who told whom and how
sure that is, attributions are the origins' matter; here a name suffices.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from dedup.articles import Article
from dedup.attributions.outlets import is_vague, name_words, own_names, publisher_name, same_outlet
from dedup.dossiers import Dossier
from dedup.passages.units import KEPT_BATCHES
from dedup.tokens.keeping import kept
from dedup.tokens.words import Words, keys_of

AGENCIES = (
    "AP", "Associated Press", "Reuters", "AFP", "Agence France-Presse", "DPA", "EFE", "ANSA",
    "UPI", "PA Media", "Press Association", "Xinhua", "Kyodo", "Yonhap", "Anadolu", "PTI", "TASS",
    "RIA Novosti", "Interfax", "Ukrinform", "Bloomberg", "CNN",
)  # fmt: skip
"""Names under which one newsroom's text stands at many outlets, as written."""
_SAME = {"Associated Press": "AP", "Agence France-Presse": "AFP", "Press Association": "PA Media"}


def names_outlet(dossier: Dossier, other: Article) -> bool:
    """Return whether a text names, outside its furniture, the outlet that published another.

    Two articles of one outlet name it as a matter of course, which tells nothing: then it is False.
    """
    own = publisher_name(dossier.article)
    for name in own_names(other):
        if is_vague(name) or (own and (same_outlet(name, own) or same_outlet(own, name))):
            continue
        if _stands_in(dossier, name_words(name), furniture=False):
            return True
    return False


def credits_other(left: Dossier, right: Dossier) -> bool:
    """Return whether either text names the other's outlet."""
    return names_outlet(left, right.article) or names_outlet(right, left.article)


def one_publisher(left: Article, right: Article) -> bool:
    """Return whether two articles are known to be of one publisher."""
    one, two = publisher_name(left), publisher_name(right)
    return (
        bool(one and two)
        and same_outlet(one or "", two or "")
        and same_outlet(two or "", one or "")
    )


def one_agency(left: Dossier, right: Dossier) -> bool:
    """Return whether two pages that share much of a text may have it from one agency.

    They name one; or one page names some and the other none, for the line that names the agency is
    the first that scraping loses.
    """
    one, two = named_agencies(left), named_agencies(right)
    return bool(one & two) or bool(one) != bool(two)


@kept()
def named_agencies(dossier: Dossier) -> frozenset[str]:
    """Return the agencies that a page names anywhere: datelines and bylines may be furniture."""
    tokens, begins = dossier.tokens, _agencies_by_key()
    numbers = tokens.numbers
    present = np.unique(numbers[_begin_agencies(tokens.batch)[numbers]])
    maybe = (agency for key in tokens.batch.keys[present].tolist() for agency in begins[key])
    found = (a for a in maybe if _stands_in(dossier, name_words(a), furniture=True))
    return frozenset(_SAME.get(agency, agency) for agency in found)


@cache
def _agencies_by_key() -> dict[int, list[str]]:
    """Return the agencies by the key of the first word of their names."""
    begins: dict[int, list[str]] = {}
    for agency in AGENCIES:
        begins.setdefault(_keys_of(name_words(agency))[0], []).append(agency)
    return begins


@kept(KEPT_BATCHES)
def _begin_agencies(batch: Words) -> NDArray[np.bool_]:
    """Return which words of a batch's vocabulary are the first of an agency's name."""
    return np.isin(batch.keys, np.fromiter(_agencies_by_key(), np.uint64))


@kept()
def _place_of(word: tuple[Words, int]) -> int:
    """Return the place of a key in a batch's vocabulary; -1 where it is not."""
    batch, key = word
    found = np.flatnonzero(batch.keys == key)
    return int(found[0]) if len(found) else -1


@lru_cache(maxsize=4096)
def _keys_of(name: tuple[str, ...]) -> list[int]:
    keys: list[int] = keys_of([f"{word} ".encode() for word in name]).tolist()
    return keys


def _stands_in(dossier: Dossier, name: tuple[str, ...], *, furniture: bool) -> bool:
    """Return whether the words stand in a row, the first with a capital."""
    tokens = dossier.tokens
    if not name:
        return False
    first, *rest = _keys_of(name)
    place = _place_of((tokens.batch, first))
    if place < 0:
        return False
    numbers = tokens.numbers
    for at in np.flatnonzero(numbers == place).tolist():
        capital = not tokens.text[tokens.starts[at]].islower()
        own = furniture or not tokens.furnished[at]
        if capital and own:
            following = tokens.batch.keys[numbers[at + 1 : at + len(name)]].tolist()
            if following == rest:
                return True
    return False
