"""EPUB: a page for each document of the book, in its reading order."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from retrieval.documents.readers.html_page import page_of
from retrieval.documents.readers.source_file import Found, SourceFile
from retrieval.documents.readers.xml_tree import each, parse
from retrieval.documents.readers.zip_archive import is_zip, names_in, read_member
from retrieval.errors import ReportFormatError

KIND = "EPUB"
_CONTAINER = "META-INF/container.xml"


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is an EPUB."""
    return is_zip(source) and _CONTAINER in names_in(source)


def read(source: SourceFile) -> Iterator[Found]:
    """The documents of the book's spine that have text. Raises ReportFormatError."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = list(_spine(archive, source))
            documents = [read_member(archive, name, source) for name in names]
    except (zipfile.BadZipFile, OSError, EOFError, KeyError) as err:
        raise source.damaged(KIND, err) from err
    found = False
    for number, (name, data) in enumerate(zip(names, documents, strict=True), start=1):
        document = SourceFile(name, f"{source.path}#{number}", data)
        if (page := page_of(document, number=number)) is not None:
            found = True
            yield page
    if not found:
        raise ReportFormatError(source.path, "no-content", kind=KIND)


def _spine(archive: zipfile.ZipFile, source: SourceFile) -> Iterator[str]:
    """The names of the documents in reading order."""
    container = parse(read_member(archive, _CONTAINER, source), source, KIND)
    root = next((e.get("full-path", "") for e in each(container, "rootfile")), "")
    package = parse(read_member(archive, root, source), source, KIND)
    items = {item.get("id"): item.get("href", "") for item in each(package, "item")}
    for reference in each(package, "itemref"):
        if href := items.get(reference.get("idref")):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(href)))
