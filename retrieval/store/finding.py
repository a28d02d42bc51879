"""Articles and reports found by what buttons and links call them, and listed page by page."""

import sqlite3

from retrieval.archive import ListedReport
from retrieval.articles import Article
from retrieval.store.records import decode_article, decode_titles
from retrieval.store.rows import require_report


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


def articles_of(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    """The articles of a report, in page order."""
    rows = _rows(connection, name)
    if not rows:
        return ()
    report = require_report(connection, name)
    whole = [decode_article(record, text, report) for _, record, text in rows if text is not None]
    return tuple(whole) if len(whole) == len(rows) else _restored(connection, name)


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
        return _restored(connection, name)[position]
    return decode_article(record, paragraphs, require_report(connection, name))


def _restored(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    from retrieval.articles.restoring import restore  # most look-ups need it not

    return restore(require_report(connection, name))
