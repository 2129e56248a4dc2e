"""Credits in an article's metadata: its byline, its canonical page, and where its text links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dedup.articles import Article
from dedup.attributions.attribution import OWN_OUTLET, Attribution
from dedup.attributions.cues import BYLINE_PARTS, OWN_DESK
from dedup.attributions.mentions import find_mentions
from dedup.attributions.outlets import host_of, host_outlet, is_alias, is_own, plain_name
from dedup.attributions.patterns import BYLINE, REPORTED, REPUBLISHED


def in_metadata(article: Article) -> Iterator[Attribution]:
    """Yield the credits in the byline and in the address of the canonical page."""
    for outlet, written in _byline_outlets(article.author or ""):
        own = OWN_OUTLET if is_own(outlet, article) else None
        yield _from_metadata(article, "byline", BYLINE, written, outlet, own)
    host = _foreign_canonical(article)
    if host:
        yield _from_metadata(article, "canonical-link", REPUBLISHED, host, host_outlet(host))
    elif linked := _linked_house(article):
        found = _from_metadata(article, "link", REPORTED, linked, host_outlet(linked))
        yield replace(found, whole_text=False)


def _linked_house(article: Article) -> str:
    """Return the host of the one listed house whose pages the main text links to; "" for several.

    Who links to many houses gives background; a link to a front page is none to a report.
    """
    hosts: dict[str, str] = {}
    for address in article.links:
        host = host_of(address) if "://" in address else ""
        outlet = host_outlet(host) if host else ""
        page = address.partition("://")[2].partition("/")[2].strip("/")
        if page and outlet != host.removeprefix("www.") and not is_own(outlet, article):
            hosts.setdefault(outlet, host)
    return next(iter(hosts.values())) if len(hosts) == 1 else ""


def _foreign_canonical(article: Article) -> str:
    """Return the host that the page names as its original place, where that is another outlet's.

    Where the article's address is that very place, it may have been read from the page; then only
    a listed host tells, for the names and hosts of one house often differ.
    """
    canonical = article.extra.get("canonical")
    host = host_of(canonical) if isinstance(canonical, str) and "://" in canonical else ""
    if not host or is_own(host_outlet(host), article):
        return ""
    elsewhere = article.url and host_of(article.url) != host
    listed = article.publisher and host_outlet(host) != host.removeprefix("www.")
    return host if elsewhere or listed else ""


def _from_metadata(
    article: Article,
    pattern: str,
    weight: float,
    written: str,
    outlet: str,
    rejected_because: str | None = None,
) -> Attribution:
    return Attribution(
        article=article.id,
        start=0,
        end=0,
        pattern=pattern,
        weight=weight,
        written=written,
        outlet=outlet,
        recognized=True,
        whole_text=True,
        rejected_because=rejected_because,
    )


def _byline_outlets(author: str) -> Iterator[tuple[str, str]]:
    """Yield the outlets in a byline: "NORDA", "Ann Lee, Harbor Tribune", "Ann Lee for The Day"."""
    parts = [part for part in BYLINE_PARTS.split(re.sub(r"(?i)^by\s+", "", author)) if part]
    for number, part in enumerate(parts):
        bare = OWN_DESK.sub("", part)
        mention = next(iter(find_mentions(bare)), None)
        if mention and mention.recognized and (bare == part or not is_alias(mention.name)):
            yield mention.name, part
        elif bare == part and part.isupper() and part.isalpha() and 2 <= len(part) <= 12:
            yield part, part
        elif number and mention and re.search(rf"(?i)\bfor\s+{re.escape(part)}", author):
            yield plain_name(part), part
