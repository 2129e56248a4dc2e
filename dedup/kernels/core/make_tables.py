"""Write ``unicode_tables.c``, ``letter_tables.c`` and ``../_unicode.py``: what a letter is.

And how it folds, and what of it says where a sentence ends.

Run by hand with Python 3.11, whose tables are those of Unicode 14, and the ``regex`` module, which
knows the scripts: ``python dedup/kernels/core/make_tables.py``. The tables are committed, so that
the words of a text, and with them every hash that a store keeps, never depend on the Python that
reads it. Normalization and case folding of assigned characters are stable by Unicode's policy.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import regex

UNICODE = "14.0.0"
LIMIT = 0x110000
SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
JOINERS = "\u00ad\u200c\u200d"
APOSTROPHES = "'’ʼ＇‛′`´"
HANGUL = range(0xAC00, 0xAC00 + 11172)
BLOCK = 128
"""Code points in a block of the two-stage tables; unicode.h and letters.h know it too."""

OTHER, LETTER, LONE, APOSTROPHE = range(4)
SIMPLE, IS_APOSTROPHE, IS_JOINER = 1, 2, 4
LOWER, UPPER, WORD, ALPHABETIC, DIGIT = 1, 2, 4, 8, 16


def points() -> Iterable[tuple[int, str]]:
    """Every code point but the surrogates, which UTF-8 cannot hold."""
    return ((p, chr(p)) for p in range(LIMIT) if not 0xD800 <= p < 0xE000)


def kind(char: str) -> int:
    """Return what a code point is to the tokenizer."""
    if char in JOINERS:
        return LETTER
    if unicodedata.category(char)[0] in "LNM":
        return LONE if SPACELESS.match(char) else LETTER
    return APOSTROPHE if char in APOSTROPHES else OTHER


def compositions() -> dict[tuple[int, int], int]:
    """Return every pair of code points that composes, Hangul left out."""
    pairs = {}
    for point, char in points():
        canonical = unicodedata.decomposition(char)
        if canonical and "<" not in canonical and " " in canonical:
            first, second = (int(part, 16) for part in canonical.split())
            if unicodedata.normalize("NFC", chr(first) + chr(second)) == char:
                pairs[first, second] = point
    return pairs


def inert(char: str, seconds: set[int]) -> bool:
    """Whether NFKC leaves a code point alone among others of which this is true as well."""
    return (
        unicodedata.combining(char) == 0
        and unicodedata.normalize("NFKC", char) == char
        and ord(char) not in seconds
    )


def two_stages(values: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return (index, blocks): value i is ``blocks[index[i // BLOCK] * BLOCK + i % BLOCK]``."""
    index: list[int] = []
    blocks: list[int] = []
    known: dict[tuple[int, ...], int] = {}
    for begin in range(0, len(values), BLOCK):
        block = tuple(values[begin : begin + BLOCK])
        if block not in known:
            known[block] = len(known)
            blocks.extend(block)
        index.append(known[block])
    return index, blocks


def array(kind_of: str, name: str, values: Iterable[object]) -> str:
    """Return a C array, in lines of at most 100 columns."""
    lines, line = [], "   "
    for value in values:
        if len(line) + len(f" {value},") > 100:
            lines.append(line)
            line = "   "
        line += f" {value},"
    body = "\n".join([*lines, line])
    return f"const {kind_of} {name}[] = {{\n{body}\n}};\n"


def c_tables() -> str:
    """Return the tables in C."""
    pairs = compositions()
    seconds = {second for _, second in pairs} | {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}
    record_of: dict[tuple[int, ...], int] = {(OTHER, 0, 0, 0, 0): 0}
    many: list[str] = [""]
    pool, decomposition_of = [0], dict[str, int]()
    records, decompositions = [0] * LIMIT, [0] * LIMIT
    for point, char in points():
        folded, delta, fold_number = char.casefold(), 0, 0
        if len(folded) == 1:
            delta = ord(folded) - point
        else:
            if folded not in many:
                many.append(folded)
            fold_number = many.index(folded)
        flags = IS_APOSTROPHE * (char in APOSTROPHES) | IS_JOINER * (char in JOINERS)
        if not flags and not fold_number and inert(char, seconds) and inert(folded, seconds):
            flags = SIMPLE
            # words.c reserves one and a half times the bytes of a text for words of these alone.
            assert 2 * len(folded.encode()) <= 3 * len(char.encode()), hex(point)
        record = (kind(char), unicodedata.combining(char), flags, fold_number, delta)
        records[point] = record_of.setdefault(record, len(record_of))
        decomposed = unicodedata.normalize("NFKD", char)
        if decomposed != char and point not in HANGUL:
            if decomposed not in decomposition_of:
                decomposition_of[decomposed] = len(pool)
                pool += [len(decomposed), *map(ord, decomposed)]
            decompositions[point] = decomposition_of[decomposed]
    record_index, record_blocks = two_stages(records)
    decomposed_index, decomposed_blocks = two_stages(decompositions)
    assert max(record_index + decomposed_index) < 1 << 16 > len(pool)
    assert len(many) < 1 << 8 and all(len(folded) <= 3 for folded in many)
    return "\n".join(
        [
            f"/* Written by make_tables.py from Unicode {UNICODE}; do not edit. */",
            '#include "unicode.h"\n',
            array(
                "Character",
                "UNICODE_RECORDS",
                ("{" + ",".join(map(str, r)) + "}" for r in record_of),
            ),
            array("uint16_t", "UNICODE_RECORD_INDEX", record_index),
            array("uint16_t", "UNICODE_RECORD_BLOCKS", record_blocks),
            "/* Case folds to more than one code point; 0 ends those shorter than three. */",
            array("uint32_t", "UNICODE_FOLDS", map(ord, "".join(f.ljust(3, "\0") for f in many))),
            "/* Where in the pool a code point's compatibility decomposition stands; 0: none. */",
            array("uint16_t", "UNICODE_DECOMPOSED_INDEX", decomposed_index),
            array("uint16_t", "UNICODE_DECOMPOSED_BLOCKS", decomposed_blocks),
            "/* Each decomposition: how many code points, then these. */",
            array("uint32_t", "UNICODE_DECOMPOSED", pool),
            "/* Pairs that compose, ascending: first << 32 | second, and what they make. */",
            array("uint64_t", "UNICODE_PAIRS", (f"0x{a:x}{b:08x}" for a, b in sorted(pairs))),
            array("uint32_t", "UNICODE_COMPOSED", (pairs[pair] for pair in sorted(pairs))),
            f"const size_t UNICODE_PAIR_COUNT = {len(pairs)};\n",
        ]
    )


def letter_tables() -> str:
    """Return what the finders of sentences and quotations ask of a code point, in C."""
    record_of: dict[tuple[int, int], int] = {(0, 0): 0}
    records = [0] * LIMIT
    for point, char in points():
        flags = LOWER * char.islower() | UPPER * char.isupper() | ALPHABETIC * char.isalpha()
        flags |= WORD * (char.isalnum() or char == "_") | DIGIT * char.isdigit()
        lower = char.lower()
        assert len(lower) == 1 or char == "\u0130", hex(point)  # letters.h names it
        record = (flags, ord(lower[0]) - point)
        records[point] = record_of.setdefault(record, len(record_of))
    index, blocks = two_stages(records)
    assert max(index) < 1 << 8 and len(record_of) < 1 << 8
    return "\n".join(
        [
            f"/* Written by make_tables.py from Unicode {UNICODE}; do not edit. */",
            '#include "letters.h"\n',
            array("Letter", "LETTER_RECORDS", ("{" + f"{a},{b}" + "}" for a, b in record_of)),
            array("uint8_t", "LETTER_INDEX", index),
            array("uint8_t", "LETTER_BLOCKS", blocks),
        ]
    )


def python_class(members: Iterable[int]) -> str:
    """Return the inside of a character class of ``re``, in lines of at most 100 columns."""
    runs: list[list[int]] = []
    for point in members:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    lines, line = [], ""
    for first, last in runs:
        escaped = [f"\\u{p:04x}" if p < 0x10000 else f"\\U{p:08x}" for p in (first, last)]
        piece = escaped[0] if first == last else "-".join(escaped)
        if len(line) + len(piece) > 92:
            lines.append(line)
            line = ""
        line += piece
    return "\n".join(f'    "{one}"' for one in [*lines, line])


def python_module() -> str:
    """Return the character classes that the Python twins ask for."""
    kinds = [(point, kind(char)) for point, char in points()]
    return "\n".join(
        [
            f'"""Written by core/make_tables.py from Unicode {UNICODE}; do not edit."""\n',
            "LETTERS = (",
            python_class(p for p, of in kinds if of == LETTER),
            ")",
            '"""Letters, numbers, marks and joiners of scripts that put spaces between words."""\n',
            "SPACELESS = (",
            python_class(p for p, of in kinds if of == LONE),
            ")",
            '"""Letters, numbers and marks of scripts that put none: each is a word."""\n',
            "UNASSIGNED = (",
            python_class(p for p, char in points() if unicodedata.category(char) == "Cn"),
            ")",
            '"""Nothing yet; a later Python may know better, and must not."""\n',
        ]
    )


if __name__ == "__main__":
    if unicodedata.unidata_version != UNICODE:
        sys.exit(
            f"Python {sys.version.split()[0]} has Unicode {unicodedata.unidata_version}, "
            f"the tables are of {UNICODE}; run this with Python 3.11"
        )
    here = Path(__file__).parent
    (here / "unicode_tables.c").write_text(c_tables(), encoding="utf-8")
    (here / "letter_tables.c").write_text(letter_tables(), encoding="utf-8")
    (here.parent / "_unicode.py").write_text(python_module(), encoding="utf-8")
