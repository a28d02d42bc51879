"""The report files of a folder, and which of them differ from what is stored."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from retrieval.errors import ReportAccessError


class ReportFile(NamedTuple):
    """A report file as the folder has it: its name within it, bytes, time of change (ns)."""

    name: str
    folder: Path
    size: int
    modified: int

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.name


def scan(reports_dir: Path) -> dict[str, ReportFile]:
    """The report files of a folder and its subfolders by name, sorted; hidden ones left out.

    Finds what `find_report_files` finds, but asks each file's size and time as it goes.
    Raises ReportAccessError if the folder can't be listed.
    """
    if not reports_dir.is_dir():
        raise ReportAccessError(
            f"{reports_dir}: no such folder of reports; name one with --reports DIR"
        )
    try:
        files = {file.name: file for file in _walk(reports_dir, reports_dir, "")}
    except OSError as err:
        raise ReportAccessError(f"{reports_dir}: can't be listed ({err.strerror})") from err
    return dict(sorted(files.items()))


def _walk(reports_dir: Path, place: str | Path, prefix: str) -> Iterator[ReportFile]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(reports_dir, entry.path, f"{prefix}{entry.name}/")
            elif entry.name.lower().endswith(".txt") and entry.is_file():
                stat = entry.stat()
                name = prefix + entry.name
                yield ReportFile(name, reports_dir, stat.st_size, stat.st_mtime_ns)
