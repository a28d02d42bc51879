"""Views, passages and articles fetched from the database, no more than is looked at."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any, overload

import msgspec
import numpy as np

from retrieval.corpus import ListedReport
from retrieval.documents import Article, ArticleView, Passage, Report, split
from retrieval.index.postings import SegmentSource, dead_counts
from retrieval.index.protocol import Numbers
from retrieval.store.codec import (
    decode_article,
    decode_imprint,
    decode_placements,
    decode_titles,
    decode_view,
)
from retrieval.store.database import LAST, LATIN
from retrieval.store.errors import StoreDamagedError

# takes every character there is, and a fifth less room than UTF-8 when compressed
LINES_ENCODING = "gb18030"


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment in use: its file, which of its documents are dead, and what the others hold.

    `lengths` are the numbers of terms of the living documents, by field; `dead_counts`, by field,
    the terms that dead documents hold and how many of them hold each.
    """

    file: str
    size: int
    alive: int
    lengths: Mapping[str, int]
    dead: Numbers
    dead_counts: Mapping[str, tuple[Numbers, Numbers]]
    checksum: str


def segment_rows(connection: sqlite3.Connection) -> list[SegmentRow]:
    """The segments in use, in the order of their passages' numbers."""
    rows = connection.execute(
        "SELECT file, size, alive, lengths, dead, checksum FROM segments ORDER BY first_passage"
    )
    return [_segment_row(*row) for row in rows]


def lengths_of(source: SegmentSource) -> dict[str, int]:
    """Number of terms in the living documents, by field."""
    alive = source.alive
    return {
        name: int(postings.lengths[alive].sum(dtype=np.int64))
        for name, postings in source.fields.items()
    }


def encode_lengths(source: SegmentSource) -> bytes:
    return msgspec.msgpack.encode(lengths_of(source))


def encode_dead(source: SegmentSource) -> bytes:
    """The dead documents named in a segment's row."""
    by_field = {name: dead_counts(source, name) for name in source.fields}
    fields = {name: [terms.tobytes(), n.tobytes()] for name, (terms, n) in by_field.items()}
    return msgspec.msgpack.encode({"documents": source.dead.tobytes(), "fields": fields})


def read_report(connection: sqlite3.Connection, name: str) -> Report | None:
    """A report as it is stored; None if there is none of that name."""
    row = connection.execute(
        "SELECT digest, encoding, lines, placements, imprint FROM reports WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        return None
    digest, encoding, lines, placements, imprint = row
    text = zlib.decompress(lines).decode(LINES_ENCODING)
    return Report(
        name=name,
        lines=tuple(text.split("\n")),
        digest=digest,
        encoding=encoding,
        placements=decode_placements(placements),
        imprint=decode_imprint(imprint),
    )


def require_report(connection: sqlite3.Connection, name: str) -> Report:
    """A report that other rows name."""
    report = read_report(connection, name)
    if report is None:
        raise StoreDamagedError(name, "missing from the index")
    return report


def _segment_row(
    file: str, size: int, alive: int, lengths: bytes, dead: bytes, checksum: str
) -> SegmentRow:
    gone: dict[str, Any] = msgspec.msgpack.decode(dead)
    return SegmentRow(
        file,
        size,
        alive,
        msgspec.msgpack.decode(lengths),
        _numbers(gone["documents"]),
        {name: (_numbers(t), _numbers(n)) for name, (t, n) in gone["fields"].items()},
        checksum,
    )


def _numbers(data: bytes) -> Numbers:
    return np.frombuffer(data, dtype=np.uint32)


def find_article(connection: sqlite3.Connection, article_id: str) -> Article | None:
    """The article of an id; where several pages have the same bytes, the first one's."""
    name = find_report(connection, article_id.partition("-")[0])
    rows = _rows(connection, name) if name else []
    for position, record, paragraphs in rows:
        if decode_titles(record).article_id == article_id:
            assert name is not None
            return _article(connection, name, position, record, paragraphs)
    return None


def find_first_passage(connection: sqlite3.Connection, report: str, article_id: str) -> int:
    """The number of the first passage of an article that is indexed. Raises KeyError if none is."""
    for first, record in connection.execute(
        "SELECT a.first_passage, a.record FROM articles a JOIN reports r ON r.id = a.report"
        " WHERE r.name = ? AND a.first_passage NOT NULL",
        (report,),
    ):
        if decode_titles(record).article_id == article_id:
            return int(first)
    raise KeyError(article_id)


def find_report(connection: sqlite3.Connection, digest_start: str) -> str | None:
    """The name of the first report whose digest starts so."""
    row = connection.execute(
        "SELECT name FROM reports WHERE digest >= ? AND digest < ? ORDER BY name LIMIT 1",
        (digest_start, f"{digest_start}g"),  # digests are hexadecimal
    ).fetchone()
    return row[0] if row and digest_start else None


def list_titles(connection: sqlite3.Connection) -> Iterator[Article]:
    """Yield every article without its paragraphs, in page order."""
    rows = connection.execute(
        "SELECT a.record FROM articles a JOIN reports r ON r.id = a.report"
        " ORDER BY r.name, a.position"
    )
    for (record,) in rows:
        yield decode_titles(record)


def fetch_titles(connection: sqlite3.Connection, keys: Sequence[int]) -> list[Article]:
    """Articles by their rows in the database, without their paragraphs."""
    rows = connection.execute(
        "SELECT a.record FROM json_each(?) AS wanted"
        " CROSS JOIN articles a ON a.id = wanted.value ORDER BY wanted.key",
        (json.dumps(list(keys)),),
    )
    return [decode_titles(record) for (record,) in rows]


def articles_of(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    """The articles of a report, in page order."""
    rows = _rows(connection, name)
    if not rows:
        return ()
    report = require_report(connection, name)
    whole = [decode_article(record, text, report) for _, record, text in rows if text is not None]
    return tuple(whole) if len(whole) == len(rows) else _restored_report(connection, name)


def list_reports(connection: sqlite3.Connection, start: int, count: int) -> list[ListedReport]:
    """So many reports from the one at `start` on, sorted by name."""
    rows = connection.execute(
        "SELECT name, digest, (SELECT count(*) FROM articles WHERE report = reports.id)"
        " FROM reports ORDER BY name LIMIT ? OFFSET ?",
        (count, start),
    )
    return [ListedReport(*row) for row in rows]


def _rows(connection: sqlite3.Connection, name: str) -> list[tuple[int, bytes, bytes | None]]:
    return connection.execute(
        "SELECT a.position, a.record, a.paragraphs FROM articles a"
        " JOIN reports r ON r.id = a.report WHERE r.name = ? ORDER BY a.position",
        (name,),
    ).fetchall()


def _article(
    connection: sqlite3.Connection,
    name: str,
    position: int,
    record: bytes,
    paragraphs: bytes | None,
) -> Article:
    # the paragraphs of an article that stands on several pages are kept once
    if paragraphs is None:
        return _restored_report(connection, name)[position]
    return decode_article(record, paragraphs, require_report(connection, name))


def _restored_report(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    from retrieval.layout.restoration import restore  # most look-ups need it not

    return restore(require_report(connection, name))


# gives a connection on one state of the index
SnapshotOpener = Callable[[], AbstractContextManager[sqlite3.Connection]]


def fetch_views(
    connection: sqlite3.Connection, numbers: Iterable[int]
) -> Iterator[tuple[int, int, ArticleView]]:
    """Fetch for each passage its number, that of its article's first passage, and the view."""
    found: dict[int, ArticleView] = {}
    for number, first, data in connection.execute(
        "SELECT wanted.value, a.first_passage, a.view FROM json_each(?) AS wanted"
        " JOIN articles a ON a.first_passage ="
        " (SELECT max(first_passage) FROM articles WHERE first_passage <= wanted.value)",
        (json.dumps(list(numbers)),),
    ):
        if first not in found:
            found[first] = decode_view(data)
        yield number, first, found[first]


def fetch_article_views(
    connection: sqlite3.Connection, articles: Iterable[int]
) -> Iterator[ArticleView]:
    """The views of articles, by the numbers of their first passages, in their order."""
    for (data,) in connection.execute(
        "SELECT a.view FROM json_each(?) AS wanted"
        " CROSS JOIN articles a ON a.first_passage = wanted.value ORDER BY wanted.key",
        (json.dumps(list(articles)),),
    ):
        yield decode_view(data)


def fetch_article(
    connection: sqlite3.Connection, first: int, report_of: Callable[[str], Report | None]
) -> Article:
    """The article whose first passage has that number, its text from the lines of its report.

    Raises StoreDamagedError if the report lacks one of the lines.
    """
    name, digest, record, paragraphs = connection.execute(
        "SELECT r.name, a.digest, a.record, a.paragraphs FROM articles a"
        " JOIN reports r ON r.id = a.report WHERE a.first_passage = ?",
        (first,),
    ).fetchone()
    copies = connection.execute(
        "SELECT DISTINCT r.name FROM articles a JOIN reports r ON r.id = a.report"
        " WHERE a.digest = ? AND NOT a.kept ORDER BY r.name",
        (digest,),
    )
    also_in = tuple(copy for (copy,) in copies)
    report = report_of(name)
    try:
        if report is not None:
            return decode_article(record, paragraphs, report, also_in=also_in)
    except IndexError:
        pass
    raise StoreDamagedError(name, "lines are missing")


def find_terms(connection: sqlite3.Connection, terms: Iterable[str]) -> Iterable[tuple[str, int]]:
    """The terms of these that ever occurred, with their numbers."""
    # one statement for however many: to parse one with as many marks takes longer than to run it
    return connection.execute(
        "SELECT t.text, t.id FROM json_each(?) AS wanted"
        " CROSS JOIN terms t ON t.text = wanted.value",
        (json.dumps(list(terms), ensure_ascii=False),),
    )


def find_terms_with(
    connection: sqlite3.Connection, part: str, *, after: str, most: int
) -> tuple[list[str], str] | None:
    """Find among so many terms after one, by text, those that have a part, and the last of all of
    them; None after the last.
    """
    # few terms have Latin letters
    among = LATIN if any(char in ascii_lowercase for char in part) else "TRUE"
    bounds = f"SELECT text FROM terms WHERE {among} AND text > ? ORDER BY text LIMIT ?"
    (last,) = connection.execute(f"SELECT max(text) FROM ({bounds})", (after, most)).fetchone()
    if last is None:
        return None
    rows = connection.execute(
        f"SELECT text FROM terms WHERE {among} AND text > ? AND text <= ? AND instr(text, ?)",
        (after, last, part),
    )
    return [text for (text,) in rows], last


def find_terms_starting(connection: sqlite3.Connection, start: str) -> list[str]:
    """The terms that begin so."""
    rows = connection.execute(
        "SELECT text FROM terms WHERE text >= ? AND text < ? ORDER BY text",
        (start, start[:-1] + chr(ord(start[-1]) + 1)),
    )
    return [text for (text,) in rows]


def find_terms_ending(connection: sqlite3.Connection, end: str) -> list[str]:
    """The terms whose last character it is."""
    rows = connection.execute(f"SELECT text FROM terms WHERE {LAST} = ? ORDER BY text", (end,))
    return [text for (text,) in rows]


class ArticleRows(Sequence[Article]):
    """The articles of all reports, in page order, restored from the stored lines when asked for."""

    def __init__(self, reading: SnapshotOpener) -> None:
        self._reading = reading

    def __len__(self) -> int:
        with self._reading() as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> list[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | list[Article]:
        places = range(len(self))[at]
        if isinstance(places, range):
            return [self[place] for place in places]
        with self._reading() as connection:
            name, position = connection.execute(
                "SELECT r.name, a.position FROM articles a JOIN reports r ON r.id = a.report"
                " ORDER BY r.name, a.position LIMIT 1 OFFSET ?",
                (places,),
            ).fetchone()
            article: Article = _restored(connection, name)[position]
            return article

    def __iter__(self) -> Iterator[Article]:
        with self._reading() as connection:
            names = connection.execute("SELECT name FROM reports ORDER BY name").fetchall()
        for (name,) in names:
            with self._reading() as connection:
                articles = _restored(connection, name)
            yield from articles


class PassageRows(Sequence[Passage]):
    """The passages that are indexed, by their numbers."""

    def __init__(self, reading: SnapshotOpener, article: Callable[[int], Article]) -> None:
        """`article` gives the article whose first passage has a number."""
        self._reading = reading
        self._article = article

    def __len__(self) -> int:
        with self._reading() as connection:
            (count,) = connection.execute(
                "SELECT coalesce(sum(paragraph_count), 0) FROM articles WHERE kept"
            ).fetchone()
            return int(count)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> list[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | list[Passage]:
        return list(self)[at]

    def __iter__(self) -> Iterator[Passage]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT first_passage FROM articles"
                " WHERE first_passage IS NOT NULL ORDER BY first_passage"
            ).fetchall()
        for (first,) in rows:
            yield from split([self._article(first)])


def _restored(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    from retrieval.layout.restoration import restore  # not needed to answer from a stored index

    report = read_report(connection, name)
    return restore(report) if report else ()
