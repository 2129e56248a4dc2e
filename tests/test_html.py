"""The page: true to the texts, closed to what they try, and readable in a browser."""

from __future__ import annotations

import html
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import go, open_browser, open_page, violations, words_of
from results import (
    BRIDGE,
    GAZETTE,
    HERALD,
    HOSTILE,
    ORIGIN,
    RESULT,
    REWRITE,
    SPREAD_RESULT,
    STORY,
    copies_result,
    large_result,
)

from dedup.articles import Article
from dedup.index import Listed, Result
from dedup.index.results import LeftOut
from dedup.report import blocks as blocks_room
from dedup.report import to_html, write_report
from dedup.report.legible import one_line, visible
from dedup.report.page import WITHOUT_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

VOID = {"meta", "link", "br"}
STORY_VIEW = f"#/{STORY.id}"
PAIR_VIEW = f"#/{STORY.id}/A-B"
VIEWS = ("#/", STORY_VIEW, PAIR_VIEW)

hard_text = st.text(
    st.one_of(st.sampled_from("<>&\"' \n\r\x00\x1b\x85\u202e\udc80é橋🌉/-!"), st.characters()),
    max_size=60,
)
"""Text in which what HTML treats in a way of its own is frequent."""


class Reader(HTMLParser):
    """Reads a page as a browser does, and fails on tags that do not nest.

    Attributes:
        names: every id on the page, in order.
        addresses: every address that a link leads to.
        blocks: what stands in the data blocks, by id.
        loaded: attributes by which a page would load something.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.blocks: dict[str, str] = {}
        self.loaded: list[str] = []
        self._block = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag and of what it names."""
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.names.append(values["id"])
        if tag == "a":
            self.addresses.append(values["href"])
        self._block = values.get("id", "") if tag == "script" else ""
        self.loaded += [name for name in values if name in ("src", "style") or name[:2] == "on"]

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        assert self.open.pop() == tag
        self._block = ""

    def handle_data(self, data: str) -> None:
        """Add text to the block it stands in."""
        if self._block:
            self.blocks[self._block] = self.blocks.get(self._block, "") + data


def unpacked(block: str) -> Any:
    """Return what a block holds: a list stands open, letters are packed."""
    return json.loads(block if block.startswith("[") else zlib.decompress(b64decode(block)))


def read(page: str) -> Reader:
    """Return what stands on a page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


# -- page --


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the known result."""
    return to_html(RESULT)


def test_a_page_is_whole(page: str) -> None:
    """Tags nest, no name occurs twice, and there are blocks for stories and for their texts."""
    reader = read(page)

    assert len(reader.names) == len(set(reader.names))
    assert set(reader.blocks) == {"overview", "lines-1", "alone-1", "stories-1", "texts-1"}


def test_a_page_loads_nothing(page: str) -> None:
    """No image, style, script or font from elsewhere, no inline handler, no style attribute."""
    assert read(page).loaded == []
    assert not re.search(
        r"@import|url\(|<link|<iframe|<object|<embed|<base|http-equiv=.refresh", page
    )
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", page)


def test_the_policy_allows_the_parts_of_this_page_and_nothing_else(page: str) -> None:
    """The hashes in the policy are those of the style and the script that are there."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)

    def source(tag: str) -> str:
        (part,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"

    assert policy is not None
    assert html.unescape(policy[1]) == (
        f"default-src 'none'; style-src {source('style')}; script-src {source('script')}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def test_articles_cannot_write_the_page(page: str) -> None:
    """Nothing of an article, its names or the inputs becomes a tag or a control character."""
    assert page.count("<script>") == 1
    assert page.count("</title>") == 1
    assert "Two rewrites &lt;from&gt; one report" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", page)


@given(hard_text, hard_text)
def test_a_data_block_holds_any_text(text: str, title: str) -> None:
    """Whatever stands in an article, it ends no block, and reads back as its visible form."""
    article = Article("a", text, title=title or None, publisher=title or None)
    other = Article("b", text)
    story = replace(
        STORY,
        members=("a", "b"),
        medoid="a",
        families=(("a", "b"),),
        relations=(),
        headline=title,
        origin=replace(ORIGIN, nearest=None, evidence=(), why=title),
    )
    result = Result((Listed(article, 1, ()), Listed(other, 1, ())), (story,), notes=(text,))

    blocks = read(to_html(result)).blocks

    assert unpacked(blocks["texts-1"]) == [[[visible(text), False, []], 0]]
    assert json.loads(blocks["overview"])["notes"] == [visible(text)]
    assert "<" not in "".join(blocks.values())


def test_each_story_stands_where_the_overview_says() -> None:
    """Blocks hold several stories, one after the other; none is lost and none is told twice."""
    result = large_result(stories=200, members=5, words=600)

    blocks = read(to_html(result)).blocks

    told: dict[str, list[Any]] = {}
    for kind, firsts in json.loads(blocks["overview"])["blocks"].items():
        held = [unpacked(blocks[f"{kind}-{first}"]) for first in firsts]
        told[kind] = [one for several in held for one in several]
        assert firsts == [1 + sum(map(len, held[:place])) for place in range(len(held))]
    text_of = {entry.article.id: entry.article.text for entry in result.articles}
    members = [story.members for story in result.stories]
    assert [tuple(m["id"] for m in story["members"]) for story in told["stories"]] == members
    assert [texts[0][0] for texts in told["texts"]] == [text_of[first] for first, *_ in members]
    assert [line["id"] for line in told["lines"]] == [story.id for story in result.stories]
    assert len([name for name in blocks if name.startswith("texts")]) > 1


def test_what_the_first_view_needs_stands_open_and_no_more() -> None:
    """A story that is the only one stands open; of several, the first lines of the overview do."""
    one = read(to_html(RESULT))
    many = read(to_html(large_result(stories=2000, members=2, words=3)))

    def open_blocks(reader: Reader) -> set[str]:
        return {name for name, block in reader.blocks.items() if block[0] in "[{"}

    assert open_blocks(one) == {"overview", "lines-1", "alone-1", "stories-1", "texts-1"}
    assert open_blocks(many) == {"overview", "lines-1"}
    assert len([name for name in many.blocks if name.startswith("lines")]) > 2


def test_an_empty_result_is_a_page() -> None:
    """Nothing read, nothing found: the page says so."""
    assert "0 articles, 0 stories, 0 skipped" in to_html(Result(articles=(), stories=()))


def test_a_thousand_articles_stay_small() -> None:
    """Two hundred stories of five: under 1 MB beside their texts, each of which stands once."""
    result = large_result(stories=200, members=5, words=600)

    page = to_html(result)

    texts = sum(len(block) for name, block in read(page).blocks.items() if name[:5] == "texts")
    assert len(page.encode("utf-8")) - texts < 1_000_000


def test_a_word_of_ten_million_letters_is_cut() -> None:
    """No name and no text on a page grows without bound."""
    monster = "x" * 10_000_000
    articles = tuple(
        replace(entry, article=replace(entry.article, title=monster, publisher=monster))
        for entry in RESULT.articles
    )

    assert len(to_html(replace(RESULT, articles=articles))) < len(to_html(RESULT)) + 10_000


def test_few_stories_are_told_without_scripts() -> None:
    """The list for readers without scripts does not hold up all others."""
    page = to_html(large_result(stories=WITHOUT_SCRIPT + 3, members=2, words=3))

    (plain,) = re.findall("<noscript>(.*)</noscript>", page, re.DOTALL)
    numbers = re.findall(r"<(?:h2 dir=.auto.|li)>(\d+)\. word", plain)
    assert numbers == [str(number) for number in range(1, WITHOUT_SCRIPT + 1)]
    assert "and 3 smaller stories." in page


def test_what_copies_credit_alike_is_one_row() -> None:
    """The same sentence in three texts is read once, with the letters of the others."""
    row = replace(ORIGIN.evidence[0], stance="for")
    names = ("a", "b", "c", "d")
    texts = dict.fromkeys(names, "The bridge is shut, the mayor told the Quay Post on Monday.")
    texts["d"] = "Ferries run again, the mayor told the Quay Post on Tuesday."
    at = {name: text.index("told") for name, text in texts.items()}
    rows = tuple(
        replace(row, article=name, start=at[name], end=at[name] + 18, shared_with=())
        for name in names
    )
    story = replace(
        STORY,
        members=names,
        medoid="a",
        families=(names[:3], names[3:]),
        relations=(),
        origin=replace(ORIGIN, nearest=None, evidence=rows, descents=(), marks=(), uncredited=()),
    )
    listed = tuple(Listed(Article(name, text), 10, ()) for name, text in texts.items())

    (told,) = unpacked(read(to_html(Result(listed, (story,)))).blocks["stories-1"])

    found = told["origin"]["ledger"]["for"]
    assert [(row["member"], row["also"], row["rows"]) for row in found] == [
        (0, [1, 2], 3),
        (3, [], 1),
    ]
    assert told["origin"]["counts"]["for"] == 4


# -- browser --


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """A browser without a screen."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(SPREAD_RESULT, path)
    return path


def written(result: Result, folder: Path) -> Path:
    """Write a page and return where it is."""
    write_report(result, folder / "report.html")
    return folder / "report.html"


@pytest.fixture
def tab(browser: BrowserContext, file: Path) -> Iterator[Page]:
    """The page, open in a window of a desktop; complaints on its console are an error."""
    with open_page(browser, file, "#/") as opened:
        yield opened


def test_a_page_about_one_story_opens_on_it(browser: BrowserContext, file: Path) -> None:
    """What was copied from whom is read without a click; all stories are one click away."""
    with open_page(browser, file) as tab:
        shown = tab.locator("h1").inner_text()
        tab.get_by_role("link", name="All stories").click()

        assert (shown, tab.locator("h1").inner_text()) == (STORY.headline, "1 story")


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("#/", "3 articles, 1 source"),
        ("#/", STORY.headline),
        ("#/", "1 article stands alone"),
        ("#/", "too far from the others"),
        ("#/", "the file is empty"),
        ("#/", "read as windows-1252"),
        ("#/", "banding.bands"),
        ("#/", "2031-03-04"),
        (STORY_VIEW, "The origin is very likely the Quay Post, which is not in this set."),
        (STORY_VIEW, "It alone keeps the short name."),
        (STORY_VIEW, "An article of the Quay Post in the set."),
        (STORY_VIEW, "a port is no outlet"),
        (STORY_VIEW, "the full name stands in A"),
        (STORY_VIEW, "The <Tide> (not in the text)"),
        (STORY_VIEW, "the same telling as B, in other words"),
        (STORY_VIEW, "2031-03-04 17:20 UTC (inferred)"),
        (STORY_VIEW, "made from A 0.70"),
        (STORY_VIEW, "B was made from A (0.70). It re-words A."),
        (STORY_VIEW, "made from the Quay Post, not in this set 0.82"),
        (STORY_VIEW, "copied self alias · It says <the Post> without a full name."),
        (STORY_VIEW, "Credit nobody C Nobody is credited."),
        (STORY_VIEW, "Of A, C no time is known."),
        (STORY_VIEW, "not joined, because too far from the others"),
        (STORY_VIEW, "61% verbatim, 39% its own"),
        (PAIR_VIEW, "A and B: rewrite 0.80"),
        (PAIR_VIEW, "Because of A and B."),
        (PAIR_VIEW, "longest run 17"),
        (PAIR_VIEW, "same words 0.70 · evidence 31"),
    ],
)
def test_a_view_tells(tab: Page, view: str, expected: str) -> None:
    """Stories, origins, spread, ledgers, pairs, omissions and settings are all to be read."""
    go(tab, view)

    assert expected in words_of(tab)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everyone_can_use_it(browser: BrowserContext, file: Path, theme: str, width: int) -> None:
    """Axe finds nothing in any view, folds open: contrast, names, order, landmarks."""
    with open_page(browser, file, "#/") as tab:
        tab.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        tab.set_viewport_size({"width": width, "height": 800})
        for view in VIEWS:
            go(tab, view)
            words_of(tab)

            assert violations(tab) == [], view


def test_a_script_in_an_article_is_text(tab: Page) -> None:
    """It is read, not run; the browser has nothing to complain of (the fixture looks)."""
    go(tab, PAIR_VIEW)

    shown = tab.locator(".text").first.evaluate("pane => pane.textContent")

    assert shown == visible(GAZETTE.text)
    assert visible(HOSTILE) in shown


def test_only_web_addresses_are_linked(tab: Page) -> None:
    """An article's address leads somewhere only if it is one of the web."""
    go(tab, STORY_VIEW)

    links = tab.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")

    assert {link for link in links if not link.startswith("#")} == {"https://port.example/ferries"}


READ_PASSAGES = """pane => {
    const held = {};
    for (const piece of pane.querySelectorAll("[data-passages]"))
        for (const label of piece.dataset.passages.split(" "))
            held[label.slice(1)] = (held[label.slice(1)] ?? "") + piece.textContent;
    return held;
}"""


def test_highlights_are_the_slices(tab: Page) -> None:
    """What a browser shows as passage n, left and right, is passage n of the relation."""
    go(tab, PAIR_VIEW)

    passages = list(enumerate(REWRITE.passages, 1))
    assert [pane.evaluate(READ_PASSAGES) for pane in tab.locator(".text").all()] == [
        {str(n): GAZETTE.text[p.left_start : p.left_end] for n, p in passages},
        {str(n): HERALD.text[p.right_start : p.right_end] for n, p in passages},
    ]


def test_any_spans_can_be_marked(tab: Page) -> None:
    """Also where they cross: no character is lost, each link holds its slice and has one id."""
    complaint = tab.evaluate("""() => {
        let seed = 7;
        const draw = (below) => (seed = (seed * 48271) % 2147483647) % below;
        for (let round = 0; round < 400; round += 1) {
            const text = Array.from({length: draw(40)}, () => "a<&é 橋\\n"[draw(7)]).join("");
            const span = () => ({start: draw(45), end: draw(45)});
            const links = Array.from({length: draw(6)}, (_, n) => ({
                ...span(), label: `R${n}`, style: "reworded", id: `n${n}`, href: "#", twin: "t",
                title: "t"}));
            const shades = Array.from({length: draw(4)}, () => ({...span(), style: "run"}));
            const pane = document.createElement("div");
            pane.append(marked(text, links, shades));
            if (pane.textContent !== text) return `lost: ${text}`;
            for (const link of links) {
                const pieces = [...pane.querySelectorAll("[data-passages]")]
                    .filter((piece) => piece.dataset.passages.split(" ").includes(link.label));
                const words = text.slice(link.start, Math.max(link.start, link.end));
                const shown = pieces.map((piece) => piece.textContent).join("");
                if (shown !== words) return `slice ${link.label}`;
                const spots = pane.querySelectorAll(`#${link.id}`).length;
                if (spots !== Number(words !== "")) return `id ${link.id}`;
            }
        }
        return "";
    }""")

    assert complaint == ""


def test_a_passage_leads_to_its_twin(tab: Page) -> None:
    """A click, or Enter on the focused passage, moves the focus to the other text and back."""
    go(tab, PAIR_VIEW)
    tab.locator("#l1").click()
    there = tab.evaluate("document.activeElement.id")
    tab.keyboard.press("Enter")
    back = tab.evaluate("document.activeElement.id")

    assert (there, back, tab.evaluate("location.hash")) == ("r1", "l1", f"{PAIR_VIEW}/1")
    assert tab.locator("#r1.lit").count() == 1


def test_sentences_of_a_passage_stand_beside_each_other(tab: Page) -> None:
    """Where the aligner told which sentence answers which, each pair is a row."""
    go(tab, PAIR_VIEW)
    rows = tab.evaluate("""() => {
        const text = ["One. Two.", false, []];
        const members = [{letter: "A"}, {letter: "B"}];
        const packed = [0, 9, 0, 9, 1, 20, 0.5, [], [0, 4, 5, 9, 5, 9, 0, 4]];
        const pair = [0, 1, 6, 0.8, 0, -1, [], [packed]];
        const here = {overview, story: {members}, pair, texts: [text, text]};
        here.passages = passagesOf(overview, pair, here.texts);
        const row = passageRow(here)(here.passages[0]);
        row.querySelector(".sentences").dispatchEvent(new Event("toggle"));
        row.querySelector(".sentences").open = true;
        row.querySelector(".sentences").dispatchEvent(new Event("toggle"));
        return [...row.querySelectorAll(".sentences li")].map(
            (line) => [...line.querySelectorAll("blockquote")].map((words) => words.textContent));
    }""")

    assert rows == [["One.", "Two."], ["Two.", "One."]]


def test_places_have_addresses(browser: BrowserContext, file: Path) -> None:
    """A story, a pair and a passage open from outside the page; what is not there says so."""
    with open_page(browser, file, f"{PAIR_VIEW}/2") as tab:
        lit = tab.locator(".text a.lit").evaluate_all("all => all.map(a => a.dataset.passages)")
        go(tab, "#/nowhere")

        assert (lit, tab.locator("h1").inner_text()) == (
            ["Q2", "Q2"],
            "There is no such story on this page",
        )


def test_what_is_left_out_is_not_counted(tab: Page) -> None:
    """Quotations, furniture and short passages can be taken out; marks and shares follow."""
    go(tab, PAIR_VIEW)
    before = tab.locator(".shares").inner_text()

    tab.get_by_role("checkbox", name="quotations").uncheck()
    quoteless = tab.locator(".shares").inner_text()
    labels = tab.locator(".text a.passage").evaluate_all("all => all.map(a => a.dataset.passages)")
    tab.get_by_role("checkbox", name="under 12 words").uncheck()

    assert before != quoteless
    assert sorted(set(labels)) == ["F3", "R1"]
    assert tab.locator(".shares").inner_text() == "0% of A stands in B; 0% of B stands in A."


def test_the_buttons_walk_through_the_passages(tab: Page) -> None:
    """Next and previous light one passage after the other on both sides, round and round."""
    go(tab, PAIR_VIEW)
    seen = []
    for name in ("Next", "Next", "Previous", "Previous"):
        tab.get_by_role("button", name=f"{name} passage").click()
        seen.append(tab.locator(".text article a.lit, .text a.lit").first.get_attribute("id"))

    assert seen == ["l1", "l2", "l1", "l3"]


def test_stories_are_found_and_sorted(browser: BrowserContext, tmp_path: Path) -> None:
    """Words, publisher and relation narrow the list; the count is told; sorting turns it."""
    result = large_result(stories=3, members=2, words=5)
    stories = list(result.stories)
    stories[1] = replace(stories[1], headline="The harbour bridge.")
    with open_page(browser, written(replace(result, stories=tuple(stories)), tmp_path)) as tab:
        tab.get_by_role("searchbox").fill("HARBOUR bridge")
        found = tab.locator(".card .finding").all_inner_texts()
        status = tab.get_by_role("status").inner_text()
        tab.get_by_role("searchbox").fill("")
        tab.get_by_label("Relation").select_option("rewrite")
        tab.get_by_label("Sort").select_option("surest origin first")

        assert (found, status) == (["The harbour bridge."], "1 of 3 stories")
        assert tab.locator(".card").count() == 3
        tab.get_by_role("searchbox").fill("nowhere")
        assert tab.get_by_role("status").inner_text() == "No story is like that."


WATCH_LOAD = """addEventListener("load", () => {
    window.atLoad = document.querySelectorAll("main h1, .member, .card, .evidence li").length;
})"""


@pytest.mark.parametrize("stories", [1, 400])
def test_the_first_view_is_drawn_before_the_page_has_loaded(
    browser: BrowserContext, tmp_path: Path, stories: int
) -> None:
    """Who takes a picture at the load event gets the view, folds that stand open included."""
    result = RESULT if stories == 1 else large_result(stories, members=2, words=300)
    tab = browser.new_page()
    tab.add_init_script(WATCH_LOAD)
    tab.goto(written(result, tmp_path).as_uri(), wait_until="load")
    at_load = tab.evaluate("window.atLoad")
    tab.wait_for_timeout(200)
    shown = tab.locator("main h1, .member, .card, .evidence li").count()
    tab.close()

    assert at_load == shown > 3


@pytest.mark.parametrize("stories", [1, 3])
def test_what_is_too_large_to_stand_open_is_drawn_when_it_is_unpacked(
    browser: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stories: int
) -> None:
    """Nothing stands open here: the same views, a moment later."""
    monkeypatch.setattr(blocks_room, "OPEN", 10)
    result = large_result(stories, members=2, words=3)
    with open_page(browser, written(result, tmp_path)) as tab:
        tab.locator(".member, .card").first.wait_for()
        count = tab.locator(".member, .card").count()
        go(tab, f"#/{result.stories[-1].id}/A-B")

        assert count == (2 if stories == 1 else 3)
        assert tab.locator("h1").inner_text() == "A and B: rewrite 0.80"


def test_the_rest_of_a_long_list_is_found_and_opened(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """Stories and lone articles beyond the first block are searched, listed and addressed."""
    result = large_result(stories=1500, members=2, words=3)
    alone = tuple(
        Listed(Article(f"lone{number:04}.txt", f"Alone {number}."), 2, ()) for number in range(1800)
    )
    result = replace(result, articles=result.articles + alone)
    last = result.stories[-1]
    with open_page(browser, written(result, tmp_path)) as tab:
        tab.get_by_role("searchbox").fill("word1499x1")
        found = tab.locator(".card .finding").all_inner_texts()
        tab.get_by_text("1,800 articles stand alone").click()
        tab.get_by_role("button", name="Show 100 more of 1,700 rows").click()
        go(tab, f"#/{last.id}")

        assert (found, tab.locator("h1").inner_text()) == ([last.headline], last.headline)


def test_every_story_of_a_block_opens(browser: BrowserContext, tmp_path: Path) -> None:
    """Stories share a block; each shows its own texts and no other's."""
    result = large_result(stories=3, members=2, words=5)
    file = written(result, tmp_path)
    shown = []
    for story in result.stories:
        with open_page(browser, file, f"#/{story.id}/A-B") as tab:
            tab.locator("h1").wait_for()
            shown.append(set(re.findall(r"word(\d)x", tab.locator("main").inner_text())))

    assert shown == [{"0"}, {"1"}, {"2"}]


def test_a_story_is_listed_by_what_it_is_about(browser: BrowserContext, tmp_path: Path) -> None:
    """A reader looks for a subject; what was copied from whom comes after it."""
    with open_page(browser, written(large_result(2, 2, 5), tmp_path), "#/") as tab:
        subjects = tab.locator(".card h2").all_inner_texts()
        tab.locator(".card a").first.click()
        tab.locator(".about").wait_for()

        title = " ".join(f"word0x{i}" for i in range(5))
        assert subjects == [title, title.replace("word0", "word1")]
        assert tab.locator("h1").inner_text() == "Story 0."
        assert tab.locator(".about").inner_text() == f"“{title}” and 1 other"


def test_the_way_back_keeps_the_search(browser: BrowserContext, tmp_path: Path) -> None:
    """Going to a story and back changes neither the search nor what it found."""
    with open_page(browser, written(large_result(3, 2, 5), tmp_path)) as tab:
        tab.get_by_role("searchbox").fill("word1x1")
        tab.locator(".card a").first.click()
        tab.wait_for_timeout(60)
        tab.go_back()
        tab.wait_for_timeout(60)

        assert tab.get_by_role("searchbox").input_value() == "word1x1"
        assert tab.locator(".card").count() == 1


def test_three_hundred_copies_are_one_row(browser: BrowserContext, tmp_path: Path) -> None:
    """Copies of a text fold under it, and are drawn when asked for, in batches."""
    with open_page(browser, written(copies_result(300), tmp_path)) as tab:
        rows = tab.locator(".member").count()
        tab.get_by_text("and 299 copies of this text").click()
        tab.wait_for_timeout(60)
        opened = tab.locator(".member").count()
        tab.get_by_role("button", name="Show 50 more of 249 copies").click()

        assert (rows, opened, tab.locator(".member").count()) == (2, 52, 102)


def test_a_thousand_members_are_drawn_as_they_are_read(
    browser: BrowserContext, tmp_path: Path
) -> None:
    """A story of a thousand texts opens with fifty of them and a drawing of forty."""
    names = [f"a{number:04}.txt" for number in range(1000)]
    found = large_result(stories=1, members=2, words=40)
    shared = found.stories[0].relations[0]
    story = replace(
        found.stories[0],
        members=tuple(names),
        medoid=names[0],
        families=tuple((name,) for name in names),
        relations=tuple(replace(shared, left=names[0], right=name) for name in names[1:]),
    )
    text = found.articles[0].article.text
    listed = tuple(Listed(Article(name, f"{text} {name}"), 40, ()) for name in names)
    with open_page(browser, written(Result(listed, (story,)), tmp_path)) as tab:
        assert tab.locator(".member").count() == 50
        assert tab.locator("svg .node").count() == 40
        assert tab.evaluate("document.querySelectorAll('*').length") < 3000


def test_without_texts_the_page_says_so(browser: BrowserContext, tmp_path: Path) -> None:
    """A result that was kept without texts has its passages named, and the way to have them."""
    listed = tuple(
        replace(
            entry,
            article=replace(entry.article, text=""),
            left_out=LeftOut(entry.length, entry.headline),
        )
        for entry in RESULT.articles
    )
    with open_page(browser, written(replace(RESULT, articles=listed), tmp_path), PAIR_VIEW) as tab:
        words = words_of(tab)

        assert "1 reworded, 1 quotation, 1 furniture" in words
        assert "dedup report with --texts keeps them" in words


def test_a_page_without_scripts_says_what_it_can(browser: BrowserContext, file: Path) -> None:
    """The headlines are there, with origin and what is shared, and the way to the rest."""
    assert browser.browser is not None
    context = browser.browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())

    words = tab.locator("main").inner_text()
    context.close()

    assert STORY.headline in words
    assert "The origin is very likely the Quay Post, which is not in this set." in words
    assert all(one_line(side) in words for side in BRIDGE)
    assert "dedup explain" in words


@pytest.mark.parametrize("width", [320, 390, 1280, 2200])
def test_a_page_fits_its_window(browser: BrowserContext, tmp_path: Path, width: int) -> None:
    """No sideways scrolling, from a small phone up, every fold open, words longer than a line."""
    long = replace(
        SPREAD_RESULT,
        articles=tuple(
            replace(entry, article=replace(entry.article, title="x" * 200, publisher="y" * 200))
            for entry in RESULT.articles
        ),
        notes=("z" * 200,),
    )
    with open_page(browser, written(long, tmp_path), "#/") as tab:
        tab.set_viewport_size({"width": width, "height": 800})
        for view in VIEWS:
            go(tab, view)
            words_of(tab)

            assert tab.evaluate("document.documentElement.scrollWidth") <= width, view


def test_a_monster_of_a_text_opens(browser: BrowserContext, tmp_path: Path) -> None:
    """A word of ten million letters is cut, and the page says so."""
    monster = replace(GAZETTE, text=GAZETTE.text + "x" * 10_000_000)
    articles = tuple(
        replace(entry, article=monster) if entry.article.id == monster.id else entry
        for entry in RESULT.articles
    )
    with open_page(
        browser, written(replace(RESULT, articles=articles), tmp_path), PAIR_VIEW
    ) as tab:
        assert "The rest of this text is left out" in words_of(tab)


def test_everything_is_on_paper(browser: BrowserContext, file: Path) -> None:
    """Printing opens the folds, and no text is cut to the height of a window."""
    with open_page(browser, file, PAIR_VIEW) as tab:
        tab.emulate_media(media="print")
        drawn = tab.evaluate(
            """dispatchEvent(new Event('beforeprint')),
            [...document.querySelectorAll("details")].map((fold) => fold.childElementCount > 1)"""
        )  # at once: paper does not wait

        assert all(drawn)
        assert tab.locator("details:not([open])").count() == 0
        assert tab.locator(".text").first.evaluate(
            "pane => pane.scrollHeight <= pane.clientHeight + 1"
        )
        assert len(tab.pdf()) > 10_000


def test_the_keyboard_reaches_everything(tab: Page) -> None:
    """The first stop leads to the report; a view that opens has the focus on its headline."""
    tab.keyboard.press("Tab")
    first = tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("Enter")
    skipped = tab.evaluate("document.activeElement.id")
    tab.locator(".card a").press("Enter")
    tab.wait_for_timeout(60)

    assert (first, skipped) == ("Skip to the report", "view")
    assert tab.evaluate("document.activeElement.textContent") == STORY.headline


def test_kinds_of_passages_are_told_apart_without_colour(tab: Page, page: str) -> None:
    """Each kind has a letter before its passages and a line style of its own."""
    go(tab, PAIR_VIEW)

    labels = tab.locator(".text:not(article + article *) > .passage").evaluate_all(
        """all => all.map(a => getComputedStyle(a, "::before").content.replaceAll('"', ""))"""
    )
    styles = re.findall(r"\.passage\.\w+ \{[^}]*text-decoration-style: (\w+)", page)

    assert labels == ["R1", "Q2", "F3"]
    assert len(styles) == len(set(styles)) == 4


def test_a_copy_of_a_passage_is_clean(tab: Page) -> None:
    """Labels are no part of the text, so that copying a passage copies its words."""
    go(tab, PAIR_VIEW)
    passage = REWRITE.passages[0]

    assert tab.locator("#l1").inner_text() == GAZETTE.text[passage.left_start : passage.left_end]
