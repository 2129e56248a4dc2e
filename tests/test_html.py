"""The page: true to the texts, closed to what they try, and readable in a browser."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import skip_unless
from hypothesis import example, given
from hypothesis import strategies as st
from results import GAZETTE, HERALD, HOSTILE, RESULT, REWRITE, STORY, large_result

from dedup.index import Result
from dedup.report import to_html, write_report
from dedup.report.legible import visible
from dedup.report.segments import Link, Shade, marked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
VOID = {"meta", "rect", "link", "br"}

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)
hard_text = st.text(
    st.one_of(st.sampled_from("<>&\"' \n\r\x00\x1b\x85\u202e\udc80é橋🌉"), st.characters()),
    max_size=60,
)
"""Text in which what HTML treats in a way of its own is frequent."""


class Reader(HTMLParser):
    """Reads a page as a browser does, and fails on tags that do not nest.

    Attributes:
        names: every id on the page, in order.
        targets: every fragment that a link leads to.
        addresses: every other address that a link leads to.
        held: the text inside links, by label.
        loaded: attributes by which a page would load something.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.targets: set[str] = set()
        self.addresses: list[str] = []
        self.held: dict[str, str] = {}
        self.loaded: list[str] = []
        self._labels: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag and of what it names."""
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.names.append(values["id"])
        if tag == "a":
            href = values["href"]
            if href.startswith("#"):
                self.targets.add(href[1:])
            else:
                self.addresses.append(href)
            self._labels = values.get("data-passages", "").split()
        self.loaded += [name for name in values if name in ("src", "style") or name[:2] == "on"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        assert self.open
        assert self.open.pop() == tag
        if tag == "a":
            self._labels = []

    def handle_data(self, data: str) -> None:
        """Add text to the links around it."""
        for label in self._labels:
            self.held[label] = self.held.get(label, "") + data


def read(page: str) -> Reader:
    """Return what stands on a page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


def links_of(places: list[tuple[int, int]]) -> list[Link]:
    """Return a link for each place, named by its number."""
    return [
        Link(start, end, "reworded", f"R{number}", f"n{number}", f"t{number}", "go")
        for number, (start, end) in enumerate(places)
    ]


# -- segments --


@given(hard_text, spans, spans)
def test_marked_text_without_its_tags_is_the_text(
    text: str, links: list[tuple[int, int]], shades: list[tuple[int, int]]
) -> None:
    """Whatever the marks, no character is lost, doubled or moved."""
    shown = marked(text, links_of(links), [Shade(*place, "run") for place in shades])

    assert html.unescape(re.sub("<[^>]*>", "", shown)) == visible(text)


@given(hard_text, spans, spans)
def test_a_link_holds_its_slice(
    text: str, links: list[tuple[int, int]], shades: list[tuple[int, int]]
) -> None:
    """Also where links cross: the pieces of each, joined, are its slice; tags nest."""
    reader = read(marked(text, links_of(links), [Shade(*place, "run") for place in shades]))

    slices = {f"R{n}": visible(text[start:end]) for n, (start, end) in enumerate(links)}
    assert reader.held == {label: words for label, words in slices.items() if words}


@given(hard_text, spans)
@example("abc", [(0, 2), (0, 3), (0, 2)])
def test_every_link_can_be_reached(text: str, links: list[tuple[int, int]]) -> None:
    """Each link that covers text has one element with its name, also where two begin at once."""
    reader = read(marked(text, links_of(links)))

    assert sorted(reader.names) == sorted(
        f"n{n}" for n, (start, end) in enumerate(links) if text[start:end]
    )


@given(hard_text, spans, st.integers(0, 60), st.integers(0, 60))
def test_a_window_is_a_slice(text: str, links: list[tuple[int, int]], start: int, end: int) -> None:
    """Marks are cut to the window that is shown."""
    shown = marked(text, links_of(links), (), start, max(start, end))

    assert html.unescape(re.sub("<[^>]*>", "", shown)) == visible(text)[start : max(start, end)]


# -- page --


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the known result."""
    return to_html(RESULT)


def test_a_page_is_whole(page: str) -> None:
    """Tags nest, no name occurs twice, and every link inside the page has a place to lead to."""
    reader = read(page)

    assert len(reader.names) == len(set(reader.names))
    assert reader.targets <= set(reader.names)


def test_a_page_loads_nothing(page: str) -> None:
    """No image, style, script or font from elsewhere, no inline handler, no style attribute."""
    assert read(page).loaded == []
    assert not re.search(
        r"@import|url\(|<link|<iframe|<object|<embed|<base|http-equiv=.refresh", page
    )


def test_only_web_addresses_are_linked(page: str) -> None:
    """An article's address leads somewhere only if it is one of the web."""
    assert read(page).addresses == ["https://port.example/ferries"]


def test_the_policy_allows_the_parts_of_this_page_and_nothing_else(page: str) -> None:
    """The hashes in the policy are those of the style and the script that are there."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)

    def source(tag: str) -> str:
        (part,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"

    assert policy is not None
    assert html.unescape(policy[1]) == (
        f"default-src 'none'; style-src {source('style')}; script-src {source('script')}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_articles_cannot_write_the_page(page: str) -> None:
    """Nothing of an article, its names or the inputs becomes a tag or a control character."""
    assert page.count("<script>") == 1
    assert page.count("</title>") == 1
    assert "Bridge shut &lt;b&gt;for&lt;/b&gt;" in page
    assert "Two rewrites &lt;from&gt; one report" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", page)


@pytest.mark.parametrize(
    "words",
    [
        "4 articles, 1 story, 1 skipped",
        "The origin is very likely the Quay Post, which is not in this set.",
        "It alone keeps the short name.",
        "An article of the Quay Post in the set.",
        "a port is no outlet",
        "the full name stands in gazette.txt",
        "The <Tide> (not in the text)",
        "the same telling as B, in other words",
        "Because of gazette.txt and herald.txt.",
        "1 article stands alone",
        "too far from the others",
        "the file is empty",
        "read as windows-1252",
        "banding.bands",
        "2031-03-04 17:20 UTC (inferred)",
    ],
)
def test_a_page_tells(page: str, words: str) -> None:
    """Stories, origins, ledgers, relations, omissions, notes and settings are all on the page."""
    text = " ".join(html.unescape(re.sub("<[^>]*>", "", page)).split())

    assert words in text


def test_kinds_of_passages_are_told_apart_without_colour(page: str) -> None:
    """Each kind has a letter of its own on the page and a line style of its own in the style."""
    labels = set(re.findall(r'data-label="([VRQF])', page))
    styles = re.findall(r"\.passage\.\w+ \{[^}]*text-decoration-style: (\w+)", page)

    assert labels == set("VRQF")
    assert len(styles) == len(set(styles)) == 4


def test_an_empty_result_is_a_page() -> None:
    """Nothing read, nothing found: the page says so."""
    shown = to_html(Result(articles=(), stories=()))

    assert "0 articles, 0 stories, 0 skipped" in shown
    assert read(shown).targets == {"stories"}


def test_a_hundred_stories_stay_small() -> None:
    """A page opens at once: 100 stories of 5 articles of 600 words are under 3 MB."""
    shown = to_html(large_result(stories=100, members=5, words=600))

    assert len(shown.encode("utf-8")) < 3_000_000
    assert "the JSON report has them" in shown


# -- browser --


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a screen."""
    skip_unless(find_spec("playwright") is not None, "the Python package playwright")
    skip_unless(CHROMIUM.exists(), str(CHROMIUM))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page in a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(RESULT, path)
    return path.as_uri()


@pytest.fixture
def tab(browser: Browser, file: str) -> Iterator[Page]:
    """The page, open in a window of a desktop; complaints on its console are an error."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: request.url == file or complaints.append(request.url))
    tab.goto(file)
    yield tab
    tab.close()
    assert complaints == []


def test_a_script_in_an_article_is_text(tab: Page) -> None:
    """It is read, not run; the browser has nothing to complain of (the fixture looks)."""
    shown = tab.locator("#s1-A-B .text").first.evaluate("pane => pane.textContent")

    assert shown == visible(GAZETTE.text)
    assert visible(HOSTILE) in shown


def test_highlights_are_the_slices(tab: Page) -> None:
    """What a browser shows as passage n, left and right, is passage n of the relation."""
    panes = tab.locator("#s1-A-B .text").all()
    read_passages = """pane => {
        const held = {};
        for (const piece of pane.querySelectorAll("[data-passages]"))
            for (const label of piece.dataset.passages.split(" "))
                held[label.slice(1)] = (held[label.slice(1)] ?? "") + piece.textContent;
        return held;
    }"""

    passages = list(enumerate(REWRITE.passages, 1))
    assert [pane.evaluate(read_passages) for pane in panes] == [
        {str(n): GAZETTE.text[p.left_start : p.left_end] for n, p in passages},
        {str(n): HERALD.text[p.right_start : p.right_end] for n, p in passages},
    ]


def test_a_passage_leads_to_its_twin(tab: Page) -> None:
    """A click, or Enter on the focused passage, moves the focus to the other text and back."""
    tab.evaluate("document.querySelector('#s1-A-B').open = true")
    tab.locator("#s1-A-B-1l").click()
    there = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("Enter")
    back = tab.evaluate("document.activeElement.id")

    assert (there, back) == ("s1-A-B-1r", "s1-A-B-1l")


def test_a_page_works_without_scripts(browser: Browser, file: str) -> None:
    """Folds open and links lead to their places by themselves."""
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(file)

    tab.locator("a[href='#s1-A-B']").first.click()

    assert tab.url.endswith("#s1-A-B")
    tab.context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_page_fits_its_window(browser: Browser, tmp_path: Path, width: int) -> None:
    """No sideways scrolling, from a small phone up, every fold open, words longer than a line."""
    long = replace(
        RESULT,
        articles=tuple(
            replace(listed, article=replace(listed.article, title="x" * 200, publisher="y" * 200))
            for listed in RESULT.articles
        ),
        notes=("z" * 200,),
    )
    write_report(long, tmp_path / "long.html")
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto((tmp_path / "long.html").as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")

    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_passages_carry_their_labels(tab: Page) -> None:
    """A letter and a number stand before each passage, in the texts and in the rows."""
    read_labels = """places => places.map(
        place => getComputedStyle(place, "::before").content.replaceAll('"', ""))"""

    labels = [
        tab.locator(f"#s1-A-B {part}").evaluate_all(read_labels)
        for part in (".text:not(article + article *) > .passage", ".rows .row-head .passage")
    ]

    assert labels == [["R1", "Q2", "F3"], ["R1", "Q2", "F3"]]


def test_a_copy_of_a_passage_is_clean(tab: Page) -> None:
    """Labels are no part of the text, so that copying a passage copies its words."""
    passage = REWRITE.passages[0]
    tab.evaluate("document.querySelector('#s1-A-B').open = true")

    copied = tab.locator("#s1-A-B-1l").inner_text()

    assert copied == GAZETTE.text[passage.left_start : passage.left_end]


def test_ids_need_not_be_fit_for_a_page() -> None:
    """Names on the page come from letters, never from ids that an input chose."""
    renamed = {GAZETTE.id: 'a" onclick="x', HERALD.id: "b c\n<i>", "port.txt": "c"}
    story = replace(
        STORY,
        members=tuple(renamed.values()),
        relations=tuple(
            replace(r, left=renamed[r.left], right=renamed[r.right]) for r in STORY.relations
        ),
        origin=replace(STORY.origin, evidence=(), nearest=None),
    )
    articles = tuple(
        replace(
            listed,
            article=replace(listed.article, id=renamed.get(listed.article.id, listed.article.id)),
        )
        for listed in RESULT.articles
    )

    reader = read(to_html(replace(RESULT, articles=articles, stories=(story,), refused=())))

    assert reader.loaded == []
    assert all(re.fullmatch(r"[\w-]+", name) for name in reader.names)
