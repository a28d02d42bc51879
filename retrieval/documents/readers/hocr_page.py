"""hOCR: OCR results as HTML, whose titles hold boxes."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from retrieval.documents.readers.ocr_words import OcrLine, Rectangle, Word, lines_of_page, rectangle
from retrieval.documents.readers.source_file import Found, Page, SourceFile

_LINES = frozenset({"ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption", "ocrx_line"})
_BOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SIZE = re.compile(r"\bx_size ([\d.]+)")
_SURE = re.compile(r"\bx_wconf (\d+)")


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is hOCR."""
    return b"ocr_page" in source.data[:65536]


def read(source: SourceFile) -> Iterator[Found]:
    """The pages of a file."""
    parser = _Parser()
    parser.feed(source.text)
    parser.close()
    for number, lines in enumerate(parser.pages, start=1):
        read = list(lines_of_page([line.as_read() for line in lines]))
        yield Page([text for text, _ in read], [place for _, place in read], number=number)


class _Line:
    def __init__(self, title: str) -> None:
        self.title = title
        self.words = [Word("")]

    def as_read(self) -> OcrLine:
        box, size = _box(self.title), _SIZE.search(self.title)
        # what Tesseract gives as the size of type may be that of a line above
        given = min(float(size[1]), box[3] - box[1]) if size and box else None
        upright = box is not None and box[3] - box[1] > box[2] - box[0]
        return OcrLine(self.words, box, None if upright else given)


def _box(title: str) -> Rectangle | None:
    found = _BOX.search(title)
    if found is None:
        return None
    return rectangle(*map(float, found.groups()))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[_Line]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes, title = set(values.get("class", "").split()), values.get("title", "")
        if "ocr_page" in classes or (classes & _LINES and not self.pages):
            self.pages.append([])
        if classes & _LINES:
            self.pages[-1].append(_Line(title))
        elif "ocrx_word" in classes and self.pages and self.pages[-1]:
            sure = _SURE.search(title)
            word = Word("", _box(title), int(sure[1]) / 100 if sure else 1.0)
            self.pages[-1][-1].words.append(word)

    def handle_data(self, data: str) -> None:
        if self.pages and self.pages[-1]:
            self.pages[-1][-1].words[-1].text += data
