"""Attributions on sentences labelled by reading, and in six languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dedup.articles import Article
from dedup.attributions import OWN_OUTLET, Attribution, find_attributions, same_outlet
from dedup.tokens import tokenize

LABELS = Path(__file__).parent / "labels_attributions.tsv"


def read_labels() -> list[tuple[str, int, int, int, list[str]]]:
    """Return article, span, batch and outlets of each labelled sentence."""
    rows = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, start, end, batch, outlets = line.split("\t")
            rows.append(
                (name, int(start), int(end), int(batch), outlets.split(";") if outlets else [])
            )
    return rows


def alike(one: str, two: str) -> bool:
    return same_outlet(one, two) or same_outlet(two, one)


def test_there_are_enough_labels() -> None:
    """Sentences and lines, both that credit an outlet and that do not, in eleven batches."""
    rows = read_labels()

    assert len(rows) > 3000
    assert 700 < sum(bool(outlets) for *_, outlets in rows) < 900


def test_labelled_sentences(shared_folder: Path) -> None:
    """Of the outlets found nearly all are credited, of those credited most are found."""
    path = shared_folder / "helsinki-news" / "articles.jsonl"
    articles = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        articles[row["id"]] = Article(row["id"], row["text"], publisher=row["publisher"])
    found: dict[str, tuple[Attribution, ...]] = {}
    hits = alarms = total = 0

    for name, start, end, _, outlets in read_labels():
        article = articles[name]
        if name not in found:
            found[name] = find_attributions(article, tokenize(article.text))
        here = [
            a
            for a in found[name]
            if a.recognized
            and a.rejected_because in (None, OWN_OUTLET)
            and start <= article.text.find(a.written, a.start, a.end) < end
        ]
        hits += sum(any(alike(outlet, a.outlet) for a in here) for outlet in outlets)
        total += len(outlets)
        counted = {a.outlet for a in here if a.rejected_because is None}
        alarms += sum(not any(alike(outlet, one) for outlet in outlets) for one in counted)

    assert hits / (hits + alarms) >= 0.95
    assert hits / total >= 0.9


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("El puente está cerrado, según El País.", "El País"),
        ("La alcaldesa lo confirmó en una entrevista con La Vanguardia.", "La Vanguardia"),
        ("Publicado originalmente en El Confidencial.", "El Confidencial"),
        ("“No hay dinero”, declaró al diario El Mundo.", "El Mundo"),
        ("Die Brücke bleibt gesperrt, berichtet der Spiegel.", "Der Spiegel"),
        ("Das sagte sie im Gespräch mit der Süddeutschen Zeitung.", "Süddeutschen Zeitung"),
        ("Laut Handelsblatt fehlt das Geld.", "Handelsblatt"),
        ("Zuerst erschienen in der Neuen Zürcher Zeitung.", "Neuen Zürcher Zeitung"),
        ("Die Brücke ist gesperrt, schrieb am Sonntag die neue Zeitung Bild.", "Bild"),
        ("Dresden (dpa/sn) - Die Brücke ist gesperrt.", "Deutsche Presse-Agentur"),
        ("Die Brücke ist gesperrt.\nRND/dpa/jp", "Deutsche Presse-Agentur"),
        ("El puente está cerrado, refirió el diario El Mundo.", "El Mundo"),
        ("Según informa Infobae, el puente está cerrado.", "Infobae"),
        ("El puente está cerrado.\n\nFuente: AFP", "Agence France-Presse"),
        ("El puente está cerrado.\n*AFP", "Agence France-Presse"),
        ("Le pont reste fermé, rapporte Le Figaro.", "Le Figaro"),
        ("« Il manque de l'argent », a-t-elle déclaré au Monde.", "Le Monde"),
        ("Elle l'a dit dans un entretien accordé au Parisien.", "Le Parisien"),
        ("Міст закрито, повідомляє Укрінформ.", "Ukrinform"),
        ("Про це пише «Українська правда».", "Ukrainska Pravda"),
        ("Грошей немає, пише Суспільне.", "Suspilne"),
        ("Мост закрыт, сообщает ТАСС.", "TASS"),
        ("Об этом пишет «Коммерсантъ».", "Kommersant"),
        ("Он рассказал в интервью Медузе; об этом пишет Медуза.", "Meduza"),
    ],
)
def test_credits_in_other_languages(text: str, outlet: str) -> None:
    """Spanish, German, French, Ukrainian, Russian: the common ways to say where it is from."""
    found = find_attributions(Article("a", text), tokenize(text))

    assert outlet in {a.outlet for a in found if a.recognized and a.rejected_because is None}


@pytest.mark.parametrize(
    "text",
    [
        "La alcaldesa dijo a los vecinos que el puente está cerrado.",
        "Der Bürgermeister sagte der Versammlung, die Brücke sei gesperrt.",
        "Le maire a dit aux habitants que le pont est fermé.",
        "Міський голова сказав мешканцям, що міст закрито.",
        "Мэр рассказал жителям, что мост закрыт.",
    ],
)
def test_people_are_no_outlets_in_other_languages(text: str) -> None:
    """Somebody is told something in every language."""
    found = find_attributions(Article("a", text), tokenize(text))

    assert [a for a in found if a.recognized and a.rejected_because is None] == []


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("By ANN LEE      -    Reuters -     Monday, July 16, 2018\n\nThe bridge.", "Reuters"),
        ("The bridge\n\nAnn Lee and Bo Day, Associated Press\n\nIt is closed.", "Associated Press"),
        ("Posted 6:08 am, July 16, 2018, by CNN Wires\n\nIt is closed.", "CNN"),
        ("Reuters writer Ann Lee in Ostermoor contributed to this report.", "Reuters"),
        ("It is closed, Lind said on “Meet the Press” on Sunday.", "NBC News"),
        ("On Fox News Sunday, Lind said that it is closed.", "Fox News"),
        ("This report contains material from Bloomberg News, Reuters, and AFP.", "Reuters"),
        ("Harbour Gazette•\n\nThe bridge is closed.", "Harbour Gazette"),
        ("The bridge\n\nAnn Lee and Bo DayAssociated Press\n\nIt is closed.", "Associated Press"),
        ("The bridge is closed.\n\nThe road is not. (AFP)\n", "Agence France-Presse"),
        ("It should be closed, Lind said in a CNN op-ed.", "CNN"),
        ("The bridge is closed.\n\nCopyright 2018 by CNN NewSource.", "CNN"),
        ("The bridge is closed.\n\n© Copyright 2018 The Associated Press.", "Associated Press"),
        ("HELSINKI, Finland (CNN)\n\nThe bridge is closed.", "CNN"),
    ],
)
def test_credits_as_scraped_pages_set_them(text: str, outlet: str) -> None:
    """Blanks by the dozen, provider lines, programs for their house."""
    found = find_attributions(Article("a", text), tokenize(text))

    assert outlet in {a.outlet for a in found if a.recognized and a.rejected_because is None}


def test_one_name_below_the_date_took_the_picture() -> None:
    """Agencies' photographers stand there as bylines do above it."""
    text = "The bridge\n\nJuly 15, 2018 — 7:30am\n\nAnn Lee, Associated Press\n\nIt is closed."

    assert find_attributions(Article("a", text), tokenize(text)) == ()
