"""Word classes: the pattern table as the kernel takes it that finds names near cues.

Words that are cues of the same rows, and stand in the same lists, are of one class. Most words are
cues of nothing and stand in no list; the few others are looked at once, when they are first met.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, count, pairwise, repeat
from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from dedup.attributions.apart import JOINING, UPPER
from dedup.attributions.cues import BELONGING, PHOTO_WORDS
from dedup.attributions.english import ENGLISH
from dedup.attributions.first_signs import first_signs
from dedup.attributions.known import known_names, program_names, quoted_programs
from dedup.attributions.mentions import JOINERS, SMALL_AGENCIES
from dedup.attributions.other_languages import OTHER_LANGUAGES
from dedup.attributions.patterns import CAPITALS, Cue, Pattern
from dedup.attributions.shapes import ENDINGS, FIRST, HEADS, KIND_FIRST, NEVER_FIRST, SEPARATOR
from dedup.attributions.spellings import ANY, Spelled, spellings
from dedup.attributions.titles import plain_title
from dedup.kernels import CODE_POINTS, LONGEST_SIGN, NO_MARK, CueRules, Trait
from dedup.tokens import Tokens
from dedup.tokens.vocabulary import WordFacts
from dedup.tokens.words import tabulate

ROWS = tuple(sorted((*ENGLISH, *OTHER_LANGUAGES), key=lambda row: -row.weight))
"""Heaviest first; of equally heavy rows the earlier wins."""
Rows = tuple[int, ...]
"""Places in ``ROWS``, ascending."""

_LATIN = re.compile("[0-9a-z]*")
_PLAIN = re.compile(
    r"(?:[0-9a-z]+|[^\d\x00-\xde\u0130\u0131\u0141\u0178\u0179\u017f\u0400-\u042f\u1c80-\u1c8f\u1e9e"
    r"\u212a\u212b]+)*"
)
"""A word of no signs, no letter of which an expression could take for another.

If capitals are the same, it takes the dotless i for an i and the long s for an s; none of the
capitals that the tables' letters have are in such words, and no digits but ours.
"""
_APOSTROPHE = "'"
_ENDS_OF_MANY = 3
"""An end of fewer letters, as of "open" and "made", is that of one word in seven."""
_SIGNS = ("•", "©", "(c)", "(C)")
"""Cues that are no words."""
_OPENS = {"": 0, "line": 1, "clause": 2}
_BEHIND_SPACES, _BEHIND_CASES, _BEHIND_WORDS = 0x3001, 0x20000, 0x40000
"""Code points behind all that are blanks, digits and capitals, or of words: Unicode has assigned no
letter beyond the third plane."""
_BLOCK = 64
"""Code points that are asked at once whether one is a capital."""
_ORDINARY = (range(0x20, 0x7F), range(0xC0, 0x250), range(0x370, 0x530), (0xA0, 0x2019))
"""Code points that names are made of in the languages of the tables; those of them that are spelled
otherwise when words are folded are none."""
_NO_BREAK = 0xA0
_KERNEL_MARKS = 3
"""Those that the kernel asks for itself: ``BELONGS``, ``TELLS``, ``NEVER_NAMED``."""


class WordClasses:
    """The class of each folded word, worked out when the word is first met; most are of class 0.

    Attributes:
        small_agencies: the mark of words that are an agency's name in small letters, as a bit.
        photos: the mark of words that hold one which photo credits have, as a bit.
        joining: the mark of words without which no text joins houses' names, as a bit.
        programs: the marks of the words of each program's name, as bits, and the name, case-folded.
        titles: the same marks of the titles that are programs' in quote marks.
    """

    def __init__(self) -> None:
        """Begin with the class of words that are nothing."""
        self._numbers: dict[tuple[Rows, int], int] = {((), 0): 0}
        self._rules: CueRules | None = None
        self._places = count(_KERNEL_MARKS)
        self._classes = WordFacts(self.of_words, np.uint32)
        self._as_is: dict[str, int] = {}
        self._bare: dict[str, int] = dict.fromkeys(_telling(), 2)
        for word in _never_first():
            self._bare[word] = self._bare.get(word, 0) | 4
        self._links = {words: self._mark(words, self._as_is) for words in _each("links")}
        # What stands between may be a possessive; a link is a word as it is.
        self._between = {words: self._mark(words, self._bare) for words in _each("between")}
        self.small_agencies = 1 << self._mark(SMALL_AGENCIES, self._as_is)
        self.photos = 1 << next(self._places)
        self.joining = 1 << next(self._places)
        names = [*sorted(program_names()), *sorted(quoted_programs())]
        spelled = _words(names)
        words = {word for name in spelled for word in name}
        marks = {word: 1 << self._mark([word], self._as_is) for word in sorted(words)}
        needed = [sum(marks[word] for word in {*words}) for words in spelled]
        listed = len(program_names())
        self.programs = tuple(zip(needed[:listed], map(plain_title, names), strict=False))
        self.titles = tuple(needed[listed:])
        self._lanes = next(self._places) // 64 + 1
        self._seldom = _plainly([*self._as_is, *self._bare, *_in_expressions()])

    def _mark(self, words: Iterable[str], marks: dict[str, int]) -> int:
        """Give some words a mark of their own, and return its place."""
        place = next(self._places)
        for word in words:
            marks[word] = marks.get(word, 0) | 1 << place
        return place

    def of(self, words: NDArray[np.int32]) -> NDArray[np.uint32]:
        """Return the class of each of some words, by their numbers in ``VOCABULARY``."""
        return self._classes.of(words)

    def of_words(self, words: Sequence[str]) -> NDArray[np.uint32]:
        """Return the class of each of some folded words.

        Nineteen of twenty are spelled as nothing in the tables, and nothing more is asked of them.
        """
        latin, plain = _LATIN.fullmatch, _PLAIN.fullmatch  # calls of our own would take longer
        odd = [word for word in words if not (latin(word) or plain(word))]
        seldom = self._seldom.among(words).union(odd)
        found = {word: self.class_of(word) for word in words if word in seldom}
        belongs = self._numbers.setdefault(((), 1), len(self._numbers))
        ends = _ends_of_many()
        for word in words:
            if word.endswith(ends) and word not in found and BELONGING.fullmatch(word):
                found[word] = belongs
        return np.fromiter(map(found.get, words, repeat(0)), np.uint32, len(words))

    def class_of(self, word: str) -> int:
        """Return the class of a folded word, or a sign, asking all there is to ask."""
        found = (rows_of(word), self._marks_of(word))
        return self._numbers.setdefault(found, len(self._numbers))

    def _marks_of(self, word: str) -> int:
        bare = word.removesuffix("'s")
        marks = self._as_is.get(word, 0) | self._bare.get(word, 0) | self._bare.get(bare, 0)
        if any(photo in word for photo in PHOTO_WORDS):
            marks |= self.photos
        if JOINING.match(word):
            marks |= self.joining
        if any(SEPARATOR.fullmatch(part) or KIND_FIRST.fullmatch(part) for part in {word, bare}):
            marks |= 2
        return marks | 1 if BELONGING.fullmatch(word) else marks

    @property
    def rules(self) -> CueRules:
        """The table for the classes met so far."""
        rules = self._rules
        if rules is None or len(rules.marks) < len(self._numbers):
            rules = self._rules = replace(rules or self._begun(), **self._of_classes())
        return rules

    def _begun(self) -> CueRules:
        """Return the table without its classes."""
        return CueRules(
            traits=traits(),
            joiners=_padded(JOINERS),
            marks=np.zeros((0, self._lanes), np.uint64),
            first=np.zeros(1, np.int64),
            rows=np.zeros(0, np.uint32),
            rules=np.array([self._rule(row.cue) for row in ROWS], np.uint32),
            behind=_padded(map(_behind, ROWS)),
            signs=_padded(_SIGNS),
            sign_classes=np.array(list(map(self.class_of, _SIGNS)), np.uint32),
        )

    def _of_classes(self) -> dict[str, NDArray[Any]]:
        """Return what of the table changes when more classes are met."""
        classes = list(self._numbers)
        bits = b"".join(marks.to_bytes(8 * self._lanes, sys.byteorder) for _, marks in classes)
        marks = np.frombuffer(bits, np.uint64).reshape(-1, self._lanes)
        return {
            "marks": marks if sys.byteorder == "little" else np.ascontiguousarray(marks[:, ::-1]),
            "first": np.cumsum([0, *(len(rows) for rows, _ in classes)], dtype=np.int64),
            "rows": np.array([place for rows, _ in classes for place in rows], np.uint32),
        }

    def _rule(self, cue: Cue) -> list[int]:
        return [
            cue.follows,
            _OPENS[cue.opens],
            self._links[cue.links] if cue.links else NO_MARK,
            cue.inner,
            NO_MARK if cue.between is None else self._between[cue.between],
            cue.between is not None and CAPITALS in cue.between,
            cue.reach,
            cue.apart,
        ]


def _behind(row: Pattern) -> str:
    """Return the signs one of which stands behind a name that a row fits; "" for anything."""
    signs = None if row.after is None else first_signs(row.after.pattern)
    return "" if signs is None or len(signs) > LONGEST_SIGN else "".join(sorted(signs))


@cache
def word_classes() -> WordClasses:
    """Return the classes of all words met so far."""
    return WordClasses()


def _is_plain(word: str) -> bool:
    return bool(_LATIN.fullmatch(word) or _PLAIN.fullmatch(word))


def classes_of(tokens: Tokens) -> NDArray[np.uint32]:
    """Return the class of each word of a text, shape (n,)."""
    return word_classes().of(tokens.batch.distinct[tokens.numbers])


def rows_of(word: str) -> Rows:
    """Return the rows whose cue a folded word, or a sign, is."""
    # "l'interview": what stands behind an apostrophe is a word as well.
    parts = [word, *word.split(_APOSTROPHE)] if _APOSTROPHE in word else [word]
    return tuple(sorted({place for part in parts for place in _rows_fitting(part)}))


def _rows_fitting(part: str) -> Iterator[int]:
    for place in _rows_to_ask(part):
        cue = ROWS[place].cue.word
        if cue is not None and cue.fullmatch(part):
            yield place


def _rows_to_ask(part: str) -> Iterable[int]:
    """Return the rows whose cue a part of a word may be."""
    if not _is_plain(part.replace(_APOSTROPHE, "")):
        return range(len(ROWS))
    by_word, ends, open_ended = _rows_by_word()
    whole = by_word.get(part, ())
    return (
        (*whole, *open_ended) if part.startswith(ends.heads) or part.endswith(ends.tails) else whole
    )


@cache
def _rows_by_word() -> tuple[dict[str, Rows], Spelled, Rows]:
    """Return the rows by the spellings of their cues; how words of the others look; the others."""
    by_word: dict[str, list[int]] = {}
    open_ended: dict[int, list[str]] = {}
    for place, row in enumerate(ROWS):
        for spelling in _spelled(row.cue.word.pattern) if row.cue.word else ():
            if ANY in spelling:
                open_ended.setdefault(place, []).append(spelling)
            else:
                by_word.setdefault(spelling, []).append(place)
    ends = Spelled.by(chain.from_iterable(open_ended.values()))
    return {word: tuple(rows) for word, rows in by_word.items()}, ends, tuple(open_ended)


_spelled = cache(spellings)
"""Rows share cues."""


def _in_expressions() -> Iterator[str]:
    """Yield how words are spelled of which an expression may tell more than that they belong."""
    for row in ROWS:
        yield from _spelled(row.cue.word.pattern) if row.cue.word else ()
    for expression in (SEPARATOR, KIND_FIRST, BELONGING):
        yield from _spelled(expression.pattern).difference(ANY + end for end in _ends_of_many())
    yield from _spelled(f"(?:{JOINING.pattern}).*")
    yield from (f"{ANY}{word}{ANY}" for word in PHOTO_WORDS)


@cache
def _ends_of_many() -> tuple[str, ...]:
    """Return the short ends by which words may belong to names."""
    tails = Spelled.by(_spelled(BELONGING.pattern)).tails
    return tuple(tail for tail in tails if len(tail) < _ENDS_OF_MANY)


def _plainly(spelled: Iterable[str]) -> Spelled:
    """Return the plain words of some spellings: all others are asked about in any case."""
    return Spelled.by(each for each in spelled if _is_plain(each.replace(ANY, "")))


def _each(what: str) -> list[frozenset[str]]:
    """Return the lists of words of one kind that cues have, each once."""
    lists = [getattr(row.cue, what) for row in ROWS]
    return list(dict.fromkeys(words for words in lists if words is not None))


def _words(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the folded words of each name; read in one go, which takes a fortieth of the time."""
    table = tabulate(list(names))
    folded = table.normalized.decode("utf-8").split(" ")
    return [tuple(folded[begin:end]) for begin, end in pairwise(table.first.tolist())]


def _first_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in _words(names) for word in name[:1])


@cache
def _telling() -> frozenset[str]:
    """Return the folded words one of which is in every run that is no plain name.

    They give a name the shape of an outlet's, or stand in a listed name: one word of each will do,
    and the longest is seldom in other names.
    """
    telling = _first_words([*HEADS, *FIRST, "channel"])
    listed = _words([*known_names(), *ENDINGS])
    return telling.union(max(name, key=len) for name in listed if name and telling.isdisjoint(name))


@cache
def _never_first() -> frozenset[str]:
    return _first_words(NEVER_FIRST)


@cache
def traits() -> NDArray[np.uint8]:
    """Return what each code point is to this Python: shape (``CODE_POINTS``,), read-only."""
    letters = np.arange(_BEHIND_WORDS, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    found = np.zeros(CODE_POINTS, np.uint8)
    for expression, trait, behind in (
        (r"\w+", Trait.WORD, _BEHIND_WORDS),
        (r"\s+", Trait.SPACE, _BEHIND_SPACES),
        (r"\d+", Trait.DIGIT, _BEHIND_CASES),
    ):
        for match in re.compile(expression).finditer(letters, 0, behind):
            found[match.start() : match.end()] |= int(trait)
    found[list(_capitals(letters[:_BEHIND_CASES]))] |= int(Trait.CAPITAL)
    found[[ord(char) for char in UPPER]] |= int(Trait.OPENS)
    found[[ord(sign[0]) for sign in _SIGNS]] |= int(Trait.SIGN)
    for points in _ORDINARY:
        same = [at for at in points if at == _NO_BREAK or normalize("NFKC", chr(at)) == chr(at)]
        found[same] |= int(Trait.ORDINARY)
    found.flags.writeable = False
    return found


def _capitals(letters: str) -> Iterator[int]:
    """Yield where capitals stand among letters, most of which, as Han, have none."""
    for begin in range(0, len(letters), _BLOCK):
        block = letters[begin : begin + _BLOCK]
        if not f"a{block}".islower():  # what has a capital, and no other letters, is not
            yield from (at for at, char in enumerate(block, begin) if char.isupper())


def _padded(words: Iterable[str]) -> NDArray[np.uint32]:
    return np.array([[*map(ord, word.ljust(LONGEST_SIGN, "\0"))] for word in words], np.uint32)
