"""ZIP archives: the files in them, of any kind but ZIP, within bounds."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from retrieval.documents.file_names import is_left_out
from retrieval.documents.readers.source_file import SourceFile
from retrieval.errors import ReportError, ReportFormatError

KIND = "ZIP"
MOST_FILES = 20_000
MOST_BYTES = 512 * 1024 * 1024  # of all files together, unpacked
MEMBER_BYTES = 64 * 1024 * 1024


def is_zip(source: SourceFile) -> bool:
    """Tell whether a file is a ZIP archive, as Word files and EPUBs are, too."""
    return source.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def names_in(source: SourceFile) -> frozenset[str]:
    """The names of the files in an archive; none if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return frozenset()


def members(source: SourceFile) -> Iterator[SourceFile | ReportError]:
    """The files in an archive, or why one can't be read. Raises ReportFormatError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, OSError, ValueError) as err:
        raise source.damaged(KIND, err) from err
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_FILES:
            raise ReportFormatError(source.path, "too-much", kind=KIND, limit=MOST_FILES)
        left = MOST_BYTES
        for info in infos:
            name = _name(info)
            if any(map(is_left_out, name.split("/"))) or name.startswith("__MACOSX/"):
                continue
            try:
                data = read_member(archive, info, source)
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as err:
                yield source.damaged(KIND, f"{name}: {err}")
                continue
            except ReportFormatError as err:
                yield err
                continue
            left -= len(data)
            if left < 0:
                limit = f"{MOST_BYTES // 1024 // 1024} MiB"
                yield ReportFormatError(source.path, "too-much", kind=KIND, limit=limit)
                return
            yield replace(
                source, name=f"{source.name}/{name}", path=f"{source.path}/{name}", data=data
            )


def read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo | str, source: SourceFile
) -> bytes:
    """The bytes of a file in an archive, however large it claims to be.

    Raises ReportFormatError if it is locked or too large, BadZipFile and others if it is damaged.
    """
    info = archive.getinfo(member) if isinstance(member, str) else member
    if info.flag_bits & 1:
        raise ReportFormatError(source.path, "encrypted", kind=KIND)
    with archive.open(info) as file:
        data = file.read(MEMBER_BYTES + 1)
    if len(data) > MEMBER_BYTES:
        limit = f"{MEMBER_BYTES // 1024 // 1024} MiB"
        raise ReportFormatError(f"{source.path}/{_name(info)}", "too-much", kind=KIND, limit=limit)
    return data


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file; Chinese programs write names in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return "".join(char if char.isprintable() else "?" for char in name)
