"""The stored index: an archive's reports, articles, passages and postings in one folder.

`StoredCorpus` reads it; `retrieval.store.writing.sync` and the modules round it write it, and are
imported where that is done, for they need much that reading does not.
"""

from retrieval.store.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreReadOnlyError,
    StoreSpaceError,
    StoreVersionError,
)
from retrieval.store.folder import StoreFolder
from retrieval.store.reader import StoredCorpus, StoredIndex

__all__ = [
    "StoreBusyError",
    "StoreDamagedError",
    "StoreError",
    "StoreFolder",
    "StoreReadOnlyError",
    "StoreSpaceError",
    "StoreVersionError",
    "StoredCorpus",
    "StoredIndex",
]
