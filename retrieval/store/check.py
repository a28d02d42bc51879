"""A stored index checked against itself and against the report files."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from retrieval.documents import Article, ArticleView, Report, view_article
from retrieval.documents.readers.reading import read_file
from retrieval.errors import ReportError
from retrieval.progress import Progress, unseen
from retrieval.store.codec import decode_article, decode_view
from retrieval.store.damage import check_database, check_segments
from retrieval.store.error_mapping import open_build
from retrieval.store.errors import StoreDamagedError, StoreMissingError
from retrieval.store.folder import StoreFolder
from retrieval.store.queries import require_report


def check(
    folder: StoreFolder, reports_dir: Path, *, on_progress: Progress = unseen
) -> Iterator[str]:
    """Yield a sentence for each fault of an index; nothing if it is sound.

    Checksums, counts, each article kept once, and every passage verbatim in the lines of its
    report, which in turn are those of the file as long as the file's bytes are the same.
    Raises StoreError if there is no index, ReportAccessError if the folder can't be listed.
    """
    build = folder.current()
    if build is None:
        raise StoreMissingError(folder.path)
    try:
        with open_build(build) as connection:
            connection.execute("BEGIN")  # one state, whatever a writer does meanwhile
            yield from check_database(connection)
            yield from check_segments(connection, build)
            yield from _check_reports(connection, reports_dir, on_progress)
    except StoreDamagedError as err:
        yield str(err)


def _check_reports(
    connection: sqlite3.Connection, reports_dir: Path, on_progress: Progress
) -> Iterator[str]:
    names = connection.execute("SELECT name, file FROM reports ORDER BY file, id").fetchall()
    of_file: dict[str, Report] = {}
    last = None
    for done, (name, file) in enumerate(names, start=1):
        report = require_report(connection, name)
        if file != last:
            of_file, last = read_reports(reports_dir / file, file), file
        read = of_file.get(name)
        # a changed or removed file is no fault
        if read is not None and read.digest == report.digest and read.lines != report.lines:
            yield f"{name}: the stored lines differ from the file's"
        yield from _check_passages(connection, report)
        on_progress("check", done, len(names))


def read_reports(path: Path, name: str) -> dict[str, Report]:
    """The reports of a file by name; none if it can't be read."""
    try:
        return {report.name: report for report in read_file(path, name=name).reports}
    except ReportError:
        return {}


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
        if len(article.searched) != count:
            yield f"{report.name}: an article has lost passages"
        yield from check_view(article, decode_view(view))


def check_view(article: Article, view: ArticleView) -> Iterator[str]:
    """Compare the text that is searched with the report's lines that are quoted."""
    made = view_article(article)
    if (made.article_id, made.report, made.roles) != (view.article_id, view.report, view.roles):
        yield f"{article.report}: an article is stored as another"
    for position, paragraph in enumerate(article.searched):
        stored = view.text[slice(*view.paragraph(position))] if view.roles == made.roles else ""
        if stored != made.text[slice(*made.paragraph(position))]:
            lines = ",".join(map(str, paragraph.lines))
            yield f"{article.report}:{lines}: a stored passage is not verbatim in its report"
