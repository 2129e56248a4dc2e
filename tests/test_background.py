"""Stems unify spellings, languages are told apart, rare words weigh more."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.background import Stems, background, detect_language
from dedup.tokens import tokenize


@pytest.mark.parametrize(
    "spellings",
    [("zelensky", "zelenskyy", "zelensky's"), ("drone", "drones"), ("perkušić", "perkusic")],
)
def test_spellings_of_one_word_have_one_stem(spellings: tuple[str, ...]) -> None:
    """Possessives, plurals, accents and doubled letters do not make a word."""
    assert len({background("en").stem(word) for word in spellings}) == 1


def test_accents_that_are_letters_stay() -> None:
    """й is no и: Cyrillic marks are part of the letter."""
    assert background("uk").stem("йод") != background("uk").stem("иод")


def test_rare_words_weigh_more() -> None:
    """Idf falls with a word's frequency in its language, and with the corpus at hand."""
    table = background("en")

    order = [table.idf(table.stem(word)) for word in ("the", "president", "drone", "hegseth")]

    assert order == sorted(order)
    assert table.idf("drone", holding=50, articles=100) < table.idf("drone")


def test_a_language_without_lists_still_has_stems_and_weights() -> None:
    """An unknown language falls back to prefixes and one share for all."""
    table = background("")

    assert (table.stem("abcdefgh"), table.idf("abc")) == ("abcdef", table.idf("xyz"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said on Monday that it would not pay for the bridge.", "en"),
        ("Der Rat sagte am Montag, dass er die Brücke nicht bezahlen werde.", "de"),
        ("El consejo dijo el lunes que no va a pagar el puente de la ciudad.", "es"),
        ("Le conseil a dit lundi qu'il ne paiera pas le pont de la ville.", "fr"),
        ("Рада сказала у понеділок, що не буде платити за цей міст.", "uk"),
        ("Совет сказал в понедельник, что он не будет платить за этот мост.", "ru"),
        ("قال المجلس يوم الاثنين إنه لن يدفع ثمن هذا الجسر في المدينة", "ar"),
        ("理事会は月曜日に橋の費用を払わないと言った。", "ja"),
        ("", ""),
        ("xqz vbn kjh", ""),
    ],
)
def test_language_is_told_from_common_words(text: str, language: str) -> None:
    """Common words tell the language; without any, it is left open."""
    assert detect_language(tokenize(text).words) == language


def test_language_of_labelled_news(shared_folder: Path) -> None:
    """At least 99% of the labelled articles in six languages are told right."""
    with (shared_folder / "semeval2022-task8" / "pairs.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sides = [(row[f"text_{i}"], row[f"lang{i}"]) for row in rows for i in (1, 2)][::4]

    right = [detect_language(tokenize(text).words) == language for text, language in sides]

    assert sum(right) >= 0.99 * len(right)


@given(st.lists(st.text(max_size=4), min_size=1, unique=True), st.data())
def test_ranks_are_in_the_order_of_names(names: list[str], data: st.DataObject) -> None:
    """However many are asked for, and whatever was asked for before they were met."""
    stems = Stems()
    numbers = np.array(stems.number(names), np.int32)

    for size in data.draw(st.lists(st.integers(1, len(names)), min_size=1, max_size=4)):
        some = data.draw(st.permutations(numbers.tolist()))[:size]
        ranks = stems.by_name(np.array(some, np.int32))
        assert sorted(some, key=lambda one: int(ranks[one])) == sorted(
            some, key=stems.names.__getitem__
        )
        stems.number([f"{len(stems.names)}"])
