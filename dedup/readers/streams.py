"""Streams: the bytes of a source, decompressed, and words for what can go wrong with them."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from dedup.errors import InputError
from dedup.readers.sources import Source

STREAM_ERRORS = (OSError, EOFError, zlib.error)
"""All that opening, reading and decompressing raise: BadGzipFile is an OSError, and so is every
complaint of pyarrow's codecs."""


@contextmanager
def open_stream(source: Source, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """Give the decompressed bytes of ``source``; raises ``STREAM_ERRORS`` or ``InputError``."""
    if source.path is None:
        stream = stdin or getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise InputError(source.shown, "there is no standard input here; name a file instead")
        yield stream
        return
    with source.path.open("rb") as file:
        if source.compression == ".gz":
            import gzip

            with gzip.GzipFile(fileobj=file) as stream:
                yield cast(BinaryIO, stream)
        elif source.compression == ".zst":
            yield _zstandard(file, source.shown)
        else:
            yield file


def _zstandard(file: BinaryIO, shown: str) -> BinaryIO:
    import pyarrow  # 0.2 s, and only for .zst

    if not pyarrow.Codec.is_available("zstd"):
        raise InputError(shown, "this pyarrow was built without zstd; decompress the file first")
    return io.BufferedReader(pyarrow.CompressedInputStream(file, "zstd"))


def reason_of(error: Exception, compression: str) -> str:
    """Return why a stream could not be read, and what to do, as one sentence."""
    if isinstance(error, PermissionError):
        return "permission denied; make the file readable for this user"
    if isinstance(error, FileNotFoundError):
        return "there is no such file any more, or it is a broken link; check the path"
    words = getattr(error, "strerror", None) or str(error)
    if compression and getattr(error, "errno", None) is None:
        return (
            f"the {compression} file is damaged or cut short ({words}); fetch or compress it again"
        )
    return f"cannot be read ({words}); check the file and its disk"
