"""PDF with text, read by pypdfium2; pages without are read as pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers import image_scan
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.errors import ReportFormatError

KIND = "PDF"
MOST_PAGES = 5000
DOTS = 250  # an inch, in which a page without text is looked at
LONGEST_SIDE = 3200  # pixels of that picture
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
        from retrieval.documents.readers import pdf_lines

        if not 1 <= number <= len(document):
            raise ReportFormatError(source.path, "no-text", kind=KIND)
        page = document[number - 1]
        if not any(pdf_lines.lines_of(page)):
            return image_scan.upright(_rendered(page), source), 1.0
        scale = min(pdf_lines.SCALE, SHOWN_SIDE / max(page.get_size()))
        return page.render(scale=scale).to_pil().convert("RGB"), scale / pdf_lines.SCALE


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
    from retrieval.documents.readers import pdf_lines

    place = f"{source.path}#{number}" if len(document) > 1 else source.path
    try:
        page = document[number - 1]
        lines = list(pdf_lines.lines_of(page))
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
