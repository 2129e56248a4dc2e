"""Sentences: where they end, in the scripts of nine languages, and in hard-wrapped text."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

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
_OPENERS = "\"'“‘„«‹([{¿¡—–-•*"
_END = re.compile(
    r"""[.!?…؟۔։।。！？｡]"""
    r"""(?:(?<=[.!?…؟۔։।])[.!?…؟۔։।]*[)\]}"'”’»›]*(?=\s)|(?<=[。！？｡])[」』”’）)]*"""
    r"""|(?<=[!?…])[!?…]*[”"»]+(?=\S))"""
)
"""The first stop is looked at twice, so that letters are passed over at once: five times faster."""
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
NEWLINE = re.compile(r"\n\s*")
_WORD = re.compile(r"[\w.’'&-]+")

_LOOK_AHEAD, _LOOK_BACK = 80, 40
"""Code points after and before a stop that can say whether it ends a sentence."""

HARD_WRAPPED_SHARE = 0.15
"""Share of newlines followed by a lower-case letter above which lines are wrapped, not ended."""


def find_sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of ``text``, in order, without surrounding white space.

    A sentence ends at ``. ! ? …`` (with closing marks) before white space and anything but a
    lower-case letter, abbreviations, initials and German ordinals excepted; at the stops of
    Chinese, Japanese, Arabic, Urdu, Hindi and Armenian; at a blank line; and at every newline,
    unless the text is hard-wrapped.
    """
    cuts = {0, len(text)}
    cuts.update(
        match.end() for match in (_BLANK if is_hard_wrapped(text) else NEWLINE).finditer(text)
    )
    cuts.update(match.end() for match in _BLANK.finditer(text))
    cuts.update(match.end() for match in _END.finditer(text) if _is_end(text, match))
    ordered = sorted(cuts)
    spans: list[Span] = []
    for start, end in zip(ordered, ordered[1:], strict=False):
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(bare)))
    return spans


def is_hard_wrapped(text: str) -> bool:
    """Return whether lines end where the page did, in the middle of sentences."""
    starts = [
        after[0]
        for before, after in pairwise(text.split("\n"))
        if after and not after[0].isspace() and before and not before.isspace()
    ]
    return bool(starts) and sum(c.islower() for c in starts) > HARD_WRAPPED_SHARE * len(starts)


def last_word(text: str, end: int) -> str:
    """Return the word that ends before a place, or before the line end there, read from behind."""
    backwards = text[max(0, end - _LOOK_BACK) : end][::-1].removeprefix("\n")
    found = _WORD.match(backwards)
    return found.group()[::-1] if found else ""


def _is_end(text: str, match: re.Match[str]) -> bool:
    stop = match.group()
    if stop[0] in "。！？｡؟۔։।":
        return True
    after = text[match.end() : match.end() + _LOOK_AHEAD].lstrip()
    following = after.lstrip(_OPENERS + " \u00a0\u202f")[:1]
    if following.islower():
        return False
    if stop != ".":
        # "…" or "?" before a capital inside a sentence is rare; closing marks settle "." too
        return True
    word = last_word(text, match.start()).strip(".'’-").lower()
    if word in _ABBREVIATIONS:
        return _abbreviation_ends(word, after)
    if len(word) == 1 and word.isalpha():
        return False  # an initial or a short form: "J. Smith", "м. Львів", "p. 5"
    return not (word.isdigit() and len(word) <= 2 and _is_ordinal(text, match.start(), after))


def _is_ordinal(text: str, stop: int, after: str) -> bool:
    """Return whether a number before a stop is a German ordinal: "3. März", "im 8. Jahrhundert"."""
    following = re.match(r"\w+", after)
    if not following:
        return False
    noun = following.group().lower()
    number = len(last_word(text, stop))
    lead = last_word(text, stop - number - 1).lower()
    return noun in _MONTHS or noun in _ORDINAL_NOUNS or lead in _ORDINAL_LEADS


_STARTERS = frozenset(
    "the a an in on at but and it he she they we this that these those there if as die der das ein "
    "eine er sie el los las una le les il elle".split()
)
_WORDS_TOO = frozenset(
    "etc inc co corp ltd jr al usw ev mag mm med phil lic proc np ks mio mrd".split()
)
"""Abbreviations that end a sentence too, or are words as well: "a new EV. The", "5 mm. Le"."""


def _abbreviation_ends(word: str, after: str) -> bool:
    """Return whether "U.S." or "p.m." ends a sentence: before a word that seldom begins a name."""
    if "." not in word and word not in _WORDS_TOO:
        return False
    first = re.match(r"[\"“‘«(]*(\w+)", after)
    return (
        bool(first)
        and first is not None
        and first.group(1).lower() in _STARTERS
        and first.group(1)[0].isupper()
    )
