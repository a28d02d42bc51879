"""Passages shown on the picture of their page: the part around them, with a frame."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.documents.file_names import is_picture, stem_of
from retrieval.documents.readers import image_scan, pdf_text, zip_archive
from retrieval.documents.readers.source_file import SourceFile
from retrieval.documents.report import Box, Report
from retrieval.errors import ReportAccessError

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 1600  # pixels of what is shown
FLATTEST = 3.0  # times as wide as high; around a lone headline more of the page is shown
MARGIN = 2.0  # times the height of a line, between the frame and the edge
PADDING = 0.25  # times the height of a line, between the text and its frame
THINNESS = 400  # the part of the longer side that a frame is thick
COLOR = "#d00000"

# left, top, right and bottom in pixels
_Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pictures of the pages in a folder; `cache` is where readers keep what takes long."""

    reports_dir: Path
    cache: Path | None = None

    def crop(self, report: Report, boxes: Sequence[Box]) -> bytes:
        """The part of a page around some of its boxes, which are framed, as PNG.

        Raises ReportError if the page has no picture, or its file is not what it was.
        """
        if not boxes or find_spec("PIL") is None:
            raise ReportAccessError(report.name, "no-picture")
        try:
            picture, scale = self._picture(report)
        except OSError as err:
            raise ReportAccessError.of_system(report.name, "not-read", err) from err
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        if scale * right > picture.width + 2 or scale * bottom > picture.height + 2:
            raise ReportAccessError(report.name, "no-picture")  # its boxes have other units
        return _drawn(picture, [_scaled(box, scale) for box in boxes])

    def _picture(self, report: Report) -> tuple["Image", float]:
        """The picture of a page, and its pixels in a unit of the page's boxes."""
        for name, number in _readings(report.name):
            path, inner = self._file(name)
            source = path and self._source(report, path, inner)
            if source:
                return _picture(source, number, report.name)
        raise ReportAccessError(report.name, "no-picture")

    def _source(self, report: Report, path: Path, inner: str) -> SourceFile | None:
        """The file that a page was read from; None if an archive has none of the name `inner`."""
        data = path.read_bytes()
        file = path.relative_to(self.reports_dir).as_posix()
        digest, own = hashlib.sha256(data).hexdigest(), report.name.removeprefix(file)
        if own:
            digest = hashlib.sha256(f"{digest}{own}".encode()).hexdigest()
        if digest != report.digest:
            raise ReportAccessError(report.name, "changed")
        source = SourceFile(file, str(path), data, self.cache)
        if not inner:
            return source
        found = (m for m in zip_archive.members(source) if isinstance(m, SourceFile))
        return next((member for member in found if member.name == file + inner), None)

    def _file(self, name: str) -> tuple[Path | None, str]:
        """The file that a page's name begins with, and the rest of the name."""
        parts = name.split("/")
        for count in range(len(parts), 0, -1):
            path = self.reports_dir.joinpath(*parts[:count])
            if path.is_file():
                return path, name[len("/".join(parts[:count])) :]
        return None, ""


def _readings(name: str) -> Iterator[tuple[str, int]]:
    """A page's name read as that of a file, and as that of a file and a number."""
    yield name, 1
    file, _, number = name.rpartition("#")
    if file and number.isdecimal():
        yield file, int(number)


def _picture(source: SourceFile, number: int, name: str) -> tuple["Image", float]:
    if pdf_text.accepts(source):
        return pdf_text.picture_of(source, number)
    if image_scan.accepts(source):
        return image_scan.picture_of(source, number), 1.0
    if (beside := _picture_beside(Path(source.path))) is not None:
        return image_scan.picture_of(beside, number, is_read=False), 1.0
    raise ReportAccessError(name, "no-picture")


def _picture_beside(path: Path) -> SourceFile | None:
    """The picture beside what OCR made of it."""
    if not path.is_file():
        return None
    stem = stem_of(path.name)
    for beside in sorted(path.parent.iterdir()):
        if is_picture(beside.name) and stem_of(beside.name) == stem:
            return SourceFile(beside.name, str(beside), beside.read_bytes())
    return None


def _scaled(box: Box, scale: float) -> _Rectangle:
    left, top, right, bottom = (scale * value for value in box)
    return left, top, right, bottom


def _around(boxes: Sequence[_Rectangle]) -> _Rectangle:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _frames(boxes: Sequence[_Rectangle]) -> Iterator[_Rectangle]:
    """Frames around the lines that follow each other in one column."""
    column = [boxes[0]]
    for above, box in pairwise(boxes):
        if not _is_near(above, box):
            yield _around(column)
            column = []
        column.append(box)
    yield _around(column)


def _is_near(above: _Rectangle, box: _Rectangle) -> bool:
    """Tell whether a line stands right beside another, on whichever side."""
    across = max(above[0], box[0]) - min(above[2], box[2])
    along = max(above[1], box[1]) - min(above[3], box[3])
    return max(across, along) < _size(above) and min(across, along) < 0


def _size(box: _Rectangle) -> float:
    return min(box[2] - box[0], box[3] - box[1])


def _drawn(picture: "Image", boxes: Sequence[_Rectangle]) -> bytes:
    """The part of a picture around some boxes, which are framed."""
    from PIL import Image, ImageDraw

    size = min(map(_size, boxes))
    left, top, right, bottom = _around(boxes)
    left, right = max(0.0, left - MARGIN * size), min(picture.width, right + MARGIN * size)
    room = max(MARGIN * size, ((right - left) / FLATTEST - (bottom - top)) / 2)
    top, bottom = max(0.0, top - room), min(picture.height, bottom + room)
    scale = min(1.0, LONGEST_SIDE / max(right - left, bottom - top))
    width, height = (max(1, round(scale * side)) for side in (right - left, bottom - top))
    part = picture.resize((width, height), Image.Resampling.LANCZOS, box=(left, top, right, bottom))
    draw = ImageDraw.Draw(part)
    for frame in _frames(boxes):
        corners = (
            max(scale * (frame[0] - left - PADDING * size), 0),
            max(scale * (frame[1] - top - PADDING * size), 0),
            min(scale * (frame[2] - left + PADDING * size), width - 1),
            min(scale * (frame[3] - top + PADDING * size), height - 1),
        )
        draw.rectangle(corners, outline=COLOR, width=max(2, max(width, height) // THINNESS))
    out = io.BytesIO()
    part.save(out, "PNG", optimize=True)
    return out.getvalue()
