"""Bytes read as text: UTF-8, GB18030 (GBK) or Big5, with any line ends."""

import codecs
import re
from pathlib import Path

from retrieval.errors import ReportFormatError

LEGACY_ENCODINGS = ["gb18030", "big5"]
FEW_CONTROLS = 0.01  # of all characters; with more of them a file is no text
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def decode(data: bytes, path: str | Path) -> tuple[str, str]:
    """The text of a file and the name of its encoding. Raises ReportFormatError."""
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


def _decode_utf16(data: bytes, path: str | Path) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as err:
        raise ReportFormatError(path, "utf-16") from err


def find_controls(text: str, path: str | Path) -> ReportFormatError | None:
    """Describe the control characters that are left out of a text; None if there are none.

    Raises ReportFormatError if there are so many that it is no text.
    """
    found = _CONTROLS.search(text)
    if found is None:
        return None
    place = len(split_lines(text[: found.start()]))
    char = f"{ord(found[0]):02x}"
    count = len(_CONTROLS.findall(text))
    if "\0" in text or (count > 1 and count > FEW_CONTROLS * len(text)):
        raise ReportFormatError(path, "binary", line=place, char=char)
    return ReportFormatError(path, "control", line=place, char=char)


def without_controls(text: str) -> str:
    """The text without control characters."""
    return _CONTROLS.sub("", text)


def split_lines(text: str) -> list[str]:
    """Split at the line ends that editors count: LF, CRLF and CR, and at no others."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
