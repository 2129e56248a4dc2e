"""Provider lines: lines, or brackets that open one, that say who provided the text.

"Harbour Gazette•", "(Harbour Gazette) The bridge has closed.", "Gazette – https://gazette.example",
and the address of the page that was quoted, on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dedup.articles import Article
from dedup.attributions.attribution import Attribution
from dedup.attributions.mentions import Mention, find_mentions
from dedup.attributions.outlets import host_outlet, plain_name
from dedup.attributions.patterns import REPORTED, REPUBLISHED
from dedup.attributions.places import judged
from dedup.tokens import Tokens

_BLANK = r"[^\S\n]"
_NAME = r"[^\W\d_][^\n•|,:;“”\"()/]{1,40}?"
_WORDS = 6
"""Words that a provider's name has at most; longer lines are sentences."""

_BRACKETED = re.compile(
    rf"^{_BLANK}*\((?:(?P<from>[Ff]rom|[Vv]ia) )?(?P<outlet>{_NAME})\)"
    rf"(?:(?={_BLANK}+[^\W\d_a-z“\"])|(?(from){_BLANK}*$|(?!)))",
    re.MULTILINE,
)
_BULLETED = re.compile(rf"^{_BLANK}*(?P<outlet>{_NAME}){_BLANK}?•{_BLANK}*$", re.MULTILINE)
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
        for match in _BRACKETED.finditer(text):
            if (mention := _whole_name(match.group("outlet"))) and mention.recognized:
                yield _credit(article, tokens, match, mention.name)
    if "•" in text[: top + 2]:
        yield from _named(article, tokens, _BULLETED, top + 2)
    if "://" in text[: top + 1]:
        yield from _named(article, tokens, _WITH_LINK, top + 1)
    yield from _links(article, tokens)


def _named(
    article: Article, tokens: Tokens, form: re.Pattern[str], stop: int
) -> Iterator[Attribution]:
    for match in form.finditer(article.text, 0, stop):
        written = match.group("outlet")
        words = written.split()
        if len(words) <= _WORDS and all(not word[0].islower() for word in words):
            # "Reuters India", "CBS News Videos": a house's own parts
            listed = next((m for m in find_mentions(written) if m.end < m.run_end), None)
            mention = listed if listed and listed.start == 0 else _whole_name(written)
            name = mention.name if mention else plain_name(written)
            yield _credit(article, tokens, match, name)


def _whole_name(written: str) -> Mention | None:
    """Return the name that all of some words are; None where they are more or less than one."""
    mentions = [m for m in find_mentions(written) if (m.start, m.end) == (0, len(written))]
    return mentions[0] if mentions else None


def _links(article: Article, tokens: Tokens) -> list[Attribution]:
    """Return the addresses at listed outlets that are lines; of several houses, rejected."""
    text = article.text
    matches = list(_LINK.finditer(text)) if "/" in text else []
    listed = [m for m in matches if host_outlet(m.group("outlet")) != m.group("outlet")]
    found = [
        _credit(article, tokens, m, host_outlet(m.group("outlet")), whole_text=False)
        for m in listed
    ]
    if len({one.outlet for one in found}) < 2:
        return found
    reason = "one of several houses' addresses on lines of their own, as in a list of links"
    return [replace(one, rejected_because=one.rejected_because or reason) for one in found]


def _credit(
    article: Article,
    tokens: Tokens,
    match: re.Match[str],
    outlet: str,
    *,
    whole_text: bool = True,
) -> Attribution:
    found = Attribution(
        article=article.id,
        start=match.start("outlet"),
        end=match.end("outlet"),
        pattern="source-line" if whole_text else "link",
        weight=REPUBLISHED if whole_text else REPORTED,
        written=match.group("outlet"),
        outlet=outlet,
        recognized=True,
        whole_text=whole_text,
    )
    return judged(article, tokens, found, match.start("outlet"))
