"""The report files of a folder."""

import os
import re
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from retrieval.documents.file_names import NOTES, is_left_out, is_picture, stem_of
from retrieval.documents.report import Report
from retrieval.errors import ReportAccessError, ReportError

if TYPE_CHECKING:  # a start finds files; it reads those that changed
    from retrieval.documents.readers.reading import FileContents
    from retrieval.documents.readers.source_file import OnScan

# ns; files of later years count as of this one, which SQLite can hold
_LATEST = 2**63 - 1
# characters that steer a terminal
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# devices and inodes of the folders that a folder stands in, and of itself
_Above = frozenset[tuple[int, int]]
# the fields of a ReportFile, of which a start needs none as such
FileRow = tuple[str, str, int, int, ReportError | None]


class ReportFile(NamedTuple):
    """A report file as the folder has it: its name within it, bytes, time of change (ns).

    `fault` says why it can't be read, where that was seen without opening it; a folder that can't
    be looked into is one such file.
    """

    name: str
    place: str
    size: int = 0
    modified: int = 0
    fault: ReportError | None = None

    @property
    def path(self) -> Path:
        """The file's path."""
        return Path(self.place)  # made only where it is needed: a start looks at every file

    def read(self, *, cache: Path | None = None, on_scan: "OnScan | None" = None) -> "FileContents":
        """Read its pages; `cache` and `on_scan` are those of `read_file`.

        Raises ReportAccessError or ReportFormatError, which name the file and the place.
        """
        from retrieval.documents.readers.reading import read_file

        if self.fault is not None:
            raise self.fault
        return read_file(self.path, name=self.name, cache=cache, on_scan=on_scan)


def read_report(path: Path, *, name: str | None = None) -> Report:
    """The first page of a file, of which `name` is how it is cited if not by the file's own.

    Raises ReportAccessError or ReportFormatError, which name the file and the place.
    """
    from retrieval.documents.readers.reading import read_file

    return read_file(path, name=name).reports[0]


def check_reports_dir(reports_dir: Path) -> None:
    """Raise ReportAccessError if the folder of reports is not there or can't be listed."""
    try:
        os.scandir(reports_dir).close()
    except (FileNotFoundError, NotADirectoryError) as err:
        raise ReportAccessError.of_folder(reports_dir) from err
    except OSError as err:
        raise ReportAccessError.of_system(reports_dir, "not-listed", err) from err


def find_report_files(reports_dir: Path) -> list[ReportFile]:
    """The files of a folder and its subfolders, by name; hidden ones and read-mes left out.

    Links to folders are followed, but for those that lead back to a folder they stand in.
    Raises ReportAccessError if the folder can't be listed.
    """
    return [ReportFile(*row) for row in list_report_files(reports_dir)]


def list_report_files(reports_dir: Path) -> list[FileRow]:
    """The report files that `find_report_files` finds, as a start looks at them: as plain rows."""
    if not reports_dir.is_dir():
        raise ReportAccessError.of_folder(reports_dir)
    try:
        found = _walk(str(reports_dir), "", frozenset())
    except OSError as err:
        raise ReportAccessError.of_system(reports_dir, "not-listed", err) from err
    found.sort(key=itemgetter(0))
    return _without_pictures_read(found)


def _without_pictures_read(rows: list[FileRow]) -> list[FileRow]:
    """The files without pictures beside which there is the text that OCR made of them."""
    pictures = {row[0] for row in rows if is_picture(row[0])}
    if not pictures:
        return rows
    read = {stem_of(row[0]) for row in rows if row[0] not in pictures}
    return [row for row in rows if row[0] not in pictures or stem_of(row[0]) not in read]


def _walk(folder: str, prefix: str, above: _Above) -> list[FileRow]:
    # looked at by its descriptor: else the system follows the whole path to each file
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        stat = os.fstat(descriptor)
        above |= {(stat.st_dev, stat.st_ino)}
        with os.scandir(descriptor) as entries:
            rows = _rows(entries, f"{folder}/", prefix, above)
        return _noted(rows, descriptor, f"{folder}/", prefix)
    finally:
        os.close(descriptor)


def _noted(rows: list[FileRow], descriptor: int, folder: str, prefix: str) -> list[FileRow]:
    """The files of a folder with notes; they change when those do, which are named if faulty."""
    try:
        modified = min(os.stat(NOTES, dir_fd=descriptor).st_mtime_ns, _LATEST)
    except OSError:
        return rows
    rows = [(*row[:3], max(row[3], modified), row[4]) for row in rows]
    from retrieval.documents.folder_notes import fault_of

    if (fault := fault_of(Path(folder + NOTES), prefix + NOTES)) is not None:
        rows.append((prefix + NOTES, folder + NOTES, 0, modified, fault))
    return rows


def _rows(
    entries: Iterable[os.DirEntry[str]], folder: str, prefix: str, above: _Above
) -> list[FileRow]:
    rows: list[FileRow] = []
    for entry in entries:
        name = entry.name
        if is_left_out(name):
            continue
        # nearly all are such files, and a start looks at every one
        if name.isprintable() and entry.is_file(follow_symlinks=False):
            rows.append(_row(entry, prefix + name, folder + name))
            continue
        shown = f"{prefix}{_printable(name)}"
        if _is_folder(entry):
            rows += _walk_subfolder(folder + name, f"{shown}/", above)
        else:
            rows.append(_row(entry, shown, folder + name))
    return rows


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself, say; opening it tells
        return False


def _walk_subfolder(folder: str, prefix: str, above: _Above) -> list[FileRow]:
    try:
        stat = Path(folder).stat()
        if (stat.st_dev, stat.st_ino) not in above:
            return _walk(folder, prefix, above)
        fault = ReportAccessError(prefix, "circular")
    except OSError as err:
        fault = ReportAccessError.of_system(prefix, "not-listed", err)
    return [(prefix, folder, 0, 0, fault)]


def _row(entry: os.DirEntry[str], name: str, place: str) -> FileRow:
    """The row of what may be no file, or a link, or a file whose name can't be shown."""
    try:
        stat = entry.stat()
    except OSError as err:
        return name, place, 0, 0, ReportAccessError.of_system(name, "not-read", err)
    if not entry.is_file():
        return name, place, 0, 0, ReportAccessError(name, "not-regular")
    is_shown = name.endswith(entry.name)
    unshown = None if is_shown else ReportAccessError(name, "not-printable")
    return name, place, stat.st_size, min(stat.st_mtime_ns, _LATEST), unshown


def _printable(name: str) -> str:
    r"""A file's name in characters that can be printed and stored: others, and bytes that are no
    characters, as \x1b and \xff.
    """
    if name.isprintable():
        return name
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", name)
