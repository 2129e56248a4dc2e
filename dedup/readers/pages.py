"""Articles of HTML pages: the main text, and what the page says about itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from dedup.articles import Article
from dedup.readers.decoding import decode
from dedup.readers.reading import Note, Piece, Placed, UnreadableError, nothing_in
from dedup.readers.rows import two_letters
from dedup.readers.sources import Source
from dedup.readers.times import Published, read_time

DECLARATION_BYTES = 4_096
"""Browsers look for the encoding in the first 1,024 bytes; pages keep it a little further down."""

LARGEST_PAGE = 20_000_000
"""Bytes: trafilatura's own limit, beyond which it finds nothing and does not say why."""

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)

BREAKDOWNS = (
    *(ArithmeticError, AttributeError, LookupError, RecursionError),
    *(SyntaxError, TypeError, ValueError),
)
"""What a parser of other people's pages may raise where a page defeats it: lxml's errors are
SyntaxErrors, the others are slips in code that guesses."""

BLOCKS = "ancestor::*[self::p or self::li or self::blockquote or self::h2 or self::h3][1]"
TIMES = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)
LANGUAGES = ("/html/@lang", "//meta[@property='og:locale']/@content")

NO_MAIN_TEXT = (
    "no main text was found in this page; save the article as .txt, or check that the page is not "
    "a list, a video or a form"
)


def read_page(source: Source, stream: BinaryIO) -> Iterator[Piece]:
    """Yield the one article of an HTML page.

    Its text is the page's main text, without navigation, comments and advertisements. Title,
    author, time, outlet and address are those that the page states.

    Raises:
        UnreadableError: the bytes are no text, or the page has no main text.
    """
    content = stream.read()
    if len(content) > LARGEST_PAGE:
        raise UnreadableError(
            f"an HTML page of {len(content):,} bytes is no article; save the article as .txt"
        )
    declared = DECLARED.search(content[:DECLARATION_BYTES])
    decoded = decode(content, declared[1].decode("ascii") if declared else None)
    if not decoded.text.strip():
        raise UnreadableError(nothing_in(content))
    if decoded.assumption:
        yield Note(f"{source.shown}: {decoded.assumption}")
    yield Placed(_article(source, decoded.text), source.shown)


def _article(source: Source, html: str) -> Article:
    document, tree = _parsed(html)
    text = (document.text or "").strip() if document is not None else ""
    if tree is None or not text or _only_links(tree, text):
        raise UnreadableError(NO_MAIN_TEXT)
    canonical = _canonical(tree, document.url)
    url = document.url or canonical
    published = _published(tree, document.date)
    links = [canonical] if canonical else []
    links += _links(tree, text, url)
    return Article(
        id=source.name,
        text=text,
        title=document.title,
        url=url,
        publisher=_publisher(document.sitename, document.hostname),
        published=published[0] if published else None,
        published_known="page",
        author=document.author,
        language=_language(tree),
        links=tuple(dict.fromkeys(links)),
        extra=_extra(document, canonical),
    )


def _parsed(html: str) -> tuple[Any, Any]:
    """Return trafilatura's document and the tree of the page; None for what it cannot make."""
    import trafilatura  # 0.2 s, and only for pages; it keeps its warnings to itself

    if "<html" not in html.lower():  # a fragment is taken for no page at all
        html = f"<html><body>{html}</body></html>"
    try:
        tree = trafilatura.load_html(html)
        document = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            # teasers would look like shared passages; word F1 .980, against .965 without
            favor_precision=True,
            # the extensive search takes any year in the page, a copyright notice's too
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except BREAKDOWNS as error:
        raise UnreadableError(
            f"this page cannot be parsed ({error}); save the article as .txt"
        ) from error
    return document, tree


def _only_links(tree: Any, text: str) -> bool:
    """Return whether every line is a link: where there is no article, menus are taken for one."""
    links = {_words(anchor) for anchor in tree.iter("a")}
    return all(" ".join(line.split()) in links for line in text.splitlines() if line.strip())


def _canonical(tree: Any, base: str | None) -> str | None:
    """Return the address that the page names as its original's, which may be another site's."""
    for address in tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href"):
        if (whole := _address(address, base)) is not None:
            return whole
    return None


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _address(href: str, base: str | None) -> str | None:
    """Return ``href`` as a whole address on the web, or None if it is not one."""
    try:
        whole = urljoin(base or "", href.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.netloc else None


def _links(tree: Any, text: str, base: str | None) -> list[str]:
    """Return where the links inside the main text lead, in order, without parts of pages.

    A link that is a whole line by itself is left out: it is a menu's, or a teaser's.
    """
    body = " ".join(text.split())
    lines: dict[Any, str] = {}
    links = []
    for anchor in tree.xpath("//a[@href]"):
        block = next(iter(anchor.xpath(BLOCKS)), None)
        if block is None:
            continue
        if block not in lines:
            lines[block] = _words(block)
        if lines[block] == _words(anchor) or lines[block] not in body:
            continue
        address = _address(anchor.get("href").partition("#")[0], base)
        if address is not None and address != base:
            links.append(address)
    return links


def _published(tree: Any, day: str | None) -> Published | None:
    """Return the time the page states to machines, or else the day that trafilatura found."""
    stated = [time for path in TIMES for time in tree.xpath(path)]
    for value in (*_linked_times(tree), *stated, day):
        if (published := read_time(value)) is not None:
            return published
    return None


def _linked_times(tree: Any) -> Iterator[Any]:
    """Yield ``datePublished`` of the articles in the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                if re.search("Article|Posting|Report", str(value.get("@type"))):
                    yield value.get("datePublished")
                waiting += [
                    inner for key, inner in value.items() if key in ("@graph", "mainEntity")
                ]


def _language(tree: Any) -> str | None:
    stated = (two_letters(tag) for path in LANGUAGES for tag in tree.xpath(path))
    return next((code for code in stated if code), None)


def _publisher(sitename: str | None, hostname: str | None) -> str | None:
    """Return the outlet's name; some pages give the address of their Facebook page for it."""
    if sitename and not re.match(r"https?://|www\.", sitename, re.IGNORECASE):
        return sitename
    return hostname


def _extra(document: Any, canonical: str | None) -> dict[str, Any]:
    stated = {
        "canonical": canonical,
        "hostname": document.hostname,
        "description": document.description,
        "tags": document.tags,
    }
    return {name: value for name, value in stated.items() if value}
