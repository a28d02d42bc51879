"""Records of readers: the bytes of a file, and the pages read from them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Protocol

from retrieval.documents.decoding import decode, without_controls
from retrieval.documents.report import UNKNOWN, Imprint, Placement
from retrieval.errors import ReportError, ReportFormatError

# told how many pages OCR has read, and how many were found beyond those that were known of
OnScan = Callable[[int, int], None]
HEAD = 4096  # bytes; so much of a file tells its kind


def unseen(read: int, found: int) -> None:
    """Ignore progress."""


@dataclass(frozen=True)
class SourceFile:
    """A file as readers see it: the name it is cited by, the path errors name, its bytes.

    `cache` is a folder for what takes long to read. `columns` are names of columns of a table by
    what they hold, beside those that are known anyway. `on_scan` is called with the number of pages
    that OCR has read, and of those found beyond the first.
    """

    name: str
    path: str
    data: bytes
    cache: Path | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on_scan: OnScan = unseen

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def head(self) -> bytes:
        """Its first bytes, without a byte order mark and blanks."""
        return self.data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()

    @cached_property
    def text(self) -> str:
        """Its text without control characters. Raises ReportFormatError."""
        return without_controls(decode(self.data, self.path)[0])

    def damaged(self, kind: str, error: object, *, line: int | None = None) -> ReportFormatError:
        """The error of a file, or of a line of it, that is not what its first bytes say."""
        said = str(error).strip().splitlines()
        return ReportFormatError(
            self.path, "damaged", line=line, kind=kind, error=said[0][:100] if said else "?"
        )


@dataclass(frozen=True)
class Page:
    """A page of a file: its lines, and of each its placement where the file has some.

    `number` is its place in the file, counted from 1; `name` is its name within the file, where
    it has one that tells more.
    """

    lines: Sequence[str]
    placements: Sequence[Placement] = ()
    imprint: Imprint = UNKNOWN
    encoding: str = "utf-8"
    number: int = 1
    name: str | None = None


# a page, or why a part of the file could not be read
Found = Page | ReportError


class Reader(Protocol):
    """A reader of one kind of file."""

    def accepts(self, source: SourceFile) -> bool:
        """Tell by its content whether a file is of this kind."""
        ...

    def read(self, source: SourceFile) -> Iterator[Found]:
        """The pages of a file, in order. Raises ReportFormatError if it can't be read at all."""
        ...
