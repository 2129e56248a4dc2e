"""Which names stand near a cue: seen from it, a rule says where they may begin or end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dedup.kernels._arrays import row_of
from dedup.kernels._cues import BELONGS, NO_MARK, Rule, Trait
from dedup.kernels._python.cued.search import Search, Span, spelled

_OPENING = 2
"""Words of a line among which a cue stands that opens it: "by", "Analysis by"."""
_LONGEST_WALK = 20
"""Words; the longest names have six, and what belongs to them as many, hyphens as blanks."""


def find_near(search: Search, runs: list[Span]) -> list[set[int]]:
    """Return the rules that may fit each run, and behind them each span that is given."""
    near: list[set[int]] = [set() for _ in (*runs, *search.apart)]
    for first, last, rule in _stretches(search):
        at = bisect_left(runs, first, key=lambda run: run[0])
        at -= at > 0 and runs[at - 1][1] > first
        while at < len(runs) and runs[at][0] < last:
            near[at].add(rule)
            at += 1
        for place, (start, end) in enumerate(search.apart, len(runs)):
            if start < last and first < end:
                near[place].add(rule)
    return near


def _stretches(search: Search) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches of the text that a name must touch for a rule to fit, with it."""
    cued = list(enumerate(search.classes))
    kinds = search.rules.sign_classes.tolist()
    signs = list(zip(map(spelled, search.rules.signs), kinds, strict=True))
    for at in range(len(search.text)):
        for sign, kind in signs if search.shows(at, Trait.SIGN) else ():
            if sign and search.text.startswith(sign, at):
                cued.append((bisect_left(search.starts, at), kind))
    for word, kind in cued:
        for rule in _rows_of(search, kind):
            for first, last in _reach(search, word, search.rules.rules[rule].tolist()):
                yield first, last, rule


def _rows_of(search: Search, kind: int) -> list[int]:
    rules = search.rules
    if kind >= len(rules.marks):
        raise ValueError(f"class {kind} of a sign is not among {len(rules.marks)}")
    rows: list[int] = rules.rows[slice(*row_of(rules.first, kind, len(rules.rows)))].tolist()
    for row in rows:
        if row >= len(rules.rules):
            raise ValueError(f"rule {row} is not among {len(rules.rules)}")
    return rows


def _reach(search: Search, word: int, rule: list[int]) -> Iterator[Span]:
    """Yield the stretches of a rule whose cue is a word, or a sign before it."""
    if rule[Rule.FOLLOWS]:
        first = _back(search, word, rule)
        if not rule[Rule.APART]:
            yield _stretch(search, first, word)
        elif word > 0 and first < word - 1:
            yield search.starts[max(0, first)], search.starts[word - 1]
    elif _opens(search, word, rule[Rule.OPENS]):
        for link in _links(search, word, rule):
            yield _stretch(search, link, _onward(search, link, rule))


def _stretch(search: Search, first: int, last: int) -> Span:
    """Return from where the first word begins to behind the first letter of the last."""
    first = max(0, first)
    begin = search.starts[first] if first < len(search.starts) else 0
    if last >= len(search.starts):
        return begin, len(search.text)
    stop = search.starts[last] + 1
    # "à l'AFP": the name begins behind an article that is half of its word.
    return begin, stop + 2 if search.text[stop : stop + 1] in ("'", "’") else stop


def _opens(search: Search, word: int, what: int) -> bool:
    """Return whether a word is one of the first of its line (1), or of a clause (2)."""
    if what == 0 or word == 0 or word == len(search.starts):
        return True
    if what == 2:
        gap = range(search.ends[word - 1], search.starts[word])
        return any(not search.shows(at, Trait.SPACE) or search.text[at] == "\n" for at in gap)
    earlier = word - _OPENING
    return earlier < 0 or "\n" in search.text[search.starts[earlier] : search.starts[word]]


def _back(search: Search, word: int, rule: list[int]) -> int:
    """Return the first word in which a name may end that this cue follows."""
    if rule[Rule.BETWEEN] == NO_MARK:
        return word - rule[Rule.REACH]
    first, farthest = word - 1, max(0, word - _LONGEST_WALK)
    while first > farthest and (
        search.has_mark(first, rule[Rule.BETWEEN])
        or (rule[Rule.CAPITALS] and _is_capital(search, first))
        or search.text[: search.starts[first]].endswith("(")
    ):
        first -= 1
    return first


def _links(search: Search, word: int, rule: list[int]) -> Iterator[int]:
    """Yield the words behind which a name may stand that this cue is before."""
    following = range(word, min(word + rule[Rule.INNER] + 1, len(search.starts)))
    if rule[Rule.LINKS] == NO_MARK:
        yield from following
        return
    for link in following[1:]:
        if search.has_mark(link, rule[Rule.LINKS]):
            yield link


def _onward(search: Search, link: int, rule: list[int]) -> int:
    """Return the last word in which a name may begin: past what belongs to one before it.

    "the government-funded network RT": the first half of a compound belongs to its second.
    """
    if rule[Rule.REACH]:
        return link + rule[Rule.REACH]
    last, stop = link + 1, min(link + _LONGEST_WALK, len(search.starts))
    while last < stop and (
        _is_capital(search, last)
        or search.has_mark(last, BELONGS)
        or search.text.startswith("-", search.ends[last])
    ):
        last += 1
    return last


def _is_capital(search: Search, word: int) -> bool:
    """Return whether a word begins with a capital, or goes on what stands before it."""
    start = search.starts[word]
    return search.shows(start, Trait.CAPITAL) or (
        start > 0 and not search.shows(start - 1, Trait.SPACE)
    )
