"""Tables of articles as crawlers write them: CSV, JSON and JSON Lines, a page for each article."""

import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from retrieval.documents.readers.article_lines import ArticleLines, imprint_of, iso_date
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.report import Label

LOOKED_AT = 5  # rows that tell whether a table is one of articles
FIELD_LIMIT = 16 * 1024 * 1024

Row = Mapping[str, Any]


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a table whose columns include the body of an article."""
    if source.head[:1] not in (b"[", b"{") and source.suffix not in (".csv", ".tsv"):
        return False
    try:
        return any(_fields(row).get("body") for row in islice(_rows(source), LOOKED_AT))
    except (ValueError, csv.Error, RecursionError):
        return False


def read(source: SourceFile) -> Iterator[Found]:
    """A page for each row that has a body. Raises ReportFormatError."""
    try:
        for number, row in enumerate(_rows(source), start=1):
            fields = _fields(row)
            if fields.get("body"):
                yield _page(fields, number)
    except (ValueError, csv.Error) as err:
        raise source.damaged("CSV/JSON", err) from err


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    """The names under which columns are known, by what they hold."""
    text = Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    return {field: tuple(names) for field, names in tomllib.loads(text).items()}


def _rows(source: SourceFile) -> Iterator[Row]:
    if source.head[:1] in (b"[", b"{"):
        yield from _json_rows(source.text)
        return
    csv.field_size_limit(FIELD_LIMIT)
    text = source.text
    delimiter = max(",\t;|", key=text.partition("\n")[0].count)
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


def _json_rows(text: str) -> Iterator[Row]:
    try:
        data = json.loads(text)
    except ValueError:  # JSON Lines, perhaps
        data = [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(data, dict):
        # the one list of a wrapper, or an article alone
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 and not _fields(data).get("body") else [data]
    for row in data if isinstance(data, list) else ():
        if isinstance(row, dict):
            yield row


def _fields(row: Row) -> dict[str, str]:
    """Read the fields of an article from a row."""
    values = {str(name).strip().lower(): _text(value) for name, value in row.items()}
    found = {
        field: next((values[name] for name in names if values.get(name)), "")
        for field, names in _columns().items()
    }
    return {field: value for field, value in found.items() if value}


def _text(value: Any) -> str:
    if isinstance(value, list):
        parts = [_text(part) for part in value]
        return "\n".join(parts) if any(len(part) > 20 for part in parts) else " ".join(parts)
    if isinstance(value, dict | bool) or value is None:
        return ""
    return str(value).strip()


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
