"""Durable state behind an index: articles, and who holds which key, in sorted segments."""

from dedup.store.contract import (
    STORE_VERSION,
    Channel,
    Entry,
    Row,
    Settings,
    Stats,
    Store,
    keys_of,
    place_keys,
)
from dedup.store.migrating import read_any_version
from dedup.store.names import copy_keys
from dedup.store.rows import mark_of, pack_body
from dedup.store.sqlite import SqliteStore

__all__ = [
    "STORE_VERSION",
    "Channel",
    "Entry",
    "Row",
    "Settings",
    "SqliteStore",
    "Stats",
    "Store",
    "copy_keys",
    "keys_of",
    "mark_of",
    "pack_body",
    "place_keys",
    "read_any_version",
]
