"""Translation of OS errors, SQLite errors and damaged bytes to StoreError.

The one place that does so: whatever reads or writes a build does it inside `mapped_errors`.
"""

import errno
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from retrieval.errors import WenbaoError
from retrieval.index.postings import SegmentError
from retrieval.store import database
from retrieval.store.errors import StoreDamagedError, StoreError, StoreSpaceError

# with less room than this SQLite may not even read: what readers share takes 32 KiB
_LEAST_ROOM = 1 << 18
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
# only bytes that were never written can't be unpacked or decoded
_UNREADABLE = (zlib.error, msgspec.MsgspecError, UnicodeDecodeError)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FAILING = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


@contextmanager
def mapped_errors(folder: Callable[[], Path | None]) -> Iterator[None]:
    """Raise StoreSpaceError for a full disk and StoreDamagedError for a damaged index.

    `folder` is that of the index, or of the build in use: then an error that damage may have led
    to, such as an index out of range, is told as damage if the build is found to be damaged, and
    goes on as it is otherwise.
    """
    try:
        yield
    except SegmentError as err:
        raise StoreDamagedError(folder() or err.place, err.said) from err
    except WenbaoError:
        raise
    except Exception as err:
        path = folder()
        error = path and (_explained(err, path) or _damage_behind(err, path))
        if error:
            raise error from err
        raise


@contextmanager
def open_build(build: Path) -> Iterator[sqlite3.Connection]:
    """The database of a build, to be read. Raises what `mapped_errors` raises."""
    with (
        mapped_errors(lambda: build),
        closing(database.connect(build / database.NAME, read_only=True)) as connection,
    ):
        yield connection


def _explained(err: Exception, path: Path) -> StoreError | None:
    if isinstance(err, OSError) and err.errno in _NO_ROOM:
        return _full(path)
    if isinstance(err, _UNREADABLE):
        return StoreDamagedError(path, err)
    # what Python's own module complains of has no code
    code = getattr(err, "sqlite_errorcode", 0) & 0xFF  # without SQLite's further details
    if code == sqlite3.SQLITE_FULL or (code in _FAILING and _has_no_room(path)):
        return _full(path)
    if code in _DAMAGED:
        return StoreDamagedError(path, err)
    return StoreError(path, str(err)) if code in _FAILING else None


def _damage_behind(err: Exception, path: Path) -> StoreError | None:
    from retrieval.store.damage import find_damage  # not needed where all is well

    if isinstance(err, OSError) or not (path / database.NAME).exists():
        return None
    found = find_damage(path)
    return StoreDamagedError(path, found) if found else None


def _full(path: Path) -> StoreSpaceError:
    return StoreSpaceError(path, "the disk is full; free some space and run: wenbao index")


def _has_no_room(path: Path) -> bool:
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    return shutil.disk_usage(there).free < _LEAST_ROOM
