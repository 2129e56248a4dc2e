"""Objects of a JSON file, read with their place in it, so that an error can name what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from dedup.errors import InputError

Span = tuple[int, int]


class Record:
    """An object of a file, which says where it stands when it lacks something.

    Attributes:
        file: the file's name.
        path: where in it the object stands: "stories[0].origin".
        values: as they are there.
    """

    def __init__(self, values: Any, file: str, path: str) -> None:
        self.file, self.path = file, path
        if not isinstance(values, dict):
            raise self.wrong(f"is {type(values).__name__}, not an object")
        self.values: dict[str, Any] = values

    def wrong(self, what: str, key: str = "") -> InputError:
        """Return the error that names this place, or the place of one of its keys."""
        where = f"{self.path}.{key}".strip(".") or "the whole"
        return InputError(self.file, f"{where} {what}; make the file again with dedup report")

    def get(self, key: str, *kinds: type, default: Any = ...) -> Any:
        """Return a value of one of some types; a missing one is the default, if there is one."""
        value = self.values.get(key, default)
        if value is ...:
            raise self.wrong("is missing", key)
        # To Python true is a number; to this format it is none.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.wrong(f"is {value!r:.60}", key)
        return value

    def text(self, key: str) -> str:
        """Return a string."""
        return str(self.get(key, str))

    def maybe(self, key: str) -> str | None:
        """Return a string, or None where it is null or missing."""
        value = self.get(key, str, type(None), default=None)
        return None if value is None else str(value)

    def whole_number(self, key: str, default: Any = ...) -> int:
        """Return a whole number of 0 or more."""
        number = int(self.get(key, int, default=default))
        if number < 0:
            raise self.wrong(f"is {number}", key)
        return number

    def number(self, key: str) -> float:
        """Return any number."""
        return float(self.get(key, int, float))

    def one_of(self, key: str, known: Collection[str]) -> str:
        """Return a string that is one of those that are known."""
        value = self.text(key)
        if value not in known:
            raise self.wrong(f"is {value!r:.60}, not one of {', '.join(known)}", key)
        return value

    def known_id(self, key: str, ids: Collection[str]) -> str:
        """Return the id of an article that is there."""
        value = self.text(key)
        if value not in ids:
            raise self.wrong(f"names {value!r:.60}, which is no article of the file", key)
        return value

    def maybe_id(self, key: str, ids: Collection[str]) -> str | None:
        """Return the id of an article that is there, or None where it is null or missing."""
        return None if self.values.get(key) is None else self.known_id(key, ids)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings."""
        values = self.get(key, list)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong("holds something that is no string", key)
        return tuple(values)

    def records(self, key: str, default: Any = ...) -> Iterator[Record]:
        """Yield the objects of a list."""
        for number, values in enumerate(self.get(key, list, default=default)):
            yield Record(values, self.file, f"{self.path}.{key}[{number}]".strip("."))

    def record(self, key: str) -> Record:
        """Return the object inside this one."""
        return Record(self.get(key, dict), self.file, f"{self.path}.{key}".strip("."))

    def span(self, start: str, end: str, length: int) -> Span:
        """Return two offsets, in order, that lie in a text of this length."""
        found = self.whole_number(start), self.whole_number(end)
        if not found[0] <= found[1] <= length:
            raise self.wrong(f"to {end} is {list(found)} in a text of {length} code points", start)
        return found

    def spans(
        self, key: str, width: int, lengths: tuple[int, ...], default: Any = ...
    ) -> tuple[Any, ...]:
        """Return lists of offsets, each pair of which lies in the text of that length."""
        found = []
        for row in self.get(key, list, default=default):
            good = isinstance(row, list) and len(row) == width
            if not good or not all(type(offset) is int for offset in row):
                raise self.wrong(f"holds {row!r:.60}, not {width} offsets", key)
            ends = zip(row[::2], row[1::2], lengths, strict=True)
            if not all(0 <= start <= end <= length for start, end, length in ends):
                raise self.wrong(f"holds {row}, which lies outside its text", key)
            found.append(tuple(row))
        return tuple(found)
