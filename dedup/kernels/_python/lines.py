"""Lines of JSON to texts and ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from dedup.kernels._arrays import Bytes, LineTable

_STRING = re.compile(
    r'"((?:[^"\\\x00-\x1f\x7f-\x84\x86-\x9f]|\\["\\/bfnrt]'
    r"|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r'|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})*)"'
)
"""As the standard has it, without half surrogate pairs, and without control characters, of which
the line reader takes many for a binary file."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile("true|false|null")
_SPACE = re.compile("[ \t\r]*")
_DEEPEST = 64
_LONGEST_NUMBER = 300
_LONGEST_NAME = 256
_MOST_NAMES = 32
_KELVIN = "\u212a"
"""The one letter beyond ASCII whose lower case is within."""


class _OddError(ValueError):
    """This line needs a reader who knows more."""


class _WholeNumber(str):
    """A whole number as it is written."""

    __slots__ = ()


_NO_USE, _FRACTION, _OBJECT = object(), object(), object()
"""What else a value can be: true, false, null or a list; a number with a fraction; an object."""


def json_lines(
    block: Bytes, texts: tuple[str, ...], ids: tuple[str, ...], out: bytearray
) -> LineTable:
    """Return the texts and ids of a block of JSON Lines.

    A line is plain if it is one JSON object in UTF-8, as strict as the standard has it, with a text
    that is not blank under a name of ``texts``. No other line is taken: somebody who knows more,
    and has words for what is wrong, must read it.

    Args:
        block: whole lines.
        texts, ids: names of members in lower case, best first, no name twice. Upper case and
            spaces around a name do not count.
        out: takes the texts, in UTF-8, one after the other; at least as long as the block.

    Raises:
        ValueError: ``out`` is too short, or there are over 32 names.
    """
    content = bytes(block)
    if len(out) < len(content):
        raise ValueError(f"out has {len(out)} bytes for the texts of {len(content)}; pass as many")
    if len(texts) + len(ids) > _MOST_NAMES:
        raise ValueError(f"names must end with a line feed each, and be at most {_MOST_NAMES}")
    rows: list[tuple[int, int, int, bool]] = []
    offsets, found = [0], []
    lines = content.split(b"\n")
    start = 0
    for number, line in enumerate(lines):
        end = min(start + len(line) + 1, len(content))
        if line and not line.isspace():
            try:
                text, own = _read(line.decode("utf-8"), texts, ids)
            except ValueError:
                rows.append((start, end, number, False))
            else:
                encoded = text.encode()
                out[offsets[-1] : offsets[-1] + len(encoded)] = encoded
                offsets.append(offsets[-1] + len(encoded))
                found.append(own)
                rows.append((start, end, number, True))
        start = end
    count = len(lines) - (not lines[-1])
    table = np.array(rows, np.int64).reshape(-1, 4)
    return LineTable.of_rows(table, np.array(offsets, np.int64), found, count, len(content))


def _read(line: str, texts: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, str]:
    """Return the text and the id of a plain line; the id is "" where none is stated."""
    values: dict[str, Any] = {}
    for key, value in _members(line):
        name = _wanted(key, (*texts, *ids))
        if name in values:
            raise _OddError("which of two counts?")
        if name is not None:
            values[name] = value
    chosen = (values.get(name, _NO_USE) for name in texts)
    text = next((t for t in chosen if type(t) is str and t and not t.isspace()), None)
    if text is None:
        raise _OddError("no text")
    return text, _id([values.get(name, _NO_USE) for name in ids])


def _id(values: list[Any]) -> str:
    """Return the first id there is."""
    if any(value is _OBJECT for value in values):
        raise _OddError("an id may be wrapped in an object")
    for value in values:
        if value is _FRACTION or (type(value) is str and "\n" in value):
            raise _OddError("no whole number, or a line feed, which would end the id")
        if isinstance(value, str) and value:
            return str(value)
    return ""


def _members(line: str) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of the object that a line is."""
    at = _space(line, 0)
    if line[at : at + 1] != "{":
        raise _OddError("no object")
    at = _space(line, at + 1)
    if line[at : at + 1] != "}":
        while True:
            raw, at = _key(line, at)
            if "\\" in raw:
                raise _OddError("a name that is written with escapes")
            value, at = _value(line, at, 0)
            yield raw, value
            at = _space(line, at)
            if line[at : at + 1] == "}":
                break
            at = _comma(line, at)
    if _space(line, at + 1) != len(line):
        raise _OddError("more after the object")


def _value(line: str, at: int, depth: int) -> tuple[Any, int]:
    """Return the value at a place, and where it ends."""
    if found := _STRING.match(line, at):
        return json.loads(found[0]), found.end()
    if found := _NUMBER.match(line, at):
        if len(found[0]) > _LONGEST_NUMBER:
            raise _OddError("a number of hundreds of digits")
        whole = found[1] is None and found[2] is None and found[0] != "-0"
        return _WholeNumber(found[0]) if whole else _FRACTION, found.end()
    if found := _WORD.match(line, at):
        return _NO_USE, found.end()
    if line[at : at + 1] in ("{", "["):
        is_object = line[at] == "{"
        return _OBJECT if is_object else _NO_USE, _nested(line, at, is_object, depth + 1)
    raise _OddError("no value")


def _nested(line: str, at: int, is_object: bool, depth: int) -> int:
    """Return where an object or a list ends."""
    if depth > _DEEPEST:
        raise _OddError("nested too deeply")
    closing = "}" if is_object else "]"
    at = _space(line, at + 1)
    if line[at : at + 1] == closing:
        return at + 1
    while True:
        if is_object:
            _, at = _key(line, at)
        _, at = _value(line, at, depth)
        at = _space(line, at)
        if line[at : at + 1] == closing:
            return at + 1
        at = _comma(line, at)


def _key(line: str, at: int) -> tuple[str, int]:
    """Return a name as it is written, and where its value begins."""
    found = _STRING.match(line, at)
    if found is None:
        raise _OddError("no name")
    at = _space(line, found.end())
    if line[at : at + 1] != ":":
        raise _OddError("no colon")
    return found[1], _space(line, at + 1)


def _comma(line: str, at: int) -> int:
    if line[at : at + 1] != ",":
        raise _OddError("no comma")
    return _space(line, at + 1)


def _space(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    assert found is not None
    return found.end()


def _wanted(key: str, names: tuple[str, ...]) -> str | None:
    """Return the wanted name that a key stands for."""
    bare = key.strip(" ")
    if len(bare.encode()) > _LONGEST_NAME:
        return None
    if bare.isascii() or bare in names:
        return bare.lower() if bare.lower() in names else None
    edges = bare[:1].isspace() or bare[-1:].isspace()
    if edges or _KELVIN in bare or not all(name.isascii() for name in names):
        raise _OddError("a name that may become another in lower case")
    return None
