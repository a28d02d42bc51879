"""The file reports.toml in a folder: what people tell of the pages in it.

[[pages]]
files = "qs/{date}_{page}.*"    # {paper}, {date}, {page}, {section}; *, ** and ? as in a shell
paper = "青石日报"
page = "#"                      # the number of the page in its file

[columns]                       # of CSV and JSON
body = ["正文内容"]
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from retrieval.documents.file_names import NOTES
from retrieval.documents.readers.article_lines import iso_date
from retrieval.documents.report import USER, Imprint
from retrieval.errors import ReportAccessError, ReportError, ReportFormatError

FIELDS = ("paper", "date", "page", "section")
COLUMNS = ("kicker", "title", "subhead", "author", "body", "paper", "date", "page", "section")
NUMBER = "#"
_PARTS = {
    "{paper}": "(?P<paper>[^/]+?)",
    "{section}": "(?P<section>[^/]+?)",
    "{page}": r"(?P<page>[A-Za-z]?\d{1,3})",
    "{date}": r"(?P<date>(?:1[89]|2[01])\d\d(?:\d{4}|\D\d{1,2}\D\d{1,2}日?))",
    "**": ".*",
    "*": "[^/]*",
    "?": "[^/]",
}
_SPLIT = re.compile(r"(\*\*|[*?]|\{\w+\})")


@dataclass(frozen=True, slots=True)
class PageRule:
    """What is known of the pages whose files match a pattern."""

    pattern: re.Pattern[str]
    given: tuple[tuple[str, str], ...]

    def values(self, name: str) -> dict[str, str]:
        """The fields that it gives a page, by its name within the folder."""
        file, _, number = name.rpartition("#")
        found = self.pattern.fullmatch(name) or (file and self.pattern.fullmatch(file)) or None
        if found is None:
            return {}
        known = {key: value for key, value in found.groupdict().items() if value} | dict(self.given)
        if known.get("page") == NUMBER:
            known["page"] = number if file and number.isdecimal() else "1"
        if "page" in known:
            known["page"] = known["page"].upper().lstrip("0") or "0"
        if "date" in known:
            known["date"] = iso_date(known["date"]) or ""
        return {key: value for key, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class FolderNotes:
    """The notes of the folders that a file stands in, the outermost first.

    `rules` have each the length of the folder's name before the names that its pattern matches.
    `columns` are names of columns by what they hold, beside those that are known anyway.
    """

    rules: tuple[tuple[int, PageRule], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digest: str = ""

    def noted(self, imprint: Imprint, name: str) -> Imprint:
        """An imprint with what the notes say of a page; the last rule that matches counts."""
        known: dict[str, str] = {}
        for skipped, rule in self.rules:
            known |= rule.values(name[skipped:])
        if not known:
            return imprint
        learned = {**dict(imprint.learned), **dict.fromkeys(known, USER)}
        return replace(imprint, **known, learned=tuple(sorted(learned.items())))

    def file_digest(self, digest: str) -> str:
        """A digest of a file's bytes that changes when its notes do, too."""
        return (
            hashlib.sha256(f"{digest}{self.digest}".encode()).hexdigest() if self.digest else digest
        )


NO_NOTES = FolderNotes()


def notes_of(place: str, name: str) -> FolderNotes:
    """The notes of the folders from that of all reports down to that of a file.

    `place` is the file's path, which ends with its `name`. Notes that can't be read are none.
    """
    if not place.endswith(name):
        return NO_NOTES
    root, notes = Path(place[: -len(name)]), NO_NOTES
    for inner in reversed(PurePosixPath(name).parents):
        skipped = 0 if inner == PurePosixPath() else len(str(inner)) + 1
        notes = _with_notes(notes, root / inner / NOTES, skipped)
    return notes


def _with_notes(notes: FolderNotes, path: Path, skipped: int) -> FolderNotes:
    try:
        stat = path.stat()
        rules, columns, digest = _read(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ReportFormatError):
        return notes
    return FolderNotes(
        notes.rules + tuple((skipped, rule) for rule in rules),
        {**notes.columns, **columns},
        hashlib.sha256(f"{notes.digest}{digest}".encode()).hexdigest(),
    )


_Notes = tuple[tuple[PageRule, ...], Mapping[str, tuple[str, ...]], str]


@lru_cache(maxsize=256)
def _read(path: Path, modified: int, size: int) -> _Notes:
    return read_notes(path)


def read_notes(path: Path) -> _Notes:
    """The rules, columns and digest of a file. Raises ReportFormatError and OSError."""
    data = path.read_bytes()
    try:
        said = tomllib.loads(data.decode("utf-8-sig"))
        _check(said, ("pages", "columns"))
        rules = tuple(map(_rule, _list(said.get("pages", []))))
        columns = _columns(said.get("columns", {}))
    except (ValueError, re.error) as err:
        raise ReportFormatError(path, "notes", error=str(err).splitlines()[0][:100]) from err
    return rules, columns, hashlib.sha256(data).hexdigest()


def fault_of(path: Path, name: str) -> ReportError | None:
    """The reason why notes can't be read; `name` is how they are cited. None if they can."""
    try:
        read_notes(path)
    except ReportFormatError as err:
        return ReportFormatError(name, "notes", error=err.facts["error"])
    except OSError as err:
        return ReportAccessError.of_system(name, "not-read", err)
    return None


def _rule(said: object) -> PageRule:
    if not isinstance(said, dict) or not isinstance(said.get("files"), str):
        raise ValueError("files = …")
    _check(said, ("files", *FIELDS))
    given = tuple((key, str(said[key])) for key in FIELDS if key in said)
    for key, value in given:
        if key == "date" and not iso_date(value):
            raise ValueError(f"date = {value}")
    return PageRule(_pattern(said["files"]), given)


def _pattern(text: str) -> re.Pattern[str]:
    parts = [_PARTS.get(part) or re.escape(part) for part in _SPLIT.split(text)]
    return re.compile("".join(parts))


def _columns(said: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(said, dict):
        raise ValueError("[columns]")
    _check(said, COLUMNS)
    return {key: tuple(map(str, _list(names))) for key, names in said.items()}


def _list(said: object) -> Sequence[object]:
    return said if isinstance(said, list) else [said]


def _check(said: Mapping[str, object], known: Sequence[str]) -> None:
    """Raise ValueError at a name that means nothing here."""
    unknown = next((name for name in said if name not in known), None)
    if unknown is not None:
        raise ValueError(f"{unknown}?")
