"""What does not win: made-up exclusives, copies of a claim; houses known by an address alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from test_origins_members import SAID, TELLING, telling, trace_texts

from dedup.articles import Article
from dedup.attributions import is_own
from dedup.attributions.labels import is_label_of


@pytest.mark.parametrize(
    ("label", "name", "own"),
    [
        ("harbortribune", "Harbor Tribune", True),
        ("harbortribune", "The Tribune", True),
        ("themeridian", "The Meridian", True),
        ("tamarackrecord", "Tamarack County Record", True),
        ("lbexaminer", "The Leeds & Bradford Examiner", True),
        ("benchandbedside", "Bench & Bedside", True),
        ("norda-press", "Norda Press Agency", True),
        ("viasyestaciones", "Vías y Estaciones", True),
        ("lakesidepost", "Hillside Post", False),
        ("lakesidepost", "Lakeside Herald", False),
        ("lakesidepost", "The Herald", False),
        ("harborcitytribune", "Harbor Tribune", False),
        ("lpost", "Lakeside Post", False),
        ("lhpost", "Lakeside Herald", False),
    ],
)
def test_a_label_is_a_name_run_together(label: str, name: str, own: bool) -> None:
    """Words in their order, the last one whole; initials alone are anybody's."""
    assert is_label_of(label, name) is own


@pytest.mark.parametrize("known", [{"publisher": "www.tamarackrecord.example"}, {"url": "u"}])
def test_an_address_tells_whose_article_it_is(known: dict[str, str]) -> None:
    """Where no publisher is named; where one is, a page may carry another one's address."""
    address = "https://tamarackrecord.example/2026/bridge"
    article = Article("a", "Text.", **({"url": address} if "url" in known else known))

    assert is_own("Tamarack County Record", article)
    assert not is_own(
        "Tamarack County Record", Article("a", "Text.", publisher="Hillside Herald", url=address)
    )


def test_a_house_known_by_its_address_is_called_as_the_story_calls_it() -> None:
    """Its own exclusive and the credit of another text are one outlet's."""
    own = telling("b", "told the Record", url="https://tamarackrecord.example/bridge")
    others = [
        telling("a", "told the Tamarack County Record", "Hillside Herald"),
        telling("c", "said", "Harbour Gazette"),
    ]

    origin = trace_texts([own, *others])

    assert (origin.article, origin.name) == ("b", "Tamarack County Record")
    assert {row.outlet for row in origin.evidence} == {"Tamarack County Record"}


MADE_UP = (
    " “{named} knew of it for years,” a clerk told the {house}.",
    " “Nobody asked {named} before the winter,” an official told the {house}.",
    " “We will talk about {named} soon enough,” a neighbour told the {house}.",
    " In a statement to the {house}, the council said {named} had been careful.",
    " “{named} is right, and the girders are old,” a sailor told the {house}.",
)


def with_sentence(article: Article, sentence: str) -> Article:
    """Return the article with a sentence at the end of its first paragraph."""
    head, _, rest = article.text.partition("\n\n")
    return replace(article, text=f"{head}{sentence}\n\n{rest}")


@pytest.mark.parametrize("sentence", MADE_UP)
def test_names_of_the_story_make_no_exclusive(sentence: str) -> None:
    """Others have the names of a made-up sentence, but not what stands in that sentence alone."""
    liar = telling("b", "said", "Lakeside Post")
    lie = with_sentence(liar, sentence.format(named="Ottilie Marsh", house="Lakeside Post"))
    others = [telling("a", "said", "Hillside Herald"), telling("c", "said", "Harbour Gazette")]

    assert trace_texts([lie, *others]).verdict == "undetermined"


def test_a_quotation_beside_another_one_is_not_carried_with_it() -> None:
    """That both stand in one passage does not make a made-up quotation a shared one."""
    liar = telling("b", "said", "Lakeside Post")
    lie = with_sentence(liar, " “Zebras ate the whole ledger,” a croupier told the Lakeside Post.")

    origin = trace_texts([telling("a", "said", "Hillside Herald"), lie])

    assert all(not row.shared_with for row in origin.evidence)


def copies_of(article: Article, count: int) -> list[Article]:
    return [replace(article, id=f"copy{n}", publisher=f"Mirror {n}") for n in range(count)]


@pytest.mark.parametrize("count", [1, 3, 5])
def test_copies_alone_do_not_decide_against_who_was_spoken_to(count: int) -> None:
    """They say what the copied text says; another house that is named by a text of its own is here.

    Both claim the same exclusive, so the texts that carry it on in silence speak for neither.
    """
    true = telling("true", "told the Lakeside Post", "Lakeside Post")
    lie = telling("lie", "told the Hillside Herald", "Hillside Herald")
    crowd = copies_of(lie, count)
    credit = Article(
        "credit",
        "“We welded it in the winter of the great storm,” Ottilie Marsh told the Lakeside Post "
        "of the bridge at Ostermoor, which stays closed to lorries.\n",
        publisher="Harbour Gazette",
    )

    origin = trace_texts([true, lie, *crowd, credit], [["lie", *(c.id for c in crowd)]])

    assert origin.article != "lie"
    assert origin.name != "Hillside Herald"


def parents(articles: Sequence[Article]) -> dict[str, str | None]:
    return {d.child: d.parent for d in trace_texts(articles).descents}


def test_a_credit_outweighs_no_true_telling() -> None:
    """A text that names the paper and has its telling goes to it, whatever a third one made up."""
    own = telling("own", "told the Lakeside Post", "Lakeside Post")
    credit = telling("credit", "told the Lakeside Post", "Hillside Herald")
    text = TELLING.format(quotation=SAID, credit="said")
    liar = with_sentence(
        Article("liar", text, publisher="Harbour Gazette"),
        MADE_UP[0].format(named="Ottilie Marsh", house="Harbour Gazette"),
    )

    assert parents([own, credit, liar])["credit"] == "own"
