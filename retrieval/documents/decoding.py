"""Report files read as text: UTF-8, GB18030 (GBK) or Big5, with any line ends."""

import codecs
import hashlib
import re
from pathlib import Path

from retrieval.documents.report import Report
from retrieval.errors import ReportAccessError, ReportFormatError

MAX_BYTES = 16 * 1024 * 1024
LEGACY_ENCODINGS = ["gb18030", "big5"]
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def read_report(path: Path, *, name: str | None = None) -> Report:
    """Read one report file; `name` is how it is cited, the file's own name if not given.

    Raises ReportAccessError or ReportFormatError, which name the file and the place.
    """
    data = _read_bytes(path)
    text, encoding = _decode(data, path)
    _refuse_binary(text, path)
    return Report(
        name=name if name is not None else path.name,
        lines=tuple(_lines(text)),
        digest=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
    )


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as err:
        raise ReportAccessError.of_system(path, "not-read", err) from err
    if len(data) > MAX_BYTES:
        raise ReportFormatError(path, "too-large", limit=MAX_BYTES // 1024 // 1024)
    return data


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as err:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _decode_utf16(data, path), "utf-16"
        utf8_error = err
    from charset_normalizer import from_bytes  # seldom needed, and slow to load

    match = None if b"\0" in data else from_bytes(data, cp_isolation=LEGACY_ENCODINGS).best()
    if match is None:
        line = data.count(b"\n", 0, utf8_error.start) + 1
        byte = f"{data[utf8_error.start]:02x}"
        raise ReportFormatError(path, "encoding", line=line, byte=byte) from utf8_error
    return str(match), match.encoding


def _decode_utf16(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as err:
        raise ReportFormatError(path, "utf-16") from err


def _refuse_binary(text: str, path: Path) -> None:
    if found := _NOT_TEXT.search(text):
        line = len(_lines(text[: found.start()]))
        raise ReportFormatError(path, "binary", line=line, char=f"{ord(found[0]):02x}")


def _lines(text: str) -> list[str]:
    """Split at the line ends that editors count: LF, CRLF and CR, and at no others."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
