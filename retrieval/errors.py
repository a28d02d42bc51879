"""What can go wrong in retrieval.

WenbaoError                 every error a person can do something about
├── ReportError             a report file that can't be taken in; the others still load
│   ├── ReportAccessError   it can't be opened or read
│   └── ReportFormatError   what is in it is not text, or too much of it
├── VerbatimError           a quote differs from its report: never shown
└── QuestionFileError       a line of a file of questions that can't be read
"""


class WenbaoError(Exception):
    """An error whose text says where it is, what happened and what to do, in English.

    `advice` names the message that says so to people in their own language (`advice-…`).
    """

    advice = "error"
    exit_code = 1  # of the command line


class ReportError(WenbaoError):
    """A report file that can't be taken in."""


class ReportAccessError(ReportError):
    """The file can't be opened or read."""

    advice = "report-access"


class ReportFormatError(ReportError):
    """The file is not text, not decodable, or too large."""

    advice = "report-format"


class VerbatimError(WenbaoError):
    """A quote differs from the text of its report."""

    advice = "verbatim"


class QuestionFileError(WenbaoError):
    """A file of questions holds a line that can't be read."""

    advice = "question-file"
