"""Sentences: what nine languages say of the stops that end none, and where the others end one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.kernels import Lexicon, StopRule
from dedup.tokens.words import as_utf8

Found = tuple[NDArray[np.int64], NDArray[np.int64]]

_ABBREVIATIONS = frozenset(
    # titles and forms of address
    "mr mrs ms dr prof sr sra jr st gen sen rep gov lt col maj capt sgt cpl adm cmdr rev hon pres "
    "fr hr dipl ing mag med phil ev luth kath mme mlle mm mlles mmes mgr mons dna dª dña ud uds "
    "dra sra srta lic gral "
    # places, firms, references
    "no nos vs inc ltd co corp bros etc al ca cf ed eds vol pp art fig approx est dept ave blvd "
    "u.s u.k u.n e.u d.c p.m a.m ee.uu pág núm tel av bzw ggf usw evtl vgl nr abs str z.b d.h u.a "
    "o.ä m.e p.ex env mio mrd sog bspw inkl zzgl s.a aprox cía m.in np tzn tzw ks św ul godz proc "
    # months
    "jan feb mar apr jun jul aug sep sept oct nov dec ene abr ago dic janv févr avr juil déc "
    # Ukrainian and Russian
    "млн млрд тис тыс грн руб коп вул ул им ім г р рр гг див см напр т.д т.п т.е т.к т.зв св проф "
    "акад".split()
)
_MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november "
    "dezember".split()
)
_ORDINAL_LEADS = frozenset(
    "im zum zur dem den der das vom beim einem einen jeden seinem ihrem".split()
)
_ORDINAL_NOUNS = frozenset(
    "jahrhundert jahrhunderts geburtstag geburtstags lebensjahr lebensjahres jahrestag auflage kw "
    "spieltag minute klasse platz".split()
)
"""Before and behind a German ordinal: "zum 18. Lebensjahr"; elsewhere "auf Platz 18." ends."""
_STARTERS = frozenset(
    "the a an in on at but and it he she they we this that these those there if as die der das ein "
    "eine er sie el los las una le les il elle".split()
)
_WORDS_TOO = frozenset(
    "etc inc co corp ltd jr al usw ev mag mm med phil lic proc np ks mio mrd".split()
)
"""Abbreviations that end a sentence too, or are words as well: "a new EV. The", "5 mm. Le"."""

HARD_WRAPPED_SHARE = 0.15
"""Share of newlines followed by a lower-case letter above which lines are wrapped, not ended."""


def _lexicon() -> Lexicon:
    """Return all that is said of words, as the kernel takes it; words of two rules follow both."""
    rules: Counter[str] = Counter()
    for rule, words in (
        (StopRule.ABBREVIATION, _ABBREVIATIONS),
        (StopRule.STOPS_TOO, _WORDS_TOO),
        (StopRule.ORDINAL_LEAD, _ORDINAL_LEADS),
        (StopRule.ORDINAL_NOUN, _MONTHS | _ORDINAL_NOUNS),
        (StopRule.STARTER, _STARTERS),
    ):
        rules.update(dict.fromkeys(words, int(rule)))
    return Lexicon.of(rules)


LEXICON = _lexicon()


def find_sentences(texts: Sequence[str]) -> Found:
    """Return the spans of some texts' sentences; ``kernels.find_sentences`` says the rules.

    Returns:
        Ragged: ``first``, and spans of shape (s, 2).
    """
    return kernels.find_sentences(
        *as_utf8(texts), LEXICON.words, LEXICON.bounds, LEXICON.kinds, HARD_WRAPPED_SHARE
    )
