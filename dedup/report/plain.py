"""A result as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.index import Result

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(result: Result) -> str:
    """Return a result as JSON, as ``docs/format.md`` describes it, with a line end.

    Keys stand in the order of that document, so equal results give equal files. A lone surrogate,
    which UTF-8 cannot hold, is written as an escape.

    Raises:
        ValueError: a figure is infinite or not a number, for which JSON has no form.
    """
    written = json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False, indent=2)
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"
