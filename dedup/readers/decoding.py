"""Decoding: text from bytes, and how sure its encoding is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dedup.readers.assumed import BYTE_ORDER_MARKS
from dedup.readers.reading import UnreadableError, count

REPLACEMENT = "\ufffd"

SAMPLE_BYTES = 16_384
"""Detection sees no more: 2 ms, and a megabyte changed no verdict in twelve encodings tried."""

LEAD_BYTES = 1_024
"""How far before the first byte that is not UTF-8 the sample begins, to give it context."""

CANDIDATE_ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "cp874", "shift_jis", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
"""Encodings that news was published in. Left free, detection also finds Mac, DOS and EBCDIC pages
in short texts, which decode without an error and read as nonsense."""

WESTERN_LANGUAGES = {
    *("Danish", "Dutch", "English", "Finnish", "French", "German", "Indonesian", "Italian"),
    *("Norwegian", "Portuguese", "Spanish", "Swedish"),
}
"""Languages, by charset_normalizer's names, that cp1252 has all letters of."""

WHOLE_CHARACTERS = re.compile(rb".*[\x00-\x2f]", re.DOTALL)
"""Spaces, line ends and most punctuation are never the second byte of a character."""

WEB_NAMES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""What browsers take these declarations for (the WHATWG Encoding Standard): the larger set."""

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
MOST_CONTROL = 0.05
"""Share of control characters from which on bytes are no text: news has none, random bytes 0.1
and more."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text from bytes.

    Attributes:
        text: the text, without its byte order mark, line ends as they were.
        encoding: Python's name of the encoding.
        assumption: what was assumed or replaced, to stand behind the name of a file; None where
            the bytes say it themselves (UTF-8, a byte order mark).
    """

    text: str
    encoding: str
    assumption: str | None


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Return ``content`` as text.

    A byte order mark decides; then UTF-8 is tried, then UTF-8 with a few broken characters, then
    the declared encoding, then detection.

    Args:
        content: the bytes of a file, or of one line of it.
        declared: the encoding that the input itself names, in any spelling.

    Raises:
        UnreadableError: the bytes are binary, or in an encoding that cannot be told.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    if b"\0" in content:
        raise UnreadableError(
            "holds NUL bytes, so it is a binary file, or UTF-16 without its byte order mark; "
            "convert it to UTF-8 text"
        )
    try:
        return _checked(Decoded(content.decode("utf-8"), "utf-8", None))
    except UnicodeDecodeError as error:
        return _checked(_repaired(content) or _assumed(content, declared, error.start))


def _marked(content: bytes, encoding: str) -> Decoded:
    try:
        return _checked(Decoded(content.decode(encoding), encoding, None))
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
        return _checked(Decoded(text, encoding, damage(encoding, text.count(REPLACEMENT))))


def damage(encoding: str, broken: int) -> str:
    """Return what was assumed about bytes that are nearly of this encoding."""
    characters = count(broken, "broken character")
    return f"not quite {encoding.upper()}; {characters} replaced by U+FFFD"


def _repaired(content: bytes) -> Decoded | None:
    """Return UTF-8 text in which a few characters are broken, or None if it is not that.

    Bytes of another encoding hardly ever form a valid sequence of UTF-8, so text with more valid
    sequences than broken ones is UTF-8 that was cut or glued.
    """
    text = content.decode("utf-8", "replace")
    broken, valid = beyond_ascii(text)
    return Decoded(text, "utf-8", damage("utf-8", broken)) if valid > broken else None


def beyond_ascii(text: str) -> tuple[int, int]:
    """Return how many characters are broken, and how many others are not ASCII."""
    return text.count(REPLACEMENT), sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))


def _assumed(content: bytes, declared: str | None, first_strange: int) -> Decoded:
    if declared:
        encoding = _web_name(declared)
        if (text := _strictly(content, encoding)) is not None:
            return Decoded(text, encoding, f"not UTF-8; read as {encoding} (declared)")
    encoding = _detect(_sample(content, first_strange))
    text = _strictly(content, encoding)
    if text is None:  # the sample could not see all of it
        text = content.decode(encoding, "replace")
    return Decoded(text, encoding, f"not UTF-8; read as {encoding} (detected)")


def _sample(content: bytes, first_strange: int) -> bytes:
    """Return bytes around the first that is not UTF-8, ending where no character is cut."""
    begin = max(0, first_strange - LEAD_BYTES)
    sample = content[begin : begin + SAMPLE_BYTES]
    if begin + SAMPLE_BYTES >= len(content):
        return sample
    whole = WHOLE_CHARACTERS.match(sample)
    return whole[0] if whole else sample


def _detect(sample: bytes) -> str:
    """Return the encoding of a sample.

    Statistics cannot tell cp1252 from its neighbours in texts with few accents: it wins where
    both read the same, where the text is too short to show its language (coherence 0), and where
    both look alike in a language that is written in it.
    """
    from charset_normalizer import from_bytes  # 30 ms, and seldom needed

    found = from_bytes(sample, cp_isolation=CANDIDATE_ENCODINGS)
    best = found.best()
    western = _strictly(sample, "cp1252")
    if best is None and western is None:
        raise UnreadableError(
            "is a binary file, or in an encoding that cannot be detected; convert it to UTF-8 text"
        )
    if best is None or str(best) == western:
        return "cp1252"
    rival = next((match for match in found if match.encoding == "cp1252"), None)
    alike = rival and (rival.chaos, rival.coherence) == (best.chaos, best.coherence)
    if alike and (best.coherence == 0 or best.language in WESTERN_LANGUAGES):
        return "cp1252"
    return codecs.lookup(best.encoding).name


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (ValueError, LookupError):  # a name with NUL is a ValueError
        return None


def _web_name(declared: str) -> str:
    """Return the encoding that a declaration means on the web."""
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return declared
    return WEB_NAMES.get(name, name)


def _checked(decoded: Decoded) -> Decoded:
    """Return ``decoded`` if it reads as text; a sample decides."""
    if mostly_control(decoded.text):
        raise UnreadableError(
            "is mostly control characters, so it is a binary file; convert it to UTF-8 text"
        )
    return decoded


def mostly_control(text: str) -> bool:
    """Return whether text is none, by its first ``SAMPLE_BYTES`` characters."""
    sample = text[:SAMPLE_BYTES]
    return len(CONTROL_CHARACTERS.findall(sample)) > MOST_CONTROL * len(sample)
