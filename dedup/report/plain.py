"""A result as JSON, in one object or in lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.index import Result

_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(result: Result, texts: bool = False) -> str:
    """Return a result as JSON, as ``docs/format.md`` describes it, with a line end.

    Keys stand in the order of that document, so equal results give equal files; each article, story
    and other record has a line of its own. A lone surrogate, which UTF-8 cannot hold, is written as
    an escape.

    Args:
        result: of a run.
        texts: whether the articles' texts are kept, so that ``dedup render`` can show them.

    Raises:
        ValueError: a figure is infinite or not a number, for which JSON has no form.
    """
    return "".join(json_parts(result, texts))


def json_parts(result: Result, texts: bool = False) -> Iterator[str]:
    """Yield what ``to_json`` returns, a record at a time: the whole takes gigabytes for many."""
    before = "{"
    for key, value in result.parts(texts):
        yield f'{before}\n"{key}": '
        before = ","
        if isinstance(value, Iterator):
            yield "["
            for number, record in enumerate(value):
                yield f"{',' if number else ''}\n{as_line(record)}"
            yield "\n]"
        else:
            yield as_line(value)
    yield "\n}\n"


def json_line_parts(result: Result, texts: bool = False) -> Iterator[str]:
    """Yield a result as lines of JSON: a record a line, named by its first key.

    Articles come first, then each story followed by its relations, then what was refused and
    skipped. Relations name the story they belong to.

    Args:
        result: of a run.
        texts: whether the articles' texts are kept.
    """
    return (f"{as_line(record)}\n" for record in _records(result, texts))


def as_line(record: Any) -> str:
    """Return plain values as JSON on one line."""
    return escaped(_encoded(record))


def escaped(written: str) -> str:
    """Return JSON whose lone surrogates are escapes, so that UTF-8 can hold it."""
    if written.isascii():  # as most lines are, which is known at once
        return written
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _records(result: Result, texts: bool) -> Iterator[dict[str, Any]]:
    for listed in result.articles:
        yield {"record": "article", **listed.to_dict(texts)}
    for story in result.stories:
        told = story.to_dict()
        relations = told.pop("relations")
        yield {"record": "story", **told}
        yield from ({"record": "relation", "story": story.id, **r} for r in relations)
    for edge in result.refused:
        yield {"record": "refused", **edge.to_dict()}
    for skipped in result.skipped:
        yield {"record": "skipped", **skipped.to_dict()}
