"""A stored index checked against itself and against the report files."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from retrieval.articles import Article
from retrieval.errors import ReportError
from retrieval.index.postings import Segment, SegmentError
from retrieval.passages import ArticleView, view_article
from retrieval.progress import Progress, unseen
from retrieval.reports import Report
from retrieval.reports import read_report as read_file
from retrieval.store import database
from retrieval.store.errors import StoreDamagedError, StoreMissingError
from retrieval.store.folder import StoreFolder
from retrieval.store.records import decode_article, decode_view
from retrieval.store.rows import SegmentRow, require_report, segment_rows
from retrieval.store.segments import checksum
from retrieval.store.telling import opened


def check(
    folder: StoreFolder, reports_dir: Path, *, on_progress: Progress = unseen
) -> Iterator[str]:
    """What is wrong with an index, a sentence each; nothing if it is sound.

    Checksums, counts, each article kept once, and every passage verbatim in the lines of its
    report, which in turn are those of the file as long as the file's bytes are the same.
    Raises StoreError if there is no index, ReportAccessError if the folder can't be listed.
    """
    build = folder.current()
    if build is None:
        raise StoreMissingError(f"{folder.path}: no index here yet; run: wenbao index")
    try:
        with opened(build) as connection:
            connection.execute("BEGIN")  # one state, whatever a writer does meanwhile
            yield from _check_database(connection)
            yield from _check_segments(connection, build)
            yield from _check_reports(connection, reports_dir, on_progress)
    except StoreDamagedError as err:
        yield str(err)


def find_damage(build: Path) -> str | None:
    """The first sign that the files of a build are not what was written, if there is any.

    Looks at the files alone, not at whether each passage is verbatim in its report.
    """
    path = build / database.NAME
    try:
        with closing(database.connect(path, read_only=True)) as connection:
            connection.execute("BEGIN")
            for fault in _check_database(connection):
                return fault
            for fault in _check_segments(connection, build):
                return fault
            for (view,) in connection.execute("SELECT view FROM articles WHERE view NOT NULL"):
                decode_view(view)
    except sqlite3.OperationalError:  # busy, say
        return None
    except Exception as err:  # whatever the decoding of damaged bytes stumbles over
        return f"{path}: {err}"
    return None


def _check_database(connection: sqlite3.Connection) -> Iterator[str]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"{database.NAME}: {message}"
    for statement, wrong in (
        (
            "SELECT count(*) FROM (SELECT 1 FROM articles GROUP BY digest HAVING sum(kept) != 1)",
            "articles that are not kept once",
        ),
        (
            "SELECT count(*) FROM articles WHERE kept AND paragraphs IS NULL"
            " OR (first_passage IS NOT NULL) != (kept AND paragraph_count > 0)",
            "articles without their passages, or with those of another",
        ),
        (
            "SELECT count(*) FROM articles WHERE report NOT IN (SELECT id FROM reports)",
            "articles without a report",
        ),
    ):
        ((count,),) = connection.execute(statement)
        if count:
            yield f"{database.NAME}: {count} {wrong}"


def _check_segments(connection: sqlite3.Connection, build: Path) -> Iterator[str]:
    indexed = []
    ((last_term,),) = connection.execute("SELECT coalesce(max(id), 0) FROM terms")
    for row in segment_rows(connection):
        path = build / row.file
        try:
            if checksum(path) != row.checksum:
                yield f"{path}: not the bytes that were written"
            segment = Segment(path)
        except (OSError, SegmentError) as err:
            yield str(err)
            continue
        yield from _check_segment(segment, row, last_term)
        indexed.append(segment.passages[segment.source(row.dead).alive])
    ranges = connection.execute(
        "SELECT first_passage, first_passage + paragraph_count FROM articles"
        " WHERE first_passage IS NOT NULL ORDER BY first_passage"
    )
    none = np.empty(0, dtype=np.int64)
    numbers = np.concatenate([none, *(np.arange(first, end) for first, end in ranges)])
    found = np.concatenate([none, *indexed])
    if not np.array_equal(np.sort(found), numbers):
        yield f"{build}: {len(numbers)} passages are stored, {len(found)} indexed"


def _check_segment(segment: Segment, row: SegmentRow, last_term: int) -> Iterator[str]:
    if len(segment) != row.size or row.alive != row.size - len(row.dead):
        yield f"{segment.path}: the count of its passages differs"
    for name, postings in segment.fields.items():
        terms, documents = postings.terms, postings.documents
        repeats = postings.counts.repeats
        counts = len(documents) + int(repeats.sum(dtype=np.int64)) - len(repeats)
        is_sound = (
            bool(np.all(terms[1:] > terms[:-1]))
            and bool(np.all(postings.amounts > 0))
            and int(postings.starts[-1]) == len(documents)
            and int(documents.max(initial=0)) < len(segment)
            and int(terms.max(initial=0)) <= last_term
            and counts == int(postings.lengths.sum(dtype=np.int64))
        )
        if not is_sound:
            yield f"{segment.path}: the postings of {name} contradict each other"


def _check_reports(
    connection: sqlite3.Connection, reports_dir: Path, on_progress: Progress
) -> Iterator[str]:
    names = [name for (name,) in connection.execute("SELECT name FROM reports ORDER BY name")]
    for done, name in enumerate(names, start=1):
        report = require_report(connection, name)
        if not _is_as_in_file(report, reports_dir / name):
            yield f"{name}: the stored lines differ from the file's"
        yield from _check_passages(connection, report)
        on_progress("check", done, len(names))


def _is_as_in_file(report: Report, path: Path) -> bool:
    """Whether the file has the stored lines; a file that was changed or removed is no fault."""
    try:
        file = read_file(path, name=report.name)
    except ReportError:
        return True
    return file.digest != report.digest or file.lines == report.lines


def _check_passages(connection: sqlite3.Connection, report: Report) -> Iterator[str]:
    rows = connection.execute(
        "SELECT a.record, a.view, a.paragraphs, a.paragraph_count FROM articles a"
        " JOIN reports r ON r.id = a.report WHERE r.name = ? AND a.kept ORDER BY a.position",
        (report.name,),
    )
    for record, view, paragraphs, count in rows:
        try:
            article = decode_article(record, paragraphs, report)
        except IndexError:
            yield f"{report.name}: an article has lines that its report lacks"
            continue
        if len(article.paragraphs) != count:
            yield f"{report.name}: an article has lost passages"
        yield from _check_view(article, decode_view(view))


def _check_view(article: Article, view: ArticleView) -> Iterator[str]:
    """What is compared with questions must be what is quoted from the report's lines."""
    made = view_article(article)
    if (made.article_id, made.report, made.roles) != (view.article_id, view.report, view.roles):
        yield f"{article.report}: an article is stored as another"
    for position, paragraph in enumerate(article.paragraphs):
        stored = view.text[slice(*view.paragraph(position))] if view.roles == made.roles else ""
        if stored != made.text[slice(*made.paragraph(position))]:
            lines = ",".join(map(str, paragraph.lines))
            yield f"{article.report}:{lines}: a stored passage is not verbatim in its report"
