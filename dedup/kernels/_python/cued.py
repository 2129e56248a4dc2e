"""The names in a text that stand near a word which could credit them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

from dedup.kernels._arrays import Slots, require_array
from dedup.kernels._cues import (
    BELONGS,
    CODE_POINTS,
    NEVER_NAMED,
    NO_MARK,
    TELLS,
    CuedNames,
    CueRules,
    FoundName,
    LineEnd,
    NameKind,
    Rule,
    Trait,
    require_rules,
)

_OPENING = 2
"""Words of a line among which a cue stands that opens it: "by", "Analysis by"."""
_LONGEST_WALK = 20
"""Words; the longest names have six, and what belongs to them as many, hyphens as blanks."""
_MOST_PIECES = 6
"""Words of a name: "The Leeds and Bradford Examiner" has five."""
_POSSESSING = ("'", "’", '"', "”", "»", " (")
"""Of what may stand between a name and what is asked of the text behind it."""
_BLANKS = " \u00a0"

Span = tuple[int, int]


def cued_names(
    points: Slots,
    starts: Slots,
    ends: Slots,
    classes: Slots,
    apart: Slots,
    cuts: Slots,
    top: int,
    rules: CueRules,
) -> CuedNames:
    """Return the names in a text that stand near a cue, or end a line.

    A name is a run of capitalized words, with joiners between, or one of the spans that are given.
    Seen from its cue, a rule says among which words a name may begin or end; a name that touches
    this stretch of the text stands near the cue. Nothing is asked of what the words mean, so a name
    near a cue may turn out to be none of its own, but one that is not near could never be.

    Args:
        points: shape (p,), the text's code points.
        starts, ends: shape (n,), of its words, in order.
        classes: shape (n,), the class of each word.
        apart: shape (k, 2), spans that are names whatever their capitals; no run begins in one.
        cuts: shape (c, 2), ascending: where a part of a run ends and where the next one begins.
        top: where the lines end in which a name alone is told of.
        rules: which words are cues.

    Raises:
        TypeError, ValueError: an array is of another type or shape; words that follow none, or are
            of no class; what is no code point.
    """
    for name, array in (("points", points), ("starts", starts), ("ends", ends)):
        require_array(name, array, np.uint32)
    require_array("classes", classes, np.uint32)
    require_array("apart", apart, np.uint32, 2)
    require_array("cuts", cuts, np.uint32, 2)
    require_rules(rules)
    columns = (apart.shape[1], cuts.shape[1])
    if not len(starts) == len(ends) == len(classes) or columns != (2, 2):
        raise ValueError(
            f"{len(starts)} starts, {len(ends)} ends and {len(classes)} classes of words, "
            f"spans and cuts of {columns} columns; pass one of each a word, and (2, 2)"
        )
    wrong = np.flatnonzero(points >= CODE_POINTS)
    if len(wrong):
        raise ValueError(f"code point {points[wrong[0]]} at {wrong[0]} is none")
    words = _words_of(starts, ends, classes, len(points), len(rules.marks))
    spans = [(int(a), int(b)) for a, b in apart.tolist()]
    return _Search(points, words, spans, max(0, top), rules).found(cuts.tolist())


def _words_of(
    starts: Slots, ends: Slots, classes: Slots, size: int, count: int
) -> list[tuple[int, int, int]]:
    if len(starts) > size:
        raise ValueError(f"{len(starts)} words in {size} code points: pass one text, and its words")
    words = list(zip(starts.tolist(), ends.tolist(), classes.tolist(), strict=True))
    last = 0
    for number, (start, end, kind) in enumerate(words):
        if not last <= start < end <= size:
            raise ValueError(
                f"word {number} from {start} to {end} follows none that ends at {last}"
            )
        if kind >= count:
            raise ValueError(f"class {kind} of word {number} is not among {count}")
        last = end
    return words


class _Search:
    def __init__(
        self,
        points: Slots,
        words: list[tuple[int, int, int]],
        apart: list[Span],
        top: int,
        rules: CueRules,
    ) -> None:
        self._text = "".join(map(chr, points.tolist()))
        self._traits = rules.traits[points].tolist()
        self._starts = [start for start, _, _ in words]
        self._ends = [end for _, end, _ in words]
        self._classes = [kind for _, _, kind in words]
        self._apart = apart
        self._top = top
        self._rules = rules
        self._joiners = {_spelled(row) for row in rules.joiners}

    def found(self, cuts: list[list[int]]) -> CuedNames:
        runs, glued = self._runs(cuts)
        spans = [*runs, *self._apart]
        near: list[set[int]] = [set() for _ in spans]
        for first, last, rule in self._stretches():
            at = bisect_left(runs, first, key=lambda run: run[0])
            at -= at > 0 and runs[at - 1][1] > first
            while at < len(runs) and runs[at][0] < last:
                near[at].add(rule)
                at += 1
            for place, (start, end) in enumerate(self._apart, len(runs)):
                if start < last and first < end:
                    near[place].add(rule)
        told = [
            name
            for place, (span, rows) in enumerate(zip(spans, near, strict=True))
            for name in self._told(span, tuple(sorted(rows)), place >= len(runs))
        ]
        lanes = np.bitwise_or.reduce(self._rules.marks[np.array(self._classes, np.int64)])
        marks = sum(lane << 64 * place for place, lane in enumerate(lanes.tolist()))
        return CuedNames(told, glued, marks)

    def _is(self, at: int, trait: Trait) -> bool:
        return at < len(self._traits) and bool(self._traits[at] & trait)

    def _has(self, word: int, mark: int) -> bool:
        lanes = self._rules.marks[self._classes[word]].tolist()
        return mark // 64 < len(lanes) and bool(lanes[mark // 64] >> mark % 64 & 1)

    # Runs of capitalized words.

    def _runs(self, cuts: list[list[int]]) -> tuple[list[Span], list[int]]:
        taken = {place for start, end in self._apart for place in range(start, end)}
        runs: list[Span] = []
        glued: list[int] = []
        at = 0
        while at < len(self._text):
            if not self._is(at, Trait.OPENS):
                at += 1
                continue
            start, end = at, self._over_run(at)
            glued += [place for place in range(at + 1, end) if self._is_glued(place)]
            for stop, following in cuts:
                if start < stop <= following < end:
                    runs.append((start, stop))
                    start = following
            runs.append((start, end))
            at = end
        return [run for run in runs if run[0] not in taken], glued

    def _is_glued(self, at: int) -> bool:
        return "a" <= self._text[at - 1] <= "z" and "A" <= self._text[at] <= "Z"

    def _over_run(self, at: int) -> int:
        end = self._over_capitalized(at)
        while self._text[end : end + 1] and self._text[end] in _BLANKS:
            behind = self._over_joiner(end + 1)
            if not self._is(behind, Trait.OPENS):
                break
            end = self._over_capitalized(behind)
        if (
            self._text[end : end + 1]
            and self._text[end] in _BLANKS
            and self._is(end + 1, Trait.DIGIT)
        ):
            last = end + 2 + self._is(end + 2, Trait.DIGIT)
            return end if self._is(last, Trait.WORD) else last
        return end

    def _over_capitalized(self, at: int) -> int:
        """Return where a capitalized word ends: "Al-Jazeera", "AT&T", the name in "Brien's"."""
        if self._text.startswith(("St. ", "Ft. ", "Mt. "), at) and self._is(at + 4, Trait.OPENS):
            at += 4
        at = self._over_word(at + 1)
        while (
            self._text[at : at + 1] and self._text[at] in "-/&.’'" and self._is(at + 1, Trait.WORD)
        ):
            possessive = self._text[at + 1] == "s" and not self._is(at + 2, Trait.WORD)
            if self._text[at] in ".’'" and possessive:
                break
            at = self._over_word(at + 1)
        return at

    def _over_word(self, at: int) -> int:
        while self._is(at, Trait.WORD):
            at += 1
        return at

    def _over_joiner(self, at: int) -> int:
        end = at
        while end < len(self._text) and self._text[end] not in _BLANKS:
            end += 1
        is_joiner = end < len(self._text) and end > at and self._text[at:end] in self._joiners
        return end + 1 if is_joiner else at

    # Where names stand that a cue is near.

    def _stretches(self) -> Iterator[tuple[int, int, int]]:
        """Yield the stretches of the text that a name must touch for a rule to fit, with it."""
        cued = list(enumerate(self._classes))
        signs = list(map(_spelled, self._rules.signs))
        for at in range(len(self._text)):
            for sign, kind in zip(signs, self._rules.sign_classes.tolist(), strict=True):
                if sign and self._is(at, Trait.SIGN) and self._text.startswith(sign, at):
                    cued.append((bisect_left(self._starts, at), kind))
        for word, kind in cued:
            for rule in self._rows_of(kind):
                for first, last in self._reach(word, self._rules.rules[rule].tolist()):
                    yield first, last, rule

    def _rows_of(self, kind: int) -> list[int]:
        rules = self._rules
        if kind >= len(rules.marks):
            raise ValueError(f"class {kind} of a sign is not among {len(rules.marks)}")
        begin, end = rules.first[kind : kind + 2].tolist()
        if not 0 <= begin <= end <= len(rules.rows):
            raise ValueError(
                f"offsets {begin} and {end} of row {kind} do not partition {len(rules.rows)} "
                "items; pass n + 1 ascending offsets from 0"
            )
        rows: list[int] = rules.rows[begin:end].tolist()
        for row in rows:
            if row >= len(rules.rules):
                raise ValueError(f"rule {row} is not among {len(rules.rules)}")
        return rows

    def _reach(self, word: int, rule: list[int]) -> Iterator[Span]:
        """Yield the stretches of a rule whose cue is a word, or a sign before it."""
        if rule[Rule.FOLLOWS]:
            first = self._back(word, rule)
            if not rule[Rule.APART]:
                yield self._stretch(first, word)
            elif word > 0 and first < word - 1:
                yield self._starts[max(0, first)], self._starts[word - 1]
        elif self._opens(word, rule[Rule.OPENS]):
            for link in self._links(word, rule):
                yield self._stretch(link, self._onward(link, rule))

    def _stretch(self, first: int, last: int) -> Span:
        """Return from where the first word begins to behind the first letter of the last."""
        first = max(0, first)
        begin = self._starts[first] if first < len(self._starts) else 0
        if last >= len(self._starts):
            return begin, len(self._text)
        stop = self._starts[last] + 1
        # "à l'AFP": the name begins behind an article that is half of its word.
        return begin, stop + 2 if self._text[stop : stop + 1] in ("'", "’") else stop

    def _opens(self, word: int, what: int) -> bool:
        """Return whether a word is one of the first of its line (1), or of a clause (2)."""
        if what == 0 or word == 0 or word == len(self._starts):
            return True
        if what == 2:
            gap = range(self._ends[word - 1], self._starts[word])
            return any(not self._is(at, Trait.SPACE) or self._text[at] == "\n" for at in gap)
        earlier = word - _OPENING
        return earlier < 0 or "\n" in self._text[self._starts[earlier] : self._starts[word]]

    def _back(self, word: int, rule: list[int]) -> int:
        """Return the first word in which a name may end that this cue follows."""
        if rule[Rule.BETWEEN] == NO_MARK:
            return word - rule[Rule.REACH]
        first, farthest = word - 1, max(0, word - _LONGEST_WALK)
        while first > farthest and (
            self._has(first, rule[Rule.BETWEEN])
            or (rule[Rule.CAPITALS] and self._is_capital(first))
            or self._text[: self._starts[first]].endswith("(")
        ):
            first -= 1
        return first

    def _links(self, word: int, rule: list[int]) -> Iterator[int]:
        """Yield the words behind which a name may stand that this cue is before."""
        following = range(word, min(word + rule[Rule.INNER] + 1, len(self._starts)))
        if rule[Rule.LINKS] == NO_MARK:
            yield from following
            return
        for link in following[1:]:
            if self._has(link, rule[Rule.LINKS]):
                yield link

    def _onward(self, link: int, rule: list[int]) -> int:
        """Return the last word in which a name may begin: past what belongs to one before it.

        "the government-funded network RT": the first half of a compound belongs to its second.
        """
        if rule[Rule.REACH]:
            return link + rule[Rule.REACH]
        last, stop = link + 1, min(link + _LONGEST_WALK, len(self._starts))
        while last < stop and (
            self._is_capital(last)
            or self._has(last, BELONGS)
            or self._text.startswith("-", self._ends[last])
        ):
            last += 1
        return last

    def _is_capital(self, word: int) -> bool:
        """Return whether a word begins with a capital, or goes on what stands before it."""
        start = self._starts[word]
        return self._is(start, Trait.CAPITAL) or (
            start > 0 and not self._is(start - 1, Trait.SPACE)
        )

    # What is told of them.

    def _told(self, span: Span, rows: tuple[int, ...], apart: bool) -> Iterator[FoundName]:
        ending = self._ending(*span)
        if not apart and not rows and ending == LineEnd.NOT:
            return
        if apart or not self._is_plain(*span):
            fitting = self._fitting(span[1], rows, inside=not apart)
            if apart or fitting or ending != LineEnd.NOT:
                yield (*span, *span, NameKind.APART if apart else NameKind.RUN, ending, fitting)
        elif rows or ending != LineEnd.TOP:  # a byline there needs an outlet that is known
            for name in self._plain_names(*span):
                fitting = self._fitting(name[1], rows, inside=False)
                if fitting or ending == LineEnd.SIGNS:
                    yield (*span, *name, NameKind.PLAIN, ending, fitting)

    def _fitting(self, end: int, rows: tuple[int, ...], *, inside: bool) -> tuple[int, ...]:
        """Return the rules that ask for what may stand behind a name; inside a run, for a blank."""
        return tuple(
            row
            for row in rows
            if self._may_follow(end, row) or (inside and " " in _spelled(self._rules.behind[row]))
        )

    def _may_follow(self, end: int, row: int) -> bool:
        """Return whether what stands behind a name may be what a rule asks for."""
        signs = _spelled(self._rules.behind[row])
        here = self._text[end : end + 1]
        if not signs or self._text.startswith(_POSSESSING, end):
            return True
        if here and here != "\n" and self._is(end, Trait.SPACE) and " " in signs:
            return True
        return bool(here) and here in signs

    def _ending(self, start: int, end: int) -> int:
        possessive = self._text[end : end + 2] in ("'s", "’s")
        if not self._ends_line(end) and not (possessive and self._ends_line(end + 2)):
            return LineEnd.NOT
        line = self._text[: min(start, len(self._text))].rpartition("\n")[2]
        if any(sign in line for sign in "-–—(:"):
            return LineEnd.SIGNS
        return LineEnd.TOP if end <= self._top else LineEnd.NOT

    def _ends_line(self, at: int) -> bool:
        stop = self._text.find("\n", at)
        stop = len(self._text) if stop < 0 else stop
        return not any(self._is(place, Trait.WORD) for place in range(at, stop))

    def _is_plain(self, start: int, end: int) -> bool:
        """Return whether nothing in a run could be of a listed name, or look like an outlet's."""
        if start > 0 and self._is(start - 1, Trait.WORD):
            return False
        for at in range(start, end):
            if not self._is(at, Trait.ORDINARY):
                return False
            opens = at == start or self._is(at - 1, Trait.SPACE)
            if opens and self._text[at] in "KW" and "A" <= self._text[at + 1 : at + 2] <= "Z":
                return False  # a station's call letters
            if opens and self._text[at + 1 : at + 2] in ("'", "’"):
                return False  # "L'AFP"
            if opens and self._text[max(0, at - 3) : at] in ("au ", "du "):
                return False  # what French contracts an article to: "déclaré au Monde"
        word = bisect_left(self._starts, start)
        if word == len(self._starts) or self._starts[word] != start:
            return False
        inside = range(word, bisect_left(self._starts, end))
        return not any(
            self._has(one, TELLS)
            or (self._is_never_named(one) and not self._is_piece(one, start, end))
            for one in inside
        )

    def _is_never_named(self, word: int) -> bool:
        """Return whether a word belongs to no name where it has a capital, as it has: "Monday"."""
        return self._has(word, NEVER_NAMED) and self._is(self._starts[word], Trait.CAPITAL)

    def _is_piece(self, word: int, start: int, end: int) -> bool:
        """Return whether a word stands alone in a run, be it as a possessive at its end."""
        first, last = self._starts[word], self._ends[word]
        if first != start and not self._is(first - 1, Trait.SPACE):
            return False
        if last <= end:
            return last == end or self._is(last, Trait.SPACE)
        return last == end + 2 and self._text[end:last] in ("'s", "’s")

    def _plain_names(self, start: int, end: int) -> Iterator[Span]:
        """Yield a name for each part of a run between words that are never named."""
        part: list[Span] = []
        at = start
        while at < end:
            first = at
            while at < end and not self._is(at, Trait.SPACE):
                at += 1
            word = bisect_left(self._starts, first)
            begins_word = word < len(self._starts) and self._starts[word] == first
            if begins_word and self._is_never_named(word):
                yield from self._plain_name(part)
                part = []
            elif part or self._is(first, Trait.CAPITAL):
                part.append((first, at))
            while at < end and self._is(at, Trait.SPACE):
                at += 1
        yield from self._plain_name(part)

    def _plain_name(self, part: list[Span]) -> Iterator[Span]:
        """Yield the name that a part is, up to the last word that has a capital, if any has."""
        while part and not self._is(part[-1][0], Trait.CAPITAL):
            part.pop()
        if part:
            start = part[0][0]
            before = self._text[start - 4 : start] if start >= 4 else ""
            article = before == "The " or (before == "the " and len(part) == 1)
            yield start - 4 * article, part[:_MOST_PIECES][-1][1]


def _spelled(row: Slots) -> str:
    letters: list[int] = row.tolist()
    size = letters.index(0) if 0 in letters else len(letters)
    return "".join(map(chr, letters[:size]))
