"""Errors of the stored index.

StoreError                  something a person can do something about
├── StoreMissingError       there is no index yet
├── StoreBusyError          another process is changing the index
├── StoreVersionError       the index was made by a newer version of the program
├── StoreReadOnlyError      the folder of the index can't be written
├── StoreSpaceError         the disk is full
├── StoreKilledError        a process that reads reports was killed
└── StoreDamagedError       a file of the index is not what was written
"""

from retrieval.errors import WenbaoError


class StoreError(WenbaoError):
    """The stored index can't be used as asked."""


class StoreMissingError(StoreError):
    """There is no index yet."""

    advice = "store-missing"


class StoreBusyError(StoreError):
    """Another process is changing the index."""

    advice = "store-busy"


class StoreVersionError(StoreError):
    """The index was made by a newer version of the program."""

    advice = "store-version"


class StoreReadOnlyError(StoreError):
    """The folder of the index can't be written; what is stored can be read."""

    advice = "store-read-only"


class StoreSpaceError(StoreError):
    """The disk is full; what was stored before is unharmed."""

    advice = "store-space"


class StoreKilledError(StoreError):
    """A process that reads reports was killed; what was finished is stored."""

    advice = "store-killed"


class StoreDamagedError(StoreError):
    """A file of the index is not what was written."""

    advice = "store-damaged"
