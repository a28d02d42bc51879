"""A corpus that is kept in a cluster: its reports and articles, and the `Index`.

Everything asked within one `reading()` comes from one state of the index; between two, the corpus
moves on to the newest state. What was fetched stays at hand, as documents never change.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import overload

from retrieval.article_catalogue import ArticleCatalogue
from retrieval.cluster.change import ArticleRow
from retrieval.cluster.cluster_client import Document
from retrieval.cluster.cluster_index import ClusterIndex
from retrieval.cluster.contents import AT_ONCE
from retrieval.cluster.search import living
from retrieval.cluster.snapshots import Snapshot, Snapshots
from retrieval.corpus import ListedReport
from retrieval.documents import Article, Passage, Report, split
from retrieval.errors import ReportError


class ClusterCorpus:
    """An open index in a cluster. Safe to use from several threads, which take turns."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        self.index = ClusterIndex(snapshots)
        self._reports = ClusterReports(self)

    def close(self) -> None:
        """Close the local copy and the connection to the cluster."""
        self._snapshots.close()
        self._snapshots.cluster.close()

    def reading(self) -> AbstractContextManager[Snapshot]:
        """Hold on to one state of the index, the newest, while in it."""
        return self._snapshots.reading()

    @property
    def state(self) -> object:
        """A value that differs from one state of the index to the next, the newest."""
        with self.reading():
            return self._snapshots.state

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by name, sorted; each is fetched when it is asked for."""
        return self._reports

    @property
    def failures(self) -> tuple[ReportError, ...]:
        """The files that could not be read."""
        with self.reading() as now:
            body = {
                "query": {"bool": {"filter": [{"term": {"kind": "failure"}}, _born(now)]}},
                "_source": ["message"],
                "sort": [{"file": "asc"}, {"row": "asc"}],
            }
            hits = now.every(body)
            return tuple(ReportError.of_record(hit["_source"]["message"]) for hit in hits)

    @property
    def articles(self) -> Sequence[Article]:
        """The articles of all reports, in page order."""
        return ClusterArticles(self)

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages that are indexed, by their numbers."""
        return ClusterPassages(self)

    def titles(self) -> Iterator[Article]:
        """Yield every article without its paragraphs, in page order."""
        with self.reading() as now:
            rows = now.replica.articles("TRUE")
            for start in range(0, len(rows), AT_ONCE):
                chunk = rows[start : start + AT_ONCE]
                yield from now.contents.titles([row.row for row in chunk])

    def catalogue(self) -> ArticleCatalogue:
        """The catalogue of all articles."""
        with self.reading() as now:
            return now.catalogue

    def titles_of(self, keys: Sequence[int]) -> list[Article]:
        """Articles by their keys in the catalogue, without their paragraphs."""
        with self.reading() as now:
            return now.contents.titles(keys)

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order; none of one that there isn't."""
        with self.reading() as now:
            return tuple(self._restored(now, now.replica.articles("r.name = ?", report)))

    def article(self, article_id: str) -> Article | None:
        """The article of an id; where several pages have the same bytes, the first one's."""
        with self.reading() as now:
            report = now.replica.report_of(article_id.partition("-")[0])
            rows = now.replica.articles("a.report = ?", report)
            known = [row for row in rows if now.contents.is_of(row.row, article_id)]
            found = self._restored(now, known or rows)
            return next((one for one in found if one.article_id == article_id), None)

    def report_of(self, digest_start: str) -> Report | None:
        """The first report whose digest starts so."""
        with self.reading() as now:
            row = now.replica.report_of(digest_start)
            return None if row is None else now.contents.report(row)

    def list_reports(self, start: int, count: int) -> Sequence[ListedReport]:
        """So many reports from the one at `start` on, sorted by name."""
        with self.reading() as now:
            rows = now.replica.connection.execute(
                "SELECT name, digest, (SELECT count(*) FROM articles a WHERE a.report = r.id)"
                " FROM reports r ORDER BY name LIMIT ? OFFSET ?",
                (count, start),
            )
            return [ListedReport(*row) for row in rows]

    def row_of(self, report: str) -> int | None:
        """The row of a report by its name."""
        with self.reading() as now:
            row = now.replica.connection.execute(
                "SELECT id FROM reports WHERE name = ?", (report,)
            ).fetchone()
            return row[0] if row else None

    def restored(self, rows: Sequence[ArticleRow]) -> list[Article]:
        """Articles by their rows."""
        with self.reading() as now:
            return self._restored(now, rows)

    def _restored(self, now: Snapshot, rows: Sequence[ArticleRow]) -> list[Article]:
        if not now.contents.load([row.row for row in rows], [row.report for row in rows]):
            return []
        found = (now.contents.article(row.row, row.report) for row in rows)
        return [replace(article, also_in=()) for article in found]


class ClusterReports(Mapping[str, Report]):
    """The reports by name, sorted; each is fetched when it is asked for."""

    def __init__(self, corpus: ClusterCorpus) -> None:
        self._corpus = corpus

    def __getitem__(self, name: str) -> Report:
        with self._corpus.reading() as now:
            if (row := self._corpus.row_of(name)) is None:
                raise KeyError(name)
            return now.contents.report(row)

    def __iter__(self) -> Iterator[str]:
        with self._corpus.reading() as now:
            rows = now.replica.connection.execute("SELECT name FROM reports ORDER BY name")
            return iter([name for (name,) in rows])

    def __len__(self) -> int:
        with self._corpus.reading() as now:
            return now.replica.count("reports")


class ClusterArticles(Sequence[Article]):
    """The articles of all reports, in page order, fetched when they are asked for."""

    def __init__(self, corpus: ClusterCorpus) -> None:
        self._corpus = corpus

    def __len__(self) -> int:
        with self._corpus.reading() as now:
            return now.replica.count("articles")

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> list[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | list[Article]:
        with self._corpus.reading() as now:
            if isinstance(at, slice):
                return self._corpus.restored(now.replica.articles("TRUE")[at])
            place = range(len(self))[at]
            return self._corpus.restored(now.replica.articles("TRUE", most=1, after=place))[0]

    def __iter__(self) -> Iterator[Article]:
        for name in list(self._corpus.reports):
            yield from self._corpus.articles_of(name)


class ClusterPassages(Sequence[Passage]):
    """The passages that are indexed, by their numbers."""

    def __init__(self, corpus: ClusterCorpus) -> None:
        self._corpus = corpus

    def __len__(self) -> int:
        with self._corpus.reading() as now:
            return now.state.passages

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> list[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | list[Passage]:
        return list(self)[at]

    def __iter__(self) -> Iterator[Passage]:
        with self._corpus.reading() as now:
            rows = now.replica.articles("a.first_passage NOT NULL")
        for row in sorted(rows, key=lambda row: row.first or 0):
            with self._corpus.reading() as now:
                article = now.contents.article(row.row, row.report)
            yield from split([article])


def _born(now: Snapshot) -> Document:
    return living(now.state.generation)
