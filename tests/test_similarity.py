"""The measures are exact, directional where they say so, and leave furniture out."""

from __future__ import annotations

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import invented_text, replace_words

from dedup.articles import Article
from dedup.dossiers import Dossier, open_dossier
from dedup.similarity import Similarity, measure

TEXTS = st.lists(st.sampled_from(["rain", "fell", "on", "the", "old", "bridge"]), max_size=30).map(
    " ".join
)


def dossier_of(text: str, name: str = "a") -> Dossier:
    return open_dossier(Article(id=name, text=text))


@given(TEXTS, TEXTS)
def test_jaccard_and_containment_equal_the_sets(left: str, right: str) -> None:
    """Shared shingles over all, and over each side's."""
    a, b = (set(reference.shingles(text.split(), 5)) for text in (left, right))

    similarity = measure(dossier_of(left), dossier_of(right))

    assert similarity.jaccard == (len(a & b) / len(a | b) if a | b else 0)
    assert similarity.containment_of_left == (len(a & b) / len(a) if a else 0)
    assert similarity.containment_of_right == (len(a & b) / len(b) if b else 0)


@given(TEXTS, TEXTS)
def test_measures_mirror(left: str, right: str) -> None:
    """The other way round, the sides are swapped and nothing else."""
    one, two = (
        measure(dossier_of(left), dossier_of(right)),
        measure(dossier_of(right), dossier_of(left)),
    )

    assert two == Similarity(
        jaccard=one.jaccard,
        containment_of_left=one.containment_of_right,
        containment_of_right=one.containment_of_left,
        word_containment_of_left=one.word_containment_of_right,
        word_containment_of_right=one.word_containment_of_left,
        term_cosine=one.term_cosine,
        longest_run=one.longest_run,
        longest_own_run=one.longest_own_run,
    )
    assert two == one.mirrored()


def test_a_part_is_contained_in_the_whole_and_not_the_other_way() -> None:
    """Containment is directional."""
    whole = invented_text(1, sentences=30)
    part = "\n".join(whole.split("\n")[:3])

    similarity = measure(dossier_of(part), dossier_of(whole))

    assert similarity.containment_of_left == 1.0
    assert similarity.containment_of_right < 0.5


@pytest.mark.parametrize(
    ("left", "right", "longest", "own"),
    [
        (
            "Yesterday the red ferry sank near the northern cape at dawn.",
            "Nobody saw how the red ferry sank near the northern cape today.",
            8,
            8,
        ),
        (
            'He said "the red ferry sank near the northern cape" at dawn.',
            "She knew the red ferry sank near the northern cape today.",
            8,
            0,
        ),
    ],
)
def test_a_run_inside_quote_marks_is_no_run_of_its_own(
    left: str, right: str, longest: int, own: int
) -> None:
    """Quotation marks on one side suffice."""
    similarity = measure(dossier_of(left), dossier_of(right))

    assert (similarity.longest_run, similarity.longest_own_run) == (longest, own)


def test_shared_furniture_is_no_similarity() -> None:
    """Two strangers in one site's template have nothing in common."""
    frame = (
        "Share on Facebook  Tweet  WhatsApp  Copy link\n{}\n"
        "You may also like\nTen ferries you must see before you retire\n"
    )

    similarity = measure(
        dossier_of(frame.format(invented_text(1))), dossier_of(frame.format(invented_text(2)))
    )

    assert (similarity.jaccard, similarity.longest_own_run < 5) == (0.0, True)


@given(st.integers(0, 10**6))
def test_every_replaced_word_costs_at_most_five_shingles(hash_seed: int) -> None:
    """Jaccard similarity falls with the edit, never by more than the edit explains."""
    text = invented_text(3)
    edited = replace_words(text, 0.03, hash_seed)
    changed = sum(a != b for a, b in zip(text.split(), edited.split(), strict=True))
    count = len(set(reference.shingles([w for w, _, _ in reference.words(text)], 5)))

    similarity = measure(dossier_of(text), dossier_of(edited))

    assert similarity.containment_of_left >= 1 - 5 * changed / count
