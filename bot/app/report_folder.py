"""The folder for data, checked before work begins."""

from pathlib import Path

from bot.app.errors import MessageError


class DataDirError(MessageError):
    """The folder for data, or one above it, is a file."""

    advice = "data-dir"


def check_data_dir(data_dir: Path) -> None:
    """Raise DataDirError if the folder for data, or one above it, is a file."""
    for place in (data_dir, *data_dir.parents):
        if place.is_file():
            raise DataDirError("data-dir-is-file", place=str(place))
