"""PDF with text: its lines by the places and sizes of characters, read by pypdfium2."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers import image_scan
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.report import Placement
from retrieval.errors import ReportFormatError

KIND = "PDF"
MOST_PAGES = 5000
DOTS = 250  # an inch, in which a page without text is looked at
SCALE = 4  # units of a box in a point, which is a 72nd of an inch


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a PDF."""
    return b"%PDF-" in source.data[:1024]


def read(source: SourceFile) -> Iterator[Found]:
    """The pages that have text; of others an error. Raises ReportFormatError."""
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
        if len(document) > MOST_PAGES:
            raise ReportFormatError(source.path, "too-much", kind=KIND, limit=MOST_PAGES)
        for number in range(1, len(document) + 1):
            yield _page(document, number, source)
    finally:
        document.close()


def _page(document: Any, number: int, source: SourceFile) -> Found:
    place = f"{source.path}#{number}" if len(document) > 1 else source.path
    try:
        page = document[number - 1]
        text = page.get_textpage()
        height = page.get_height()
        lines = list(_lines(text))
    except Exception as err:  # pypdfium2 raises whatever its parts do
        return ReportFormatError(place, "damaged", kind=KIND, error=str(err)[:100])
    if not lines:
        return _scanned(page, number, SourceFile(source.name, place, b"", source.cache))
    return Page(
        [line.text for line in lines], [line.placement(height) for line in lines], number=number
    )


def _scanned(page: Any, number: int, source: SourceFile) -> Found:
    """A page without text, read as a picture."""
    if image_scan.PART not in installed_parts():
        return ReportFormatError(source.path, "part", kind=KIND, part=image_scan.PART)
    width, height = page.get_size()
    scale = min(DOTS / 72, image_scan.LONGEST_SIDE / max(width, height, 1))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    return image_scan.read_picture(picture, number, KIND, source)


@dataclass(slots=True)
class _Line:
    """Characters that stand side by side, with the box around them in points from below."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def placement(self, height: float) -> Placement:
        box = (self.left, height - self.top, self.right, height - self.bottom)
        left, top, right, bottom = (round(SCALE * value) for value in box)
        return Placement(box=(left, top, right, bottom), size=round(SCALE * self.size, 1))


def _lines(text: Any) -> Iterator[_Line]:
    """The runs of characters as the file has them, broken where one is not beside the last."""
    import pypdfium2.raw as pdfium

    line: _Line | None = None
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
        box = (rect.left, rect.bottom, rect.right, rect.top)
        if line is not None and _continues(line, box):
            line.text += (" " if blank else "") + char
            line.right, line.left = max(line.right, box[2]), min(line.left, box[0])
            line.top, line.bottom = max(line.top, box[3]), min(line.bottom, box[1])
            line.size = max(line.size, _size(char, box))
        else:
            if line is not None:
                yield line
            line = _Line(char, *box, _size(char, box))
        blank = False
    if line is not None:
        yield line


def _size(char: str, box: Sequence[float]) -> float:
    """The height of type: a full character is as wide as it is high, whatever the font says."""
    return box[2] - box[0] if ord(char) >= 0x2E80 else 0.7 * (box[3] - box[1])


def _continues(line: _Line, box: tuple[float, float, float, float]) -> bool:
    common = min(line.top, box[3]) - max(line.bottom, box[1])
    gap = box[0] - line.right
    beside = common > 0.5 * min(line.top - line.bottom, box[3] - box[1])
    return beside and -0.8 * line.size < gap < 0.9 * line.size
