"""ALTO: OCR results in XML, a page with text blocks, lines and strings."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from retrieval.documents.readers.ocr_words import OcrLine, Rectangle, Word, lines_of_page, rectangle
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.readers.xml_tree import each, local, parse


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is ALTO."""
    head = source.data[:4096]
    return b"<alto" in head or b"loc.gov/standards/alto" in head


def read(source: SourceFile) -> Iterator[Found]:
    """The pages of a file. Raises ReportFormatError."""
    root = parse(source.data, source, "ALTO")
    for number, page in enumerate(each(root, "Page"), start=1):
        lines = list(lines_of_page([_line(element) for element in each(page, "TextLine")]))
        yield Page([text for text, _ in lines], [place for _, place in lines], number=number)


def _line(element: ET.Element) -> OcrLine:
    words = [
        Word(string.get("CONTENT", ""), _box(string), _sure(string.get("WC", "1")))
        for string in element
        if local(string) == "String"
    ]
    return OcrLine(words, _box(element) or (words[0].box if words else None))


def _sure(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0


def _box(element: ET.Element) -> Rectangle | None:
    try:
        left, top, width, height = (
            float(element.attrib[name]) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")
        )
    except (KeyError, ValueError):
        return None
    return rectangle(left, top, left + width, top + height)
