"""Sentences: where they end, in the scripts of nine languages, and in hard-wrapped text."""

from __future__ import annotations

import re

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    # titles and forms of address
    "mr mrs ms dr prof sr sra jr st gen sen rep gov lt col maj capt sgt cpl adm cmdr rev hon pres "
    "fr hr dipl ing mme mlle mgr dna dª dña ud uds "
    # places, firms, references
    "no nos vs inc ltd co corp bros etc al ca cf ed eds vol pp art fig approx est dept ave blvd "
    "u.s u.k u.n e.u d.c p.m a.m ee.uu pág núm tel av bzw ggf usw evtl vgl nr abs str z.b d.h u.a "
    "o.ä m.e p.ex env "
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
_OPENERS = "\"'“‘„«‹([{¿¡—–-•*"
_END = re.compile(r"""[.!?…؟۔։।]+[)\]}"'”’»›]*(?=\s)|[。！？｡][」』”’）)]*|[!?…]+[”"»]+(?=\S)""")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_NEWLINE = re.compile(r"\s*\n\s*")
_LAST_WORD = re.compile(r"[\w.’'&-]+$")

_LOOK_AHEAD = 80
"""Code points after a stop that can say whether it ends a sentence."""

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
        match.end() for match in (_BLANK if _hard_wrapped(text) else _NEWLINE).finditer(text)
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


def _hard_wrapped(text: str) -> bool:
    starts = [
        text[match.end() : match.end() + 1] for match in re.finditer(r"\S[^\S\n]*\n(?=\S)", text)
    ]
    return bool(starts) and sum(c.islower() for c in starts) > HARD_WRAPPED_SHARE * len(starts)


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
    before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    word = before.group().strip(".'’-").lower() if before else ""
    if word in _ABBREVIATIONS:
        return _abbreviation_ends(word, after)
    if len(word) == 1 and word.isalpha():
        return False  # an initial or a short form: "J. Smith", "м. Львів", "p. 5"
    # "3. März": a German ordinal does not end a sentence
    next_word = re.match(r"\w+", after)
    return not (
        word.isdigit() and len(word) <= 2 and next_word and next_word.group().lower() in _MONTHS
    )


_STARTERS = frozenset(
    "the a an in on at but and it he she they we this that these those there if as".split()
)


def _abbreviation_ends(word: str, after: str) -> bool:
    """Return whether "U.S." or "p.m." ends a sentence: before a word that seldom begins a name."""
    if "." not in word and word not in {"etc", "inc", "co", "corp", "ltd", "jr", "al", "usw"}:
        return False
    first = re.match(r"[\"“‘«(]*(\w+)", after)
    return (
        bool(first)
        and first is not None
        and first.group(1).lower() in _STARTERS
        and first.group(1)[0].isupper()
    )
