"""Word classes: the pattern table as the kernel takes it that finds names near cues.

Words that are cues of the same rows, and stand in the same lists, are of one class. Most words are
cues of nothing and stand in no list; the few others are looked at once, when they are first met.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.attributions.apart import JOINING
from dedup.attributions.cue_rows import LATIN, PLAIN, ROWS, Rows, is_plain, rows_of, spelled
from dedup.attributions.cues import BELONGING, PHOTO_WORDS
from dedup.attributions.first_signs import first_signs
from dedup.attributions.houses import houses
from dedup.attributions.known import program_names, quoted_programs
from dedup.attributions.patterns import CAPITALS, Cue, Pattern
from dedup.attributions.runs import JOINERS, odd_names
from dedup.attributions.shapes import ENDINGS, FIRST, HEADS, KIND_FIRST, NEVER_FIRST, SEPARATOR
from dedup.attributions.spellings import ANY, Spelled
from dedup.attributions.titles import plain_title
from dedup.attributions.traits import SIGNS, traits
from dedup.attributions.written import SMALL_AGENCIES
from dedup.kernels import LONGEST_SIGN, NO_MARK, CueRules
from dedup.tokens import Tokens
from dedup.tokens.vocabulary import WordFacts
from dedup.tokens.words import tabulate

_RARE = 5
"""Letters; shorter words are in many names."""
_ENDS_OF_MANY = 3
"""An end of fewer letters, as of "open" and "made", is that of one word in seven."""
_OPENS = {"": 0, "line": 1, "clause": 2}
_ODD_MARKS = 128
"""Marks that the words of some 300 odd names share; a text has a sixth of them."""
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
        folded = _words(names)
        words = {word for name in folded for word in name}
        marks = {word: 1 << self._mark([word], self._as_is) for word in sorted(words)}
        needed = [sum(marks[word] for word in {*words}) for words in folded]
        listed = len(program_names())
        self.programs = tuple(zip(needed[:listed], map(plain_title, names), strict=False))
        self.titles = tuple(needed[listed:])
        self._odd: dict[int, list[tuple[int, str]]] = {}
        self._mark_odd()
        self._lanes = next(self._places) // 64 + 1
        # Now, while nobody else numbers classes; words are numbered by one thread at a time.
        self._signs = np.array(list(map(self.class_of, SIGNS)), np.uint32)
        self._seldom = _plainly([*self._as_is, *self._bare, *_in_expressions()])

    def _mark(self, words: Iterable[str], marks: dict[str, int]) -> int:
        """Give some words a mark of their own, and return its place."""
        place = next(self._places)
        for word in words:
            marks[word] = marks.get(word, 0) | 1 << place
        return place

    def _mark_odd(self) -> None:
        """Note the two longest words of each odd name, by the mark of the longest."""
        keys = [sorted(words, key=len)[-2:] for words in _words(odd_names())]
        words = sorted({word for name in keys for word in name})
        marks: dict[str, int] = {}
        for number in range(_ODD_MARKS):
            shared = words[number::_ODD_MARKS]
            marks |= dict.fromkeys(shared, 1 << self._mark(shared, self._as_is))
        for name, longest in zip(odd_names(), keys, strict=True):
            needed = sum({marks[word] for word in longest})
            self._odd.setdefault(marks[longest[-1]], []).append((needed, name))
        self._any_odd = sum({*marks.values()})

    def odd(self, marks: int) -> Iterator[str]:
        """Yield the listed names that are no run, and that a text of these marks may hold."""
        left = marks & self._any_odd
        while left:
            mark = left & -left
            left ^= mark
            yield from (name for need, name in self._odd.get(mark, ()) if need & marks == need)

    def of(self, words: NDArray[np.int32]) -> NDArray[np.uint32]:
        """Return the class of each of some words, by their numbers in ``VOCABULARY``."""
        return self._classes.of(words)

    def of_words(self, words: Sequence[str]) -> NDArray[np.uint32]:
        """Return the class of each of some folded words.

        Nineteen of twenty are spelled as nothing in the tables, and nothing more is asked of them.
        """
        latin, plain = LATIN.fullmatch, PLAIN.fullmatch  # calls of our own would take longer
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
            signs=_padded(SIGNS),
            sign_classes=self._signs,
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


def classes_of(tokens: Tokens) -> NDArray[np.uint32]:
    """Return the class of each word of a text, shape (n,)."""
    return word_classes().of(tokens.batch.distinct[tokens.numbers])


def _in_expressions() -> Iterator[str]:
    """Yield how words are spelled of which an expression may tell more than that they belong."""
    for row in ROWS:
        yield from spelled(row.cue.word.pattern) if row.cue.word else ()
    for expression in (SEPARATOR, KIND_FIRST, BELONGING):
        yield from spelled(expression.pattern).difference(ANY + end for end in _ends_of_many())
    yield from spelled(f"(?:{JOINING.pattern}).*")
    yield from (f"{ANY}{word}{ANY}" for word in PHOTO_WORDS)


@cache
def _ends_of_many() -> tuple[str, ...]:
    """Return the short ends by which words may belong to names."""
    tails = Spelled.by(spelled(BELONGING.pattern)).tails
    return tuple(tail for tail in tails if len(tail) < _ENDS_OF_MANY)


def _plainly(all_spelled: Iterable[str]) -> Spelled:
    """Return the plain words of some spellings: all others are asked about in any case."""
    return Spelled.by(each for each in all_spelled if is_plain(each.replace(ANY, "")))


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
    and what few listed names share is seldom in other names.
    """
    telling = _first_words([*HEADS, *FIRST, "channel"])
    odd = frozenset(odd_names())
    names = (name for house in houses().rows for name in house.names)
    # Notes on a place, "Vanguard (Nigeria)", are in no text.
    runs = [name for name in names if name not in odd and not name.endswith(")")]
    listed = [name for name in _words([*runs, *program_names(), *ENDINGS]) if name]
    often = Counter(word for name in listed for word in {*name})
    return telling.union(
        min(name, key=lambda word: (len(word) < _RARE, often[word], -len(word)))
        for name in listed
        if telling.isdisjoint(name)
    )


@cache
def _never_first() -> frozenset[str]:
    return _first_words(NEVER_FIRST)


def _padded(words: Iterable[str]) -> NDArray[np.uint32]:
    return np.array([[*map(ord, word.ljust(LONGEST_SIGN, "\0"))] for word in words], np.uint32)
