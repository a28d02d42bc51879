"""Names of files that are never reports."""

import re

# what people tell of the files beside it
NOTES = "reports.toml"
# files about a folder, not of it
_ABOUT = re.compile(
    r"(?:readme|license|notice)(?:\W.*)?|reports\.toml|thumbs\.db|desktop\.ini", re.I
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|tiff?|webp)$", re.I)
_ENDING = re.compile(
    r"\.(?:png|jpe?g|tiff?|webp|txt|json|xml|hocr|html?|alto|page|rapidocr|paddleocr|ocr)$", re.I
)


def is_left_out(name: str) -> bool:
    """Tell whether a file or folder of this name is hidden, or about the folder it is in."""
    return name.startswith(".") or _ABOUT.fullmatch(name) is not None


def stem_of(name: str) -> str:
    """The name of a file without its endings of pictures and of what OCR made of them."""
    while found := _ENDING.search(name):
        name = name[: found.start()]
    return name


def is_picture(name: str) -> bool:
    """Tell by its name whether a file is a picture."""
    return _PICTURE.search(name) is not None
