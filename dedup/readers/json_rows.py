"""Rows of JSON: one object a line, or one document that holds them all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, Literal

from dedup.readers.assumed import BYTE_ORDER_MARKS, MENDED, OPENING_BRACKETS, Assumed
from dedup.readers.decoding import REPLACEMENT, decode
from dedup.readers.fields import Fields
from dedup.readers.reading import Note, Skipped, UnreadableError, nothing_in
from dedup.readers.rows import Row, kind_of
from dedup.readers.sources import Source

Found = Iterator[Row | Skipped | Note]

HALF_PAIR = re.compile("[\ud800-\udfff]")
HALF_PAIR_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class JsonError(UnreadableError):
    """This text is not JSON; the message says where it breaks and what to do."""

    def __init__(self, reason: str, *, more_follows: bool = False) -> None:
        super().__init__(reason)
        self.more_follows = more_follows


def read_json_lines(source: Source, stream: BinaryIO, fields: Fields) -> Found:
    """Yield the object of each line; a bad line costs only itself, an empty one nothing.

    Raises:
        UnreadableError: nothing of the source can be read.
    """
    first = stream.readline()
    if any(first.startswith(mark) for mark, _ in BYTE_ORDER_MARKS[1:]):
        yield from _read_wide(source, first + stream.read())
    elif first.strip() in OPENING_BRACKETS:
        yield from _read_whole(source, first + stream.read(), fields)
    else:
        yield from _read_lines(source, first, stream)


def read_json(source: Source, stream: BinaryIO, fields: Fields) -> Found:
    """Yield the objects of one document: itself, its elements, or those of its only list.

    A file of many documents, one a line, is read as JSON Lines.

    Raises:
        UnreadableError: nothing of the source can be read.
    """
    yield from _read_whole(source, stream.read(), fields)


def _read_lines(source: Source, first: bytes, rest: Iterable[bytes]) -> Found:
    """Yield the rows of ``first`` and of ``rest``, then what was assumed about them."""
    assumed = Assumed()
    filled = False
    for number, line in enumerate(chain((first,), rest), 1):
        if line and not line.isspace():
            filled = True
            yield read_line(source, number, line, assumed)
    if not filled:
        yield Skipped(source.shown, nothing_in(first))
    yield from assumed.notes(source)


def _read_wide(source: Source, content: bytes) -> Found:
    """Yield the rows of UTF-16 or UTF-32, in which a line end is more than one byte."""
    decoded = decode(content)
    if decoded.assumption:
        yield Note(f"{source.shown}: {decoded.assumption}")
    yield from _read_text_lines(source, decoded.text)


def _read_text_lines(source: Source, text: str) -> Found:
    first, *rest = (line.encode() for line in text.split("\n"))
    yield from _read_lines(source, first, rest)


def read_line(source: Source, number: int, line: bytes, assumed: Assumed) -> Row | Skipped:
    """Return the object of one line; what had to be assumed about it is added to ``assumed``."""
    try:
        decoded = decode(line, assumed.encoding)
        value, mended = parse(decoded.text.rstrip("\r\n"))
    except UnreadableError as error:
        return Skipped(f"{source.shown}:{number}", str(error))
    if decoded.assumption:
        assumed.encoding = decoded.encoding
        # what was declared here is only what an earlier line was detected to be
        assumption = decoded.assumption.replace("(declared)", "(detected)")
        assumed.lines.setdefault(assumption, []).append(number)
    if mended:
        assumed.mended.append(number)
    return _object(source, "line", number, value)


def _read_whole(source: Source, content: bytes, fields: Fields) -> Found:
    """Yield the objects of one document; where another follows it, those of its lines."""
    decoded = decode(content)
    if not decoded.text.strip():
        raise UnreadableError(nothing_in(content))
    try:
        value, mended = parse(decoded.text)
    except JsonError as error:
        if not error.more_follows:
            raise
        yield from _read_text_lines(source, decoded.text)
        return
    if decoded.assumption:
        yield Note(f"{source.shown}: {decoded.assumption}")
    if mended:
        yield Note(f"{source.shown}: {MENDED}")
    elements = _elements(value, fields)
    if elements is None:
        yield _object(source, "item", None, value)
        return
    if not elements:
        raise UnreadableError("holds an empty list; check how it was written, or leave it out")
    for number, element in enumerate(elements, 1):
        yield _object(source, "item", number, element)


def _elements(value: Any, fields: Fields) -> list[Any] | None:
    """Return the rows in a document, None if it is one; ``{"articles": [...]}`` is opened."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not fields.keys("text", value):
        lists: list[list[Any]] = [inner for inner in value.values() if _is_objects(inner)]
        if len(lists) == 1:
            return lists[0]
    return None


def _is_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _object(
    source: Source, unit: Literal["line", "item"], number: int | None, value: Any
) -> Row | Skipped:
    if isinstance(value, dict):
        return Row(unit, number, value)
    place = Row(unit, number, {}).place(source)
    return Skipped(place, f'this is {kind_of(value)}, not an object; write it as {{"text": ...}}')


def parse(text: str) -> tuple[Any, bool]:
    """Return the value that JSON text stands for, and whether half surrogate pairs were mended.

    NaN and the infinities, which are not JSON but which many programs write, become None.

    Raises:
        JsonError: the text breaks the rules of JSON, or those of Python's reader.
    """
    try:
        value = json.loads(text, parse_constant=lambda _: None)
        if HALF_PAIR_ESCAPE.search(text) and _has_half_pair(value):
            return _mend(value), True
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        what = error.msg.removesuffix(" at")
        reason = f"not valid JSON: {what} at {line}column {error.colno}; correct or remove it"
        raise JsonError(reason, more_follows=what == "Extra data") from error
    except RecursionError as error:
        raise JsonError("JSON nested too deeply to be an article; remove it") from error
    except ValueError as error:  # Python refuses numbers of more than 4,300 digits
        raise JsonError("holds a number of thousands of digits; correct or remove it") from error
    return value, False


def _has_half_pair(value: Any) -> bool:
    if isinstance(value, str):
        return HALF_PAIR.search(value) is not None
    if isinstance(value, list):
        return any(_has_half_pair(item) for item in value)
    if isinstance(value, dict):
        return any(_has_half_pair(key) or _has_half_pair(item) for key, item in value.items())
    return False


def _mend(value: Any) -> Any:
    """Return ``value`` with U+FFFD for every half pair, so that all of it can be written again."""
    if isinstance(value, str):
        return HALF_PAIR.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [_mend(item) for item in value]
    if isinstance(value, dict):
        return {_mend(key): _mend(item) for key, item in value.items()}
    return value
