"""Where sentences end, in the scripts of nine languages, and in hard-wrapped text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from dedup.kernels._arrays import Bytes, Offsets
from dedup.kernels._python.points import texts_of
from dedup.kernels._spans import StopRule, rules_of

Span = tuple[int, int]

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


def find_sentences(
    utf8: Bytes,
    offsets: Offsets,
    words: Bytes,
    bounds: Offsets,
    kinds: Bytes,
    wrapped_share: float,
) -> tuple[Offsets, Offsets]:
    """Return the spans of the sentences of n texts.

    A sentence ends at ``. ! ? …`` (with closing marks) before white space and anything but a
    lower-case letter, abbreviations, initials and German ordinals excepted; at the stops of
    Chinese, Japanese, Arabic, Urdu, Hindi and Armenian; at a blank line; and at every newline,
    unless the text is hard-wrapped. What a letter is, and its lower case, is that of Unicode 14.

    Args:
        utf8: the texts, end to end.
        offsets: shape (n + 1,), the byte where each text starts; the last is ``len(utf8)``.
        words, bounds, kinds: of a ``Lexicon``: what is said of abbreviations and the like.
        wrapped_share: of newlines that a lower-case letter follows, above which a text is wrapped.

    Returns:
        Ragged: ``first`` of shape (n + 1,), and spans of shape (s, 2), in code points of the text,
        in order, without surrounding white space.

    Raises:
        ValueError: the bytes of a text are not UTF-8, or offsets or bounds do not partition theirs.
    """
    rules = rules_of(words, bounds, kinds)
    first = [0]
    spans: list[Span] = []
    for text in texts_of(utf8, offsets):
        spans.extend(_sentences(text, rules, wrapped_share))
        first.append(len(spans))
    return np.array(first, np.int64), np.array(spans, np.int64).reshape(-1, 2)


def _sentences(text: str, rules: Mapping[str, int], wrapped_share: float) -> Iterator[Span]:
    cuts = {0, len(text)}
    wrapped = is_hard_wrapped(text, wrapped_share)
    cuts.update(match.end() for match in (_BLANK if wrapped else NEWLINE).finditer(text))
    cuts.update(match.end() for match in _END.finditer(text) if _is_end(text, match, rules))
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(bare)


def is_hard_wrapped(text: str, share: float) -> bool:
    """Return whether lines end where the page did, in the middle of sentences."""
    starts = [
        after[0]
        for before, after in pairwise(text.split("\n"))
        if after and not after[0].isspace() and before and not before.isspace()
    ]
    return bool(starts) and sum(c.islower() for c in starts) > share * len(starts)


def last_word(text: str, end: int) -> str:
    """Return the word that ends before a place, or before the line end there, read from behind."""
    if end < 0:
        return ""
    backwards = text[max(0, end - _LOOK_BACK) : end][::-1].removeprefix("\n")
    found = _WORD.match(backwards)
    return found.group()[::-1] if found else ""


def _is_end(text: str, match: re.Match[str], rules: Mapping[str, int]) -> bool:
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
    word = _lower(last_word(text, match.start()).strip(".'’-"))
    if rules.get(word, 0) & StopRule.ABBREVIATION:
        return _abbreviation_ends(word, after, rules)
    if len(word) == 1 and word.isalpha():
        return False  # an initial or a short form: "J. Smith", "м. Львів", "p. 5"
    return not (
        word.isdigit() and len(word) <= 2 and _is_ordinal(text, match.start(), after, rules)
    )


def _is_ordinal(text: str, stop: int, after: str, rules: Mapping[str, int]) -> bool:
    """Return whether a number before a stop is a German ordinal: "3. März", "im 8. Jahrhundert"."""
    following = re.match(r"\w+", after)
    if not following:
        return False
    if rules.get(_lower(following.group()), 0) & StopRule.ORDINAL_NOUN:
        return True
    number = len(last_word(text, stop))
    lead = _lower(last_word(text, stop - number - 1))
    return bool(rules.get(lead, 0) & StopRule.ORDINAL_LEAD)


def _abbreviation_ends(word: str, after: str, rules: Mapping[str, int]) -> bool:
    """Return whether "U.S." or "p.m." ends a sentence: before a word that seldom begins a name."""
    if "." not in word and not rules[word] & StopRule.STOPS_TOO:
        return False
    first = re.match(r"[\"“‘«(]*(\w+)", after)
    if not first or not first.group(1)[0].isupper():
        return False
    return bool(rules.get(_lower(first.group(1)), 0) & StopRule.STARTER)


def _lower(word: str) -> str:
    """Return a word in lower case, letter by letter: a sigma is the same at every place."""
    return "".join(map(str.lower, word))
