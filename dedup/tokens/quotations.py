"""Quotations: spans between quote marks, in the typographies of nine languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.tokens.words import as_utf8

Found = tuple[NDArray[np.int64], NDArray[np.int64]]


def find_quotations(texts: Sequence[str]) -> Found:
    """Return the spans of some texts in quote marks; ``kernels.find_quotations`` says the rules.

    Returns:
        Ragged: ``first``, and spans of shape (s, 2).
    """
    return kernels.find_quotations(*as_utf8(texts))
