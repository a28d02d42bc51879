"""Tables of articles as crawlers write them: CSV, JSON and JSON Lines, a page for each article."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from retrieval.documents.readers.article_lines import ArticleLines, imprint_of, iso_date
from retrieval.documents.readers.html_text import plain_text
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.report import Label
from retrieval.errors import ReportError, ReportFormatError

LOOKED_AT = 100  # rows that tell whether a table is one of articles
FIELD_LIMIT = 16 * 1024 * 1024

Row = Mapping[str, Any]


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a table whose columns include the body of an article."""
    if source.head[:1] not in (b"[", b"{") and source.suffix not in (".csv", ".tsv"):
        return False
    try:
        rows = islice(_rows(source), LOOKED_AT)
        return any("body" in _fields(row, source) for row in rows if isinstance(row, Mapping))
    except (ValueError, csv.Error, RecursionError):
        return False


def read(source: SourceFile) -> Iterator[Found]:
    """A page for each row that has a body; the others are named. Raises ReportFormatError."""
    try:
        for number, row in enumerate(_rows(source), start=1):
            if isinstance(row, ReportError):
                yield row
                continue
            fields = _fields(row, source)
            if "body" in fields:
                yield _page(fields, number)
            elif fields:
                yield ReportFormatError(source.path, "no-body", row=number)
    except (ValueError, csv.Error) as err:
        raise source.damaged("CSV/JSON", err) from err


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    """The names under which columns are known, by what they hold."""
    text = Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    return {field: tuple(map(_bare, names)) for field, names in tomllib.loads(text).items()}


def _bare(name: str) -> str:
    """A column's name in small letters, its words together: articleBody, article_body."""
    return re.sub(r"[\W_]", "", name).lower()


def _rows(source: SourceFile) -> Iterator[Row | ReportError]:
    if source.head[:1] in (b"[", b"{"):
        yield from _json_rows(source)
        return
    csv.field_size_limit(FIELD_LIMIT)
    text = source.text
    delimiter = max(",\t;|", key=text.partition("\n")[0].count)
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


def _json_rows(source: SourceFile) -> Iterator[Row | ReportError]:
    try:
        data = json.loads(source.text)
    except ValueError:
        yield from _json_lines(source)
        return
    if isinstance(data, dict):
        # the one list of a wrapper, or an article alone
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 and not _fields(data, source).get("body") else [data]
    for row in data if isinstance(data, list) else ():
        if isinstance(row, dict):
            yield row


def _json_lines(source: SourceFile) -> Iterator[Row | ReportError]:
    """The rows of JSON Lines; one that is cut off or broken is an error of its own."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError as err:
            yield source.damaged("JSON", err, line=number)
            continue
        if isinstance(row, dict):
            yield row


def _fields(row: Row, source: SourceFile) -> dict[str, str]:
    """Read the fields of an article from a row, first by the columns that its file's notes name."""
    values = {_bare(str(name)): _text(value) for name, value in row.items()}
    found = {
        field: next((values[name] for name in names if values.get(name)), "")
        for field, known in _columns().items()
        for names in [[*map(_bare, source.columns.get(field, ())), *known]]
    }
    return {field: value for field, value in found.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, list):
        parts = [_text(part) for part in value]
        return "\n".join(parts) if any(len(part) > 20 for part in parts) else " ".join(parts)
    if isinstance(value, dict):  # a person or a paper, as JSON-LD has them
        return _text(value.get("name"))
    return "" if isinstance(value, bool) or value is None else plain_text(str(value))


def _page(fields: Mapping[str, str], number: int) -> Page:
    page = ArticleLines()
    labels = (("kicker", Label.KICKER), ("title", Label.HEADLINE), ("subhead", Label.SUBHEAD))
    for name, label in labels:
        page.add(fields.get(name, ""), label)
    if author := fields.get("author"):
        page.add(author, Label.BYLINE)
    page.add(fields["body"])
    imprint = imprint_of(
        "metadata",
        paper=fields.get("paper"),
        date=iso_date(fields.get("date", "")),
        page=fields.get("page"),
        section=fields.get("section"),
    )
    return page.page(number=number, imprint=imprint)
