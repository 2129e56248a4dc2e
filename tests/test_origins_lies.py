"""What does not win: made-up exclusives, copies of a claim; houses known by an address alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from test_origins_members import telling, trace_texts

from dedup.articles import Article
from dedup.attributions import find_attributions, is_own
from dedup.attributions.labels import is_label_of
from dedup.dossiers import open_dossier
from dedup.origins import Member, Origin, trace_origin
from dedup.passages import Passage, PassageKind
from dedup.relations import Kind, relate


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


def trace_loosely(articles: Sequence[Article]) -> Origin:
    """Return the origin of articles of which each pair is one long passage, as rewrites may be."""
    dossiers = [open_dossier(one) for one in articles]
    members = [
        Member(d.article, d.tokens, find_attributions(d.article, d.tokens)) for d in dossiers
    ]
    relations = []
    for left, right in combinations(dossiers, 2):
        sides = (0, len(left.article.text), 0, len(right.article.text))
        whole = Passage(*sides, kind=PassageKind.REWORDED, evidence=50.0, identity=0.5)
        relations.append(replace(relate(left, right), kind=Kind.REWRITE, passages=(whole,)))
    return trace_origin(members, [], relations)


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


@pytest.mark.parametrize("sentence", MADE_UP, ids=range(len(MADE_UP)))
def test_names_of_the_story_make_no_exclusive(sentence: str) -> None:
    """Others have the names of a made-up sentence, but not what stands in that sentence alone."""
    liar = telling("b", "said", "Lakeside Post")
    lie = with_sentence(liar, sentence.format(named="Ottilie Marsh", house="Lakeside Post"))
    others = [telling("a", "said", "Hillside Herald"), telling("c", "said", "Harbour Gazette")]

    assert trace_loosely([lie, *others]).verdict == "undetermined"


def test_a_fact_of_the_sentence_makes_one() -> None:
    """What stands there alone, and in another text, was carried on, however it is worded."""
    told = " Ottilie Marsh told the Lakeside Post that herons nested in the lighthouse of Quarrel."
    own = with_sentence(telling("b", "said", "Lakeside Post"), told)
    worded = " In the lighthouse of Quarrel, says Ottilie Marsh, a pair of herons is nesting."
    other = with_sentence(telling("a", "said", "Hillside Herald"), worded)

    assert trace_loosely([own, other]).article == "b"


def copies_of(article: Article, count: int) -> list[Article]:
    return [replace(article, id=f"copy{n}", publisher=f"Mirror {n}") for n in range(count)]


@pytest.mark.parametrize("count", [1, 3, 5])
def test_copies_alone_do_not_decide_against_who_was_spoken_to(count: int) -> None:
    """They say what the copied text says; another house that is named by a text of its own is here.

    Both claim the same exclusive, so the texts that carry it on in silence speak for neither.
    """
    more = (
        " “The divers were right about the rust,” engineer Hanna Brodie {credit}. “Nobody read "
        "what they wrote to us in November,” she {credit}."
    )
    true = telling("true", "told the Lakeside Post", "Lakeside Post")
    true = with_sentence(true, more.format(credit="said"))
    house = "told the Hillside Herald"
    lie = with_sentence(telling("lie", house, "Hillside Herald"), more.format(credit=house))
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


def test_a_line_of_provenance_in_a_text_that_credits_another_is_no_answer() -> None:
    """Where nobody else names either, the text says two things."""
    text = telling("a", "told the Lakeside Post", "Hillside Herald")
    lie = replace(text, text="This article first appeared in The Meridian.\n\n" + text.text)
    others = [telling(name, "said", f"Mirror {name}") for name in "bcd"]

    assert trace_texts([lie, *others]).name != "The Meridian"
