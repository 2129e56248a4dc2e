"""Furniture that only a corpus shows is found, and what is an article's own text is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from strategies import invented_text

from dedup.articles import Article
from dedup.dossiers import open_dossier
from dedup.index import deduplicate
from dedup.relations import Kind
from dedup.tokens.furniture import find_furniture
from dedup.tokens.repeated import LEAST_PAGES, find_repeated_lines

PLUG = "Nobody covers what goes on along the quay more closely than our nine reporters do."
PAGES = [
    Article(id=f"{i}", text=f"{invented_text(50 + i)}\n{PLUG}", publisher="Quay Post")
    for i in range(LEAST_PAGES)
]


def test_a_line_on_page_after_page_is_furniture() -> None:
    """Its span is that of the line, on each page, in whatever order the pages come."""
    found = find_repeated_lines(PAGES)

    assert {
        name: [PAGES[int(name)].text[a:b] for a, b in spans] for name, spans in found.items()
    } == {page.id: [PLUG] for page in PAGES}
    assert find_repeated_lines(PAGES[::-1]) == found


@pytest.mark.parametrize(
    "pages",
    [
        PAGES[1:],
        [replace(page, publisher=None) for page in PAGES],
        [replace(page, publisher=f"Outlet {page.id}") for page in PAGES],
        [
            replace(page, text=page.text.replace(PLUG, "By Ada Moss, the Quay Post"))
            for page in PAGES
        ],
        [replace(page, text=f"{PAGES[0].text}\n{page.id}") for page in PAGES],
    ],
)
def test_what_is_no_furniture(pages: list[Article]) -> None:
    """Too few pages, no one publisher, a byline, and a text that is filed again and again."""
    assert find_repeated_lines(pages) == {}


def test_furniture_of_a_corpus_is_no_evidence() -> None:
    """It joins the furniture of the page itself, and no two pages reuse each other by it."""
    page = replace(PAGES[0], text=f"Share and Follow\n{PAGES[0].text}")
    at = page.text.index(PLUG)

    dossier = open_dossier(page, repeated=[(at, at + len(PLUG))])

    assert dossier.tokens.furniture == (*find_furniture(page.text), (at, at + len(PLUG)))
    assert not {"reporters", "covers"} & set(dossier.signature.terms)


def test_pages_of_one_site_are_kept_apart() -> None:
    """A plug of a dozen words in a row makes no partial reuse, where a paragraph does."""
    both = "The tide rose over the old wall at four in the morning and took nine boats with it."
    pages = [
        replace(page, text=f"{page.text}\n{both}" if page.id in "01" else page.text)
        for page in PAGES
    ]

    stories = deduplicate(pages).stories

    kinds = {(r.left, r.right): r.kind for story in stories for r in story.relations}
    assert kinds == {("0", "1"): Kind.PARTIAL_REUSE}
