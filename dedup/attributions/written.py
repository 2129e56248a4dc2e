"""Written: the names that are names whatever their capitals, by the way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dedup.attributions.apart import CYRILLIC
from dedup.attributions.hosts import find_hosts
from dedup.attributions.known import known_names, program_names
from dedup.attributions.mention import Mention
from dedup.attributions.outlets import host_outlet
from dedup.attributions.runs import odd_names
from dedup.attributions.titles import find_quoted, plain_title

# Ukrainian and Russian set names in quote marks, their second words in lower case.
_QUOTED_NAME = re.compile(r"[«„“\"]((?=[\u0400-\u052f])[^\W_][\w-]*(?: [\w-]+){0,2})[»“”\"]")
SMALL_AGENCIES = frozenset(("dpa", "afp", "epd", "kna", "apa", "sda"))
_SMALL_AGENCY = re.compile(rf"(?:(?<=der )|(?<=agentur ))(?:{'|'.join(sorted(SMALL_AGENCIES))})\b")
"""Agencies that German sentences set in small letters: "sagte er der dpa"."""


def named_outright(text: str, words: Sequence[str] | None = None) -> list[Mention]:
    """Return what is a name though no run of capitals: addresses, quoted and odd names, programs.

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
    return mentions + find_titles(text) + find_odd(text, odd_names())


def find_written(text: str) -> list[Mention]:
    """Return what the way it is written makes a name: addresses, Cyrillic names in quote marks."""
    mentions = [
        Mention(m.start(), m.end(), m.end(), host_outlet(m.group(1)), True)
        for m in find_hosts(text)
    ]
    cyrillic = not text.isascii() and CYRILLIC.search(text)
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


def find_odd(text: str, names: Iterable[str]) -> list[Mention]:
    """Return where some of the listed names stand that are no run of capitalized words.

    Capitals, signs and blanks are as listed; of two that begin at one place the longer counts.
    """
    held = [name for name in names if name in text]
    if not held:
        return []
    listed = "|".join(re.escape(name) for name in sorted(held, key=len, reverse=True))
    return [
        Mention(m.start(), m.end(), m.end(), known_names()[m.group().casefold()], True)
        for m in re.finditer(rf"(?<!\w)(?:{listed})(?!\w)", text)
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
