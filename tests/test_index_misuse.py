"""What an index says to those who hand it something else: what is wrong, the value, what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from strategies import invented_text

from dedup.articles import Article
from dedup.errors import StoreError
from dedup.index import Index

ARTICLE = Article(id="a", text=invented_text(1))


@pytest.fixture(params=[{}, {"near_only": True}, {"keep_text": False}], ids=str)
def index(request: pytest.FixtureRequest) -> Index:
    """An index of each kind."""
    return Index.open(None, **request.param)


@pytest.mark.parametrize(
    "act",
    [
        lambda index: index.add("a text"),
        lambda index: index.add({"id": "a", "text": "a text"}),
        lambda index: index.add([ARTICLE, {"id": "a", "text": "a text"}]),
        lambda index: index.add(None),
        lambda index: index.check("a text"),
        lambda index: index.check({"id": "a", "text": "a text"}),
    ],
)
def test_what_is_no_article_is_named(index: Index, act: Callable[[Any], Any]) -> None:
    """With its type, and how an article is made; nothing is kept."""
    with pytest.raises(TypeError, match=r"(str|dict|NoneType).*Article\(id=…, text=…\)"):
        act(index)

    assert len(index) == 0


@pytest.mark.parametrize("asked", ["remove", "get", "story"])
@pytest.mark.parametrize("given", [5, None, b"a", ARTICLE])
def test_what_is_no_id_is_named(index: Index, asked: str, given: object) -> None:
    """With its type; that an index cannot tell stories is another matter."""
    with pytest.raises(TypeError, match=f"id.*string.*{type(given).__name__}"):
        getattr(index, asked)(given)


@pytest.mark.parametrize("field", ["id", "title", "url", "publisher", "author", "language"])
def test_a_field_of_another_type_is_refused_when_the_article_is_made(field: str) -> None:
    """Once in the file, it would end every check that meets the article."""
    with pytest.raises(TypeError, match=f"{field}.*int, not str"):
        Article(**{"id": "a", "text": "text", field: 5})  # type: ignore[arg-type]


def test_half_a_character_may_stand_anywhere(index: Index) -> None:
    """Whatever a broken decoder left in a field."""
    half = "\ud83d"
    article = Article(half, invented_text(1) + half, half, half, half, None, None, half, half)

    index.add(article)

    found = index.get(half)
    assert found is not None
    assert (found.title, found.language) == (half, half)
    assert [r.right for r in index.check(ARTICLE).relations] == [half]
    assert index.verify() == []


def test_who_is_not_there_has_no_story(index: Index) -> None:
    """The id is named; where no story can be told at all, that is said."""
    with pytest.raises((KeyError, ValueError), match=r"no article 'nobody'|cannot show"):
        index.story("nobody")


def test_a_closed_index_says_so(tmp_path: Path) -> None:
    """It does not send the reader to look for another file."""
    with Index.open(tmp_path / "i.dedup") as index:
        index.add(ARTICLE)

    with pytest.raises(StoreError, match="was closed; open it again"):
        index.check(ARTICLE)


def test_a_time_without_a_zone_prunes_nothing() -> None:
    """As no article may be published at one."""
    with Index(window="1d") as index, pytest.raises(ValueError, match="no timezone"):
        index.prune(datetime(2031, 5, 1))


@pytest.mark.parametrize("workers", [0, -1])
def test_nobody_cannot_sign(workers: int) -> None:
    """As ``Options`` refuses no threads."""
    with pytest.raises(ValueError, match=f"workers={workers} must be at least 1"):
        Index(workers=workers)


def test_a_window_in_the_place_of_a_scheme_is_named(tmp_path: Path) -> None:
    """The second argument of ``open`` is the scheme; no file is made."""
    with pytest.raises(TypeError, match=r"scheme='30d' is no Scheme; .*window="):
        Index.open(tmp_path / "i.dedup", "30d")  # type: ignore[arg-type]

    assert not (tmp_path / "i.dedup").exists()
