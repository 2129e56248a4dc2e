"""Provider lines: lines, or brackets that open one, that say who provided the text.

"Harbour Gazette•", "(Harbour Gazette) The bridge has closed.", "Gazette – https://gazette.example",
and the address of the page that was quoted, on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dedup.articles import Article
from dedup.attributions.attribution import Attribution
from dedup.attributions.cues import CITED_BEHIND
from dedup.attributions.known import known_names
from dedup.attributions.mention import Mention
from dedup.attributions.mentions import find_mentions
from dedup.attributions.outlets import host_of, host_outlet, plain_name
from dedup.attributions.patterns import REPORTED, REPUBLISHED
from dedup.attributions.places import judged
from dedup.tokens import Tokens

_BLANK = r"[^\S\n]"
_NAME = r"[^\W\d_][^\n•|,:;“”\"()/]{1,40}?"
_CAPITAL = r"[^\W\d_a-z][\w.'’-]"
_WORDS = 6
"""Words that a provider's name has at most; longer lines are sentences."""

_BRACKETED = re.compile(
    rf"^{_BLANK}*\((?:(?P<from>[Ff]rom|[Vv]ia) )?(?P<outlet>{_NAME})\)"
    rf"(?:(?={_BLANK}+[^\W\d_a-z“\"])|{_BLANK}*$)",
    re.MULTILINE,
)
_BULLETED = re.compile(
    rf"^{_BLANK}*(?:https?://)?(?:www\.)?(?P<outlet>{_NAME}){_BLANK}?•{_BLANK}*$", re.MULTILINE
)
_BEFORE_PERSON = re.compile(
    rf"^{_BLANK}*(?P<outlet>{_NAME}) [—–] {_CAPITAL}+(?: {_CAPITAL}*){{1,3}}{_BLANK}*$",
    re.MULTILINE,
)
_NETWORKS = frozenset(("CBS News", "NBC News", "ABC News", "Fox News"))
"""Houses whose name and a place are another house's: CBS Philadelphia is a station there."""
_PICTURES = frozenset(("AP", "AFP", "EPA", "UPI", "TASS", "Reuters", "REUTERS", "Getty Images"))
"""Agencies that alone in brackets may as well tell whose the picture above is."""
_OF_THE_HOUSE = frozenset(("news", "video", "videos", "newspath", "live", "wires"))
_WITH_LINK = re.compile(
    rf"^{_BLANK}*(?P<outlet>{_NAME}) [–—-] https?://[^\s]+{_BLANK}*$", re.MULTILINE
)
_LINK = re.compile(
    rf"^{_BLANK}*(?:https?://)?(?:www\.)?(?P<outlet>(?:[a-z0-9-]+\.)+[a-z]{{2,6}})/[^\s]{{12,}}"
    rf"{_BLANK}*$",
    re.MULTILINE,
)


def find_provider_lines(article: Article, tokens: Tokens, top: int) -> Iterator[Attribution]:
    """Yield what these lines credit.

    Args:
        article, tokens: to look in.
        top: where the lines end in which a name alone may be the provider's.
    """
    text = article.text
    if text.startswith("(") or "\n(" in text:
        for match in _at_lines_with("(", text, _BRACKETED, len(text)):
            mention = _whole_name(match.group("outlet"))
            alone = article.text[match.end() : match.end() + 1] in ("", "\n")
            picture = alone and not match.group("from") and match.group("outlet") in _PICTURES
            if mention and mention.recognized and not picture:
                yield _credit(article, tokens, match, mention.name)
    if "•" in text[: top + 2]:
        yield from _named(article, tokens, _BULLETED, top + 2)
    for match in _at_lines_with("—–", text, _BEFORE_PERSON, top) if "— " in text[:top] else ():
        if (mention := _whole_name(match.group("outlet"))) and mention.recognized:
            yield _credit(article, tokens, match, mention.name)
    if "://" in text[: top + 1]:
        yield from _named(article, tokens, _WITH_LINK, top + 1)
    yield from _links(article, tokens)
    for match in _cited(text) if _ends_in_bracket(text) else ():
        mention = _whole_name(match.group("outlet"))
        if mention and mention.recognized and match.group("outlet") not in _PICTURES:
            yield _credit(article, tokens, match, mention.name, whole_text=False, cited=True)


def _ends_in_bracket(text: str) -> bool:
    return ")\n" in text or "]\n" in text or text.endswith((")", "]"))


def _cited(text: str) -> Iterator[re.Match[str]]:
    """Yield whose report a paragraph sums up, as ``CITED_BEHIND`` has it.

    That looks at every full stop of a text; there are far fewer brackets.
    """
    for sign in "([":
        bracket = text.find(sign)
        while bracket > 0:
            at = bracket - 1
            while at > 0 and text[at].isspace():
                at -= 1
            if match := CITED_BEHIND.match(text, at):
                yield match
            bracket = text.find(sign, bracket + 1)


def _named(
    article: Article, tokens: Tokens, form: re.Pattern[str], stop: int
) -> Iterator[Attribution]:
    for match in form.finditer(article.text, 0, stop):
        written = match.group("outlet")
        words = written.split()
        plain = any(word[0].islower() for word in words) and not host_of(written)
        if len(words) <= _WORDS and not plain:
            name = _named_as(written)
            yield _credit(article, tokens, match, name)


def _named_as(written: str) -> str:
    """Return whose name a line is: "Reuters India" and "CBS News Videos" are parts of a house."""
    mentions = find_mentions(written)
    whole = next((m for m in mentions if (m.start, m.end) == (0, len(written))), None)
    house = next((m for m in mentions if m.name in _listed() and m.start == 0), None)
    if whole or house is None:
        return whole.name if whole else plain_name(written)
    rest = written[house.end :].casefold().split()
    affiliate = house.name in _NETWORKS and not _OF_THE_HOUSE.issuperset(rest)
    return plain_name(written) if affiliate else house.name


@cache
def _listed() -> frozenset[str]:
    return frozenset(known_names().values())


def _whole_name(written: str) -> Mention | None:
    """Return the name that all of some words are ("New York Times Magazine"); None without one."""
    if listed := known_names().get(written.casefold()):
        return Mention(0, len(written), len(written), listed, True)
    mentions = [m for m in find_mentions(written) if (m.start, m.run_end) == (0, len(written))]
    return mentions[0] if mentions else None


def _links(article: Article, tokens: Tokens) -> list[Attribution]:
    """Return the addresses at listed outlets that are lines; of several houses, rejected."""
    text = article.text
    matches = _at_lines_with("/", text, _LINK, len(text))
    listed = [m for m in matches if host_outlet(m.group("outlet")) != m.group("outlet")]
    found = [
        _credit(article, tokens, m, host_outlet(m.group("outlet")), whole_text=False)
        for m in listed
    ]
    if len({one.outlet for one in found}) < 2:
        return found
    reason = "one of several houses' addresses on lines of their own, as in a list of links"
    return [replace(one, rejected_because=one.rejected_because or reason) for one in found]


def _at_lines_with(
    signs: str, text: str, form: re.Pattern[str], stop: int
) -> Iterator[re.Match[str]]:
    """Yield what a form of one line finds before a place, in the lines that have one of some signs.

    An expression that may begin at any line's begin is tried at every letter.
    """
    lines = set()
    for sign in signs:
        at = text.find(sign, 0, stop)
        while at >= 0:
            lines.add(text.rfind("\n", 0, at) + 1)
            end = text.find("\n", at, stop)
            at = text.find(sign, end, stop) if end >= 0 else -1
    for line in sorted(lines):
        if match := form.match(text, line, stop):
            yield match


def _credit(
    article: Article,
    tokens: Tokens,
    match: re.Match[str],
    outlet: str,
    *,
    whole_text: bool = True,
    cited: bool = False,
) -> Attribution:
    found = Attribution(
        article=article.id,
        start=match.start("outlet"),
        end=match.end("outlet"),
        pattern="source-line" if whole_text else "cited" if cited else "link",
        weight=REPUBLISHED if whole_text else REPORTED,
        written=match.group("outlet"),
        outlet=outlet,
        recognized=True,
        whole_text=whole_text,
    )
    return judged(article, tokens, found, match.start("outlet"))
