"""The aligner in nine languages: on texts edited here, with known truth, and on real pairs."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.passages import COVERAGE, PassageKind, align

PLANTED = {
    "en": (
        "The harbour board doubled the winter ferries to the far islands on Tuesday.",
        "Two new boats will sail from November, the chairwoman told the council.",
        ("doubled", "increased"),
        ("Rain fell all week.", "Shares closed higher in Oslo."),
    ),
    "es": (
        "La junta del puerto duplicó el martes los barcos de invierno hacia las islas lejanas.",
        "Dos naves nuevas zarparán desde noviembre, dijo la presidenta ante el concejo.",
        ("duplicó", "aumentó"),
        ("Llovió toda la semana pasada.", "Las acciones cerraron con ganancias en Oslo."),
    ),
    "de": (
        "Der Hafenrat verdoppelte am 3. März die Winterfähren zu den fernen Inseln.",
        "Zwei neue Schiffe fahren ab November, sagte die Vorsitzende vor dem Stadtrat.",
        ("verdoppelte", "erhöhte"),
        ("Es regnete die ganze Woche.", "Aktien schlossen höher in Oslo."),
    ),
    "fr": (
        "Le conseil du port a doublé mardi les bacs d'hiver vers les îles lointaines.",
        "Deux nouveaux navires partiront dès novembre, a dit la présidente aux élus.",
        ("doublé", "augmenté"),
        ("Pluie partout hier.", "Les actions ont fini en hausse à Oslo."),
    ),
    "uk": (
        "Рада порту у вівторок подвоїла зимові пороми до далеких островів.",
        "Два нові судна вийдуть із листопада, сказала голова перед депутатами м. Львів.",
        ("подвоїла", "збільшила"),
        ("Дощ ішов увесь тиждень.", "Акції закрилися зростанням в Осло."),
    ),
    "ru": (
        "Совет порта во вторник удвоил зимние паромы к дальним островам.",
        "Два новых судна за 5 млн. руб. выйдут с ноября, сказала глава перед депутатами.",
        ("удвоил", "увеличил"),
        ("Дождь шёл всю неделю.", "Акции закрылись ростом в Осло."),
    ),
    "ar": (
        "ضاعف مجلس الميناء يوم الثلاثاء عبارات الشتاء إلى الجزر البعيدة.",
        "ستبحر سفينتان جديدتان من نوفمبر، قالت الرئيسة أمام أعضاء المجلس البلدي.",
        ("ضاعف", "زاد"),
        ("هطل المطر طوال الأسبوع.", "أغلقت الأسهم على ارتفاع في أوسلو."),
    ),
    "zh": (
        "港口委员会周二决定把前往外岛的冬季渡轮数量增加一倍。",
        "主席告诉市议会，两艘新船将从十一月起航行。",
        ("决定", "同意"),
        ("整个星期都在下雨。", "奥斯陆股市收盘走高。"),
    ),
    "ja": (
        "港湾委員会は火曜日、離島への冬のフェリーを二倍に増やした。",
        "新しい船二隻が十一月から就航すると委員長は市議会で述べた。",
        ("増やした", "拡大した"),
        ("一週間ずっと雨が降った。", "オスロの株価は上昇して引けた。"),
    ),
}
"""Two sentences of a passage, a word of it and another for it, and what stands around it."""


def passage_of(first: str, second: str) -> str:
    """Return two sentences as their language sets them."""
    return first + ("" if first.endswith("。") else " ") + second


def around(passage: str, language: str, before: bool) -> str:
    """Return a text of one language with a passage before or behind a stranger's sentence."""
    stranger = PLANTED[language][3][0 if before else 1]
    return f"{passage}\n{stranger}" if before else f"{stranger}\n{passage}"


@pytest.mark.parametrize("language", PLANTED)
def test_a_planted_passage_is_found_to_the_letter(language: str) -> None:
    """Both sentences, nothing of the strangers, whatever the script."""
    passage = passage_of(*PLANTED[language][:2])
    left, right = around(passage, language, True), around(passage, language, False)

    (found,) = align(left, right)

    assert left[found.left_start : found.left_end] == passage.rstrip(".。")
    assert (found.kind, right[found.right_start : found.right_end]) == (
        PassageKind.VERBATIM,
        passage.rstrip(".。"),
    )


@pytest.mark.parametrize("language", PLANTED)
def test_an_edited_passage_has_its_sentences_side_by_side(language: str) -> None:
    """A word replaced and the sentences swapped: the same passage, its sentences matched."""
    first, second, (old, new), _ = PLANTED[language]
    left = around(passage_of(first, second), language, True)
    right = around(passage_of(second, first.replace(old, new)), language, False)

    pairs = [pair for one in align(left, right) for pair in (*one.sentences, *one.runs)]

    for piece in (first, second):
        start = left.index(piece)
        spans = [(a, b, c, d) for a, b, c, d in pairs if start <= a and b <= start + len(piece)]
        assert spans, piece
        other = right.index(piece.replace(old, new))
        assert all(other <= c and d <= other + len(piece) + 5 for _, _, c, d in spans)


@given(st.sampled_from(sorted(PLANTED)), st.sampled_from(sorted(PLANTED)))
def test_two_languages_share_nothing(one: str, other: str) -> None:
    """The aligner reads words; a translation has others."""
    found = align(passage_of(*PLANTED[one][:2]), passage_of(*PLANTED[other][:2]))

    assert bool(found) == (one == other)


def test_real_pairs_of_one_story_share_more(shared_folder: Path) -> None:
    """In each language of the semeval pairs, texts of one story share more than strangers do."""
    shares: dict[str, dict[bool, list[float]]] = defaultdict(lambda: defaultdict(list))
    with (shared_folder / "semeval2022-task8" / "pairs.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["lang1"] != row["lang2"] or 2 < float(row["Overall"]) < 3:
                continue
            found = align(row["text_1"], row["text_2"], COVERAGE)
            letters = sum(p.left_end - p.left_start for p in found if p.evidence > 0)
            shares[row["lang1"]][float(row["Overall"]) <= 2].append(letters / len(row["text_1"]))

    means = {
        language: tuple(sum(part) / len(part) for part in (halves[True], halves[False]))
        for language, halves in shares.items()
        if min(map(len, halves.values())) > 1 and len(halves) == 2
    }
    assert {"ar", "de", "en", "es", "fr"} <= means.keys()
    assert all(same > other for same, other in means.values()), means
    assert all(means[language][0] > 4 * means[language][1] for language in ("en", "es", "fr"))
