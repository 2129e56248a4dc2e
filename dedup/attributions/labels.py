"""Labels of hosts: an outlet's name run together, as its address has it."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

from dedup.attributions.shapes import GENERIC

SHORTEST = 6
"""Letters of a label that a name is read from; shorter ones are initials of anything."""
WHOLE = 0.6
"""Share of a label's letters that stand for whole words of the name: "lbexaminer", not "lbe"."""
_JOINED = re.compile(r"\s*[&+]\s*")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def is_label_of(label: str, name: str) -> bool:
    """Return whether a host's label is a name run together, in full or shortened.

    "tamarackrecord" is the Tamarack County Record, "lbexaminer" the Leeds & Bradford Examiner,
    "norda-press" the Norda Press Agency: words may be initials, one in the midst may be missing,
    and so may generic ones at the end. A single word is a label's end: "The Tribune" at
    "harbortribune".
    """
    letters = "".join(_WORD.findall(_plain(label))).removeprefix("the")
    words = _WORD.findall(_plain(_JOINED.sub(" and ", name)).removeprefix("the "))
    if len(letters) < SHORTEST or not words:
        return False
    if len(words) == 1:
        return letters.endswith(words[0]) and len(words[0]) > len(letters) / 3
    while len(words) > 2 and words[-1] in GENERIC and not letters.endswith(words[-1]):
        words.pop()
    return any(_runs(letters, kept) for kept in _shortened(words))


def _plain(name: str) -> str:
    """Return a name in small letters without their accents."""
    return "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))


def _shortened(words: list[str]) -> list[list[str]]:
    """Return the words, and the words without each one between the first and the last."""
    midst = range(1, len(words) - 1)
    return [words, *(words[:place] + words[place + 1 :] for place in midst)]


def _runs(letters: str, words: list[str]) -> bool:
    """Return whether letters are words in order, the last one whole, others maybe initials."""
    *others, last = words
    parts = "".join(f"(?:({re.escape(word)})|{re.escape(word[0])})" for word in others)
    found = re.fullmatch(f"{parts}({re.escape(last)})", letters)
    return found is not None and sum(len(g or "") for g in found.groups()) >= WHOLE * len(letters)
