"""Words keep their offsets; sentences, quotations and furniture are where a reader sees them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from dedup.articles import Article
from dedup.kernels._python.quotations import _SINGLE
from dedup.kernels._python.sentences import _END, NEWLINE, is_hard_wrapped, last_word
from dedup.tokens import furniture, tokenize, tokenize_each
from dedup.tokens.cues import HEADING_STARTS, HEADINGS, LINE_STARTS, LINES
from dedup.tokens.furniture import find_furniture, holds_inner_cue

STRUCTURED = st.text(alphabet="aB 1.!?…\"“”«»„'’\n()[]。「」-", max_size=80)


def slices(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def sentences_of(text: str) -> list[tuple[int, int]]:
    return list(tokenize(text).sentences)


def quotations_of(text: str) -> list[tuple[int, int]]:
    return list(tokenize(text).quotations)


@given(st.one_of(texts, STRUCTURED))
def test_every_span_lies_in_the_text_and_in_order(text: str) -> None:
    """Whatever the text, spans are half-open, not empty, ordered and apart."""
    tokens = tokenize(text)
    words = list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))

    for spans in (words, tokens.sentences, tokens.quotations, tokens.furniture):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.one_of(texts, STRUCTURED))
def test_every_word_lies_in_one_sentence(text: str) -> None:
    """Sentences partition the words."""
    tokens = tokenize(text)

    for start, end, sentence in zip(tokens.starts, tokens.ends, tokens.sentence_of, strict=True):
        begin, stop = tokens.sentences[sentence]
        assert begin <= start < end <= stop


def test_masks_follow_the_spans() -> None:
    """A word is quoted, or furniture, exactly where its span is."""
    tokens = tokenize('He said "it rains again" today.\nShare this story\n')

    marked = [
        [word for word, inside in zip(tokens.words, mask, strict=True) if inside]
        for mask in (tokens.quoted, tokens.furnished)
    ]

    assert marked == [["it", "rains", "again"], ["share", "this", "story"]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The mayor left. Nobody saw her.", ["The mayor left.", "Nobody saw her."]),
        (
            "Dr. Ames met J. B. Rowe at 5 p.m. on Sunday.",
            ["Dr. Ames met J. B. Rowe at 5 p.m. on Sunday."],
        ),
        ("It moved to the U.S. The rest stayed.", ["It moved to the U.S.", "The rest stayed."]),
        ("He asked: “Why now?” She left.", ["He asked: “Why now?”", "She left."]),
        ("Prices rose 4.3% in May. Rents fell.", ["Prices rose 4.3% in May.", "Rents fell."]),
        (
            "¿Quién fue? Nadie lo sabe. El Sr. Ruiz calla.",
            ["¿Quién fue?", "Nadie lo sabe.", "El Sr. Ruiz calla."],
        ),
        (
            "Am 3. März kam er. Dann ging er, z.B. nach Ulm.",
            ["Am 3. März kam er.", "Dann ging er, z.B. nach Ulm."],
        ),
        (
            "Sie lebten im 8. Jahrhundert. Die Ev. luth. Kirche feiert den 35. Basar. Er wurde 18.",
            [
                "Sie lebten im 8. Jahrhundert.",
                "Die Ev. luth. Kirche feiert den 35. Basar.",
                "Er wurde 18.",
            ],
        ),
        (
            "Sie kamen auf Platz 18. Danach war Schluss. Es kostet 5 Mio. Euro.",
            ["Sie kamen auf Platz 18.", "Danach war Schluss.", "Es kostet 5 Mio. Euro."],
        ),
        (
            "Habló la Dra. Vega con el Lic. Mora. Nadie oyó nada.",
            ["Habló la Dra. Vega con el Lic. Mora.", "Nadie oyó nada."],
        ),
        ("Za 20 proc. Kowalski odszedł. Koniec.", ["Za 20 proc. Kowalski odszedł.", "Koniec."]),
        ("She bought an EV. The bus left.", ["She bought an EV.", "The bus left."]),
        ("Viajó a EE.UU. El resto calló.", ["Viajó a EE.UU.", "El resto calló."]),
        ("هو د. سامي. عاد أمس.. لماذا؟", ["هو د. سامي.", "عاد أمس..", "لماذا؟"]),
        ("Il part. « Je reste », dit-elle.", ["Il part.", "« Je reste », dit-elle."]),
        ("Він поїхав у м. Львів. Там дощ.", ["Він поїхав у м. Львів.", "Там дощ."]),
        (
            "Это стоит 5 млн. руб. в год. Цены растут.",
            ["Это стоит 5 млн. руб. в год.", "Цены растут."],
        ),
        ("وصل الوزير؟ نعم. ثم غادر.", ["وصل الوزير؟", "نعم.", "ثم غادر."]),
        ("他来了。她走了！真的吗？", ["他来了。", "她走了！", "真的吗？"]),
        ("彼は来た。「もう遅い。」と言った。", ["彼は来た。", "「もう遅い。」", "と言った。"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    """Abbreviations, initials, ordinals and decimals end no sentence; stops of all scripts do."""
    assert slices(text, sentences_of(text)) == sentences


ENDS = re.compile(r"""[.!?…؟۔։।]+[)\]}"'”’»›]*(?=\s)|[。！？｡][」』”’）)]*|[!?…]+[”"»]+(?=\S)""")
SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)([^‘\n]{15,1200}?[\w.,!?…])[’'](?!\w)")


@given(st.text(st.sampled_from(".!?…؟。！｡)\"'”’»」） \na1‘,"), max_size=60))
def test_quick_expressions_find_what_plain_ones_do(text: str) -> None:
    """What is looked at twice or from behind is found as if it were looked at in order."""
    for quick, plain in ((_END, ENDS), (_SINGLE, SINGLE)):
        for begin in (0, len(text) // 3):
            found, wanted = (
                [m.span(0) + m.span(m.re.groups) for m in one.finditer(text, begin)]
                for one in (quick, plain)
            )
            assert found == wanted


def test_wrapped_lines_are_no_sentences() -> None:
    """In hard-wrapped text a newline ends nothing; otherwise a headline ends at its line."""
    wrapped = "The ferry sank off the\nnorthern cape on\nSunday. Eleven people\nwere saved."

    assert len(sentences_of(wrapped)) == 2
    assert len(sentences_of("Ferry sinks off cape\nThe ferry sank on Sunday.")) == 2


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('She said "no more" and left.', ["no more"]),
        (
            "She said “no more” and ‘a new and quite different life’ began.",
            ["no more", "a new and quite different life"],
        ),
        ("It's the farmers' market, isn't it?", []),
        ("Er sagte: „Nie wieder.“ Dann »gut so«.", ["Nie wieder.", "gut so"]),
        ("Il dit «jamais» puis « encore ».", ["jamais", " encore "]),
        ("彼は「もう遅い」と言った。", ["もう遅い"]),
        ('A 6" pipe and a 12" board.', []),
        ("“It began here.\n“It ended here,” she said.", ["It began here.", "It ended here,"]),
        ("“It never closes.\nNext paragraph.", []),
    ],
)
def test_quotations_in_the_typographies_of_the_world(text: str, quotations: list[str]) -> None:
    """Marks pair as printers pair them; apostrophes, inches and lone marks are none."""
    assert slices(text, quotations_of(text)) == quotations


BODY = (
    "The council voted on Tuesday to close the old bridge for two years of repairs.\n"
    "Drivers will be sent through the northern tunnel, which opens at five in the morning.\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "Share and Follow",
        "Share on Facebook  Tweet  WhatsApp  Copy link",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "READ MORE: Tunnel tolls to double",
        "[Photo Credit: City Hall press office, public domain]",
        "The bridge at dawn. (AP Photo/Jane Roe)",
        "Sign up for our morning newsletter",
        "Follow us on Telegram",
        "© 2031 Example Media. All rights reserved.",
        "Читайте також: Тунель закрито",
        "Lea también: El túnel se cierra",
        "Foto: Stadtverwaltung",
    ],
)
def test_a_line_of_furniture_is_found_and_no_more(line: str) -> None:
    """A cue marks its own line; the article around it stays."""
    text = f"{BODY}{line}\n{BODY.replace('two', 'three').replace('five', 'six')}"

    assert slices(text, find_furniture(text)) == [line]


def test_teasers_under_a_heading_are_furniture_to_the_end() -> None:
    """A heading such as "You may also like" takes what follows with it."""
    teasers = "You May Also Like\nTen tunnels you must see\nA tunnel expert vividly remembers her…"

    assert slices(BODY + teasers, find_furniture(BODY + teasers)) == [teasers]


def test_an_article_that_goes_on_after_a_box_is_kept() -> None:
    """Two lines of prose in a row end a box of teasers."""
    rest = BODY.replace("two", "three").replace("five", "six")
    text = f"{BODY}Related stories\nTunnel tolls to double\n{rest}"

    assert slices(text, find_furniture(text)) == ["Related stories\nTunnel tolls to double"]


def test_a_caption_printed_twice_counts_once() -> None:
    """The second printing of a long line is furniture."""
    caption = "Workers inspect the old bridge on Monday morning"
    text = f"{caption}\n{BODY}{caption}\n"

    assert find_furniture(text) == [(text.rindex(caption), text.rindex(caption) + len(caption))]


@pytest.mark.parametrize(("sentences", "is_furniture"), [(9, True), (14, False)])
def test_a_report_in_one_line_is_no_caption(sentences: int, is_furniture: bool) -> None:
    """A line that ends with an agency's name is a caption, unless it is an article's length."""
    line = "The bridge was closed when the night train had crossed, a clerk said. " * sentences
    line += "(Jane Doe/AFP)"

    assert slices(f"{BODY}{line}\n", find_furniture(f"{BODY}{line}\n")) == [line] * is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a tenth on Tuesday, and the board met at once.",
        "Follow the money, the prosecutor told the jury on Monday.",
        "More people crossed the bridge in May than ever before.",
        "Watch out for ice, the mayor warned on Sunday.",
        "Related costs rose to four million, the auditor said.",
    ],
)
def test_prose_that_begins_like_a_cue_is_no_furniture(line: str) -> None:
    """A cue word does not make a sentence furniture."""
    assert find_furniture(f"{BODY}{line}\n") == []


CUES = st.sampled_from(
    "Share on: X|READ MORE|(photo by X)|[read more: x]|(AP Photo/Jane)|(a/Getty Images)|x|"
    "[|taboola|Related stories|You may also like|He said so on Monday, and today, once more.\n|"
    "]|(c) 2031|\n|\n\n|\u00a0|(|)|ſubscribe to our news|foto|Image 3".split("|")
)


@given(st.lists(st.one_of(CUES, st.text(max_size=3)), max_size=12).map("".join))
def test_a_quick_look_overlooks_no_furniture(text: str) -> None:
    """Where it sees none, looking at every line finds none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(furniture, "_may_hold_any", lambda _: True)
        wanted = find_furniture(text)

    assert find_furniture(text) == wanted


@pytest.mark.parametrize(
    ("beside", "whole"), [("more_vert", True), ("A barge sank last night.", False)]
)
def test_a_page_of_furniture_and_next_to_nothing_is_furniture_whole(
    beside: str, whole: bool
) -> None:
    """What a gallery leaves beside its captions is no text that another page could be a copy of."""
    text = f"The harbor in spring (AP Photo/Ann Lee)\n{beside}\n"

    tokens = tokenize(text)

    assert tokens.furniture == (((0, len(text)),) if whole else ((0, text.index("\n")),))
    assert tokens.furnished.all() == whole
    assert not tokenize(beside).furniture


def test_the_furniture_of_the_seeds(seeds: dict[str, Article]) -> None:
    """What the sites put around 000, 001 and 003 is recognized; 002 and 004 have none."""
    found = {name: slices(a.text, find_furniture(a.text)) for name, a in seeds.items()}

    assert [found[name] for name in ("002", "004")] == [[], []]
    assert [text.split(":")[0] for text in found["000"]] == ["[Photo Credit", "[READ MORE"]
    assert found["001"][0] == "Share and Follow"
    assert found["001"][1].startswith("Share and Follow\nYou May Also Like\n")
    assert seeds["001"].text.rstrip().endswith(found["001"][1])
    assert found["003"] == ["More posts:"]


@pytest.mark.parametrize("pattern", HEADINGS)
@given(st.data())
def test_every_heading_begins_as_one(pattern: str, data: st.DataObject) -> None:
    """The quick question never says no to a heading."""
    line = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True))

    assert re.match(HEADING_STARTS, line, re.IGNORECASE)


@pytest.mark.parametrize("pattern", LINES)
@given(st.data())
def test_every_cue_begins_as_one(pattern: str, data: st.DataObject) -> None:
    """The quick questions never say no to a line of furniture."""
    line = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True))

    assert re.match(LINE_STARTS, line, re.IGNORECASE) or holds_inner_cue(line)


@given(st.lists(st.one_of(texts, STRUCTURED), max_size=6))
def test_texts_read_together_are_as_texts_read_alone(many: list[str]) -> None:
    """A batch shares its words, and nothing else."""
    together, _ = tokenize_each(many)

    for text, tokens in zip(many, together, strict=True):
        alone = tokenize(text)
        assert tokens.words == alone.words
        assert tokens.span(0, len(tokens)) == alone.span(0, len(alone)) if len(alone) else True
        for one, other in (
            (tokens.starts, alone.starts),
            (tokens.ends, alone.ends),
            (tokens.keys, alone.keys),
            (tokens.furnished, alone.furnished),
            (tokens.quoted, alone.quoted),
            (tokens.sentence_of, alone.sentence_of),
        ):
            assert one.tolist() == other.tolist()


LAST_WORD = re.compile(r"[\w.’'&-]+$")
WRAPS = re.compile(r"\S[^\S\n]*\n(?=\S)")
BROKEN = st.text(alphabet="aB1.’'&- \n\t\u00a0é", max_size=60)


@given(BROKEN, st.integers(0, 60))
def test_the_last_word_is_what_a_search_for_it_finds(text: str, end: int) -> None:
    """Read from behind, which takes no second look at what stands before it."""
    end = min(end, len(text))

    found = LAST_WORD.search(text, max(0, end - 40), end)

    assert last_word(text, end) == (found.group() if found else "")


@given(BROKEN)
def test_lines_are_wrapped_where_words_follow_on(text: str) -> None:
    """As a search for line ends between words finds them."""
    starts = [text[match.end()] for match in WRAPS.finditer(text)]

    wrapped = bool(starts) and sum(c.islower() for c in starts) > 0.15 * len(starts)
    assert is_hard_wrapped(text, 0.15) == wrapped


@given(BROKEN)
def test_lines_end_behind_all_white_space(text: str) -> None:
    """Wherever the search for it begins."""
    ends = [match.end() for match in re.finditer(r"\s*\n\s*", text)]

    assert [match.end() for match in NEWLINE.finditer(text)] == ends
