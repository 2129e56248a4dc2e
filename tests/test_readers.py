"""Articles from files and streams: what is read, how it is named, and what is said of the rest."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from dedup.errors import InputError
from dedup.readers import Reading, Skipped, formats, read_articles
from dedup.readers.decoding import decode
from dedup.readers.fields import CONVENTIONS
from dedup.readers.reading import UnreadableError
from dedup.readers.sources import SUFFIXES
from dedup.readers.times import read_time

BRIDGE = "The bridge over the river stays closed until spring, the mayor said."
FERRY = "A ferry carries people across while the masons are at work."

PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Bridge closed | The Daily Invention</title>
<meta property="og:site_name" content="The Daily Invention">
<meta property="og:url" content="https://daily.example.com/news/bridge">
<meta name="author" content="Jo Maker">
<link rel="canonical" href="https://original.example.org/bridge">
<script type="application/ld+json">
{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2031-05-01T10:00:00+02:00"}}]}}
</script>
</head><body>
<nav><ul><li><a href="/sport">Sport</a></li><li><a href="/town">the town</a></li></ul></nav>
<article><h1>Bridge closed</h1>
<p>{BRIDGE} He spoke to <a href="https://agency.example.net/story#top">an agency</a> on Friday.</p>
<p>{FERRY} It runs every hour, and it costs nothing for those who live in the town.</p>
<p>The masons found the cracks last autumn, when the water was low enough to see the arches.</p>
</article>
<footer><p><a href="/imprint">Imprint</a></p></footer>
</body></html>
"""


class Desk:
    """A folder to write inputs into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file, folders included, and return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def put_rows(self, name: str, *rows: Any) -> Path:
        """Write a JSON Lines file of these rows."""
        return self.put(name, "".join(json.dumps(row) + "\n" for row in rows))

    def read(self, *names: str, **options: Any) -> Reading:
        """Read these files of the folder; all of it, if none is named."""
        return read_articles([self.folder / name for name in names or ("",)], **options)

    def places(self, skipped: tuple[Skipped, ...]) -> list[str]:
        """Return where nothing was read, without the folder's own path."""
        return [one.place.removeprefix(f"{self.folder}/") for one in skipped]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder of the test's own."""
    return Desk(tmp_path)


def ids(reading: Reading) -> list[str]:
    """Return the ids of a reading, in its order."""
    return [article.id for article in reading]


def only_reason(reading: Reading) -> str:
    """Return the one reason that was given, where nothing else was read or noted."""
    (skipped,) = reading.skipped
    assert len(reading) == 0
    return skipped.reason


# The reading


def test_a_reading_is_its_articles(desk: Desk) -> None:
    """Iterating over a reading gives its articles, so it can be handed on as it is."""
    desk.put("a.txt", BRIDGE)

    reading = desk.read()

    assert (list(reading), len(reading)) == (list(reading.articles), 1)


def test_skipped_inputs_are_plain_values() -> None:
    """What was skipped goes into the JSON result."""
    assert Skipped("a.txt", "is empty").to_dict() == {"place": "a.txt", "reason": "is empty"}


def test_reading_starts_in_a_blink() -> None:
    """The libraries for pages, columns and old encodings wait until a file needs them."""
    program = (
        "import sys, dedup.readers\n"
        "heavy = {'trafilatura', 'pyarrow', 'charset_normalizer', 'numpy', 'lxml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


# Ids and sources


def test_a_folder_is_read_with_all_below_it(desk: Desk) -> None:
    """Ids are paths below the folder; hidden files and folders are not articles."""
    for name in ("b.txt", "deep/er/a.md", ".hidden.txt", ".git/c.txt"):
        desk.put(name, BRIDGE + name)

    reading = desk.read()

    assert (ids(reading), reading.skipped, reading.notes) == (["b.txt", "deep/er/a.md"], (), ())


def test_a_single_file_is_its_name(desk: Desk) -> None:
    """A file given alone has no folder to be named below."""
    desk.put("deep/a.txt", BRIDGE)

    assert ids(desk.read("deep/a.txt")) == ["a.txt"]


def test_several_paths_are_named_below_the_folder_they_share(desk: Desk) -> None:
    """Ids tell apart files of one name."""
    for name in ("left/a.txt", "right/a.txt"):
        desk.put(name, BRIDGE)

    assert ids(desk.read("left", "right/a.txt")) == ["left/a.txt", "right/a.txt"]


def test_a_file_reached_twice_is_read_once(desk: Desk) -> None:
    """Given twice, inside a given folder, or by a link: it is one article."""
    desk.put("news/a.txt", BRIDGE)
    (desk.folder / "news" / "z.txt").symlink_to(desk.folder / "news" / "a.txt")
    (desk.folder / "news" / "again").symlink_to(desk.folder / "news")

    reading = desk.read("news", "news/a.txt", "news/../news/a.txt")

    assert (ids(reading), reading.skipped) == (["a.txt"], ())


def test_articles_stand_in_the_order_of_their_ids(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However each path is written, the names of the files decide."""
    monkeypatch.chdir(desk.folder)
    absolute, relative = desk.put("b.txt", BRIDGE), desk.put("a.txt", FERRY).name

    assert ids(read_articles([absolute, relative])) == ["a.txt", "b.txt"]


def test_ids_do_not_depend_on_the_current_folder(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files have the same ids, however the way to them is written."""
    desk.put("news/a.txt", BRIDGE)
    desk.put("news/deep/b.txt", FERRY)
    absolute = ids(desk.read("news"))

    monkeypatch.chdir(desk.folder / "news" / "deep")

    assert ids(read_articles([".."])) == ids(read_articles(["../../news"])) == absolute


@given(order=st.permutations(["a", "b/c.txt", "b", "rows.jsonl", "bad.txt", "no.txt", "gone"]))
def test_the_order_of_paths_changes_nothing(order: list[str]) -> None:
    """Articles, reasons and notes are the same for any order of the paths."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.put("a/x.txt", BRIDGE)
        desk.put("b/c.txt", "caf\xe9, ferm\xe9".encode("cp1252"))
        desk.put("b/left.out", BRIDGE)
        desk.put_rows("a/rows.jsonl", {"id": "1", "text": FERRY}, {"text": 5})
        desk.put_rows("rows.jsonl", {"id": "1", "text": BRIDGE, "date": "soon"})
        desk.put("bad.txt", b"\0\1")

        assert desk.read(*order) == desk.read(*sorted(order))


def test_an_id_used_twice_names_both_places(desk: Desk) -> None:
    """The first stays, whatever its text; the second is told of the first and what to do."""
    desk.put_rows("a.jsonl", {"id": 7, "text": BRIDGE})
    desk.put_rows("b.jsonl", {"text": FERRY}, {"id": "7", "text": FERRY})

    reading = desk.read()

    assert [(article.id, article.text) for article in reading] == [
        ("7", BRIDGE),
        ("b.jsonl:1", FERRY),
    ]
    assert desk.places(reading.skipped) == ["b.jsonl:2"]
    assert f"'7' is already that of {desk.folder}/a.jsonl:1" in reading.skipped[0].reason
    assert "--field id=NAME" in reading.skipped[0].reason


def test_files_of_other_kinds_are_left_out_of_a_folder_with_one_sentence(desk: Desk) -> None:
    """They are no error, but somebody may miss them."""
    for name in ("a.txt", "b.docx", "c.docx", "d.pdf", "LICENSE"):
        desk.put(name, BRIDGE)

    reading = desk.read()

    assert (ids(reading), reading.skipped, len(reading.notes)) == (["a.txt"], (), 1)
    assert "4 files" in reading.notes[0]
    assert "(.docx 2, .pdf 1, LICENSE 1)" in reading.notes[0]


def test_a_folders_readme_is_no_article_unless_it_is_named(desk: Desk) -> None:
    """What tells about the articles is not one of them."""
    desk.put("a.txt", BRIDGE)
    readme = desk.put("README.md", FERRY)

    assert (ids(desk.read()), ids(read_articles([readme]))) == (["a.txt"], ["README.md"])


def test_a_file_named_itself_is_read_as_text_whatever_its_suffix(desk: Desk) -> None:
    """Who names a file means it."""
    desk.put("story.news", BRIDGE)
    desk.put(".hidden", FERRY)

    assert [article.text for article in desk.read("story.news", ".hidden")] == [FERRY, BRIDGE]


def test_a_name_that_is_not_unicode_can_be_printed(desk: Desk) -> None:
    """File systems hold any bytes; an id must be text that can be written."""
    path = os.fsencode(desk.folder) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(BRIDGE)
    except (OSError, UnicodeError):
        pytest.skip("this file system has no names that are not Unicode")

    assert ids(desk.read()) == [r"caf\xe9.txt"]


def test_one_path_need_not_be_in_a_list(desk: Desk) -> None:
    """A string is one path, not a path a letter."""
    path = desk.put("a.txt", BRIDGE)

    assert ids(read_articles(str(path))) == ids(read_articles(path)) == ["a.txt"]


def test_standard_input_is_json_lines() -> None:
    """``-`` reads rows from the stream it is given."""
    stream = io.BytesIO(b'{"text": "One."}\n{"id": "x", "text": "Two."}\n')

    reading = read_articles(["-", "-"], stdin=stream)

    assert [(article.id, article.text) for article in reading] == [
        ("stdin:1", "One."),
        ("x", "Two."),
    ]


# Text and decoding


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_plain_text_comes_back_as_it_was_written(text: str) -> None:
    """Offsets count the text as it is in the file: nothing is trimmed, nothing normalized."""
    if not text.strip() or text.startswith("\ufeff"):
        return
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.put("a.txt", text)

        assert [article.text for article in desk.read()] == [text]


def test_line_ends_stay(desk: Desk) -> None:
    """Carriage returns count as characters, since they are in the file."""
    desk.put("a.txt", "One.\r\nTwo.\rThree.\n")

    assert desk.read().articles[0].text == "One.\r\nTwo.\rThree.\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_honoured(desk: Desk, encoding: str) -> None:
    """It says the encoding, belongs to no text, and needs no note."""
    desk.put("a.txt", "Žluťoučký kůň".encode(encoding))

    reading = desk.read()

    assert (reading.articles[0].text, reading.notes) == ("Žluťoučký kůň", ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1252",
            "“No,” said the owner of the café – it was naïve to hope that the bridge would open "
            "soon. Nobody in the town had seen the masons for weeks, and the ferry did not run "
            "when the river was high. “We are waiting,” she said.",
        ),
        ("cp1252", "Die Brücke über den Fluß bleibt für Fußgänger gesperrt, hieß es."),
        ("cp1251", "Мост через реку закрыт до весны, сообщил мэр города в пятницу."),
        ("koi8-r", "Мост через реку закрыт до весны, сообщил мэр города в пятницу."),
        ("cp1253", "Η γέφυρα πάνω από το ποτάμι μένει κλειστή μέχρι την άνοιξη."),
        ("cp932", "川にかかる橋は春まで通行止めになると市長は金曜日に述べた。"),
        ("gb18030", "市长周五表示，河上的大桥将关闭到春天，渡轮每小时一班。"),
        ("cp949", "시장은 금요일에 강 위의 다리가 봄까지 닫힌다고 말했다."),
    ],
)
@pytest.mark.parametrize("copies", [1, 3_000])
def test_old_encodings_are_detected_and_noted(encoding: str, text: str, copies: int) -> None:
    """Short or long, the text comes out right, and a note says what was assumed."""
    text = "\n".join([text] * copies)

    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.assumption == f"not UTF-8; read as {encoding} (detected)"


def test_a_note_names_the_file_and_the_encoding(desk: Desk) -> None:
    """The user can check what was assumed."""
    path = desk.put("a.txt", "Le pont est fermé jusqu’à l’été.".encode("cp1252"))

    assert desk.read().notes == (f"{path}: not UTF-8; read as cp1252 (detected)",)


def test_broken_utf8_stays_utf8(desk: Desk) -> None:
    """One bad byte must not turn every accent of a text into two wrong characters."""
    path = desk.put("a.txt", "Příliš žluťoučký ".encode() + b"\xff" + " kůň".encode())

    reading = desk.read()

    assert reading.articles[0].text == "Příliš žluťoučký \ufffd kůň"
    assert reading.notes == (f"{path}: not quite UTF-8; 1 broken character replaced by U+FFFD",)


def test_a_declared_encoding_comes_before_detection() -> None:
    """A page knows its encoding better than statistics do; Latin-1 on the web is cp1252."""
    assert decode(b"\xfe\xe5\xf1", "windows-1257").text == "žåń"
    assert decode(b"\x93\xe9\x94", "ISO-8859-1").text == "“é”"


@pytest.mark.parametrize("declared", ["no-such-encoding", "utf-8", "rot13", "idna", "\0"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    """What cannot be decoded as declared is detected."""
    assert decode("Le café est fermé.".encode("cp1252"), declared).text == "Le café est fermé."


@given(st.binary())
def test_any_bytes_decode_or_are_refused(content: bytes) -> None:
    """Whatever decodes can be encoded again; nothing else escapes than the refusal."""
    try:
        decoded = decode(content)
    except UnreadableError:
        return

    decoded.text.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" * 50,
        bytes(range(1, 256)) * 20,
        b"MZ bridge \1" * 50,
        random.Random(4).randbytes(5_000).replace(b"\0", b"\1"),
        "The bridge".encode("utf-16-le"),
    ],
    ids=["png", "all bytes", "controls", "noise", "utf-16 without mark"],
)
def test_binary_files_are_no_text(desk: Desk, content: bytes) -> None:
    """A picture named .txt is skipped, with the reason and the way out."""
    desk.put("a.txt", content)

    reason = only_reason(desk.read())

    assert "binary file" in reason
    assert "UTF-8" in reason


# Bad inputs


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "white space only"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body><script>run()</script></body></html>", "no main text"),
        ("a.html", b"<ul><li><a href='/a'>Sport</a></li></ul>", "no main text"),
        ("a.html", b"<nav><a href='/a'>A</a></nav>", "no main text"),
        ("a.html", b"<div>" * 30_000, "no main text"),
        ("a.html", b"<p>" + b"word " * 4_100_000, "20,500,003 bytes"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n \n", "white space only"),
        ("a.json", b"", "empty"),
        ("a.json", b"[]", "empty list"),
        ("a.json", b'[{"text": "a"},\n{"text": }]', "line 2, column 10"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"text,title\n", "no row"),
        ("a.csv", b"one,two\n1,2\n", "the fields are one, two"),
        ("a.parquet", b"PAR1 nothing PAR1", "not a readable Parquet file"),
        ("a.parquet", b"", "not a readable Parquet file"),
        ("a.txt.gz", b"no gzip", "damaged or cut short"),
        ("a.txt.gz", gzip.compress(BRIDGE.encode() * 99)[:-9], "damaged or cut short"),
        ("a.txt.zst", b"no zstandard", "damaged or cut short"),
    ],
)
def test_a_bad_file_is_skipped_with_its_reason(
    desk: Desk, name: str, content: bytes, words: str
) -> None:
    """The file is named, what is wrong with it is said, and nothing is raised."""
    desk.put(name, content)

    reading = desk.read()

    assert desk.places(reading.skipped) == [name]
    assert words in only_reason(reading)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nowhere.txt", "no such file or folder; check the path"),
        ("", "no article files in this folder; dedup reads .csv"),
        ("a\0b", "no path|not a path"),
    ],
)
def test_a_bad_path_is_skipped_with_its_reason(desk: Desk, path: str, words: str) -> None:
    """A path that leads nowhere, or to an empty folder, says so."""
    reading = read_articles([os.path.join(desk.folder, path)])  # noqa: PTH118 - Path trims

    assert any(word in only_reason(reading) for word in words.split("|"))


def test_an_empty_path_is_not_the_current_folder() -> None:
    """An unset variable on a command line must not read whatever lies around."""
    assert "the path is empty" in only_reason(read_articles([""]))


def test_a_broken_link_is_named(desk: Desk) -> None:
    """Its target is gone, which somebody should know."""
    (desk.folder / "a.txt").symlink_to(desk.folder / "gone.txt")

    assert "broken link" in only_reason(desk.read())


def test_a_file_that_may_not_be_read_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permission denied costs the file and nothing else."""
    desk.put("a.txt", BRIDGE)
    desk.put("b.txt", FERRY)
    openly = Path.open

    def open_or_not(path: Path, *mode: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return openly(path, *mode)

    monkeypatch.setattr(Path, "open", open_or_not)  # root may read everything
    reading = desk.read()

    assert (ids(reading), desk.places(reading.skipped)) == (["b.txt"], ["a.txt"])
    assert "make the file readable" in reading.skipped[0].reason


def test_one_word_is_an_article(desk: Desk) -> None:
    """Short is not broken."""
    desk.put("a.txt", "Closed")

    assert desk.read().articles[0].text == "Closed"


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(content=st.binary(max_size=300))
def test_no_content_raises(suffix: str, content: bytes) -> None:
    """Whatever a file holds, it gives articles or reasons."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.put(f"a{suffix}", content)

        reading = desk.read()

        assert len(reading) + len(reading.skipped) > 0


# Rows


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".json"])
def test_a_broken_row_costs_only_itself(desk: Desk, suffix: str) -> None:
    """Line and column of the error are named, and the lines around it are read."""
    desk.put(
        f"a{suffix}", '{"text": "One."}\n{"text": "Two."}\n{"text" "Three."}\n\n{"text": "5."}'
    )

    reading = desk.read()

    assert ids(reading) == [f"a{suffix}:1", f"a{suffix}:2", f"a{suffix}:5"]
    assert desk.places(reading.skipped) == [f"a{suffix}:3"]
    assert "not valid JSON: Expecting ':' delimiter at column 9" in reading.skipped[0].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("[1]", "a list, not an object"),
        ('"text"', "a string, not an object"),
        ("null", "null, not an object"),
        ('{"story": "x", "slug": "y"}', "the fields are story, slug; name the one that holds the"),
        ("{}", "the fields are none"),
        ('{"text": 5}', "the field 'text' is a number, not a string"),
        ('{"text": true}', "the field 'text' is true or false, not a string"),
        ('{"body": ["x"]}', "the field 'body' is a list, not a string"),
        ('{"text": ""}', "the field 'text' is empty"),
        ('{"text": null}', "the field 'text' is empty"),
        ('{"text": " \\n"}', "the field 'text' is white space only"),
        ("[" * 200_000, "nested too deeply"),
        ('{"text": "x", "n": ' + "9" * 5_000 + "}", "thousands of digits"),
        ('{"text": "x', "Unterminated string starting at column 10"),
        ('{"text": "\0"}', "NUL bytes"),
    ],
)
def test_a_row_that_is_no_article_says_why(desk: Desk, row: str, reason: str) -> None:
    """The reason names what is there, and the next step."""
    desk.put("a.jsonl", f'{{"text": "One."}}\n{row}\n')

    reading = desk.read()

    assert (ids(reading), desk.places(reading.skipped)) == (["a.jsonl:1"], ["a.jsonl:2"])
    assert reason in reading.skipped[0].reason


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)  # JSON has no others
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
ROWS = st.fixed_dictionaries(
    {"text": st.text(min_size=1).filter(str.strip)},
    optional={
        "title": st.text(min_size=1).filter(str.strip),
        "url": st.just("https://example.org/1"),
        "publisher": st.sampled_from(["The Daily Invention", "example.org"]),
        "author": st.text(min_size=1).filter(str.strip),
        "language": st.sampled_from(["en", "de"]),
        "published": st.datetimes(
            datetime(1700, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)
        ).map(datetime.isoformat),
        "links": st.lists(st.text(min_size=1), min_size=1, max_size=3),
        "section": JSON_VALUES,
        "words": JSON_VALUES,
    },
)


def is_text(rows: list[dict[str, Any]]) -> bool:
    """Return whether rows hold no control character that JSON writes as it is: these are binary."""
    return not re.search("[\x7f-\x9f]", json.dumps(rows, ensure_ascii=False))


@given(
    rows=st.lists(ROWS, min_size=1, max_size=5).filter(is_text),
    suffix=st.sampled_from([".jsonl", ".json"]),
)
def test_every_row_written_comes_back_equal(rows: list[dict[str, Any]], suffix: str) -> None:
    """Known fields stand in their place, the others in ``extra``, all of them unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        if suffix == ".json":
            desk.put("a.json", json.dumps(rows, ensure_ascii=False))
        else:
            desk.put_rows("a.jsonl", *rows)

        reading = desk.read()

    assert reading.skipped == reading.notes == ()
    assert [back(article) for article in reading] == rows


def back(article: Any) -> dict[str, Any]:
    """Return the row that an article was read from."""
    known = {
        name: getattr(article, name)
        for name in ("text", "title", "url", "publisher", "author", "language")
        if getattr(article, name) is not None
    }
    if article.published is not None:
        known["published"] = article.published.isoformat()
    if article.links:
        known["links"] = list(article.links)
    return known | dict(article.extra)


@pytest.mark.parametrize(
    ("row", "part", "value"),
    [
        ({"body": "x"}, "text", "x"),
        ({"content": "y", "Maintext": "x", "text": " "}, "text", "y"),
        ({"text": "x", "HEADLINE": "A title"}, "title", "A title"),
        ({"text": "x", "source": "https://a.example"}, "url", "https://a.example"),
        ({"text": "x", "source": "https://a.example"}, "publisher", None),
        ({"text": "x", "source": "a.example"}, "publisher", "a.example"),
        ({"text": "x", "source": "a.example"}, "url", None),
        ({"text": "x", "hostname": "a.example", "url": "www.b.example"}, "url", "www.b.example"),
        ({"text": "x", "authors": ["A. B.", "C. D."]}, "author", "A. B., C. D."),
        ({"text": "x", "lang": "pt-BR"}, "language", "pt"),
        ({"text": "x", "language": "Portuguese"}, "language", None),
        ({"text": "x", "links": "https://a.example https://b.example"}, "links",
         ("https://a.example", "https://b.example")),
        ({"text": "x", "_id": {"$oid": "5f"}}, "id", "5f"),
        ({"text": "x", "guid": 12}, "id", "12"),
        ({"text": "x", "id": None, "uid": "u"}, "id", "u"),
        ({"text": "x", "id": True}, "id", "a.jsonl:1"),
        ({"text": "x", "title": 5}, "title", None),
    ],
)  # fmt: skip
def test_fields_are_found_by_convention(
    desk: Desk, row: dict[str, Any], part: str, value: Any
) -> None:
    """Collections name their fields in many ways; the usual ones need no telling."""
    desk.put_rows("a.jsonl", row)

    assert getattr(desk.read().articles[0], part) == value


def test_what_has_no_place_is_kept_unchanged(desk: Desk) -> None:
    """Also what could not be used: nothing of a row is lost."""
    row = {"text": "x", "body": "y", "date": "soon", "title": 5, "tags": [{"a": None}]}
    desk.put_rows("a.jsonl", row)

    extra = desk.read().articles[0].extra

    assert extra == {name: value for name, value in row.items() if name != "text"}


def test_a_user_names_the_fields(desk: Desk) -> None:
    """An own name replaces the convention for that part, and for that part only."""
    desk.put_rows("a.jsonl", {"text": "summary", "Story": BRIDGE, "source": "https://a.example"})

    reading = desk.read(fields={"text": "Story", "publisher": "source"})

    article = reading.articles[0]
    assert (article.text, article.publisher) == (BRIDGE, "https://a.example")
    assert article.extra == {"text": "summary"}


def test_a_field_that_a_user_named_and_no_row_has_is_named_back(desk: Desk) -> None:
    """The message shows what was looked for and what is there."""
    desk.put_rows("a.jsonl", {"text": BRIDGE})

    assert only_reason(desk.read(fields={"text": "story"})).startswith(
        "no field 'story'; the fields are text;"
    )


def test_a_part_that_no_article_has_is_misuse(desk: Desk) -> None:
    """A slip in the option is not a bad input: it stops before anything is read."""
    with pytest.raises(InputError, match="'txt': an article has no such part; it has id, text"):
        desk.read(fields={"txt": "body"})


def test_half_a_surrogate_pair_is_replaced(desk: Desk) -> None:
    """JSON can spell what is no character, and no later room could write it; whole pairs stay."""
    path = desk.put("a.jsonl", '{"text": "a \\ud800 b \\ud83d\\ude00", "x\\udfff": ["\\udc00"]}')

    reading = desk.read()

    assert reading.articles[0].text == "a \ufffd b 😀"
    assert reading.articles[0].extra == {"x\ufffd": ["\ufffd"]}
    assert reading.notes == (
        f"{path}:1: half a surrogate pair, which is no character, was replaced by U+FFFD",
    )


def test_nan_is_nothing(desk: Desk) -> None:
    """Data frames write NaN for an empty cell, which no JSON reader after us would accept."""
    desk.put("a.jsonl", '{"text": "x", "title": NaN, "n": -Infinity}')

    article = desk.read().articles[0]

    assert (article.title, article.extra) == (None, {"title": None, "n": None})


def test_lines_in_an_old_encoding_are_noted_once(desk: Desk) -> None:
    """One sentence for all of them, with the first."""
    rows = ['{"text": "plain"}', '{"text": "fermé à midi"}', '{"text": "l’été"}']
    path = desk.put("a.jsonl", "\n".join(rows).encode("cp1252"))

    reading = desk.read()

    assert [article.text for article in reading] == ["plain", "fermé à midi", "l’été"]
    assert reading.notes == (
        f"{path}, 2 lines from line 2 on: not UTF-8; read as cp1252 (detected)",
    )


def test_lines_of_one_file_have_one_encoding(desk: Desk) -> None:
    """A line too short to tell is read as the lines before it were."""
    rows = ['{"text": "Мост через реку закрыт до весны, сообщил мэр города."}', '{"text": "Ура"}']
    desk.put("a.jsonl", "\n".join(rows).encode("koi8_r"))

    reading = desk.read()

    assert reading.articles[1].text == "Ура"
    assert reading.notes[0].endswith("2 lines from line 1 on: not UTF-8; read as koi8-r (detected)")


def test_wide_encodings_have_lines_too(desk: Desk) -> None:
    """In UTF-16 a line end is two bytes; a bad line still costs only itself."""
    desk.put("a.jsonl", '{"text": "é"}\nno\n{"text": "ü"}\n'.encode("utf-16"))

    reading = desk.read()

    assert (ids(reading), desk.places(reading.skipped)) == (
        ["a.jsonl:1", "a.jsonl:3"],
        ["a.jsonl:2"],
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"text": "One."}', ["a.json"]),
        ('[{"text": "One."}, {"text": "Two."}]', ["a.json:1", "a.json:2"]),
        ('{"status": "ok", "articles": [{"text": "One."}]}', ["a.json:1"]),
        ('{"text": "One.", "comments": [{"text": "Nice."}]}', ["a.json"]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["a.json:1", "a.json:2"]),
    ],
)
def test_a_document_holds_one_article_or_many(
    desk: Desk, content: str, expected: list[str]
) -> None:
    """One object, an array, the one list in an envelope, or lines under the wrong suffix."""
    desk.put("a.json", content)

    assert ids(desk.read()) == expected


def test_a_document_in_a_lines_file_is_read(desk: Desk) -> None:
    """Pretty-printed JSON under the wrong suffix is not forty broken lines."""
    desk.put("a.jsonl", json.dumps([{"text": "One."}, {"text": "Two."}], indent=1))

    assert ids(desk.read()) == ["a.jsonl:1", "a.jsonl:2"]


# Times

MAY = datetime(2031, 5, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2031-05-01T10:30:00Z", "2031-05-01T12:30:00+02:00", "2031-05-01 10:30:00 +0000",
        "2031-05-01T10:30Z", "2031-05-01T10:30:00.000Z", "20310501T103000Z", "2031-W18-4T10:30Z",
        "2031-05-01 10:30:00 UTC", "2031/05/01 10:30 GMT", "Thu, 01 May 2031 10:30:00 GMT",
        "1 May 2031 05:30:00 -0500", "Thu, 1 May 2031 06:30:00 EDT",
        "Thu May 1 10:30:00 +0000 2031",
        "Thu May 01 2031 12:30:00 GMT+0200 (Central European Summer Time)",
        "May 1, 2031, 10:30 a.m. UTC", 1935397800, 1935397800.0, 1935397800000, "1935397800",
        "1935397800000", 1935397800000000, 1935397800000000000,
    ],
)  # fmt: skip
def test_a_time_with_a_zone_is_stated(stated: Any) -> None:
    """ISO 8601, RFC 2822, Unix, Twitter, JavaScript and time since the epoch mean one moment."""
    assert read_time(stated) == (MAY, "stated")


@pytest.mark.parametrize(
    "stated",
    [
        "2031-05-01T10:30:00", "2031-05-01 10:30", "20310501103000", 202305011030, "1.5.2031 10:30",
        "May 1, 2031 10:30", "01-May-2031 10:30:00", "Thursday, 1st May 2031 at 10:30 am",
        "May 1, 2031 10:30 CET",
    ],
)  # fmt: skip
def test_a_time_without_a_known_zone_is_taken_as_utc(stated: Any) -> None:
    """It is off by hours at most, and marked as inferred."""
    expected = MAY.replace(year=2023) if stated == 202305011030 else MAY

    assert read_time(stated) == (expected, "inferred")


@pytest.mark.parametrize(
    "stated",
    ["2031-05-01", "2031/5/1", "20310501", 20310501, "1.5.2031", "May 1, 2031", "01May2031",
     "1 May 2031", "Thu, 1 May 2031", "2031-W18-4"],
)  # fmt: skip
def test_a_day_is_its_first_moment(stated: Any) -> None:
    """A date without a time is midnight in UTC, inferred."""
    assert read_time(stated) == (MAY.replace(hour=0, minute=0), "inferred")


@pytest.mark.parametrize(
    "stated",
    [
        "soon", "", " ", "05/01/2031", "2031", 2031, "2031-05", "May 2031", "2031-02-30",
        "2031-13-01",
        "2031-05-01T25:00", "2031-05-01T10:30+99:00", "13:70", "Mayor 1, 2031", "1 Juin 2031",
        "13 p.m. May 1, 2031", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", 0, -1, 10**400,
        float("nan"), float("inf"), True, None, [], {}, "9" * 5_000, "2031-05-01" + " " * 99 + "x",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(stated: Any) -> None:
    """An ambiguous or impossible date is better unknown than wrong."""
    assert read_time(stated) is None


@given(
    st.datetimes(datetime(1600, 1, 1), datetime(9998, 12, 31)),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_any_time_python_writes_is_read(moment: datetime, zone: timezone) -> None:
    """What isoformat writes comes back as the same moment, ready for any zone."""
    written = moment.replace(tzinfo=zone)

    assert read_time(written.isoformat()) == (written, "stated")
    assert read_time(str(written)) == (written, "stated")


@given(st.text(max_size=90) | st.integers() | st.floats())
def test_no_date_raises(stated: Any) -> None:
    """A date is read or it is not."""
    published = read_time(stated)

    assert published is None or published[0].astimezone(UTC).tzinfo is UTC


def test_parts_of_a_second_are_read() -> None:
    """To the microsecond, however many digits are written."""
    expected = (MAY.replace(microsecond=500_000), "stated")

    assert read_time("2031-05-01T10:30:00.5Z") == expected
    assert read_time("2031-05-01 10:30:00,500000499+00:00") == expected


def test_unreadable_dates_are_one_note(desk: Desk) -> None:
    """The articles stay, undated; one sentence counts them and shows the first."""
    rows = [{"text": "x", "date": date} for date in ("2031-05-01", "soon", "later", "", None)]
    path = desk.put_rows("a.jsonl", *rows)

    reading = desk.read()

    assert [article.published is None for article in reading] == [False, True, True, True, True]
    assert reading.notes == (
        f"2 rows of {path} have a date that cannot be read, first 'soon' in line 2; "
        "they are treated as undated",
    )


def test_a_readable_date_is_taken_where_there_are_two(desk: Desk) -> None:
    """A bad first field does not hide a good second one."""
    desk.put_rows("a.jsonl", {"text": "x", "published": "soon", "date": {"$date": 1935397800000}})

    reading = desk.read()

    assert (reading.articles[0].published, reading.notes) == (MAY, ())


# Tables


ALPHABET = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\t\n')
CELLS = st.text(ALPHABET, min_size=1, max_size=30).filter(lambda cell: bool(cell.strip(" \t\n")))


@given(
    rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4),
    delimiter=st.sampled_from(",;\t|"),
)
def test_a_table_comes_back_as_it_was_written(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Quotes, delimiters and line ends inside a field belong to it, in any table."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    writer.writerows([("text", "title"), *((text, title) for text, title in rows)])
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.put("a.csv", written.getvalue())

        reading = desk.read()

    readable = [(text, title) for text, title in rows if text.strip()]
    expected = [(text, title if title.strip() else None) for text, title in readable]
    assert [(article.text, article.title) for article in reading] == expected


def test_bad_rows_of_a_table_cost_only_themselves(desk: Desk) -> None:
    """Rows are named by the line they begin in, also after fields of several lines."""
    desk.put("a.csv", 'text,title\n"One\nand on",A\n\n"Two" x,B\nThree,C,D\nFour\n,E\n"Five,F\n')

    reading = desk.read()

    assert ids(reading) == ["a.csv:2", "a.csv:7"]
    assert desk.places(reading.skipped) == ["a.csv:5", "a.csv:6", "a.csv:8", "a.csv:9"]
    assert [reason.reason.split(";")[0] for reason in reading.skipped] == [
        "not valid CSV: ',' expected after '\"'",
        "holds 3 fields under a header of 2",
        "the field 'text' is empty",
        "not valid CSV: unexpected end of data",
    ]


def test_the_limit_of_the_csv_module_stays_as_it_was(desk: Desk) -> None:
    """It belongs to the whole process; fields beyond it are read all the same."""
    before = 131_072
    csv.field_size_limit(before)
    desk.put("a.tsv", "text\ttitle\n" + "word " * 100_000 + "\tA\n")

    reading = desk.read()

    assert (len(reading.articles[0].text), csv.field_size_limit()) == (500_000, before)


def test_a_column_without_a_name_is_not_kept(desk: Desk) -> None:
    """Data frames write their row numbers into one."""
    desk.put("a.csv", ",text,section\n0,One.,news\n")

    assert desk.read().articles[0].extra == {"section": "news"}


# Columns


def put_columns(desk: Desk, name: str, **columns: Any) -> Path:
    """Write a Parquet file of these columns."""
    path = desk.folder / name
    parquet.write_table(pyarrow.table(columns), path)
    return path


def test_columns_become_articles(desk: Desk) -> None:
    """Known columns stand in their place, the others in ``extra``."""
    put_columns(desk, "a.parquet", id=[1, None], text=[BRIDGE, FERRY], section=["news", None])

    reading = desk.read()

    assert [(article.id, article.text, article.extra) for article in reading] == [
        ("1", BRIDGE, {"section": "news"}),
        ("a.parquet:2", FERRY, {"id": None, "section": None}),
    ]


def test_columns_are_read_in_batches(desk: Desk) -> None:
    """Rows count on from batch to batch."""
    put_columns(desk, "a.parquet", text=[f"Row {n}" for n in range(1, 3_001)])

    assert ids(desk.read()) == [f"a.parquet:{n}" for n in range(1, 3_001)]


def test_cells_are_values_that_json_can_hold(desk: Desk) -> None:
    """Times, decimals, bytes and NaN of a column file do not surprise whoever writes a result."""
    nanoseconds = pyarrow.array([1935397800_000000001], pyarrow.timestamp("ns", "UTC"))
    put_columns(
        desk,
        "a.parquet",
        text=pyarrow.array([BRIDGE.encode()]),
        published=nanoseconds,
        price=[Decimal("1.50")],
        share=[float("nan")],
        seen=[datetime(2031, 5, 1)],
        parts=[{"tags": ["a"], "day": MAY.date()}],
        kind=pyarrow.array(["news"]).dictionary_encode(),
    )

    article = desk.read().articles[0]

    assert (article.text, article.published, article.published_known) == (BRIDGE, MAY, "stated")
    assert json.loads(json.dumps(article.extra)) == {
        "price": "1.50",
        "share": None,
        "seen": "2031-05-01T00:00:00",
        "parts": {"tags": ["a"], "day": "2031-05-01"},
        "kind": "news",
    }


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"story": [BRIDGE]}, "no field with the text; the fields are story"),
        ({"text": pyarrow.array([], pyarrow.string())}, "holds no row"),
    ],
)
def test_a_column_file_without_articles_says_why(
    desk: Desk, columns: dict[str, Any], words: str
) -> None:
    """One sentence for the file, not one for each of its rows."""
    put_columns(desk, "a.parquet", **columns)

    assert words in only_reason(desk.read())


def test_a_damaged_column_file_is_skipped(desk: Desk) -> None:
    """The footer may be whole where the pages are not."""
    path = put_columns(desk, "a.parquet", text=[f"{BRIDGE} {n}" for n in range(500)])
    content = bytearray(path.read_bytes())
    content[4:2_000] = bytes(1_996)
    path.write_bytes(content)

    assert "not a readable Parquet file" in only_reason(desk.read())


# Compression


def packed(content: bytes, compression: str) -> bytes:
    """Return the content of a compressed file."""
    if compression == ".gz":
        return gzip.compress(content)
    return bytes(pyarrow.compress(content, "zstd", asbytes=True))


@pytest.fixture(params=[".gz", ".zst"])
def compression(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each suffix of a compression that can be read here."""
    if request.param == ".zst" and not pyarrow.Codec.is_available("zstd"):
        pytest.skip("this pyarrow was built without zstd")
    yield request.param


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_may_be_compressed(desk: Desk, suffix: str, compression: str) -> None:
    """The suffix before .gz or .zst tells the format."""
    put_columns(desk, "columns", text=[BRIDGE])
    content = {
        ".txt": BRIDGE.encode(),
        ".md": BRIDGE.encode(),
        ".html": f"<html><body><p>{BRIDGE}</p></body></html>".encode(),
        ".htm": f"<p>{BRIDGE}</p>".encode(),
        ".jsonl": json.dumps({"text": BRIDGE}).encode(),
        ".ndjson": json.dumps({"text": BRIDGE}).encode(),
        ".json": json.dumps([{"text": BRIDGE}]).encode(),
        ".csv": f'text,n\n"{BRIDGE}",1\n'.encode(),
        ".tsv": f"text\tn\n{BRIDGE}\t1\n".encode(),
        ".parquet": (desk.folder / "columns").read_bytes(),
    }
    desk.put(f"a{suffix.upper()}{compression}", packed(content[suffix], compression))

    reading = desk.read()

    assert ([article.text for article in reading], reading.skipped) == ([BRIDGE], ())


def test_rows_before_a_cut_stay(desk: Desk, compression: str) -> None:
    """A cut file is named, and how much of it was read."""
    draw = random.Random(5)
    rows = [json.dumps({"text": draw.randbytes(200).hex()}) for _ in range(3_000)]
    whole = packed("\n".join(rows).encode(), compression)
    desk.put(f"a.jsonl{compression}", whole[: len(whole) // 2])

    reading = desk.read()

    assert [article.text for article in reading] == [
        json.loads(row)["text"] for row in rows[: len(reading)]
    ]
    assert 500 < len(reading) < 2_000
    assert f"the {len(reading):,} articles before that stay" in reading.skipped[-1].reason


# Pages


def test_a_page_is_its_main_text_and_what_it_says_of_itself(desk: Desk) -> None:
    """Navigation is gone; title, outlet, time, address and links are there."""
    desk.put("a.html", PAGE)

    (article,) = desk.read()

    assert BRIDGE in article.text
    assert "Sport" not in article.text
    assert "Imprint" not in article.text
    assert (article.title, article.publisher, article.author, article.language) == (
        "Bridge closed",
        "The Daily Invention",
        "Jo Maker",
        "en",
    )
    assert article.published == datetime(2031, 5, 1, 8, tzinfo=UTC)
    assert article.published_known == "page"
    assert article.url == "https://daily.example.com/news/bridge"


def test_the_canonical_link_comes_first(desk: Desk) -> None:
    """Then the links inside the text, without menus, without the part of the page."""
    desk.put("a.html", PAGE)

    (article,) = desk.read()

    assert article.links == (
        "https://original.example.org/bridge",
        "https://agency.example.net/story",
    )
    assert article.extra["canonical"] == "https://original.example.org/bridge"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2031-05-01T10:30:00Z">', MAY),
        ('<meta itemprop="datePublished" content="2031-05-01 12:30+02:00">', MAY),
        ('<script type="application/ld+json">{"@type": "Person", "datePublished": "2030-01-01"}'
         '</script><meta property="article:published_time" content="2031-05-01T10:30Z">', MAY),
        ('<script type="application/ld+json">[broken</script>', None),
        ("", None),
    ],
)  # fmt: skip
def test_a_page_may_state_its_time(desk: Desk, head: str, expected: datetime | None) -> None:
    """Times for machines are read; a page without one is undated."""
    desk.put("a.html", f"<html><head>{head}</head><body><p>{BRIDGE}</p></body></html>")

    (article,) = desk.read()

    assert article.published == expected


def test_a_page_may_declare_its_encoding(desk: Desk) -> None:
    """The declaration in its head counts before detection."""
    text = "Мост закрыт до весны."
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{text}</p></body></html>'
    path = desk.put("a.html", page.encode("koi8-r"))

    reading = desk.read()

    assert reading.articles[0].text == text
    assert reading.notes == (f"{path}: not UTF-8; read as koi8-r (declared)",)


def test_a_page_with_an_xml_declaration_is_read(desk: Desk) -> None:
    """Old pages begin like XML, which parsers of decoded text may refuse."""
    head = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
    desk.put("a.html", f"{head}<body><p>{BRIDGE}</p></body></html>")

    assert [article.text for article in desk.read()] == [BRIDGE]


def test_reading_pages_says_nothing_on_its_own(desk: Desk) -> None:
    """The parser's warnings go nowhere: stderr belongs to the command, reasons to the reading."""
    desk.put("a.html", "<html></html>")
    program = f"import dedup.readers; dedup.readers.read_articles([{str(desk.folder)!r}])"

    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    assert (run.stdout, run.stderr) == (b"", b"")


def test_main_texts_are_found(shared_folder: Path) -> None:
    """On labelled pages, word F1 is .98 on average, and nearly all state who, when and where."""
    pages = shared_folder / "article-extraction"
    with (pages / "ground-truth.jsonl").open(encoding="utf-8") as lines:
        truth = {row["id"]: row["text"].split() for row in map(json.loads, lines)}

    reading = read_articles([pages / "html"])

    found = {article.id.removesuffix(".html.gz"): article.text.split() for article in reading}
    assert found.keys() == truth.keys()
    shared = {name: (Counter(found[name]) & Counter(truth[name])).total() for name in truth}
    f1 = [2 * shared[name] / (len(found[name]) + len(truth[name])) for name in truth]
    assert sum(f1) / len(f1) >= 0.96
    for part in ("title", "url", "publisher", "published", "links"):
        assert sum(bool(getattr(article, part)) for article in reading) >= 0.95 * len(truth), part


# Size


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv"])
def test_a_line_of_fifty_megabytes_is_named_and_left_out(desk: Desk, name: str) -> None:
    """It is read to its end, and no article: the sentence says how long it is and what to do."""
    line = "closed until spring " * 2_500_000
    framed = {"a.txt": line, "a.csv": f"text,n\n{line},1\n"}
    desk.put(name, framed.get(name) or json.dumps({"text": line}))
    desk.put("b.txt", BRIDGE)

    reading = desk.read()

    assert ids(reading) == ["b.txt"]
    assert [skipped.place.split("/")[-1].split(":")[0] for skipped in reading.skipped] == [name]
    assert "50,000,000 characters" in reading.skipped[0].reason


def test_a_long_text_is_an_article(desk: Desk) -> None:
    """A line of four megabytes is long, not wrong."""
    desk.put("a.txt", "closed until spring " * 200_000)

    assert [len(article.text) for article in desk.read()] == [4_000_000]


def test_every_suffix_has_a_reader() -> None:
    """What is found in a folder can be read."""
    assert set(SUFFIXES) == {*formats.TEXTS, *formats.ROWS}


@pytest.mark.parametrize(
    ("part", "first", "second"),
    [
        (part, first, second)
        for part in ("id", "text", "title", "publisher", "author")
        for first, second in pairwise(name for name in CONVENTIONS[part] if name != "source")
    ],
)
def test_the_first_name_of_a_field_wins(tmp_path: Path, part: str, first: str, second: str) -> None:
    """Rows often hold two that could be it, an outlet's name and its host: the order decides."""
    row = {} if part == "text" else {"text": "The bridge is shut."}
    row |= {second: "second of two", first: "first of two"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")

    (article,) = read_articles([tmp_path / "a.jsonl"]).articles

    assert getattr(article, part) == "first of two"
