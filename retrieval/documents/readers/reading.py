"""The pages of any file: its reader found by content, its pages named and told apart."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.documents.folder_notes import notes_of
from retrieval.documents.readers import (
    alto_xml,
    crawler_rows,
    epub_book,
    foreign,
    hocr_page,
    html_page,
    image_scan,
    mhtml_page,
    ocr_json,
    page_xml,
    pdf_text,
    plain_text,
    unknown_text,
    word_docx,
    zip_archive,
)
from retrieval.documents.readers.source_file import Found, OnScan, Page, Reader, SourceFile, unseen
from retrieval.documents.report import Report
from retrieval.errors import ReportAccessError, ReportError, ReportFormatError

MAX_TEXT = 16 * 1024 * 1024
MAX_BYTES = 512 * 1024 * 1024

# asked in this order; a reader further down may take for its own what one above reads better
READERS: tuple[Reader, ...] = (
    pdf_text,
    image_scan,
    word_docx,
    epub_book,
    foreign,
    alto_xml,
    page_xml,
    hocr_page,
    mhtml_page,
    html_page,
    ocr_json,
    crawler_rows,
    unknown_text,
    plain_text,
)
# ZIP archives that are files of one kind
_PACKED: tuple[Reader, ...] = (word_docx, epub_book)


@dataclass(frozen=True, slots=True)
class FileContents:
    """The reports of a file, what could not be read of it, and a digest of it and its notes."""

    reports: tuple[Report, ...]
    failures: tuple[ReportError, ...]
    digest: str


def read_file(
    path: Path,
    *,
    name: str | None = None,
    cache: Path | None = None,
    on_scan: OnScan | None = None,
) -> FileContents:
    """Read a file of any kind; `name` is how it is cited, the file's own name if not given.

    `cache` is a folder in which what takes long to read is kept. `on_scan` is called with the
    number of pages that OCR has read, and of those found beyond the first.
    Raises ReportAccessError or ReportFormatError if nothing of it can be read.
    """
    data = _read_bytes(path)
    name = path.name if name is None else name
    notes = notes_of(str(path), name)
    source = SourceFile(name, str(path), data, cache, notes.columns, on_scan or unseen)
    found = list(read_source(source))
    digest = hashlib.sha256(data).hexdigest()
    pages = [item for item in found if isinstance(item, Page)]
    failures = tuple(item for item in found if isinstance(item, ReportError))
    if not pages and len(failures) < 2:
        raise failures[0] if failures else ReportFormatError(path, "no-content", kind=source.suffix)
    numbered = len(pages) > 1 or any(page.number > 1 for page in pages)
    reports = [_report(page, source.name, digest, numbered=numbered) for page in pages]
    noted = tuple(replace(r, imprint=notes.noted(r.imprint, r.name)) for r in reports)
    return FileContents(noted, failures, notes.file_digest(digest))


def read_source(source: SourceFile) -> Iterator[Found]:
    """The pages of a file that is in memory, or of the files in it. Raises ReportFormatError."""
    if zip_archive.is_zip(source) and not any(reader.accepts(source) for reader in _PACKED):
        yield from _read_members(source)
        return
    reader = next(reader for reader in READERS if reader.accepts(source))
    if reader is plain_text and len(source.data) > MAX_TEXT:
        raise ReportFormatError(source.path, "too-large", limit=MAX_TEXT // 1024 // 1024)
    yield from reader.read(source)


def _read_members(source: SourceFile) -> Iterator[Found]:
    for member in zip_archive.members(source):
        if isinstance(member, ReportError):
            yield member
        elif zip_archive.is_zip(member) and not any(r.accepts(member) for r in _PACKED):
            yield ReportFormatError(member.path, "kind", kind=zip_archive.KIND)
        else:
            yield from _named(member, member.name.removeprefix(source.name))


def _named(member: SourceFile, own: str) -> Iterator[Found]:
    """The pages of a file in an archive, by their names within it."""
    try:
        found = list(read_source(member))
    except ReportError as err:
        found = [err]
    count = sum(isinstance(item, Page) for item in found)
    for item in found:
        if isinstance(item, Page):
            yield replace(item, name=f"{own}#{item.number}" if count > 1 else own)
        else:
            yield item


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as err:
        raise ReportAccessError.of_system(path, "not-read", err) from err
    if len(data) > MAX_BYTES:
        raise ReportFormatError(path, "too-large", limit=MAX_BYTES // 1024 // 1024)
    return data


def _report(page: Page, file: str, digest: str, *, numbered: bool) -> Report:
    own = page.name or (f"#{page.number}" if numbered else "")
    return Report(
        name=f"{file}{own}",
        lines=tuple(page.lines),
        digest=hashlib.sha256(f"{digest}{own}".encode()).hexdigest() if own else digest,
        encoding=page.encoding,
        placements=tuple(page.placements),
        imprint=page.imprint,
    )
