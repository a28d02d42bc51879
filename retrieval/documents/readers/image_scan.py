"""Pictures of pages, read by OCR."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers.ocr_json import placement_of
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.errors import ReportFormatError

PART = "scans"
MOST_PIXELS = 200_000_000
MOST_FRAMES = 2000
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}


def kind_of(data: bytes) -> str | None:
    """The kind of picture by its first bytes; None of any other file."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a picture."""
    return kind_of(source.data) is not None


def read(source: SourceFile) -> Iterator[Found]:
    """A page for each picture in a file. Raises ReportFormatError."""
    kind = kind_of(source.data) or ""
    if PART not in installed_parts():
        raise ReportFormatError(source.path, "part", kind=kind, part=PART)
    for number, place, picture in _pictures(source, kind):
        if isinstance(picture, ReportFormatError):
            yield picture
        else:
            yield read_picture(picture, number, kind, replace(source, path=place))


def read_picture(picture: Any, number: int, kind: str, source: SourceFile) -> Found:
    """The page that a picture (of PIL) shows."""
    from retrieval.documents.readers.recognition import recognize

    lines = recognize(picture, source.cache).lines
    source.on_scan(1, 0)
    if not lines:
        return ReportFormatError(source.path, "no-text", kind=kind)
    return Page(
        [text for _, text, _ in lines],
        [placement_of(corners, confidence=sure) for corners, _, sure in lines],
        number=number,
    )


def picture_of(source: SourceFile, number: int, *, is_read: bool = True) -> Any:
    """The picture of a page, turned as it was read if it was. Raises ReportFormatError."""
    kind = kind_of(source.data) or ""
    picture = next((p for at, _, p in _pictures(source, kind) if at == number), None)
    if picture is None:
        raise ReportFormatError(source.path, "no-text", kind=kind)
    if isinstance(picture, ReportFormatError):
        raise picture
    return upright(picture, source) if is_read else picture


def upright(picture: Any, source: SourceFile) -> Any:
    """A picture turned as it was read."""
    from retrieval.documents.readers.recognition import recognize

    quarters = recognize(picture, source.cache).quarters
    return picture.rotate(90 * quarters, expand=True) if quarters else picture


def _pictures(source: SourceFile, kind: str) -> Iterator[tuple[int, str, Any]]:
    """The pictures in a file: the number from 1, the path errors name, and why one is left out.

    What stands before a damaged one is read.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the bound below is looked at before a picture is unpacked
    number, place = 1, source.path
    try:
        with Image.open(io.BytesIO(source.data)) as file:
            frames = min(getattr(file, "n_frames", 1), MOST_FRAMES)
            source.on_scan(0, frames - 1)
            for number in range(1, frames + 1):
                place = f"{source.path}#{number}" if frames > 1 else source.path
                file.seek(number - 1)
                if file.width * file.height > MOST_PIXELS:
                    limit = f"{MOST_PIXELS // 1_000_000} Mpx"
                    yield (
                        number,
                        place,
                        ReportFormatError(place, "too-much", kind=kind, limit=limit),
                    )
                else:
                    yield number, place, ImageOps.exif_transpose(file).convert("RGB")
    except (OSError, ValueError, SyntaxError) as err:
        yield number, place, replace(source, path=place).damaged(kind, err)
