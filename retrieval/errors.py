"""Errors of retrieval.

WenbaoError                 every error a person can do something about
├── ReportError             a report file that can't be taken in; the others still load
│   ├── ReportAccessError   it can't be opened or read
│   └── ReportFormatError   what is in it is not text, or too much of it
├── QuestionLengthError     a question is too long
└── PlacedError             any other error at a place, such as those of the stored index
    ├── VerbatimError       a quote differs from its report: never shown
    └── QuestionFileError   a line of a file of questions that can't be read, or no such file
"""

import errno
import json
from pathlib import Path
from typing import Self

# why a report file can't be taken in; catalogues of other languages say the same by these names
REASONS = {
    "no-folder": "no such folder of reports; name one with --reports DIR",
    "no-folder-but-file": "that is a file; name the folder that it is in with --reports DIR",
    "no-report": "no such report; there are: {reports}",
    "not-listed": "can't be listed ({error})",
    "not-read": "can't be read ({error})",
    "not-regular": "not a regular file",
    "not-printable": "its name can't be shown; rename it",
    "circular": "a link to a folder that it stands in; what is there is read where it stands",
    "too-large": "larger than {limit} MiB; split it into single pages",
    "encoding": "neither UTF-8 (byte 0x{byte}) nor GB18030 nor Big5; save it as UTF-8",
    "utf-16": "not whole UTF-16; save it as UTF-8",
    "binary": "not a text file (character 0x{char})",
    "control": "control characters are left out (0x{char}); the rest is read",
    "kind": "{kind} file, which can't be read; save it as text (.txt)",
    "notes": "not understood ({error}); the README tells what may stand in it",
    "no-picture": "there is no picture of this page",
    "changed": "the file is no longer what was read; wait a moment, or run: wenbao index",
    "part": "{kind} file; to read it run: pip install 'wenbao[{part}]'",
    "damaged": "{kind} file, damaged or not whole ({error}); save it again",
    "encrypted": "{kind} file, locked with a password; save it without one",
    "no-text": "{kind} file in which no text was found, by OCR neither",
    "no-content": "{kind} file in which no reports are found",
    "no-body": "row {row} has no text of an article; the other rows are read",
    "too-much": "{kind} file that holds more than is read ({limit}); split it",
    "not-restored": "can't be restored, a fault of Wenbao ({error})",
}
_OF_FORMAT = frozenset(
    {"too-large", "encoding", "utf-16", "binary", "control", "kind", "part", "notes"}
    | {"damaged", "encrypted", "no-text", "no-content", "no-body", "too-much"}
)
_OF_WENBAO = frozenset({"not-restored"})


class WenbaoError(Exception):
    """An error whose text says where it is, what happened and what to do, in English.

    `advice` names the message that says so to people in their own language (`advice-…`).
    """

    advice = "error"
    exit_code = 1  # of the command line


class PlacedError(WenbaoError):
    """An error at a place (a file, an address, a setting); `said` is for logs and in English.

    People are told the place and the advice, which says what happened and what to do.
    """

    def __init__(self, place: str | Path, said: str) -> None:
        super().__init__(place, said)
        self.place = str(place)
        self.said = said

    def __str__(self) -> str:
        return f"{self.place}: {self.said}"


class ReportError(WenbaoError):
    """A report file that can't be taken in.

    `path` is the file, `line` where in it, if anywhere; `reason` is a key of REASONS, `facts` what
    its sentence holds.
    """

    def __init__(
        self, path: str | Path, reason: str, /, *, line: int | None = None, **facts: str | int
    ) -> None:
        self.path = str(path)
        self.line = line
        self.reason = reason
        self.facts = facts
        super().__init__(f"{self.place}: {REASONS[reason].format(**facts)}")

    @property
    def place(self) -> str:
        """`file:line`, or the file alone."""
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def part(self) -> str | None:
        """The optional part of Wenbao that the file needs, where that is the reason."""
        return str(self.facts["part"]) if self.reason == "part" else None

    @classmethod
    def of_system(cls, path: str | Path, reason: str, error: OSError) -> Self:
        """Make an error of what the system says of a file, with its name (EACCES, …)."""
        code = errno.errorcode.get(error.errno or 0, "")
        return cls(path, reason, error=error.strerror or code, code=code)

    @staticmethod
    def of_record(record: str) -> "ReportError":
        """The error that was stored, of the kind that it was."""
        try:
            path, line, reason, facts = json.loads(record)
        except ValueError:  # a sentence, as earlier versions stored it
            path, _, said = record.partition(": ")
            return ReportAccessError(path, "not-read", error=said, code="")
        kind: type[ReportError] = ReportAccessError
        if reason in _OF_FORMAT:
            kind = ReportFormatError
        elif reason in _OF_WENBAO:
            kind = ReportError
        return kind(path, reason, line=line, **facts)

    def record(self) -> str:
        """As it is stored."""
        return json.dumps([self.path, self.line, self.reason, self.facts], ensure_ascii=False)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self).of_record, (self.record(),)


class ReportAccessError(ReportError):
    """The file can't be opened or read."""

    advice = "report-access"

    @classmethod
    def of_folder(cls, path: Path) -> Self:
        """Make the error of what should be a folder of reports and is none."""
        return cls(path, "no-folder-but-file" if path.is_file() else "no-folder")


class ReportFormatError(ReportError):
    """The file is not text, not decodable, or too large."""

    advice = "report-format"


class VerbatimError(PlacedError):
    """A quote differs from the text of its report."""

    advice = "verbatim"


class QuestionLengthError(WenbaoError):
    """A question has more characters than any is answered."""

    advice = "question-length"

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"a question has {most} characters at most, not {count}")
        self.count = count
        self.most = most


class QuestionFileError(PlacedError):
    """A file of questions holds a line that can't be read."""

    advice = "question-file"


class QuestionFileMissingError(QuestionFileError):
    """There is no such file of questions."""

    advice = "question-file-missing"
