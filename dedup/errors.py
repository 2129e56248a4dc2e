"""Reasons to stop: every error says what is wrong, with the values, and what to do next."""


class DedupError(Exception):
    """The parent of every error that dedup raises on purpose."""


class InputError(DedupError, ValueError):
    """An input cannot be used.

    Attributes:
        place: the file, and the line where there is one, that the error is about.
        reason: what is wrong with it and what to do next, one sentence.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class DuplicateId(DedupError, ValueError):
    """Two articles carry one id, so nothing that names it would be clear."""


class SchemeMismatch(DedupError, ValueError):
    """Two signatures, or a signature and a store, were made with different schemes."""


class StoreError(DedupError, OSError):
    """A store cannot be opened, read or written."""
