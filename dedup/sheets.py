"""Sheets: an article as numbers, made once and compared with many others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.background import STEMS, background
from dedup.candidates import MAX_TERM_SHARE, MAX_TERMS
from dedup.dossiers import Dossier
from dedup.kernels import Kind, Sheet, Weighed
from dedup.passages.units import Pages, cut_each, heads_of, joined
from dedup.signatures import count_terms, log_frequencies
from dedup.stems import by_language

TOGETHER = 256
"""Articles of which sheets are made in one go: of fewer, sorting stems by name costs more."""
TELLING_IDF = 2.0
"""Nats above which a word that stands once in each text can witness their order."""
FACT_IDF = 3.0
"""Nats above which a name or a number is a fact that a rewriter would have to invent."""

_SHEETS: WeakKeyDictionary[Dossier, Sheet] = WeakKeyDictionary()
"""They take as long to make as ten comparisons, and are kept as long as the dossier is."""


def sheet_of(dossier: Dossier) -> Sheet:
    """Return an article as it is compared, made when it is first asked for."""
    return sheets_of([dossier])[0]


def sheets_of(dossiers: Sequence[Dossier]) -> list[Sheet]:
    """Return articles as they are compared; those that are asked for first are made together."""
    found = [_SHEETS.get(dossier) for dossier in dossiers]
    new = [one for one, sheet in zip(dossiers, found, strict=True) if sheet is None]
    made: dict[Dossier, Sheet] = {}
    for at in range(0, len(new), TOGETHER):
        together = list(dict.fromkeys(new[at : at + TOGETHER]))
        made.update(zip(together, _make(together), strict=True))
    _SHEETS.update(made)
    return [sheet or made[one] for one, sheet in zip(dossiers, found, strict=True)]


def _make(dossiers: Sequence[Dossier]) -> Iterator[Sheet]:
    pages = cut_each([dossier.tokens for dossier in dossiers])
    weighed = _weigh(dossiers, pages)
    cuts, tokens = pages.cuts, pages.tokens
    words, quoted = pages.first.tolist(), pages.quoted.tolist()
    cut, stem = cuts.first.tolist(), weighed.first.tolist()
    for row, own in enumerate(tokens):
        (a, c, e), (b, d, f) = cut[row : row + 2]
        (g, i, k, p), (h, j, m, q) = stem[row : row + 2]
        # Copies, so that one article that is kept does not keep all that were made with it.
        yield Sheet(
            numbers=own.numbers.view(np.uint32),
            keys=own.batch.keys,
            flags=cuts.flags[words[row] : words[row + 1]].copy(),
            heads=cuts.heads[a:b].copy(),
            head_keys=heads_of(own.batch).keys[cuts.held[c:d]],
            quotations=cuts.quotations[quoted[row] : quoted[row + 1]].copy(),
            bounds=cuts.bounds[e:f].copy(),
            stems=weighed.stems[g:h].copy(),
            places=weighed.places[g:h].copy(),
            weights=weighed.weights[g:h].copy(),
            own=weighed.own[i:j].copy(),
            facts=weighed.facts[k:m].copy(),
            terms=weighed.terms[p:q].copy(),
            term_weights=weighed.term_weights[p:q].copy(),
        )


def _weigh(dossiers: Sequence[Dossier], pages: Pages) -> Weighed:
    stems = joined([dossier.stem_numbers for dossier in dossiers], np.int32)
    weights = np.empty(len(stems), np.float64)
    for language, own in by_language([one.language for one in dossiers], pages.first).items():
        weights[own] = background(language).rarities(stems[own])
    counted = [count_terms(dossier.signature.terms) for dossier in dossiers]
    counts = joined([one.counts for one in counted], np.int32)
    return kernels.weigh_stems(
        pages.first,
        stems.view(np.uint32),
        weights,
        _kinds(pages),
        STEMS.by_name(stems),
        kernels.bounds_of(map(len, counted)),
        joined([one.numbers for one in counted], np.int32).view(np.uint32),
        log_frequencies(int(counts.max(initial=0)))[counts],
        MAX_TERMS,
        TELLING_IDF,
        FACT_IDF,
        -log(MAX_TERM_SHARE),
    )


def _kinds(pages: Pages) -> NDArray[np.uint8]:
    """Return the kinds of words, those that may be facts marked: names and numbers.

    A name is a word with a capital inside a sentence. Words in lower case are left out: they are
    what a rewriter changes.
    """
    kinds = pages.kinds
    places = pages.starts + np.repeat(pages.letters.first[:-1], np.diff(pages.first))
    names = pages.letters.are_capitals(places) & ((kinds & Kind.BEGINS_SENTENCE) == 0)
    facts = names | ((kinds & Kind.NUMBER) != 0)
    told: NDArray[np.uint8] = kinds | facts * np.uint8(Kind.MAY_BE_FACT)
    return told
