"""PDF with text: its lines by the places and sizes of characters, read by pypdfium2."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers import image_scan
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.report import Placement
from retrieval.errors import ReportFormatError

KIND = "PDF"
MOST_PAGES = 5000
DOTS = 250  # an inch, in which a page without text is looked at
LONGEST_SIDE = 3200  # pixels of that picture
SCALE = 4  # units of a box in a point, which is a 72nd of an inch
_PAIRED = "—…"
_FAR = 1000  # points
SHOWN_SIDE = 4000  # pixels of the picture on which passages are shown


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a PDF."""
    return b"%PDF-" in source.data[:1024]


def read(source: SourceFile) -> Iterator[Found]:
    """The pages that have text; of others an error. Raises ReportFormatError."""
    with _opened(source) as document:
        if len(document) > MOST_PAGES:
            raise ReportFormatError(source.path, "too-much", kind=KIND, limit=MOST_PAGES)
        for number in range(1, len(document) + 1):
            yield _page(document, number, source)


def picture_of(source: SourceFile, number: int) -> tuple[Any, float]:
    """The picture of a page, and its pixels in a unit of its boxes. Raises ReportFormatError."""
    with _opened(source) as document:
        if not 1 <= number <= len(document):
            raise ReportFormatError(source.path, "no-text", kind=KIND)
        page = document[number - 1]
        if not any(_lines(page)):
            return image_scan.upright(_rendered(page), source), 1.0
        scale = min(SCALE, SHOWN_SIDE / max(page.get_size()))
        return page.render(scale=scale).to_pil().convert("RGB"), scale / SCALE


@contextmanager
def _opened(source: SourceFile) -> Iterator[Any]:
    if "pdf" not in installed_parts():
        raise ReportFormatError(source.path, "part", kind=KIND, part="pdf")
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as err:
        if "password" in str(err).lower():
            raise ReportFormatError(source.path, "encrypted", kind=KIND) from err
        raise source.damaged(KIND, err) from err
    try:
        yield document
    finally:
        document.close()


def _page(document: Any, number: int, source: SourceFile) -> Found:
    place = f"{source.path}#{number}" if len(document) > 1 else source.path
    try:
        page = document[number - 1]
        lines = list(_lines(page))
    except Exception as err:  # pypdfium2 raises whatever its parts do
        return ReportFormatError(place, "damaged", kind=KIND, error=str(err)[:100])
    if not lines:
        source.on_scan(0, 1)
        return _scanned(page, number, replace(source, path=place))
    return Page([line.text for line in lines], [line.placement for line in lines], number=number)


def _scanned(page: Any, number: int, source: SourceFile) -> Found:
    """A page without text, read as a picture."""
    if image_scan.PART not in installed_parts():
        return ReportFormatError(source.path, "part", kind=KIND, part=image_scan.PART)
    return image_scan.read_picture(_rendered(page), number, KIND, source)


def _rendered(page: Any) -> Any:
    """The picture of a page in which its text is looked for."""
    scale = min(DOTS / 72, LONGEST_SIDE / max(*page.get_size(), 1))
    return page.render(scale=scale).to_pil().convert("RGB")


# left, top, right and bottom of a character, in points from the page's top left corner
_Place = tuple[float, float, float, float]


@dataclass(slots=True)
class _Line:
    """Characters that stand side by side or, if `downwards`, below each other."""

    text: str
    box: _Place
    size: float
    last: float  # left edge of the last character
    downwards: bool = False

    def add(self, char: str, box: _Place, size: float) -> None:
        left, top, right, bottom = self.box
        self.text += char
        self.last = box[0]
        self.box = min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3])
        self.size = max(self.size, size)

    @property
    def placement(self) -> Placement:
        left, top, right, bottom = (round(SCALE * value) for value in self.box)
        return Placement(box=(left, top, right, bottom), size=round(SCALE * self.size, 1))


def _lines(page: Any) -> Iterator[_Line]:
    """The runs of characters as the file has them, broken where one is not beside the last."""
    line: _Line | None = None
    chars = list(_chars(page))
    for at, (blank, char, box) in enumerate(chars):
        size = _size(char, box)
        if line is not None and not line.downwards and _goes_right(line, char, box):
            line.add(" " * blank + char, box, size)
        elif line is not None and _goes_down(line, box) and _stays_down(line, chars, at):
            line.downwards = True
            line.add(" " * blank + char, box, size)
        else:
            if line is not None:
                yield line
            line = _Line(char, box, size, box[0])
    if line is not None:
        yield line


def _chars(page: Any) -> Iterator[tuple[bool, str, _Place]]:
    """The characters of a page in the file's order, each with its box; if a blank is before it."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    (x0, y0), (across_x, across_y), (up_x, up_y) = _axes(page)
    blank = False
    rect = pdfium.FS_RECTF()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, at)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not char or char in "\r\n\ufffe\uffff\u00ad" or ord(char) < 32:
            continue
        if char.isspace():
            blank = True
            continue
        pdfium.FPDFText_GetLooseCharBox(text.raw, at, rect)
        xs = [x0 + across_x * x + up_x * y for x, y in _corners(rect)]
        ys = [y0 + across_y * x + up_y * y for x, y in _corners(rect)]
        yield blank, char, (min(xs), min(ys), max(xs), max(ys))
        blank = False


def _corners(rect: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    return (rect.left, rect.bottom), (rect.right, rect.top)


def _axes(page: Any) -> list[tuple[float, float]]:
    """The origin of a PDF's page and its two axes, on the page as it is shown: maybe turned."""
    import ctypes

    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    x, y = ctypes.c_int(), ctypes.c_int()
    points = []
    for point in ((0, 0), (_FAR, 0), (0, _FAR)):
        size = round(100 * width), round(100 * height)
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *point, x, y)
        points.append((x.value / 100, y.value / 100))
    origin, *ends = points
    axes = [((end[0] - origin[0]) / _FAR, (end[1] - origin[1]) / _FAR) for end in ends]
    return [origin, *axes]


def _size(char: str, box: _Place) -> float:
    """The height of type: a full character is as wide as it is high, whatever the font says."""
    return box[2] - box[0] if ord(char) >= 0x2E80 else 0.7 * (box[3] - box[1])


def _goes_right(line: _Line, char: str, box: _Place) -> bool:
    """Tell whether a character stands right of the last one, over whose end it may reach.

    The two halves of a dash or of dots may both have the box of the whole.
    """
    _, top, right, bottom = line.box
    step = box[0] - line.last
    is_half = char in _PAIRED and line.text.endswith(char) and abs(step) < 0.3 * line.size
    beside = min(bottom, box[3]) - max(top, box[1]) > 0.5 * min(bottom - top, box[3] - box[1])
    return beside and (step > 0.1 * line.size or is_half) and box[0] - right < 0.9 * line.size


def _goes_down(line: _Line, box: _Place) -> bool:
    """Tell whether a character stands right below a line that has one, or goes downwards."""
    if not (line.downwards or len(line.text) == 1):
        return False
    left, _, right, bottom = line.box
    below = min(right, box[2]) - max(left, box[0]) > 0.7 * max(right - left, box[2] - box[0])
    return below and -0.5 * line.size < box[1] - bottom < 0.4 * line.size


def _stays_down(line: _Line, chars: Sequence[tuple[bool, str, _Place]], at: int) -> bool:
    """Tell whether a third character stands below: two may be the last lines of columns."""
    if line.downwards:
        return True
    _, char, box = chars[at]
    return at + 1 < len(chars) and _goes_down(
        _Line(char, box, _size(char, box), box[0]), chars[at + 1][2]
    )
