"""The folders that the settings name, looked at before work begins."""

import os
from pathlib import Path

from retrieval.errors import ReportAccessError, WenbaoError


class DataDirError(WenbaoError):
    """Where data is to be kept stands something that is no folder."""

    advice = "data-dir"


def check_reports_dir(reports_dir: Path) -> None:
    """Raises ReportAccessError if the folder of reports is not there or can't be listed."""
    try:
        os.scandir(reports_dir).close()
    except (FileNotFoundError, NotADirectoryError) as err:
        raise ReportAccessError(reports_dir, "no-folder") from err
    except OSError as err:
        raise ReportAccessError.of_system(reports_dir, "not-listed", err) from err


def check_data_dir(data_dir: Path) -> None:
    """Raises DataDirError if the folder for data, or one above it, is a file."""
    for place in (data_dir, *data_dir.parents):
        if place.is_file():
            raise DataDirError(f"{place}: a file, not a folder for data")
