"""Files of text that are no reports: JSON, XML and tables without articles, programs, settings."""

from collections.abc import Iterator

from retrieval.documents.readers.source_file import Found, SourceFile
from retrieval.errors import ReportFormatError

# endings of files that are read as plain text if nothing better is known
_TEXT = frozenset(("", ".txt", ".text", ".md", ".markdown", ".asc"))


def accepts(source: SourceFile) -> bool:
    """Tell whether a file that no other reader took has another ending than plain text has."""
    return source.suffix not in _TEXT or source.head.startswith(b"<?xml")


def read(source: SourceFile) -> Iterator[Found]:
    """Nothing. Raises ReportFormatError."""
    kind = source.suffix.lstrip(".").upper() or "XML"
    raise ReportFormatError(source.path, "no-content", kind=kind)
