"""A stored index brought up to date with its folder of reports."""

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.index.index import FIELDS, Field
from retrieval.progress import Progress, unseen
from retrieval.store import database
from retrieval.store.analyzing import AnalysisMaker, analyze_files
from retrieval.store.errors import StoreVersionError
from retrieval.store.folder import StoreFolder
from retrieval.store.scanning import ReportFile, scan
from retrieval.store.writer import Writer

# while a large archive is built, small segments are merged when there are so many of them
MOST_SEGMENTS = 64


@dataclass(frozen=True, slots=True)
class Making:
    """How an index is made.

    `recipe` differs wherever the same reports would give another index. `make_analysis` makes
    what cuts passages into terms, in each of `workers` processes.
    """

    recipe: str
    make_analysis: AnalysisMaker
    workers: int = 1
    fields: Mapping[str, Field] = field(default_factory=lambda: FIELDS)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a folder of reports and what is stored of it."""

    added: Sequence[ReportFile] = ()
    replaced: Sequence[ReportFile] = ()
    removed: Sequence[str] = ()
    touched: Sequence[ReportFile] = ()  # another time, the same bytes

    @property
    def count(self) -> int:
        """How many reports differ."""
        return len(self.added) + len(self.replaced) + len(self.removed)


def update(
    folder: StoreFolder,
    reports_dir: Path,
    *,
    making: Making,
    rebuild: bool = False,
    thorough: bool = False,
    on_progress: Progress = unseen,
) -> Changes:
    """Add, replace and remove what changed; what is finished stays when this is interrupted.

    An index made by another recipe or in an older format is made anew, beside the old one.
    A file of the size and time that are stored counts as unchanged, unless `thorough`: then its
    bytes are compared.
    Raises StoreBusyError, StoreVersionError, StoreSpaceError, ReportAccessError.
    """
    with folder.lock():
        folder.clean()
        if not rebuild and is_usable(folder, making.recipe):
            build = folder.current()
        else:
            build = folder.new_build(making.recipe)
        if build is None:
            raise AssertionError("a usable index has a build")
        if folder.current() is None:
            folder.switch(build)  # readers see what is finished while the rest is made
        with closing(
            Writer(build, fields=making.fields, make_analysis=making.make_analysis)
        ) as writer:
            changes = _compare(writer.connection, scan(reports_dir), thorough=thorough)
            _apply(writer, changes, making, on_progress)
        folder.switch(build)
        folder.clean()
        return changes


def is_usable(folder: StoreFolder, recipe: str) -> bool:
    """Whether there is an index that this recipe made, in this format.

    Raises StoreVersionError if a newer version of the program made it.
    """
    build = folder.current()
    if build is None:
        return False
    with closing(database.connect(build / database.NAME, read_only=True)) as connection:
        version = database.format_of(connection)
        if version > database.FORMAT:
            raise StoreVersionError(
                f"{folder.path}: the index was made by a newer version of Wenbao (format "
                f"{version}, this one knows {database.FORMAT}); update Wenbao, or name another "
                "data folder with --data-dir DIR"
            )
        return version == database.FORMAT and database.state(connection, "recipe") == recipe


def pending(build: Path, reports_dir: Path) -> Changes:
    """What an update would change, by the sizes and times of the files alone."""
    with closing(database.connect(build / database.NAME, read_only=True)) as connection:
        return _compare(connection, scan(reports_dir), thorough=False)


def _compare(
    connection: sqlite3.Connection, files: Mapping[str, ReportFile], *, thorough: bool
) -> Changes:
    stored = {
        name: (size, modified, digest)
        for name, size, modified, digest in connection.execute(
            "SELECT name, size, modified, digest FROM reports"
            " UNION ALL SELECT name, size, modified, NULL FROM failures"
        )
    }
    known = [file for name, file in files.items() if name in stored]
    retimed = {f.name for f in known if (f.size, f.modified) != stored[f.name][:2]}
    suspects = [file for file in known if thorough or file.name in retimed]
    replaced = [file for file in suspects if _digest(file.path) != stored[file.name][2]]
    unequal = {file.name for file in replaced}
    return Changes(
        added=[file for name, file in files.items() if name not in stored],
        replaced=replaced,
        removed=sorted(stored.keys() - files.keys()),
        touched=[files[name] for name in sorted(retimed - unequal)],
    )


def _apply(writer: Writer, changes: Changes, making: Making, on_progress: Progress) -> None:
    if changes.removed:
        writer.remove(changes.removed)
    if changes.touched:
        writer.note_times(changes.touched)
    files = sorted([*changes.added, *changes.replaced], key=lambda file: file.name)
    done = 0
    for batch, analyzed in analyze_files(files, making.make_analysis, workers=making.workers):
        writer.add(batch, analyzed)
        writer.merge(most_segments=MOST_SEGMENTS)
        done += len(batch)
        on_progress("index", done, len(files))
    writer.merge()


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file; None if it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
