"""Sheets: made together or alone they are the same, and say what the article says."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup import sheets
from dedup.articles import Article
from dedup.background import STEMS, background
from dedup.dossiers import Dossier, open_dossiers
from dedup.kernels import BEGINS_SENTENCE, FURNISHED, Sheet
from dedup.sheets import FACT_IDF, TELLING_IDF, sheet_of, sheets_of

PIECES = st.sampled_from(
    [
        "The mayor of Zwettlingen, Ida Brockhaus, opened the bridge",
        "“It rains in Zwettlingen – as ever,” said 14,300 men",
        "Read more: bridges",
        "Updated July 16, 2018 at 7:08",
        "No",
        "Die Brücke über die Kamp ist gesperrt",
        "𝒳 Міст закрито, 1 300 людей чекають",
        "東京で雨が降る。",
        ". ",
        "\n\n",
        ", ",
    ]
)
ARTICLES = st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=4)


def values(sheet: Sheet) -> list[tuple[str, object]]:
    """Return all that a sheet holds, bit by bit; words by their keys, whatever their numbers."""
    others = [field.name for field in fields(sheet) if field.name not in ("numbers", "keys")]
    arrays = [sheet.keys[sheet.numbers], *(getattr(sheet, name) for name in others)]
    return [(str(array.dtype), array.tobytes()) for array in arrays]


def opened(texts: list[str]) -> list[Dossier]:
    """Return the dossiers of some texts, each opened by itself or with the others."""
    return list(open_dossiers([Article(str(row), text) for row, text in enumerate(texts)]))


@given(ARTICLES)
def test_sheets_made_together_are_those_made_alone(texts: list[str]) -> None:
    """Also of articles of several batches, of one asked for twice, and of one that is there."""
    alone = [sheet_of(dossier) for dossier in opened(texts)]
    dossiers = [*opened(texts[:2]), *opened(texts[2:])]
    first = sheet_of(dossiers[-1])

    together = sheets_of([*dossiers, dossiers[0]])

    assert [values(sheet) for sheet in together[:-1]] == [values(sheet) for sheet in alone]
    assert together[-1] is together[0]
    assert together[len(texts) - 1] is first


@given(ARTICLES)
def test_a_sheet_says_what_its_article_says(texts: list[str]) -> None:
    """Word by word: furniture, sentences, stems, facts and witnesses of the order."""
    for dossier, sheet in zip(dossiers := opened(texts), sheets_of(dossiers), strict=True):
        tokens, rarity = dossier.tokens, background(dossier.language).rarity
        assert ((sheet.flags & FURNISHED) != 0).tolist() == tokens.furnished.tolist()
        begins = [
            not i or tokens.sentence_of[i] != tokens.sentence_of[i - 1] for i in range(len(tokens))
        ]
        assert ((sheet.flags & BEGINS_SENTENCE) != 0).tolist() == begins
        own = {s for s, out in zip(dossier.stems, tokens.furnished, strict=True) if s and not out}
        names = [STEMS.names[number] for number in sheet.stems.tolist()]
        assert [names[place] for place in sheet.own.tolist()] == sorted(own)
        facts = {
            stem
            for i, (word, stem) in enumerate(zip(tokens.words, dossier.stems, strict=True))
            if stem and dossier.narrative[i] and rarity(stem) > FACT_IDF
            and (word.isdecimal() or (tokens.text[tokens.starts[i]].isupper() and not begins[i]))
        }  # fmt: skip
        assert [names[place] for place in sheet.facts.tolist()] == sorted(facts)
        told = [s for s, out in zip(dossier.stems, dossier.narrative, strict=True) if out]
        once = [s if told.count(s) == 1 and rarity(s) > TELLING_IDF else None for s in names]
        assert [dossier.stems[k - 1] if k else None for k in sheet.places.tolist()] == once


def test_more_articles_than_are_made_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made in several, and are the same."""
    texts = [f"The {word} bridge of Zwettlingen is closed." for word in ("old", "new", "third")]
    expected = [values(sheet) for sheet in sheets_of(opened(texts))]

    monkeypatch.setattr(sheets, "TOGETHER", 2)

    assert [values(sheet) for sheet in sheets_of(opened(texts))] == expected
