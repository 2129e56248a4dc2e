"""Articles and edits with known truth, made by the tests themselves."""

from __future__ import annotations

import random

from hypothesis import strategies as st

_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"


def invented_words(
    draw: random.Random, count: int, syllables: tuple[int, int] = (2, 4)
) -> list[str]:
    """Return words of no language: what they share, they share because a test planted it."""
    return [
        "".join(
            draw.choice(_CONSONANTS) + draw.choice(_VOWELS) for _ in range(draw.randint(*syllables))
        )
        for _ in range(count)
    ]


_GLUE = "the of and to in a that for on with was by it from at as".split()


def invented_sentence(draw: random.Random, vocabulary: list[str], words: int = 14) -> str:
    """Return a sentence of invented content words with English function words between them."""
    chosen = [draw.choice(_GLUE if draw.random() < 0.4 else vocabulary) for _ in range(words)]
    return " ".join(chosen).capitalize() + "."


def invented_text(hash_seed: int, sentences: int = 20) -> str:
    """Return a text that shares no content word with that of another number, but by chance."""
    draw = random.Random(hash_seed)
    vocabulary = invented_words(draw, 120)
    lines = [invented_sentence(draw, vocabulary, draw.randint(9, 20)) for _ in range(sentences)]
    return "\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3))


def replace_words(text: str, share: float, hash_seed: int) -> str:
    """Return the text with this share of its words replaced by words of no language."""
    draw = random.Random(hash_seed)
    return "\n".join(
        " ".join(
            invented_words(draw, 1)[0] if draw.random() < share else word
            for word in line.split(" ")
        )
        for line in text.split("\n")
    )


texts = st.text(max_size=200)
"""Any string that Python can hold, surrogates included."""

ids = st.lists(st.integers(0, 5), max_size=40)
"""A sequence over a small alphabet, so that runs are common."""

hashes = st.lists(st.integers(0, 2**64 - 1), max_size=60)
