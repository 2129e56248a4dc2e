"""Words have one number a process, and what is worked out of them is worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.background import detect_language, detect_languages
from dedup.background.languages import _DETECTABLE, _common_words
from dedup.tokens import tokenize, tokenize_each
from dedup.tokens.vocabulary import VOCABULARY, Vocabulary, WordFacts

WORDS = st.lists(st.text("abc", min_size=1, max_size=3), max_size=30)


@given(WORDS, WORDS)
def test_a_word_keeps_its_number(one: list[str], other: list[str]) -> None:
    """Whatever comes later; the number leads back to the word."""
    vocabulary = Vocabulary()

    first, second = vocabulary.number(one), vocabulary.number(other)

    assert [vocabulary.names[number] for number in [*first, *second]] == [*one, *other]
    assert vocabulary.number(one).tolist() == first.tolist()
    assert len(set(vocabulary.names)) == len(vocabulary.names)


def test_threads_agree_on_the_numbers() -> None:
    """Though they meet the same new words at the same time."""
    vocabulary = Vocabulary()
    words = [f"w{i}" for i in range(3000)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(vocabulary.number, [words[i % 5 :] for i in range(40)]))

    assert all(
        [vocabulary.names[number] for number in numbers] == words[i % 5 :]
        for i, numbers in enumerate(found)
    )


def test_facts_are_worked_out_once_a_word() -> None:
    """Also of the words that come later."""
    asked: Counter[str] = Counter()

    def lengths(words: Sequence[str]) -> Any:
        asked.update(words)
        return np.array([len(word) for word in words], np.int32)

    facts = WordFacts(lengths, np.int32)
    batches = [[f"fact{'x' * i}", f"fact{'y' * i}"] for i in range(40)]
    found = [facts.of(VOCABULARY.number(words)).tolist() for words in batches]

    assert found == [[len(word) for word in words] for words in batches]
    assert set(asked.values()) == {1}


TEXTS = {
    "en": "The man said that he was in the house and that it was not for sale.",
    "de": "Der Mann sagte, dass er nicht in dem Haus war und es auch nicht ist.",
    "uk": "Він сказав, що це не так, але ми не можемо, як і вони, для себе, та й на це.",
    "ja": "彼は来た。もう遅いと言った。",
    "": "Zxqv wvut kjhg 123 4567.",
}


def test_the_language_is_the_one_with_most_common_words() -> None:
    """Counted here as the rule is worded, over all languages of the script."""
    for language, text in TEXTS.items():
        words = tokenize(text).words
        assert detect_language(words) == language
        if language in _DETECTABLE["Latin"]:
            counts = {c: sum(w in _common_words(c) for w in words) for c in _DETECTABLE["Latin"]}
            assert counts[language] == max(counts.values())


def test_many_texts_have_the_languages_that_each_has_alone() -> None:
    """What is stated is taken as it is."""
    batch = tokenize_each([*TEXTS.values(), "", TEXTS["de"]])[0][0].batch

    found = detect_languages(["", "", "", "", "", "", "fr"], batch)

    assert found == [*TEXTS, "", "fr"]
