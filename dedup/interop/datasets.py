"""A function for ``datasets.Dataset.map``: rows, each with what an index knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dedup.errors import StoreError
from dedup.index import Index
from dedup.interop.annotating import ANNOTATION, judge, short_form


class AnnotateRows:
    """What ``dataset.map(AnnotateRows("news.dedup"))`` calls for each row.

    It is the path that goes to the workers of ``num_proc`` and into the fingerprint, not the open
    file. With ``add`` the answer for a row depends on the rows before it: map in one process, and
    with ``load_from_cache_file=False`` when the index has changed.

    Args:
        path: of the index; it is made if it is not there, but only to be added to.
        add: whether each row is added once it was asked about.
        near_only: of an index that is made.

    Raises:
        StoreError: there is no index to ask, and nothing would be added to one.
    """

    def __init__(self, path: str, *, add: bool = False, near_only: bool = False) -> None:
        self._path = path
        self._add = add
        self._near_only = near_only
        self._index: Index | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"_path": self._path, "_add": self._add, "_near_only": self._near_only}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _index=None)

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the field that the row gets."""
        if self._index is None:
            if not self._add and not Path(self._path).is_file():  # every row would be new
                raise StoreError(f"there is no index {self._path}; check the path, or set add=True")
            self._index = Index.open(self._path, near_only=self._near_only)
        return {ANNOTATION: short_form(judge(dict(row), self._index, add=self._add))}

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()
            self._index = None
