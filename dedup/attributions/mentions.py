"""Mentions: the names in a text that are news outlets, or that could be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dedup.attributions.apart import (
    UPPER,
    is_somebody,
    lines_with_signs,
    may_hold_compound,
    names_apart,
)
from dedup.attributions.cues import LABEL_ENDS
from dedup.attributions.hosts import find_hosts
from dedup.attributions.known import known_names, program_names
from dedup.attributions.outlets import host_outlet, plain_name
from dedup.attributions.shapes import (
    BROADCASTS,
    ENDINGS,
    FIRST,
    HEADS,
    KIND_FIRST,
    NEVER_FIRST,
    NO_STATION,
    NOT_NEWS,
    OF_ANOTHER_KIND,
    PLAIN_WORDS,
    SEPARATOR,
    STATION,
    SURNAMES,
)
from dedup.attributions.titles import find_quoted, plain_title

_CAPITALIZED = rf"(?:(?:St|Ft|Mt)\. )?[{UPPER}]\w*(?:[-/&]\w+|[.’'](?!s\b|s’|s')\w+)*"
JOINERS = ("&", *"and of on de del della la le les des du und der am у та и".split())
"""What may stand between capitalized words of a name."""
_JOINER = rf"(?:{'|'.join(JOINERS)})[ \u00a0]"
RUN = re.compile(
    rf"{_CAPITALIZED}(?:[ \u00a0](?:{_JOINER})?{_CAPITALIZED})*(?:[ \u00a0]\d{{1,2}}\b)?"
)
# Ukrainian and Russian set names in quote marks, their second words in lower case.
_QUOTED_NAME = re.compile(r"[«„“\"]((?=[\u0400-\u052f])[^\W_][\w-]*(?: [\w-]+){0,2})[»“”\"]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
SMALL_AGENCIES = frozenset(("dpa", "afp", "epd", "kna", "apa", "sda"))
_SMALL_AGENCY = re.compile(rf"(?:(?<=der )|(?<=agentur ))(?:{'|'.join(sorted(SMALL_AGENCIES))})\b")
"""Agencies that German sentences set in small letters: "sagte er der dpa"."""
_WORD = re.compile(r"\S+")
_GLUE = re.compile(r"[a-z][A-Z]")
_LONGEST_GLUED = 60
"""Code points in which a listed name ends."""
_APART = re.compile(r"[\s-]+")

_APOSTROPHES = ("'", "’")
_CONTRACTED = ("au ", "du ")
"""What French makes of the article in Le Monde: "déclaré au Monde"."""
_PREPOSED = frozenset(word.strip() for word in _CONTRACTED)
_LONGEST_NAME = 6
"""Words; "Frankfurter Allgemeine Zeitung" has three, "The Leeds and Bradford Examiner" five."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in a text that may be an outlet's.

    Attributes:
        start, end: the name's span, with a capitalized article before it.
        run_end: where the capitalized words go on to; ``end``, or later ("CNN International").
        name: the outlet's name where it is listed, otherwise as written, without "The" when it
            has more than one word.
        recognized: whether the list, a host or the shape of the name says that it is an outlet.
    """

    start: int
    end: int
    run_end: int
    name: str
    recognized: bool


def unlisted(text: str, start: int, end: int) -> Mention:
    """Return a name that no list and no shape tells anything of."""
    return Mention(start, end, end, plain_name(text[start:end]), False)


def find_mentions(text: str) -> list[Mention]:
    """Return the names in ``text`` that are outlets, or that could be, in order."""
    mentions = named_outright(text)
    for start, end in find_runs(text, mentions):
        mentions.extend(read_run(text, start, end))
    return sorted(set(mentions))


def find_known(text: str, words: Sequence[str] | None = None) -> list[Mention]:
    """Return the mentions in ``text`` that are recognized, in order.

    Args:
        text: to look in.
        words: of the text, folded, if they are known.
    """
    mentions = named_outright(text, words)
    for start, end in find_runs(text, mentions):
        words = _APART.split(text[start:end].casefold())
        contracted = text[max(0, start - 3) : start] in _CONTRACTED or not _PREPOSED.isdisjoint(
            words
        )
        if contracted or not _telling_words().isdisjoint(words):
            mentions.extend(read_run(text, start, end))
    return sorted({mention for mention in mentions if mention.recognized})


@cache
def _telling_words() -> frozenset[str]:
    """Return the words of which a recognized name has one, case-folded, hyphens apart."""
    return frozenset(HEADS | FIRST).union(*(_APART.split(name) for name in known_names()))


def named_outright(text: str, words: Sequence[str] | None = None) -> list[Mention]:
    """Return what is a name whatever its capitals: addresses, names in quote marks, programs.

    Args:
        text: to look in.
        words: of the text, folded, if they are known; without them programs take longer.
    """
    known = None if words is None else frozenset(words)
    mentions = find_written(text)
    if known is None or not SMALL_AGENCIES.isdisjoint(known):
        mentions += find_small_agencies(text)
    if known is None or _may_hold_program(known):
        mentions += find_programs(text)
    return mentions + find_titles(text)


def find_written(text: str) -> list[Mention]:
    """Return what the way it is written makes a name: addresses, Cyrillic names in quote marks."""
    mentions = [
        Mention(m.start(), m.end(), m.end(), host_outlet(m.group(1)), True)
        for m in find_hosts(text)
    ]
    cyrillic = not text.isascii() and _CYRILLIC.search(text)
    for quoted in _QUOTED_NAME.finditer(text) if cyrillic else ():
        name = known_names().get(quoted.group(1).casefold(), quoted.group(1))
        mentions.append(Mention(*quoted.span(1), quoted.end(1), name, name != quoted.group(1)))
    return mentions


def find_small_agencies(text: str) -> list[Mention]:
    """Return the agencies that a text has in small letters."""
    return [
        Mention(m.start(), m.end(), m.end(), known_names()[m.group()], True)
        for m in _SMALL_AGENCY.finditer(text)
    ]


def find_programs(text: str) -> list[Mention]:
    """Return the programs in a text; this takes long."""
    return [
        Mention(m.start(), m.end(), m.end(), known_names()[plain_title(m.group())], True)
        for m in _programs().finditer(text)
    ]


def find_titles(text: str) -> list[Mention]:
    """Return the titles in quote marks that are programs'."""
    return [Mention(start, end, end, name, True) for (start, end), name in find_quoted(text)]


def find_cuts(text: str, glued: Sequence[int], *, joined: bool) -> list[tuple[int, int]]:
    """Return where a run of capitalized words ends and another one begins, inside of runs.

    Args:
        text: to look in.
        glued: where a capital follows a small letter of ASCII inside a run.
        joined: whether the text may join houses' names by signs.
    """
    places = [at for at in glued if are_glued(text, at)]
    cuts = [(at, at) for at in places]
    for line in lines_with_signs(text) if joined and may_hold_compound(text) else ():
        for run in RUN.finditer(text, *line):
            inside = [at for at in places if run.start() < at < run.end()]
            for split in _split(run.span(), inside):
                parts = pairwise(names_apart(text, *split))
                cuts += [(one[1], two[0]) for one, two in parts]
    return sorted(cuts)


def find_runs(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the runs of capitalized words that do not begin inside a mention, in order."""
    glued = [
        at for match in _GLUE.finditer(text) if (at := match.end() - 1) and are_glued(text, at)
    ]
    joined = may_hold_compound(text)
    runs = [
        span
        for run in RUN.finditer(text)
        for split in _split(run.span(), [at for at in glued if run.start() < at < run.end()])
        for span in (names_apart(text, *split) if joined else (split,))
    ]
    if not mentions:
        return runs
    taken = {place for m in mentions for place in range(m.start, m.end)}
    return [run for run in runs if run[0] not in taken]


def are_glued(text: str, at: int) -> bool:
    """Return whether a listed name of several words follows another word without a blank.

    Pages set bylines in pieces: "Ann LeeAssociated Press".
    """
    words = text[at : at + _LONGEST_GLUED].casefold().split(None, _LONGEST_NAME)
    if not words or words[0] not in _first_words():
        return False
    return any(
        " ".join(words[:size]).rstrip(".,") in known_names()
        for size in range(2, min(_LONGEST_NAME, len(words)) + 1)
    )


def _split(run: tuple[int, int], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = run[0]
    for place in places:
        yield start, place
        start = place
    yield start, run[1]


def read_run(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the names in a run of capitalized words."""
    return _in_run(text, [_bare(text, *m.span()) for m in _WORD.finditer(text, start, end)])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a word's span without its French article: "L'AFP", where no listed name has it."""
    cut = text[start + 1 : start + 2] in _APOSTROPHES and text[start] in "LlDd"
    if (
        cut
        and text[start + 2 : start + 3].isupper()
        and text[start:end].casefold() not in _first_words()
    ):
        return start + 2, end
    return start, end


def _may_hold_program(words: frozenset[str]) -> bool:
    return any(words.issuperset(program) for program in _program_words())


@cache
def _program_words() -> tuple[frozenset[str], ...]:
    """Return the words of each program's name as texts have them, folded."""
    return tuple(frozenset(re.findall(r"[\w']+", name)) for name in sorted(program_names()))


@cache
def _programs() -> re.Pattern[str]:
    """Return what finds programs, which set small words small: "Meet the Press"."""
    longest = sorted(program_names(), key=len, reverse=True)
    names = "|".join(r"[”\"’]?\s".join(map(re.escape, name.split())) for name in longest)
    return re.compile(rf"\b(?=[A-Z0-9])(?i:{names})\b")


def _in_run(text: str, words: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield the listed names in a run of words; failing that, what its shape tells."""
    listed: list[int] = []
    folded = [text[first:last].casefold() for first, last in words]
    first_words, names = _first_words(), known_names()
    at = 0
    while at < len(words):
        start = words[at][0]
        contracted = text[max(0, start - 3) : start] in _CONTRACTED
        if not contracted and folded[at] not in first_words:
            at += 1
            continue
        for stop in range(min(len(words), at + _LONGEST_NAME), at, -1):
            end = words[stop - 1][1]
            written = " ".join(text[start:end].casefold().split())
            name = names.get(written)
            if name is None and contracted:
                name = names.get(f"le {written}")
            if name and not (stop == at + 1 and _is_other_word(text, words, at)):
                yield Mention(_with_article(text, start), end, words[-1][1], name, True)
                listed += (at, stop)
                at = stop - 1
                break
        at += 1
    if listed:
        yield from _joined(text, words, folded, listed[0], listed[-1])
    else:
        yield from _by_shape(text, words, folded)


def _joined(
    text: str, words: list[tuple[int, int]], folded: list[str], first: int, last: int
) -> Iterator[Mention]:
    """Yield what "and" joins to listed names, from the first to the last, if its shape tells.

    "the Harbour Gazette and CNN"
    """
    parts = []
    if first > 2 and text[slice(*words[first - 1])] == "and":
        parts.append(slice(first - 1))
    if len(words) - last > 2 and text[slice(*words[last])] == "and":
        parts.append(slice(last + 1, None))
    for part in parts:
        shaped = _by_shape(text, words[part], folded[part])
        yield from (mention for mention in shaped if mention.recognized)


@cache
def _first_words() -> frozenset[str]:
    """Return the first word of each listed name, case-folded."""
    return frozenset(name.split()[0] for name in known_names())


def _is_other_word(text: str, words: list[tuple[int, int]], at: int) -> bool:
    """Whether a listed name of one word is a surname or a plain word here.

    "Liam Fox", "Vice President", "Time ran out". Names in capitals are not mistaken for either.
    """
    start, end = words[at]
    if text[start:end].isupper():
        return False
    previous = text[slice(*words[at - 1])] if at else ""
    if LABEL_ENDS.fullmatch(previous.split("'")[-1]) or SEPARATOR.fullmatch(previous):
        return False  # "die Zeitung Bild": German labels have capitals
    if _CYRILLIC.match(previous) and not _CYRILLIC.match(text, start):
        return False  # "Співрозмовники Reuters"
    if previous[:1].isupper() and previous.casefold() not in NEVER_FIRST:
        return True
    following = text[words[at + 1][0]] if at + 1 < len(words) else ""
    opens = text[max(0, start - 3) : start].rstrip(" ")[-1:] in ("", ".", "!", "?", "\n")
    if text.startswith((" reported ", " reports "), end):
        return False
    if text[start:end].casefold() in SURNAMES and is_somebody(text, text[start:end]):
        return True
    return text[start:end].casefold() in PLAIN_WORDS and (following.isupper() or opens)


def _by_shape(text: str, words: list[tuple[int, int]], folded: list[str]) -> Iterator[Mention]:
    """Yield one name for each part of a run between words that belong to no name."""
    part: list[int] = []
    for at, (start, end) in enumerate(words):
        capital = text[start].isupper()
        # "On Wednesday The Post": the name begins at its article.
        if capital and (
            folded[at] in NEVER_FIRST
            or SEPARATOR.fullmatch(text, start, end)
            or (not part and at + 1 < len(words) and KIND_FIRST.fullmatch(text, start, end))
        ):
            yield from _shaped(text, words, folded, part)
            part = []
        elif part or capital:
            part.append(at)
    yield from _shaped(text, words, folded, part)


def _shaped(
    text: str, all_words: list[tuple[int, int]], all_folded: list[str], part: list[int]
) -> Iterator[Mention]:
    """Yield the name that a part of a run is; none for an empty one."""
    while part and not text[all_words[part[-1]][0]].isupper():
        part.pop()  # a joiner, or a number
    if not part:
        return
    words = all_words[part[0] : part[-1] + 1]
    folded = all_folded[part[0] : part[-1] + 1]
    heads = [n for n, word in enumerate(folded) if word.split("-")[-1] in HEADS]
    size = len(words)
    news = bool(heads) and heads[-1] == size - 1
    if heads and not news and folded[heads[-1] + 1] in ("of", "on", "and"):
        # "told The Post of Ukraine's drones": the joiner belongs to the sentence.
        size = heads[-1] + 1
        news = folded[heads[-1]] not in OF_ANOTHER_KIND
    if len(words) > 1 and (not heads or (heads == [0] and folded[0] in BROADCASTS)):
        news = folded[0] in FIRST
    size = min(size, _LONGEST_NAME)
    if size == 1 and text[max(0, words[0][0] - 4) : words[0][0]].casefold() != "the ":
        news = False  # "the party's top Democrat"
    news = news or (size > 2 and " ".join(folded[size - 2 : size]) in ENDINGS)
    news = news and " ".join(folded[size - 2 : size]) not in NOT_NEWS
    start = _with_article(text, words[0][0], single=size == 1)
    end = words[size - 1][1]
    if not news and folded[0] not in NO_STATION:
        news = STATION.fullmatch(text, words[0][0], end) is not None
    yield Mention(start, end, end, plain_name(text[start:end]), news)


def _with_article(text: str, start: int, *, single: bool = False) -> int:
    """Return where a name starts with its article; "the Post" is one with it in any case."""
    before = text[max(0, start - 4) : start]
    return start - 4 if before == "The " or (single and before == "the ") else start
