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

from pathlib import Path

from retrieval.errors import PlacedError


class StoreError(PlacedError):
    """The stored index can't be used as asked."""

    advice = "store-failing"


class StoreMissingError(StoreError):
    """There is no index yet."""

    advice = "store-missing"

    def __init__(
        self, folder: str | Path, said: str = "no index here yet; run: wenbao index"
    ) -> None:
        super().__init__(folder, said)


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

    def __init__(self, place: str | Path, why: object) -> None:
        super().__init__(place, f"{why}; run: wenbao index --rebuild")
