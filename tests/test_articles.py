"""Text with provenance: what an article promises whoever reads it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.articles import Article

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def test_an_article_needs_an_id() -> None:
    """Nothing could name an article without one."""
    with pytest.raises(ValueError, match="needs an id"):
        Article(id="", text="The bridge is closed.")


def test_a_time_needs_a_zone() -> None:
    """A time without a zone cannot be compared; the error names the article and the time."""
    with pytest.raises(ValueError, match="'a': published=2031-05-01T12:00:00 has no timezone"):
        Article(id="a", text="The bridge is closed.", published=NOON.replace(tzinfo=None))


def test_a_time_given_is_a_time_stated() -> None:
    """Who gives a time and says no more, states it."""
    article = Article(id="a", text="", published=NOON)

    assert article.published_known == "stated"


def test_where_there_is_no_time_nothing_is_known_of_it() -> None:
    """``published_known`` says how a time is known, so without one it is None."""
    article = Article(id="a", text="", published_known="page")

    assert article.published_known is None


def test_an_article_does_not_change() -> None:
    """Articles are shared by all results about them."""
    article = Article(id="a", text="The bridge is closed.")

    with pytest.raises(FrozenInstanceError):
        article.text = "The bridge is open."  # type: ignore[misc]


def test_extra_fields_make_no_difference() -> None:
    """Two articles are equal by what this package reads, not by what the input had beside it."""
    assert Article(id="a", text="x", extra={"section": "news"}) == Article(id="a", text="x")


@given(st.text())
def test_the_text_stays_as_it_is(text: str) -> None:
    """Every offset of every result counts the characters of the text as given."""
    assert Article(id="a", text=text).text == text


@pytest.mark.parametrize(
    ("article", "headline"),
    [
        (Article(id="a", text="First line\nSecond", title="A title"), "A title"),
        (Article(id="a", text="\n \n  First line \nSecond"), "First line"),
        (Article(id="a", text=" \n"), "a"),
    ],
)
def test_the_headline_is_the_best_name_there_is(article: Article, headline: str) -> None:
    """The title, else the first line that is not blank, else the id."""
    assert article.headline == headline


@given(st.text(), st.text())
def test_a_headline_fits_a_line(title: str, text: str) -> None:
    """A headline has at most 120 characters and is never empty."""
    headline = Article(id="a", text=text, title=title).headline

    assert 0 < len(headline) <= 120
