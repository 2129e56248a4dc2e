"""Bridges to other libraries: what dedup makes, in their form and in their streams."""

from dedup.interop.annotating import annotate
from dedup.interop.minhash import SharedNear, to_datasketch

__all__ = ["SharedNear", "annotate", "to_datasketch"]
