"""The stored index: an archive's reports, articles, passages and postings in one folder."""

from retrieval.store.archive import StoredArchive, StoredIndex
from retrieval.store.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreSpaceError,
    StoreVersionError,
)
from retrieval.store.folder import StoreFolder
from retrieval.store.updating import Changes, Making, is_usable, pending, update

__all__ = [
    "Changes",
    "Making",
    "StoreBusyError",
    "StoreDamagedError",
    "StoreError",
    "StoreFolder",
    "StoreSpaceError",
    "StoreVersionError",
    "StoredArchive",
    "StoredIndex",
    "is_usable",
    "pending",
    "update",
]
