"""Reading: the names in a run of capitalized words, listed ones first; failing them, shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.attributions.apart import CYRILLIC, is_somebody
from dedup.attributions.cues import LABEL_ENDS
from dedup.attributions.houses import houses
from dedup.attributions.known import first_words, known_names
from dedup.attributions.mention import LONGEST_NAME, Mention, with_article
from dedup.attributions.outlets import is_alias
from dedup.attributions.shaped import find_shaped
from dedup.attributions.shapes import GENERIC, HEADS, NEVER_FIRST, SEPARATOR

_WORD = re.compile(r"\S+")
_APOSTROPHES = ("'", "’")
_OPENS = ("", ".", "!", "?", "\n", *'“"„«‘')
"""What the first word of a sentence stands behind."""
CONTRACTED = ("au ", "du ")
"""What French makes of the article in Le Monde: "déclaré au Monde"."""


def read_run(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the names in a run of capitalized words."""
    return _in_run(text, [_bare(text, *m.span()) for m in _WORD.finditer(text, start, end)])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a word's span without its French article: "L'AFP", where no listed name has it."""
    cut = text[start + 1 : start + 2] in _APOSTROPHES and text[start] in "LlDd"
    if (
        cut
        and text[start + 2 : start + 3].isupper()
        and text[start:end].casefold() not in first_words()
    ):
        return start + 2, end
    return start, end


def _in_run(text: str, words: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield the listed names in a run of words; failing that, what its shape tells."""
    listed: list[int] = []
    folded = [text[first:last].casefold() for first, last in words]
    firsts, names = first_words(), known_names()
    at = 0
    while at < len(words):
        start = words[at][0]
        contracted = text[max(0, start - 3) : start] in CONTRACTED
        if not contracted and folded[at] not in firsts:
            at += 1
            continue
        for stop in range(min(len(words), at + LONGEST_NAME), at, -1):
            end = words[stop - 1][1]
            written = " ".join(text[start:end].casefold().split())
            name = names.get(written)
            if name is None and contracted:
                name = names.get(f"le {written}")
            if name and _goes_on(name, folded, stop):
                continue
            if name and not (stop == at + 1 and _is_other_word(text, words, at)):
                yield Mention(with_article(text, start), end, words[-1][1], name, True)
                listed += (at, stop)
                at = stop - 1
                break
        at += 1
    if listed:
        yield from _joined(text, words, folded, listed[0], listed[-1])
    else:
        yield from find_shaped(text, words, folded)


def _goes_on(name: str, folded: list[str], stop: int) -> bool:
    """Whether a listed name is the beginning of a longer one: The Sun of the Sun Herald."""
    return is_alias(name) and stop < len(folded) and folded[stop] in HEADS - GENERIC


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
        shaped = find_shaped(text, words[part], folded[part])
        yield from (mention for mention in shaped if mention.recognized)


def _is_other_word(text: str, words: list[tuple[int, int]], at: int) -> bool:
    """Whether a listed name of one word is a surname or a plain word here.

    "Liam Fox", "Vice President", "Time ran out". Names in capitals are not mistaken for either, but
    in a line of capitals: "BRAVE PEOPLE".
    """
    start, end = words[at]
    previous = text[slice(*words[at - 1])] if at else ""
    if text[start:end].isupper():
        beside = (previous, text[slice(*words[at + 1])] if at + 1 < len(words) else "")
        plain = text[start:end].casefold() in houses().plain_words
        return plain and any(len(word) > 1 and word.isupper() for word in beside)
    if LABEL_ENDS.fullmatch(previous.split("'")[-1]) or SEPARATOR.fullmatch(previous):
        return False  # "die Zeitung Bild": German labels have capitals
    if CYRILLIC.match(previous) and not CYRILLIC.match(text, start):
        return False  # "Співрозмовники Reuters"
    if previous[:1].isupper() and previous.casefold() not in NEVER_FIRST:
        return True
    following = text[words[at + 1][0]] if at + 1 < len(words) else ""
    opens = text[max(0, start - 3) : start].rstrip(" ")[-1:] in _OPENS
    if text.startswith((" reported ", " reports "), end):
        return False
    if text[start:end].casefold() in houses().surnames and is_somebody(text, text[start:end]):
        return True
    return text[start:end].casefold() in houses().plain_words and (following.isupper() or opens)
