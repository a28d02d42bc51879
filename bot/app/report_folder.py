"""The folder for data, looked at before work begins."""

from pathlib import Path

from retrieval.errors import WenbaoError


class DataDirError(WenbaoError):
    """Where data is to be kept stands something that is no folder."""

    advice = "data-dir"


def check_data_dir(data_dir: Path) -> None:
    """Raises DataDirError if the folder for data, or one above it, is a file."""
    for place in (data_dir, *data_dir.parents):
        if place.is_file():
            raise DataDirError(f"{place}: a file, not a folder for data")
