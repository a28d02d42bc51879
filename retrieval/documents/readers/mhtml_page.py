"""MHTML: a web page saved with its pictures in one file, as an e-mail is."""

from collections.abc import Iterator
from email import message_from_bytes, policy

from retrieval.documents.readers import html_page
from retrieval.documents.readers.source_file import Found, SourceFile
from retrieval.errors import ReportFormatError

KIND = "MHTML"


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is MHTML."""
    head = source.data[:4096].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read(source: SourceFile) -> Iterator[Found]:
    """The page in a file. Raises ReportFormatError."""
    message = message_from_bytes(source.data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield from html_page.read(SourceFile(source.name, source.path, data))
                return
    raise ReportFormatError(source.path, "no-content", kind=KIND)
