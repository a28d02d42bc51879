"""Differences between a folder of reports and what is stored of it."""

import hashlib
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.documents import FileRow, ReportFile, find_report_files, list_report_files
from retrieval.documents.optional_parts import installed_parts
from retrieval.errors import ReportError
from retrieval.store import database
from retrieval.store.error_mapping import open_build
from retrieval.store.errors import StoreVersionError
from retrieval.store.folder import StoreFolder


@dataclass(frozen=True, slots=True)
class Changes:
    """Differences between a folder of reports and what is stored of it."""

    added: Sequence[ReportFile] = ()
    replaced: Sequence[ReportFile] = ()
    removed: Sequence[str] = ()
    touched: Sequence[ReportFile] = ()  # another time, the same bytes
    unread: frozenset[str] = frozenset()  # names of those added or replaced that can't be read

    @property
    def count(self) -> int:
        """Number of reports that differ."""
        return len(self.added) + len(self.replaced) + len(self.removed)


def is_usable(folder: StoreFolder, fingerprint: str) -> bool:
    """Tell whether there is an index of this fingerprint and format.

    Raises StoreVersionError if a newer version of the program made it, StoreDamagedError if it
    can't be read.
    """
    build = folder.current()
    if build is None:
        return False
    with open_build(build) as connection:
        return _is_usable(connection, folder, fingerprint)


def is_current(folder: StoreFolder, reports_dir: Path, fingerprint: str) -> bool:
    """Tell whether an update would write nothing, by the files' sizes and times alone.

    Raises ReportAccessError and what `is_usable` raises.
    """
    build = folder.current()
    if build is None:
        return False
    with open_build(build) as connection:
        if not _is_usable(connection, folder, fingerprint):
            return False
        rows = list_report_files(reports_dir)
        if database.state(connection, database.LISTING) == listing_digest(rows):
            return True
        changes = compare(connection, [ReportFile(*row) for row in rows], thorough=False)
    # files that were only touched have to be noted, or their bytes are compared at each start
    return not changes.count and not changes.touched


def _is_usable(connection: sqlite3.Connection, folder: StoreFolder, fingerprint: str) -> bool:
    version = database.format_of(connection)
    if version > database.FORMAT:
        raise StoreVersionError(
            folder.path,
            f"the index was made by a newer version of Wenbao (format {version}, this one knows "
            f"{database.FORMAT}); update Wenbao, or name another data folder with --data-dir DIR",
        )
    return version == database.FORMAT and database.state(connection, "fingerprint") == fingerprint


def count_pending(folder: StoreFolder, reports_dir: Path) -> int:
    """Count the reports that an update would take in, replace or remove.

    Raises ReportAccessError, StoreDamagedError and StoreSpaceError.
    """
    files = find_report_files(reports_dir)
    build = folder.current()
    if build is None:
        return len(files)
    with open_build(build) as connection:
        return compare(connection, files, thorough=False).count


def listing_digest(files: Sequence[FileRow]) -> str:
    """Another value whenever a name, a size or a time of the files, in their order, is another."""
    # by columns: a start does this for every file
    names, _, sizes, times, _ = zip(*files, strict=True) if files else ((),) * 5
    head = [str(len(files)), *installed_parts()]
    digest = hashlib.sha256("\0".join([*head, *names]).encode("utf-8", "surrogateescape"))
    for numbers in (sizes, times):
        digest.update(array("q", numbers))
    return digest.hexdigest()


def compare(
    connection: sqlite3.Connection, found: Sequence[ReportFile], *, thorough: bool
) -> Changes:
    files = {file.name: file for file in found}
    stored = _stored_times(connection)
    known = [file for name, file in files.items() if name in stored]
    retimed = {f.name for f in known if (f.size, f.modified) != stored[f.name]}
    readable = _readable_now(connection)
    suspects = [
        file
        for file in known
        if file.name in retimed or (thorough and not _fails_as_before(connection, file))
    ]
    replaced = [f for f in suspects if _digest(f) != _stored_digest(connection, f.name)]
    replaced += [f for f in known if f.name in readable and f not in replaced]
    unequal = {file.name for file in replaced}
    return Changes(
        added=[file for name, file in files.items() if name not in stored],
        replaced=replaced,
        removed=sorted(stored.keys() - files.keys()),
        touched=[files[name] for name in sorted(retimed - unequal)],
    )


def _stored_times(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """The size and the time of change of each file, as they were when it was read."""
    rows = connection.execute(
        "SELECT file, size, modified FROM reports UNION SELECT file, size, modified FROM failures"
    )
    return {name: (size, modified) for name, size, modified in rows}


def _fails_as_before(connection: sqlite3.Connection, file: ReportFile) -> bool:
    """Tell whether a file can't be read for the same reason as before."""
    if _stored_digest(connection, file.name) is not None:
        return False
    rows = connection.execute("SELECT message FROM failures WHERE file = ?", (file.name,))
    try:
        file.read()
    except ReportError as err:
        return [(err.record(),)] == rows.fetchall()
    return False


def _readable_now(connection: sqlite3.Connection) -> set[str]:
    """Names of files that lacked an optional part of Wenbao which is there now."""
    rows = connection.execute("SELECT DISTINCT file, part FROM failures WHERE part NOT NULL")
    there = installed_parts()
    return {file for file, part in rows if part in there}


def _stored_digest(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT file_digest FROM reports WHERE file = ?", (name,)).fetchone()
    return row[0] if row else None


def _digest(file: ReportFile) -> str | None:
    """A digest of a file and its notes; None if it can't be read."""
    if file.fault is not None:
        return None
    from retrieval.documents.folder_notes import (
        notes_of,  # a start where nothing changed needs none
    )

    try:
        with file.path.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return None
    return notes_of(file.place, file.name).file_digest(digest)
