"""Files of kinds that can't be read, named by their first bytes."""

from collections.abc import Iterator

from retrieval.documents.readers.source_file import Found, SourceFile
from retrieval.errors import ReportFormatError

_KINDS = (
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/Excel 97 (.doc, .xls)"),
    (b"{\\rtf", "RTF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"AT&TFORM", "DjVu"),
    (b"CAJ\0", "CAJ"),
    (b"HN\0\0", "CAJ"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
)


def kind_of(data: bytes) -> str | None:
    """The name of a kind of file that is no text, by its first bytes; None of any other."""
    if data[:4] == b"RIFF":
        return "RIFF"
    if data[4:8] == b"ftyp":
        return "HEIC" if data[8:10] == b"he" else "MP4"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "BMP"
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), None)


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is of a kind that is known and can't be read."""
    return kind_of(source.data) is not None


def read(source: SourceFile) -> Iterator[Found]:
    """Nothing. Raises ReportFormatError, which names the kind."""
    raise ReportFormatError(source.path, "kind", kind=kind_of(source.data) or source.suffix)
