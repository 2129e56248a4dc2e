"""Sheets: an article as numbers, made once and compared with many others."""

from __future__ import annotations

from math import log, sqrt
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from dedup.background import STEMS, background
from dedup.candidates import MAX_TERM_SHARE, MAX_TERMS
from dedup.dossiers import Dossier
from dedup.kernels import BEGINS_SENTENCE, FURNISHED, Sheet
from dedup.passages import prepare
from dedup.signatures import count_terms, log_frequencies
from dedup.tokens import Tokens

TELLING_IDF = 2.0
"""Nats above which a word that stands once in each text can witness their order."""
FACT_IDF = 3.0
"""Nats above which a name or a number is a fact that a rewriter would have to invent."""

Places = NDArray[np.int64]
Floats = NDArray[np.float64]


_SHEETS: WeakKeyDictionary[Dossier, Sheet] = WeakKeyDictionary()
"""They take as long to make as ten comparisons, and are kept as long as the dossier is."""


def sheet_of(dossier: Dossier) -> Sheet:
    """Return an article as it is compared, made when it is first asked for."""
    sheet = _SHEETS.get(dossier)
    if sheet is None:
        sheet = _SHEETS[dossier] = _make(dossier)
    return sheet


def _make(dossier: Dossier) -> Sheet:
    tokens, quoted = dossier.tokens, dossier.tokens.quoted
    strand = prepare(tokens).sentences
    flags = tokens.furnished * np.uint8(FURNISHED)
    flags[strand.own] = strand.marks[:-1]
    begins = np.ones(len(tokens), np.bool_)
    begins[1:] = tokens.sentence_of[1:] != tokens.sentence_of[:-1]
    flags += begins * np.uint8(BEGINS_SENTENCE)
    stems, stem_of = np.unique(dossier.stem_numbers, return_inverse=True)
    weights = background(dossier.language).rarities(stems)
    own = _by_name(stems, stem_of[strand.own])
    narrative = np.flatnonzero(~(quoted | tokens.furnished))
    is_fact = np.zeros(len(stems), np.bool_)
    rare = narrative[weights[stem_of[narrative]] > FACT_IDF]
    is_fact[stem_of[_facts(tokens, rare, ~begins)]] = True
    terms, term_weights = _terms(dossier, stems, weights, own)
    return Sheet(
        numbers=tokens.numbers.view(np.uint32),
        keys=tokens.batch.keys,
        flags=flags,
        heads=strand.heads.astype(np.uint32),
        head_keys=strand.head_keys,
        quotations=strand.quotations.astype(np.uint32).reshape(-1),
        bounds=strand.bounds.astype(np.uint32),
        stems=stems.astype(np.uint32),
        places=_places_told_once(stem_of, narrative, weights > TELLING_IDF),
        weights=weights,
        own=own.astype(np.uint32),
        facts=own[is_fact[own]].astype(np.uint32),
        terms=terms.astype(np.uint32),
        term_weights=term_weights,
    )


def told_once(dossier: Dossier) -> dict[int, int]:
    """Return where each telling stem stands that occurs exactly once in the narrative."""
    telling = background(dossier.language).rarities(dossier.stem_numbers) > TELLING_IDF
    places = np.flatnonzero(dossier.narrative & telling)
    stems, first, counts = np.unique(
        dossier.stem_numbers[places], return_index=True, return_counts=True
    )
    once = counts == 1
    return dict(zip(stems[once].tolist(), places[first[once]].tolist(), strict=True))


def _by_name(stems: NDArray[np.int32], present: Places) -> Places:
    """Return the places of those stems that are present, by their names, "" left out."""
    is_present = np.zeros(len(stems), np.bool_)
    is_present[present] = True
    is_present &= stems > 0
    places = np.flatnonzero(is_present)
    names = list(map(STEMS.names.__getitem__, stems[places].tolist()))
    return places[sorted(range(len(names)), key=names.__getitem__)]


def _places_told_once(
    stem_of: Places, narrative: Places, telling: NDArray[np.bool_]
) -> NDArray[np.uint32]:
    """Return for each telling stem one more than its only place in the narrative, or 0."""
    counts = np.bincount(stem_of[narrative], minlength=len(telling))
    places = np.zeros(len(telling), np.uint32)
    places[stem_of[narrative]] = narrative + 1
    places[(counts != 1) | ~telling] = 0
    return places


def _facts(tokens: Tokens, rare: Places, inside: NDArray[np.bool_]) -> Places:
    """Return which of some rare words are names or numbers.

    A name is a word with a capital inside a sentence. Rare words in lower case are left out: they
    are what a rewriter changes.
    """
    text, words = tokens.text, tokens.batch.vocabulary
    told = zip(
        tokens.starts[rare].tolist(),
        tokens.numbers[rare].tolist(),
        inside[rare].tolist(),
        strict=True,
    )
    facts = [
        (within and text[start].isupper()) or words[word].isdecimal()
        for start, word, within in told
    ]
    return rare[np.array(facts, np.bool_)]


def _terms(
    dossier: Dossier, stems: NDArray[np.int32], weights: Floats, own: Places
) -> tuple[Places, Floats]:
    """Return the most telling terms by name, as ``candidates.unit_terms`` weighs them."""
    counted = count_terms(dossier.signature.terms)
    places = np.searchsorted(stems, counted.numbers)
    idf = weights[places]
    telling = idf > -log(MAX_TERM_SHARE)
    strength = log_frequencies(int(counted.counts.max(initial=0)))[counted.counts] * idf
    places, strength = places[telling], strength[telling]
    rank = np.zeros(len(stems), np.int64)
    rank[own] = np.arange(len(own))
    best = np.lexsort((rank[places], -strength))[:MAX_TERMS]
    squares = np.add.accumulate(strength[best] ** 2)  # in this order: sums of floats depend on it
    norm = sqrt(float(squares[-1])) if len(best) else 1.0
    named = best[np.argsort(rank[places[best]])]
    return places[named], strength[named] / (norm or 1.0)
