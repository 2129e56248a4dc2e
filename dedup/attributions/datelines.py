"""Datelines and photo credits, which have a form of their own and need no words around a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dedup.articles import Article
from dedup.attributions.attribution import Attribution
from dedup.attributions.cues import (
    BRACKETED_DATELINES,
    DASHED_DATELINES,
    DATED,
    GLUED_DATELINES,
    INITIALED,
    LISTED_AGENCIES,
    PHOTO_BEGINS,
    PHOTO_CREDIT,
    PHOTO_WORDS,
    SIGNED_OFF,
    SLASHED,
)
from dedup.attributions.known import known_names
from dedup.attributions.mention import Mention
from dedup.attributions.mentions import find_mentions
from dedup.attributions.outlets import plain_name
from dedup.attributions.patterns import BYLINE
from dedup.attributions.places import judged, sentence_around
from dedup.attributions.written import SMALL_AGENCIES
from dedup.tokens import Tokens

_INITIALS = 6
"""Letters of an agency that no list has; places in brackets have more."""
_TAIL = 60
"""Last code points of a text, in which an agency signs it."""
_SIGNING = ("dpa", "afp", "apa", "sda", "epd", "kna", "efe", "ap")
"""One of them is in what ``SLASHED`` finds, in small letters."""
_AGENCIES = frozenset(
    (
        *("Associated Press", "Reuters", "Agence France-Presse", "Deutsche Presse-Agentur", "EFE"),
        *("ANSA", "TASS", "Interfax", "Xinhua", "Bloomberg", "United Press International"),
        *("Austria Presse Agentur", "Keystone-SDA", "Evangelischer Pressedienst", "PA Media"),
        *("Katholische Nachrichten-Agentur", "RIA Novosti", "Dow Jones Newswires", "Kyodo News"),
    )
)
"""Those that desks name together in brackets; of other words in brackets no list is one."""
_PART = re.compile(r"\w+")


def find_datelines(
    article: Article, tokens: Tokens, *, initialed: bool = True
) -> Iterator[Attribution]:
    """Yield the agency that signs an article, and those of its datelines, form by form.

    Args:
        article, tokens: to look in.
        initialed: whether a word of it may be an agency in small letters.
    """
    text = article.text
    forms: list[tuple[re.Pattern[str], list[int]]] = []
    if "(" in text:
        lines = _bracketed_lines(text)
        forms += [(form, lines) for form in BRACKETED_DATELINES]
    if lines := _dashed_lines(text):
        forms += [(form, lines) for form in DASHED_DATELINES]
    if signed := _signed_off(text):
        credit = _sign_off(article, tokens, signed.group("outlet"), signed.span("outlet"))
        yield judged(article, tokens, credit, signed.start("outlet"))
    taken: list[int] = []
    for form, lines in forms:
        for line in lines:
            match = form.match(text, line)
            found = match and _dateline(article, match)
            if match and found:
                taken.append(match.start("outlet"))
                yield judged(article, tokens, found, match.start("outlet"))
    if "(" in text or "/" in text:
        yield from _glued(article, tokens, taken)
    if "(" in text:
        yield from _listed(article, tokens)
    if initialed:
        yield from _initialed(article, tokens)


def _signed_off(text: str) -> re.Match[str] | None:
    """Return where an agency signs a text at its end."""
    end = max(0, len(text) - _TAIL)
    tail = text[end:].lower()
    found = SIGNED_OFF.search(text, end) if ")" in tail or "]" in tail else None
    if found is None and any(agency in tail for agency in _SIGNING):
        return SLASHED.search(text, end)
    return found


def _glued(article: Article, tokens: Tokens, taken: Sequence[int]) -> Iterator[Attribution]:
    """Yield the listed houses of datelines that do not open their line."""
    for match in chain.from_iterable(form.finditer(article.text) for form in GLUED_DATELINES):
        before = article.text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
        if match.start("outlet") not in taken and (before.isalnum() or before in (".", ",")):
            found = _sign_off(article, tokens, match.group("outlet"), match.span("outlet"))
            listed = found.outlet in known_names().values()
            short = found.written.isupper() and len(found.written) <= _INITIALS
            dated = short and DATED.search(article.text, 0, match.start())
            if dated or (found.recognized and (listed or found.written.isupper())):
                found = replace(found, pattern="dateline", recognized=True)
                yield judged(article, tokens, found, match.start("outlet"))


def _initialed(article: Article, tokens: Tokens) -> Iterator[Attribution]:
    """Yield the agencies among initials: "(jkali/dpa)", "(mit dpa/afp)", "Quelle: Apa/Dpa"."""
    for match in INITIALED.finditer(article.text):
        parts = list(_PART.finditer(match.group("list")))
        for part in parts if len(parts) > 1 or parts[0].group().islower() else ():
            if part.group().casefold() in SMALL_AGENCIES:
                first = match.start("list") + part.start()
                span = (first, first + len(part.group()))
                found = _sign_off(article, tokens, part.group().upper(), span)
                found = replace(found, written=part.group())
                yield judged(article, tokens, found, first, signs=True)


def _listed(article: Article, tokens: Tokens) -> Iterator[Attribution]:
    """Yield the agencies of a list in brackets behind a sentence: "(AP, AFP, Reuters)"."""
    for match in LISTED_AGENCIES.finditer(article.text):
        parts = list(_PART.finditer(article.text, *match.span("list")))
        names = [part for part in parts if part.group() not in ("and", "und", "y", "et")]
        if all(known_names().get(name.group().casefold()) in _AGENCIES for name in names):
            for name in names:
                found = _sign_off(article, tokens, name.group(), name.span())
                yield judged(article, tokens, found, name.start())


def _in_capitals(written: str) -> str:
    """Return an agency's letters in capitals, what stands behind it left out: "dpa/lnw" is DPA."""
    return written if written[:1].isupper() else re.split(r"\W", written)[0].upper()


def _sign_off(article: Article, tokens: Tokens, written: str, span: tuple[int, int]) -> Attribution:
    start, end = sentence_around(tokens, *span)
    mention = next(iter(_mentions(written)), None)
    return Attribution(
        article=article.id,
        start=start,
        end=end,
        pattern="sign-off",
        weight=BYLINE,
        written=written,
        outlet=mention.name if mention else plain_name(written),
        recognized=mention is not None and mention.recognized,
        whole_text=True,
    )


def _mentions(written: str) -> list[Mention]:
    """Return the names in a signature; "dpa-AFX" is listed as it is written."""
    if name := known_names().get(written.casefold()):
        return [Mention(0, len(written), len(written), name, True)]
    return find_mentions(_in_capitals(written))


def _bracketed_lines(text: str) -> list[int]:
    """Return where lines with a bracket begin: no other could hold such a dateline."""
    lines = []
    at = text.find("(")
    while at >= 0:
        lines.append(text.rfind("\n", 0, at) + 1)
        end = text.find("\n", at)
        at = text.find("(", end) if end >= 0 else -1
    return lines


def _dashed_lines(text: str) -> list[int]:
    """Return where lines begin in which a dash follows capitals."""
    dashes = []
    for dash in "-" if text.isascii() else "-–—":
        at = text.find(dash)
        while at >= 0:
            before = text[at - 1 : at]
            if before in (" ", "\t"):
                before = text[max(0, at - 20) : at].rstrip(" \t")[-1:]
            if before.isupper():
                dashes.append(at)
            at = text.find(dash, at + 1)
    return list(dict.fromkeys(text.rfind("\n", 0, at) + 1 for at in sorted(dashes)))


def _dateline(article: Article, match: re.Match[str]) -> Attribution | None:
    written = match.group("outlet").strip()
    mention = next(iter(_mentions(written)), None)
    listed = mention is not None and mention.recognized
    # "The Alliance (NATO) - " begins a sentence, "ANN LEE (Tape): " a speech; agencies set the
    # place in capitals, and themselves, unless they have several words.
    place = (match.group("place") or "").split(",")[0]
    if not listed and not (place.isupper() and (written.isupper() or " " in written)):
        return None
    return Attribution(
        article=article.id,
        start=match.start(),
        end=match.end(),
        pattern="dateline",
        weight=BYLINE,
        written=written,
        outlet=mention.name if mention else plain_name(written),
        recognized=True,
        whole_text=True,
    )


def find_photo_credits(article: Article, tokens: Tokens) -> list[Attribution]:
    """Return who took an article's pictures; each is rejected, and covers its name."""
    text = article.text
    folded = text.lower()
    if not any(word in folded for word in PHOTO_WORDS):
        return []
    if len(folded) != len(text):  # some letters have no small one of their own
        return [_photo_credit(article, tokens, match) for match in PHOTO_CREDIT.finditer(text)]
    # The expression is slow, and what it finds lies on the line of such a word, and begins with it
    # or with a bracket.
    lines: dict[int, int] = {}
    for word in PHOTO_WORDS:
        at = folded.find(word)
        while at >= 0:
            stop = text.find("\n", at) + 1 or len(text)
            lines[text.rfind("\n", 0, at) + 1] = stop
            at = folded.find(word, stop)
    return [
        _photo_credit(article, tokens, match)
        for first in sorted(lines)
        for match in _photo_credits_of(text, folded, first, lines[first])
    ]


def _photo_credits_of(text: str, folded: str, first: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the photo credits of a line."""
    for begin in PHOTO_BEGINS.finditer(folded, first, stop):
        if begin.start() < first:
            continue
        if match := PHOTO_CREDIT.match(text, begin.start(), stop):
            yield match
            first = match.end()


def _photo_credit(article: Article, tokens: Tokens, match: re.Match[str]) -> Attribution:
    written = (match.group("outlet") or match.group("agency")).strip(" .")
    start, end = sentence_around(tokens, match.start(), match.end())
    return Attribution(
        article=article.id,
        start=start,
        end=end,
        pattern="photo-credit",
        weight=0.0,
        written=written,
        outlet=next((m.name for m in find_mentions(written)), plain_name(written)),
        recognized=True,
        rejected_because="photo credit",
    )
