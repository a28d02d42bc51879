"""Changes of a stored index, a transaction each.

Every article is kept once: the one on the first of its pages, by the reports' names. So what is
stored depends on the reports alone, not on the order in which they came.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.documents import ReportFile
from retrieval.index.postings import SegmentSource
from retrieval.index.protocol import Field
from retrieval.layout.restoration import restore
from retrieval.store import database
from retrieval.store.queries import require_report
from retrieval.store.writing.ingest import (
    AnalysisMaker,
    AnalyzedArticle,
    AnalyzedReport,
    Batch,
    RestoredReport,
    analyze_articles,
)
from retrieval.store.writing.inverter import BatchTerms
from retrieval.store.writing.segments import SegmentList
from retrieval.store.writing.term_ids import TermNumbers


@dataclass(frozen=True, slots=True)
class _NewArticle:
    """An article of a batch: its row and its documents within the batch."""

    row: int
    documents: range
    article: AnalyzedArticle


class Writer:
    """Writes to one build; the caller holds the folder's lock."""

    def __init__(
        self, build: Path, *, fields: Mapping[str, Field], make_analysis: AnalysisMaker
    ) -> None:
        self._build = build
        self._fields = fields
        self._make_analysis = make_analysis
        self._gone: list[int] = []
        self._own_vocabulary = BatchTerms()
        self.connection = database.connect(build / database.NAME, read_only=False)
        self._terms = TermNumbers(self.connection)
        self._segments = SegmentList(self.connection, build, fields=fields)
        self._segments.remove_orphans()

    def close(self) -> None:
        self.connection.close()

    def add(self, files: Iterable[ReportFile], batch: Batch) -> None:
        """Store a batch of reports; those that are stored already are replaced."""
        with self._transaction():
            by_name = {file.name: file for file in files}
            touched = self._delete(by_name)
            new = self._insert_reports(by_name, batch)
            touched |= {article.article.digest for article in new}
            self._store_kept(touched, batch, new)

    def remove(self, names: Iterable[str]) -> None:
        """Forget files and their reports."""
        with self._transaction():
            self._store_kept(self._delete(names), None, [])

    def note_times(self, files: Iterable[ReportFile]) -> None:
        """Note the sizes and times of files whose bytes are as stored."""
        with self._transaction():
            times = [(file.size, file.modified, file.name) for file in files]
            for table in ("reports", "failures"):
                self.connection.executemany(
                    f"UPDATE {table} SET size = ?, modified = ? WHERE file = ?", times
                )

    def note_listing(self, digest: str) -> None:
        """Note the digest of the folder's listing: the reports stored are those of the folder."""
        if database.state(self.connection, database.LISTING) != digest:
            with self._transaction():
                self.connection.execute(
                    "INSERT INTO state VALUES (?, ?)", (database.LISTING, digest)
                )

    def merge(self, *, most_segments: int = 1) -> None:
        """Merge small segments if there are more than that many of them; rewrite half-dead ones."""
        for row in self._segments.half_deleted():
            with self._transaction():
                self._segments.rewrite([row])
        small = self._segments.small()
        if len(small) > most_segments:
            with self._transaction():
                self._segments.rewrite(small)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing; segments that are no longer in use are removed after it."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            # until the end of the update the reports are between two listings
            self.connection.execute("DELETE FROM state WHERE key = ?", (database.LISTING,))
            yield
            self.connection.execute("UPDATE state SET value = value + 1 WHERE key = 'generation'")
            self.connection.execute("COMMIT")
        except BaseException:
            self._terms.forget()
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self._segments.remove_orphans()
            raise
        self._segments.remove_orphans()

    def _delete(self, names: Iterable[str]) -> set[bytes]:
        """Delete files with all that hangs on them; the digests of their articles."""
        touched: set[bytes] = set()
        for name in names:
            self.connection.execute("DELETE FROM failures WHERE file = ?", (name,))
            for (report,) in self._rows("SELECT id FROM reports WHERE file = ?", name):
                articles = self._rows("SELECT id, digest FROM articles WHERE report = ?", report)
                self._delete_passages(row for row, _ in articles)
                touched |= {digest for _, digest in articles}
                self.connection.execute("DELETE FROM articles WHERE report = ?", (report,))
                self.connection.execute("DELETE FROM reports WHERE id = ?", (report,))
        return touched

    def _insert_reports(self, files: Mapping[str, ReportFile], batch: Batch) -> list[_NewArticle]:
        for name, failures in batch.failures.items():
            file = files[name]
            for failure in failures:
                values = (name, file.size, file.modified, failure.record(), failure.part)
                self.connection.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?)", values)
        new, document = [], 0  # rows come whole: one that grows later may part its page
        for report in batch.reports:
            report_row = self._insert_report(report, files[report.file])
            for article in report.articles:
                count = article.paragraph_count
                stored = (article.record, article.view, article.paragraphs)
                row = self._insert(
                    "INSERT INTO articles (report, position, digest, kept, paragraph_count, record,"
                    " view, paragraphs) VALUES (?, ?, ?, 0, ?, ?, ?, ?)",
                    (report_row, article.position, article.digest, count, *stored),
                )
                new.append(_NewArticle(row, range(document, document + count), article))
                document += count
        return new

    def _insert_report(self, report: AnalyzedReport, file: ReportFile) -> int:
        known = (report.name, report.digest, report.file, report.file_digest, report.encoding)
        page = (report.lines, report.placements, report.imprint)
        learned = (report.learned.date, report.learned.paper, report.learned.page)
        return self._insert(
            "INSERT INTO reports (name, digest, file, file_digest, encoding, size, modified, date,"
            " paper, page, lines, placements, imprint)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*known, file.size, file.modified, *learned, *page),
        )

    def _store_kept(
        self, touched: Iterable[bytes], batch: Batch | None, new: Sequence[_NewArticle]
    ) -> None:
        """Keep the first of each article's places, and write the postings that this adds."""
        kept = self._choose_kept(touched)
        self._segments.delete(self._gone)
        self._gone = []
        in_batch = {article.row for article in new}
        self._delete_passages(sorted(in_batch - kept))
        sources = []
        if batch is not None:
            chosen = [article for article in new if article.row in kept]
            sources += self._sources(batch, chosen)
        promoted = sorted(kept - in_batch)
        if promoted:
            sources += self._promote(promoted)
        if sources:
            self._segments.add(sources)

    def _choose_kept(self, touched: Iterable[bytes]) -> set[int]:
        """Mark the articles to keep; those of them that were not kept so far."""
        added = set()
        for digest in touched:
            places = self._rows(
                "SELECT a.id, a.kept FROM articles a JOIN reports r ON r.id = a.report"
                " WHERE a.digest = ? ORDER BY r.name, a.position",
                digest,
            )
            for rank, (row, is_kept) in enumerate(places):
                if rank == 0 and not is_kept:
                    self.connection.execute("UPDATE articles SET kept = 1 WHERE id = ?", (row,))
                    added.add(row)
                elif rank > 0 and is_kept:
                    self.connection.execute("UPDATE articles SET kept = 0 WHERE id = ?", (row,))
                    self._delete_passages([row])
        return added

    def _promote(self, article_rows: Sequence[int]) -> list[SegmentSource]:
        """Index articles whose first place is gone, from the reports as they are stored."""
        sources = []
        analysis = self._make_analysis()
        for row in article_rows:
            ((name, position),) = self._rows(
                "SELECT r.name, a.position FROM articles a JOIN reports r ON r.id = a.report"
                " WHERE a.id = ?",
                row,
            )
            report = require_report(self.connection, name)
            article = restore(report)[position]
            page = RestoredReport(report, [(position, article)], file="", file_digest="")
            batch = analyze_articles([page], analysis, self._own_vocabulary)
            documents = range(len(article.searched))
            new = _NewArticle(row, documents, batch.reports[0].articles[0])
            self.connection.execute(
                "UPDATE articles SET view = ?, paragraphs = ? WHERE id = ?",
                (new.article.view, new.article.paragraphs, row),
            )
            sources += self._sources(batch, [new])
        return sources

    def _sources(self, batch: Batch, chosen: Sequence[_NewArticle]) -> list[SegmentSource]:
        """Number the passages of the chosen articles; their postings."""
        self._terms.take_over(batch)
        size = sum(a.paragraph_count for report in batch.reports for a in report.articles)
        numbers = np.zeros(size, dtype=np.uint32)
        number = database.number(self.connection, database.NEXT_PASSAGE)
        for article in chosen:
            documents = article.documents
            self.connection.execute(
                "UPDATE articles SET first_passage = ? WHERE id = ?",
                (number if documents else None, article.row),
            )
            numbers[documents.start : documents.stop] = range(number, number + len(documents))
            number += len(documents)
        database.set_number(self.connection, database.NEXT_PASSAGE, number)
        if not numbers.any():
            return []
        fields = self._terms.renumbered(batch, self._fields)
        return [SegmentSource(numbers, fields, np.flatnonzero(numbers == 0).astype(np.uint32))]

    def _delete_passages(self, article_rows: Iterable[int]) -> None:
        for article in article_rows:
            for first, count in self._rows(
                "SELECT first_passage, paragraph_count FROM articles"
                " WHERE id = ? AND first_passage IS NOT NULL",
                article,
            ):
                self._gone += range(first, first + count)
            self.connection.execute(
                "UPDATE articles SET first_passage = NULL, view = NULL, paragraphs = NULL"
                " WHERE id = ?",
                (article,),
            )

    def _insert(self, statement: str, values: Sequence[object]) -> int:
        """The number of the new row."""
        (row,) = self.connection.execute(f"{statement} RETURNING id", values).fetchone()
        return int(row)

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, values).fetchall()
