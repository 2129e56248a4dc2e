"""Shaped: the names in a run of capitalized words whose shape tells what they are."""

from __future__ import annotations

from collections.abc import Iterator

from dedup.attributions.mention import LONGEST_NAME, Mention, with_article
from dedup.attributions.outlets import plain_name
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
    SEPARATOR,
    STATION,
)

_GERMAN_ARTICLES = ("der", "des", "dem", "den")
"""What German says behind somebody's name and before "Zeitung"; outlets' names do not."""


def find_shaped(text: str, words: list[tuple[int, int]], folded: list[str]) -> Iterator[Mention]:
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
    size = min(size, LONGEST_NAME)
    if size > 1 and text[slice(*words[size - 2])] in _GERMAN_ARTICLES:
        news = False  # "sagte Lind der Zeitung"
    if size == 1 and text[max(0, words[0][0] - 4) : words[0][0]].casefold() != "the ":
        news = False  # "the party's top Democrat"
    news = news or (size > 2 and " ".join(folded[size - 2 : size]) in ENDINGS)
    news = news and " ".join(folded[size - 2 : size]) not in NOT_NEWS
    start = with_article(text, words[0][0], single=size == 1)
    end = words[size - 1][1]
    if not news and folded[0] not in NO_STATION:
        news = STATION.fullmatch(text, words[0][0], end) is not None
    yield Mention(start, end, end, plain_name(text[start:end]), news)
