"""The attributions room: which sentences credit an outlet, and which only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.articles import Article
from dedup.attributions import (
    Attribution,
    find_attributions,
    in_sentence,
    is_own,
    is_vague,
    same_outlet,
)
from dedup.tokens import tokenize


def read(text: str, **known: object) -> tuple[Attribution, ...]:
    """Return the attributions of an article with this text."""
    article = Article("a", text, **known)  # type: ignore[arg-type]
    return find_attributions(article, tokenize(text))


def credited(text: str, **known: object) -> list[tuple[str, str]]:
    """Return pattern and outlet of what counts."""
    return [
        (a.pattern, a.outlet)
        for a in read(text, **known)
        if a.recognized and a.rejected_because is None
    ]


@pytest.mark.parametrize(
    ("text", "pattern", "outlet"),
    [
        (
            "In an interview with the Pinewood Courier, Mayor Lind spoke up.",
            "interview-with",
            "Pinewood Courier",
        ),
        (
            "In an exclusive discussion with The Courier on Monday, she agreed.",
            "interview-with",
            "The Courier",
        ),
        ("She said so in a Harbour Gazette interview.", "interview-with", "Harbour Gazette"),
        ("“It is late,” Lind told the New York Post of the plan.", "told", "New York Post"),
        (
            "Speaking exclusively to the Pinewood Courier, Lind agreed.",
            "speaking-to",
            "Pinewood Courier",
        ),
        ("It is late, Lind said on CNN’s “State of the Union”.", "said-on", "CNN"),
        ("The bridge is closed, Reuters reported.", "reported", "Reuters"),
        (
            "The bridge is closed, according to the Harbour Gazette.",
            "according-to",
            "Harbour Gazette",
        ),
        ("The closure was first reported by Axios.", "first-reported-by", "Axios"),
        (
            "As the Pinewood Courier first reported, it closed.",
            "first-reported-by",
            "Pinewood Courier",
        ),
        ("A letter seen by the Financial Times says so.", "obtained-by", "Financial Times"),
        (
            "This article originally appeared on lakesidewatch.org.",
            "republished-from",
            "lakesidewatch.org",
        ),
        (
            "This story was first published by The Meridian and is used with thanks.",
            "republished-from",
            "The Meridian",
        ),
        ("LAKESIDE, Ohio (AP) — The bridge is closed.", "dateline", "Associated Press"),
        ("LAKESIDE, March 3, NORDA - The bridge is closed.", "dateline", "NORDA"),
        ("By Ann Lee, Harbour Gazette\n\nThe bridge is closed.", "byline", "Harbour Gazette"),
        ("The bridge is closed.\n\n- Reuters", "sign-off", "Reuters"),
        ("Lind told the German daily Abendrot that it was late.", "told", "Abendrot"),
        ("Dijo a Infobae que el puente está cerrado.", "told", "Infobae"),
        ("En una entrevista con el diario El País, habló del puente.", "interview-with", "El País"),
        ("Die Brücke sei gesperrt, sagte sie der Rheinischen Post.", "told", "Rheinische Post"),
        ("Le pont est fermé, selon Le Monde.", "according-to", "Le Monde"),
        (
            "Міст закрито, сказала вона в інтерв'ю виданню «Українська правда».",
            "interview-with",
            "Ukrainska Pravda",
        ),
        ("Мост закрыт, сообщает РИА Новости.", "reported", "RIA Novosti"),
    ],
)
def test_each_way_to_credit_an_outlet_is_found(text: str, pattern: str, outlet: str) -> None:
    """A credit is found by the words around the name, whatever the outlet."""
    assert (pattern, outlet) in credited(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lind told the Senate that the bridge is closed.",
        "Lind told reporters and lawmakers that the bridge is closed.",
        "According to the Ukrainian leader, the bridge is closed.",
        "Lind told Congress; Vice President Marsh said nothing.",
        "Liam Fox said that the bridge is closed.",
        "It is dry, according to the Drought Monitor.",
        "Lind told Mercury that the bridge is closed.",
        "The North Atlantic Alliance (NATO) - a pact - met on Monday.",
    ],
)
def test_people_and_institutions_are_no_outlets(text: str) -> None:
    """Someone is told something in most sentences of the news; few of them are newspapers."""
    assert credited(text) == []


def test_a_photo_credit_is_rejected_as_one() -> None:
    """Who took the picture says nothing about the text."""
    found = read("The bridge at dusk. (AP Photo/Ann Lee)\n\nThe bridge is closed to cars today.")

    assert [(a.outlet, a.rejected_because) for a in found] == [("Associated Press", "photo credit")]


def test_a_credit_in_furniture_is_rejected() -> None:
    """A teaser's dateline belongs to another article."""
    told = "The bridge over the lake is closed to cars until the harbour office has new money. " * 3
    text = f"{told}\n\nYou may also like\nWASHINGTON (AP) — The agency announced a…"

    found = read(text)

    assert [(a.outlet, a.rejected_because) for a in found] == [
        ("Associated Press", "inside site furniture, not the article's text")
    ]


@pytest.mark.parametrize(
    "known",
    [
        {"publisher": "The Pinewood Courier"},
        {"publisher": "pinewoodcourier.example"},
        {"url": "https://www.pinewoodcourier.example/bridge"},
    ],
)
def test_the_own_outlet_is_excluded(known: dict[str, str]) -> None:
    """A paper that says someone told it so credits nobody else, by full name or by alias."""
    found = read("Lind told the Pinewood Courier. Marsh told the Courier too.", **known)

    assert {a.rejected_because for a in found if a.pattern == "told"} == {"own outlet"}


def test_an_alias_takes_the_full_name_of_its_own_article() -> None:
    """In its own article "The Times" is the paper that the article has named in full before."""
    text = "Lind told the Lakeside Times. The bridge is closed, The Times reported."

    found = [a for a in read(text) if a.written == "The Times"]

    assert [(a.outlet, a.resolved_by) for a in found] == [
        ("Lakeside Times", "the same article names Lakeside Times")
    ]


def test_of_several_full_names_the_nearest_before_the_alias_is_meant() -> None:
    """An alias refers back to the name that a reader has just read."""
    text = "Lind told the Lakeside Post. Marsh told the Harbour Post. Weeks told The Post."

    assert [a.outlet for a in read(text)][-1] == "Harbour Post"


def test_an_unknown_name_in_an_outlets_place_is_kept_but_not_recognized() -> None:
    """The story may know the outlet that one article alone does not give away."""
    found = read("Lind told Heartland Ballot that the bridge is closed.")

    assert [(a.outlet, a.recognized) for a in found] == [("Heartland Ballot", False)]


@pytest.mark.parametrize(
    ("author", "outlets"),
    [
        ("NORDA", ["NORDA"]),
        ("By Ann Lee, Harbour Gazette", ["Harbour Gazette"]),
        ("Ann Lee for The Meridian", ["The Meridian"]),
        ("Reuters Staff", ["Reuters"]),
        ("Ann Lee, Banking Editor", []),
        ("BCN Reporter", []),
        ("Admin", []),
    ],
)
def test_a_byline_credits_the_outlet_it_names(author: str, outlets: list[str]) -> None:
    """A byline's outlet is credited with the whole text; a job title is no outlet."""
    assert [a.outlet for a in read("The bridge is closed.", author=author)] == outlets


@pytest.mark.parametrize(
    ("known", "outlets"),
    [
        ({"url": "https://mirror.example/1"}, ["New York Post"]),
        ({"url": "https://nypost.com/1", "publisher": "Example Scraper"}, ["New York Post"]),
        ({"url": "https://nypost.com/1", "publisher": "New York Post"}, []),
        ({}, []),
    ],
)
def test_a_canonical_link_to_another_outlet_is_a_credit(
    known: dict[str, str], outlets: list[str]
) -> None:
    """A page that names another outlet's address as its original place is a copy."""
    found = read("The bridge is closed.", extra={"canonical": "https://nypost.com/1"}, **known)

    assert [a.outlet for a in found] == outlets


def test_names_on_lines_of_their_own_are_a_list_when_they_differ() -> None:
    """An aggregator's list of sources is no sign-off."""
    found = read("The bridge is closed.\n\n- Reuters\n\n- CNN\n")

    assert all(a.rejected_because for a in found)


@pytest.mark.parametrize(
    ("short", "full", "may"),
    [
        ("The Post", "New York Post", True),
        ("New York Post", "The Post", False),
        ("NORDA", "Norda Press Agency", True),
        ("NYHP", "New York Harbour Post", True),
        ("Lakeside Post", "Harbour Post", False),
        ("CNN", "centurylink.net/news", False),
    ],
)
def test_a_short_name_may_stand_for_a_fuller_one(short: str, full: str, may: bool) -> None:
    """The end of a name, its initials, or all but "press agency" stand for it; not the reverse."""
    assert same_outlet(short, full) is may


def test_a_listed_one_word_name_is_not_vague() -> None:
    """Everybody knows The Guardian; "The Tribune" could be any of dozens."""
    assert (is_vague("The Guardian"), is_vague("The Tribune")) == (False, True)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("New York Post", "the New York Post"), ("Reuters", "Reuters"), ("The Hill", "The Hill")],
)
def test_a_name_takes_its_article_in_a_sentence(name: str, sentence: str) -> None:
    """A verdict is read by people."""
    assert in_sentence(name) == sentence


def test_a_copied_address_does_not_make_the_outlet_its_own() -> None:
    """A scraped page may carry the address of the page it copies."""
    article = Article("a", "x", url="https://nypost.com/1", publisher="Example Scraper")

    assert not is_own("New York Post", article)


_PIECES = st.sampled_from(
    [
        "Lind told ",
        "the ",
        "New York Post",
        ". ",
        "“It is late,” ",
        "\n\n",
        "(AP) — ",
        "«УП» ",
        "By ",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_every_span_lies_in_the_text(text: str) -> None:
    """A reader who is shown an attribution finds it where the span says."""
    found = read(text)

    assert all(0 <= a.start <= a.end <= len(text) and a.written in text for a in found)


@given(st.text())
def test_any_address_is_read_without_an_error(address: str) -> None:
    """Addresses come from strangers' pages."""
    found = read("x", url=address, publisher=address, extra={"canonical": f"http://{address}"})

    assert all(a.start == a.end == 0 for a in found)


@pytest.mark.parametrize(
    ("links", "outlets"),
    [
        (("https://www.politico.com/story/the-bridge",), {"Politico"}),
        (("https://politico.com/a", "https://www.politico.com/b"), {"Politico"}),
        (("https://politico.com/a", "https://www.axios.com/b"), set()),
        (("https://www.politico.com/",), set()),
        (("https://www.reuters.com/world/x",), set()),
        (("https://harbour.example/a", "mailto:a@b.example", "http://[::1", "x"), set()),
    ],
)
def test_links_to_one_other_house_credit_it(links: tuple[str, ...], outlets: set[str]) -> None:
    """Its report, not its front page; several houses are background, the own one is none."""
    linking = Article("a", "The bridge is closed.", publisher="Reuters", links=links)

    found = find_attributions(linking, tokenize(linking.text))

    assert {a.outlet for a in found if a.pattern == "link"} == outlets
