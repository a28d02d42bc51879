"""Articles and reports fetched from a cluster: each once, and no more than is looked at."""

from collections.abc import Iterable, Sequence

from retrieval.cache import LruCache
from retrieval.cluster.cluster_client import Cluster, Document
from retrieval.cluster.errors import StateChangedError
from retrieval.cluster.schema import decode
from retrieval.cluster.stored_articles import decode_report, decode_stored_article
from retrieval.documents import Article, ArticleView, Report
from retrieval.store.codec import decode_titles, decode_view

_KEPT_ARTICLES = 4096
_KEPT_REPORTS = 512
# rows and reports of so many articles are fetched in one request
AT_ONCE = 250


class Contents:
    """The articles and reports of one build by their rows; those used last are kept."""

    def __init__(self, cluster: Cluster, build: str) -> None:
        self._cluster = cluster
        self._build = build
        self._documents: LruCache[str, Document] = LruCache(_KEPT_ARTICLES)
        self._reports: LruCache[int, Report] = LruCache(_KEPT_REPORTS)
        self._articles: LruCache[int, Article] = LruCache(_KEPT_REPORTS)
        self._views: LruCache[int, ArticleView] = LruCache(_KEPT_ARTICLES)

    def load(self, articles: Iterable[int], reports: Iterable[int] = ()) -> None:
        """Fetch what will be asked for and is not at hand, at once.

        Raises StateChangedError if some of it has been replaced meanwhile.
        """
        wanted = [f"a{row}" for row in dict.fromkeys(articles) if self._views.get(row) is None]
        wanted += [f"r{row}" for row in dict.fromkeys(reports) if self._reports.get(row) is None]
        missing = []
        for key in wanted:
            if (known := self._documents.get(key)) is None:
                missing.append(key)
            else:  # kept for longer than what was made of it
                self._take(key, known)
        for start in range(0, len(missing), AT_ONCE):
            keys = missing[start : start + AT_ONCE]
            for key, document in zip(keys, self._cluster.fetch(self._build, keys), strict=True):
                if not document:
                    raise StateChangedError(self._cluster.address.name)
                self._take(key, document)

    def has(self, row: int) -> bool:
        """Tell whether an article is at hand."""
        return self._views.get(row) is not None

    def view(self, row: int) -> ArticleView:
        """The view of an article."""
        if (view := self._views.get(row)) is None:
            self.load([row])
            view = self._views.get(row)
        assert view is not None
        return view

    def article(self, row: int, report: int) -> Article:
        """An article of a report."""
        if (article := self._articles.get(row)) is None:
            whole = self.report(report)
            article = decode_stored_article(self._document(f"a{row}"), whole)
            self._articles.keep(row, article)
        return article

    def report(self, row: int) -> Report:
        """A report."""
        if (report := self._reports.get(row)) is None:
            self.load([], [row])
            report = self._reports.get(row)
        assert report is not None
        return report

    def titles(self, rows: Sequence[int]) -> list[Article]:
        """Articles without their paragraphs."""
        ids = [f"a{row}" for row in rows]
        documents = self._cluster.fetch(self._build, ids, fields=["record"])
        if not all(documents):
            raise StateChangedError(self._cluster.address.name)
        return [decode_titles(decode(document["record"]) or b"") for document in documents]

    def _document(self, key: str) -> Document:
        document = self._documents.get(key)
        if document is None:
            (document,) = self._cluster.fetch(self._build, [key])
            if not document:
                raise StateChangedError(self._cluster.address.name)
            self._take(key, document)
        return document

    def _take(self, key: str, document: Document) -> None:
        row = int(key[1:])
        if key.startswith("r"):
            self._reports.keep(row, decode_report(document))
        else:
            self._views.keep(row, decode_view(decode(document["view"]) or b""))
            self._documents.keep(key, document)
