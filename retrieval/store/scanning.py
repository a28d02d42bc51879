"""The report files of a folder, and which of them differ from what is stored."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ReportAccessError


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report file as the folder has it: its name within it, bytes, time of change (ns)."""

    name: str
    path: Path
    size: int
    modified: int


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
        files = {file.name: file for file in _walk(reports_dir, "")}
    except OSError as err:
        raise ReportAccessError(f"{reports_dir}: can't be listed ({err.strerror})") from err
    return dict(sorted(files.items()))


def _walk(folder: Path, prefix: str) -> Iterator[ReportFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder / entry.name, f"{prefix}{entry.name}/")
            elif entry.name.lower().endswith(".txt") and entry.is_file():
                stat = entry.stat()
                name = f"{prefix}{entry.name}"
                yield ReportFile(name, folder / entry.name, stat.st_size, stat.st_mtime_ns)
