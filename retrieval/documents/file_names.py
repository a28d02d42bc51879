"""Names of files that are never reports."""

import re

# files about a folder, not of it
_ABOUT = re.compile(
    r"(?:readme|license|notice)(?:\W.*)?|reports\.toml|thumbs\.db|desktop\.ini", re.I
)


def is_left_out(name: str) -> bool:
    """Tell whether a file or folder of this name is hidden, or about the folder it is in."""
    return name.startswith(".") or _ABOUT.fullmatch(name) is not None
