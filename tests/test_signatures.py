"""A signature is what it says it is, and stays so."""

from __future__ import annotations

import random
from math import sqrt

import datasketch
import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st
from strategies import invented_text, invented_words, texts

from dedup.background import detect_language
from dedup.errors import SchemeMismatch
from dedup.interop import to_datasketch
from dedup.schemes import Scheme, permutations
from dedup.signatures import Signature, estimate_jaccard, sign
from dedup.stems import stem_words
from dedup.tokens import tokenize

PINNED = "The council voted on Tuesday to close the old bridge for two years."


def signature_of(text: str, scheme: Scheme | None = None) -> Signature:
    tokens = tokenize(text)
    return sign(tokens, detect_language(tokens.words), scheme)


@given(texts)
def test_minhash_equals_datasketch_bit_for_bit(text: str) -> None:
    """Datasketch's affine32 over the low halves of XXH64 of the shingles gives the same slots."""
    signature = signature_of(text)
    theirs = datasketch.MinHash(
        num_perm=128,
        seed=1,
        scheme="affine32",
        hashfunc=lambda b: xxhash.xxh64_intdigest(b) & 0xFFFFFFFF,
    )
    words = tokenize(text).words
    if words and not tokenize(text).furniture:
        theirs.update_batch(
            " ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))
        )

        assert signature.minhash.tolist() == theirs.hashvalues.tolist()


@given(st.integers(0, (1 << 32) - 1), st.integers(1, 400))
def test_permutations_are_those_of_the_legacy_generator(seed: int, slots: int) -> None:
    """NumPy's RandomState, which datasketch draws from, gives the same for any seed."""
    draw = np.random.RandomState(seed)

    multipliers, increments = permutations(slots, seed)

    odd = draw.randint(0, 1 << 31, slots, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    assert (multipliers == odd).all()
    assert (increments == draw.randint(0, 1 << 32, slots, dtype=np.uint32)).all()


def test_a_seed_beyond_32_bits_is_named() -> None:
    """No other seed is taken for it."""
    for seed in (-1, 1 << 32):
        with pytest.raises(ValueError, match=f"hash_seed={seed} must be from 0 to 4294967295"):
            permutations(128, seed)


def test_to_datasketch_compares_with_datasketch() -> None:
    """A signature handed over estimates the same Jaccard similarity there."""
    left, right = signature_of(invented_text(1)), signature_of(invented_text(1)[:600])

    theirs = to_datasketch(left).jaccard(to_datasketch(right))

    assert theirs == estimate_jaccard(left, right) > 0


def test_a_signature_is_pinned() -> None:
    """What is persisted never changes within a scheme version."""
    signature = signature_of(PINNED)

    assert (
        signature.digest.hex(),
        signature.minhash[:3].tolist(),
        int(signature.shingles[0]),
        int(signature.anchors[0]),
        signature.scheme.version,
    ) == PINS


PINS = (
    "9d144cf09f57cc75ef1bd33fa812aef4",
    [458437594, 109983549, 605225286],
    5571611275216374390,
    258988530317747315,
    1,
)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_the_estimate_keeps_its_stated_error(share: float) -> None:
    """Over 40 pairs of known similarity, the mean stays within four standard errors."""
    draw = random.Random(7)
    gaps = []
    for _ in range(40):
        common = invented_words(draw, 300)
        left = signature_of(" ".join(common[: int(300 * share)] + invented_words(draw, 150)))
        right = signature_of(" ".join(common[: int(300 * share)] + invented_words(draw, 150)))
        both = len(np.intersect1d(left.shingles, right.shingles))
        exact = both / len(np.union1d(left.shingles, right.shingles))
        gaps.append((estimate_jaccard(left, right) - exact) / sqrt(exact * (1 - exact) / 128))

    assert abs(sum(gaps) / len(gaps)) < 4 / sqrt(len(gaps))


def test_signatures_of_two_schemes_do_not_compare() -> None:
    """The error names the fields that differ, with both values."""
    left, right = signature_of(PINNED), signature_of(PINNED, Scheme(shingle=4))

    with pytest.raises(SchemeMismatch, match="shingle: 5 against 4"):
        estimate_jaccard(left, right)


def test_furniture_is_no_part_of_a_signature() -> None:
    """A text in two sites' furniture has one signature."""
    body = invented_text(3)

    assert signature_of(f"Share and Follow\n{body}").digest == signature_of(body).digest


def test_an_empty_text_has_an_empty_signature() -> None:
    """No words, no shingles, no anchors, no terms."""
    signature = signature_of(" \n—\n")

    assert (
        signature.words,
        len(signature.shingles),
        len(signature.anchors),
        dict(signature.terms),
    ) == (0, 0, 0, {})


def test_a_grouped_number_is_one_number() -> None:
    """1,300 and 1300 have one stem; a list of numbers stays a list."""
    stems = [
        stem_words(tokenize(text), "en") for text in ("1,300 km", "1300 km", "in 12, 300 and 5")
    ]

    assert [[s for s in row if s] for row in stems] == [
        ["1300", "km"],
        ["1300", "km"],
        ["in", "12", "300", "and", "5"],
    ]
