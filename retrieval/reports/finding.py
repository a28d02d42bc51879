"""The report files of a folder."""

import os
import re
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from retrieval.errors import ReportAccessError
from retrieval.reports.reading import read_report
from retrieval.reports.report import Report

# characters that steer a terminal
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# devices and inodes of the folders that a folder stands in, and of itself
_Above = frozenset[tuple[int, int]]


class ReportFile(NamedTuple):
    """A report file as the folder has it: its name within it, bytes, time of change (ns).

    `fault` says why it can't be read, where that was seen without opening it; a folder that can't
    be looked into is one such file.
    """

    name: str
    place: str
    size: int = 0
    modified: int = 0
    fault: ReportAccessError | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.place)  # made only where it is needed: a start looks at every file

    def read(self) -> Report:
        """Raises ReportAccessError or ReportFormatError, which name the file and the place."""
        if self.fault is not None:
            raise self.fault
        return read_report(self.path, name=self.name)


def find_report_files(reports_dir: Path) -> list[ReportFile]:
    """The report files of a folder and its subfolders, by name; hidden ones left out.

    Links to folders are followed, but for those that lead back to a folder they stand in.
    Raises ReportAccessError if the folder can't be listed.
    """
    if not reports_dir.is_dir():
        raise ReportAccessError(reports_dir, "no-folder")
    try:
        return sorted(_walk(reports_dir, "", frozenset()), key=attrgetter("name"))
    except OSError as err:
        raise ReportAccessError.of_system(reports_dir, "not-listed", err) from err


def _walk(folder: Path, prefix: str, above: _Above) -> Iterator[ReportFile]:
    stat = folder.stat()
    above |= {(stat.st_dev, stat.st_ino)}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = f"{prefix}{_printable(entry.name)}"
            if _is_folder(entry):
                yield from _walk_subfolder(folder / entry.name, f"{name}/", above)
            elif entry.name.lower().endswith(".txt"):
                yield _report_file(entry, name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself, say; opening it tells
        return False


def _walk_subfolder(folder: Path, prefix: str, above: _Above) -> Iterator[ReportFile]:
    try:
        stat = folder.stat()
        if (stat.st_dev, stat.st_ino) in above:
            fault = ReportAccessError(prefix, "circular")
            yield ReportFile(prefix, str(folder), fault=fault)
        else:
            yield from list(_walk(folder, prefix, above))
    except OSError as err:
        fault = ReportAccessError.of_system(prefix, "not-listed", err)
        yield ReportFile(prefix, str(folder), fault=fault)


def _report_file(entry: os.DirEntry[str], name: str) -> ReportFile:
    try:
        stat = entry.stat()
    except OSError as err:
        fault = ReportAccessError.of_system(name, "not-read", err)
        return ReportFile(name, entry.path, fault=fault)
    if not entry.is_file():
        return ReportFile(name, entry.path, fault=ReportAccessError(name, "not-regular"))
    is_shown = name.endswith(entry.name)
    unshown = None if is_shown else ReportAccessError(name, "not-printable")
    return ReportFile(name, entry.path, stat.st_size, stat.st_mtime_ns, unshown)


def _printable(name: str) -> str:
    r"""A file's name in characters that can be printed and stored: others, and bytes that are no
    characters, as \x1b and \xff.
    """
    if name.isprintable():  # nearly always, and a start looks at every file
        return name
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", name)
