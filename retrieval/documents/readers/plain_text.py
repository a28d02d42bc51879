"""Plain text: one file, one page, its lines as they are."""

from collections.abc import Iterator

from retrieval.documents.decoding import decode, find_controls, split_lines, without_controls
from retrieval.documents.readers.source_file import Found, Page, SourceFile

KIND = "text"


def accepts(source: SourceFile) -> bool:
    """Tell whether a file may be text: any that no other reader knows."""
    return True


def read(source: SourceFile) -> Iterator[Found]:
    """The one page of a file, after what is wrong with it. Raises ReportFormatError."""
    text, encoding = decode(source.data, source.path)
    if notice := find_controls(text, source.path):
        yield notice
    yield Page(split_lines(without_controls(text)), encoding=encoding)
