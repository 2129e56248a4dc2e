"""Word classes: the pattern table as the kernel takes it that finds names near cues.

Words that are cues of the same rows, and stand in the same lists, are of one class. Most words are
cues of nothing and stand in no list; the few others are looked at once, when they are first met.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from dedup.attributions.cues import BELONGING
from dedup.attributions.english import ENGLISH
from dedup.attributions.known import known_names, program_names
from dedup.attributions.mentions import JOINERS, SMALL_AGENCIES, UPPER
from dedup.attributions.other_languages import OTHER_LANGUAGES
from dedup.attributions.patterns import CAPITALS, Cue
from dedup.attributions.shapes import FIRST, HEADS, NEVER_FIRST
from dedup.kernels import CODE_POINTS, LONGEST_SIGN, NO_MARK, CueRules, Trait
from dedup.tokens import Tokens, Words, tokenize

ROWS = tuple(sorted((*ENGLISH, *OTHER_LANGUAGES), key=lambda row: -row.weight))
"""Heaviest first; of equally heavy rows the earlier wins."""
Rows = tuple[int, ...]
"""Places in ``ROWS``, ascending."""

_CUES = "|".join(row.cue.word.pattern for row in ROWS if row.cue.word)
_ANY_CUE = re.compile(_CUES, re.IGNORECASE)
_ANY_SMALL_CUE = re.compile(_CUES)
"""The same for words in small letters of ASCII, since cues have no capitals: five times faster."""
_SIGNS = ("•", "©", "(c)", "(C)")
"""Cues that are no words."""
_MOST_WORDS = 1 << 16
"""Words that are remembered with their class: the vocabulary of some thousand articles, 10 MB."""
_OPENS = {"": 0, "line": 1, "clause": 2}
_LAST_CAPITAL = 0x1F189
"""The last code point of Unicode that is one: a squared letter Z."""
_ORDINARY = (range(0x20, 0x7F), range(0xC0, 0x250), range(0x370, 0x530), (0xA0, 0x2019))
"""Code points that names are made of in the languages of the tables."""
_KERNEL_MARKS = 3
"""Those that the kernel asks for itself: ``BELONGS``, ``TELLS``, ``TELLS_IF_CAPITAL``."""


class WordClasses(dict[str, int]):
    """The class of each folded word, worked out when the word is first met; most are of class 0.

    Attributes:
        small_agencies: the mark of words that are an agency's name in small letters, as a bit.
        programs: the marks of the words of each program's name, as bits.
    """

    def __init__(self) -> None:
        """Begin with the class of words that are nothing."""
        self._numbers: dict[tuple[Rows, int], int] = {((), 0): 0}
        self._rules: CueRules | None = None
        lists = {row.cue.links for row in ROWS} | {row.cue.between or frozenset() for row in ROWS}
        self._lists = {words: place for place, words in enumerate(lists, _KERNEL_MARKS)}
        self.small_agencies = 1 << _KERNEL_MARKS + len(lists)
        spelled = [frozenset(_words(name)) for name in sorted(program_names())]
        place = _KERNEL_MARKS + len(lists) + 1
        self._of_programs = {
            word: 1 << number
            for number, word in enumerate(sorted(frozenset().union(*spelled)), place)
        }
        self.programs = tuple(sum(self._of_programs[word] for word in name) for name in spelled)
        self._lanes = (place + len(self._of_programs) + 63) // 64

    def __missing__(self, word: str) -> int:
        """Return the class of a word that was not met before."""
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = (rows_of(word), self._marks_of(word))
        number = self._numbers.setdefault(found, len(self._numbers))
        self[word] = number
        return number

    def _marks_of(self, word: str) -> int:
        bare = word.removesuffix("'s")
        marks = 1 if BELONGING.fullmatch(word) else 0
        marks |= 2 if not _telling().isdisjoint((word, bare)) else 0
        marks |= 4 if not _never_first().isdisjoint((word, bare)) else 0
        for words, place in self._lists.items():
            # What stands between may be a possessive; a link is a word as it is.
            marks |= (word in words or (bare in words and words in _between())) << place
        marks |= self.small_agencies if word in SMALL_AGENCIES else 0
        return marks | self._of_programs.get(word, 0)

    @property
    def rules(self) -> CueRules:
        """The table for the classes met so far."""
        rules = self._rules
        if rules is None or len(rules.marks) < len(self._numbers):
            rules = self._rules = self._compiled()
        return rules

    def _compiled(self) -> CueRules:
        signs = np.array([self[sign] for sign in _SIGNS], np.uint32)
        classes = list(self._numbers)
        bits = b"".join(marks.to_bytes(8 * self._lanes, sys.byteorder) for _, marks in classes)
        marks = np.frombuffer(bits, np.uint64).reshape(-1, self._lanes)
        return CueRules(
            traits=traits(),
            joiners=_padded(JOINERS),
            marks=marks if sys.byteorder == "little" else np.ascontiguousarray(marks[:, ::-1]),
            first=np.cumsum([0, *(len(rows) for rows, _ in classes)], dtype=np.int64),
            rows=np.array([place for rows, _ in classes for place in rows], np.uint32),
            rules=np.array([self._rule(row.cue) for row in ROWS], np.uint32),
            signs=_padded(_SIGNS),
            sign_classes=signs,
        )

    def _rule(self, cue: Cue) -> list[int]:
        return [
            cue.follows,
            _OPENS[cue.opens],
            self._lists[cue.links] if cue.links else NO_MARK,
            cue.inner,
            NO_MARK if cue.between is None else self._lists[cue.between],
            cue.between is not None and CAPITALS in cue.between,
            cue.reach,
            cue.apart,
        ]


@cache
def word_classes() -> WordClasses:
    """Return the classes of all words met so far."""
    return WordClasses()


_CLASSES: WeakKeyDictionary[Words, NDArray[np.uint32]] = WeakKeyDictionary()
"""The class of each word of a batch's vocabulary, kept as long as the batch is."""


def classes_of(tokens: Tokens) -> NDArray[np.uint32]:
    """Return the class of each word of a text, shape (n,)."""
    classes = _CLASSES.get(tokens.batch)
    if classes is None:
        vocabulary = tokens.batch.vocabulary
        each = map(word_classes().__getitem__, vocabulary)
        classes = _CLASSES[tokens.batch] = np.fromiter(each, np.uint32, len(vocabulary))
    return classes[tokens.numbers]


def rows_of(word: str) -> Rows:
    """Return the rows whose cue a folded word, or a sign, is."""
    # "l'interview": what stands behind an apostrophe is a word as well.
    is_small = word.isascii() and word == word.lower()
    is_cue = (_ANY_SMALL_CUE if is_small else _ANY_CUE).fullmatch
    parts = [part for part in {word, *word.split("'")} if is_cue(part)]
    if not parts:  # as in thirty-nine words of forty
        return ()
    return tuple(
        place
        for place, row in enumerate(ROWS)
        if row.cue.word and any(map(row.cue.word.fullmatch, parts))
    )


@cache
def _between() -> frozenset[frozenset[str]]:
    return frozenset(row.cue.between for row in ROWS if row.cue.between)


def _words(name: str) -> tuple[str, ...]:
    return tokenize(name, furniture=()).words


def _first_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in _words(name)[:1])


@cache
def _telling() -> frozenset[str]:
    """Return the folded words one of which is in every run that is no plain name.

    They begin listed names, or give a name the shape of an outlet's. A run holds a name only if it
    holds the name's first word.
    """
    return _first_words([*known_names(), *HEADS, *FIRST, "channel", "du", "au"])


@cache
def _never_first() -> frozenset[str]:
    return _first_words(NEVER_FIRST)


@cache
def traits() -> NDArray[np.uint8]:
    """Return what each code point is to this Python: shape (``CODE_POINTS``,), read-only."""
    letters = np.arange(CODE_POINTS, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    found = np.zeros(CODE_POINTS, np.uint8)
    for expression, trait in ((r"\w+", Trait.WORD), (r"\s+", Trait.SPACE), (r"\d+", Trait.DIGIT)):
        for match in re.finditer(expression, letters):
            found[match.start() : match.end()] |= int(trait)
    capitals = [at for at, char in enumerate(letters[: _LAST_CAPITAL + 1]) if char.isupper()]
    found[capitals] |= int(Trait.CAPITAL)
    found[[ord(char) for char in UPPER]] |= int(Trait.OPENS)
    found[[ord(sign[0]) for sign in _SIGNS]] |= int(Trait.SIGN)
    for points in _ORDINARY:
        found[list(points)] |= int(Trait.ORDINARY)
    found.flags.writeable = False
    return found


def _padded(words: Iterable[str]) -> NDArray[np.uint32]:
    return np.array([[*map(ord, word.ljust(LONGEST_SIGN, "\0"))] for word in words], np.uint32)
