"""Durable state behind an index: articles, and who holds which key, in sorted segments."""

from dedup.store.bundles import Bundle, make_bundles
from dedup.store.contract import (
    STORE_VERSION,
    Channel,
    Entry,
    Row,
    Settings,
    Spans,
    Stats,
    Store,
    keys_of,
    place_keys,
)
from dedup.store.lines import pack_lines, unpack_lines
from dedup.store.migrating import hold_any_version
from dedup.store.names import copy_keys
from dedup.store.rows import mark_of, write_body
from dedup.store.sqlite import SqliteStore

__all__ = [
    "STORE_VERSION",
    "Bundle",
    "Channel",
    "Entry",
    "Row",
    "Settings",
    "Spans",
    "SqliteStore",
    "Stats",
    "Store",
    "copy_keys",
    "hold_any_version",
    "keys_of",
    "make_bundles",
    "mark_of",
    "pack_lines",
    "place_keys",
    "unpack_lines",
    "write_body",
]
