"""Contents fetched of an index in a cluster: hits, articles, reports; each once for a question.

While a question is only looked ahead at, nothing is fetched: what is missing is noted, so that all
of it can be fetched in one request.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from retrieval.cache import LruCache
from retrieval.cluster.change import ArticleRow
from retrieval.cluster.cluster_client import Cluster, Document
from retrieval.cluster.errors import StateChangedError
from retrieval.cluster.schema import MOST_HITS, STATE, decode
from retrieval.cluster.stored_articles import decode_report, decode_stored_article
from retrieval.documents import Article, ArticleView, Report, Role
from retrieval.store.codec import decode_titles, decode_view

_KEPT_ARTICLES = 4096
_KEPT_REPORTS = 512
# articles and reports that are fetched in one request, fewer than are kept
AT_ONCE = 4000


class NotAtHandError(LookupError):
    """Something was noted that nothing can stand in for."""


class _AnyTitles(str):
    """Titles that contain every string."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True


# stands in for an article that was noted
_UNKNOWN = Article(article_id="", report="")


@dataclass(slots=True)
class Missing:
    """A request's contents: searches by their bodies as sent, documents by their ids."""

    searches: dict[bytes, Document] = field(default_factory=dict)
    titles: dict[int, None] = field(default_factory=dict)
    documents: dict[str, None] = field(default_factory=dict)
    deciding: set[bytes] = field(default_factory=set)  # searches that decide what is asked next
    are_read: bool = False  # some of the articles are looked through for a string

    def __bool__(self) -> bool:
        return bool(self.searches or self.titles or self.documents)


class Contents:
    """The contents of one build in one generation; the articles and reports used last are kept.

    Where `is_checked` is false, the next request tells whether it is still the newest.
    """

    def __init__(self, cluster: Cluster, build: str, state_key: str) -> None:
        self._cluster = cluster
        self._build = build
        self._state_key = state_key
        self._noted: Missing | None = None
        self._are_likely = False
        self._is_last = False
        self.is_checked = True
        self._hits: dict[bytes, list[Document]] = {}
        self._titles: dict[int, Article] = {}
        self._documents: LruCache[str, Document] = LruCache(_KEPT_ARTICLES + _KEPT_REPORTS)
        self._reports: LruCache[int, Report] = LruCache(_KEPT_REPORTS)
        self._articles: LruCache[int, Article] = LruCache(_KEPT_REPORTS)
        self._views: LruCache[int, ArticleView] = LruCache(_KEPT_ARTICLES)

    @contextmanager
    def noting(
        self, wanted: Missing, *, are_likely: bool = False, is_last: bool = False
    ) -> Iterator[None]:
        """Fetch nothing: note what is missing. Searches find nothing then, articles have no
        titles, and what nothing can stand in for raises NotAtHandError. What articles are looked
        through for stands in all of them if `are_likely`, else in none. Where it `is_last`, those
        of hits are fetched as long as nothing is noted: what was searched for was no guess.
        """
        self._noted, self._are_likely, self._is_last = wanted, are_likely, is_last
        try:
            yield
        finally:
            self._noted = None

    def forget(self) -> None:
        """Forget what only the question at hand needed."""
        self._hits.clear()
        self._titles.clear()

    def check(self) -> None:
        """Raise StateChangedError if the index has gone on to another state, unless the last
        request has told already.
        """
        if not self.is_checked:
            self.fetch(Missing())

    def fetch(self, wanted: Missing) -> None:
        """Fetch all in one request, or in several if there are over AT_ONCE articles.

        Raises StateChangedError if the index has gone on to another state, or some of it is gone.
        """
        documents = list(wanted.documents)
        now, later = documents[:AT_ONCE], documents[AT_ONCE:]
        titles = list(_chunks([f"a{row}" for row in wanted.titles], MOST_HITS))
        bodies = list(wanted.searches.values())
        bodies += [of_ids(ids, fields=["record"]) for ids in titles]
        bodies += [of_ids(now)] if now else []
        found = self._ask(bodies)
        self._hits.update((key, next(found)) for key in wanted.searches)
        for ids in titles:
            for article, source in self._sources(ids, next(found)):
                self._titles[int(article[1:])] = decode_titles(decode(source["record"]) or b"")
        for document, source in self._sources(now, next(found, [])):
            self._documents.keep(document, source)
        if later:
            self.fetch(Missing(documents=dict.fromkeys(later)))

    def leads_on(self, fetched: Missing) -> bool:
        """Tell whether more than the articles found by one search is asked for next: something
        was found where nothing was supposed to be, or there are several searches.
        """
        is_other = any(self._hits[key] for key in fetched.deciding)
        count = len(fetched.searches) - len(fetched.deciding)
        return bool(is_other or count > 1 or fetched.titles or fetched.are_read)

    def search(self, body: Document, *, is_deciding: bool = True) -> list[Document]:
        """The hits of a search; only their articles are asked for next, unless it `is_deciding`."""
        key = msgspec.json.encode(body)
        if key not in self._hits and not self._obtain(
            Missing({key: body}, deciding={key} if is_deciding else set())
        ):
            return []
        return self._hits[key]

    def load(
        self, articles: Iterable[int], reports: Iterable[int] = (), *, are_hits: bool = False
    ) -> bool:
        """Fetch what will be asked for and is not at hand; False if it was only noted."""
        wanted = [f"a{row}" for row in articles if not self.has(row)]
        wanted += [f"r{row}" for row in reports if self._documents.get(f"r{row}") is None]
        missing = Missing(documents=dict.fromkeys(wanted))
        return not missing or self._obtain(missing, are_hits=are_hits)

    def has(self, row: int) -> bool:
        """Tell whether an article is at hand as a whole."""
        return self._documents.get(f"a{row}") is not None

    def is_of(self, row: int, article_id: str) -> bool:
        """Tell whether an article is at hand, be it without its paragraphs, and has an id."""
        known = self._titles.get(row) or (self.view(row) if self.has(row) else None)
        return known is not None and known.article_id == article_id

    def read(self, rows: Sequence[ArticleRow]) -> list[ArticleView]:
        """The views of articles that are looked through."""
        missing = {f"a{row.row}": None for row in rows if not self.has(row.row)}
        if missing:
            self._obtain(Missing(documents=missing, are_read=True))
        return [
            self.view(row.row) if self._noted is None or self.has(row.row) else self._stand_in(row)
            for row in rows
        ]

    def view(self, row: int) -> ArticleView:
        """The view of an article."""
        if (view := self._views.get(row)) is None:
            document = self._document(f"a{row}")
            view = self._views.keep(row, decode_view(decode(document["view"]) or b""))
        return view

    def article(self, row: int, report: int) -> Article:
        """An article of a report."""
        if (article := self._articles.get(row)) is None:
            whole = decode_stored_article(self._document(f"a{row}"), self.report(report))
            article = self._articles.keep(row, whole)
        return article

    def report(self, row: int) -> Report:
        """A report."""
        if (report := self._reports.get(row)) is None:
            report = self._reports.keep(row, decode_report(self._document(f"r{row}")))
        return report

    def titles(self, rows: Sequence[int]) -> list[Article]:
        """Articles without their paragraphs."""
        missing = dict.fromkeys(row for row in rows if row not in self._titles)
        if missing:
            self._obtain(Missing(titles=missing))
        return [self._titles.get(row, _UNKNOWN) for row in rows]

    def _stand_in(self, row: ArticleRow) -> ArticleView:
        return ArticleView(
            article_id="",
            report="",
            titles=_AnyTitles() if self._are_likely else "",
            text="\n" * row.passage_count,
            sentences=((),) * row.passage_count,
            roles=(Role.BODY,) * row.passage_count,
        )

    def _document(self, key: str) -> Document:
        if (document := self._documents.get(key)) is None:
            if not self._obtain(Missing(documents={key: None})):
                raise NotAtHandError
            document = self._documents.get(key)
        assert document is not None
        return document

    def _obtain(self, wanted: Missing, *, are_hits: bool = False) -> bool:
        """Fetch, or note where that is asked for; True if it was fetched."""
        if self._noted is None or (self._is_last and are_hits and not self._noted):
            self.fetch(wanted)
            return True
        self._noted.searches |= wanted.searches
        self._noted.deciding |= wanted.deciding
        self._noted.titles |= wanted.titles
        self._noted.documents |= wanted.documents
        self._noted.are_read |= wanted.are_read
        return False

    def _ask(self, bodies: Sequence[Document]) -> Iterator[list[Document]]:
        """Send searches in one request, with one for the state if it has not been checked."""
        here: Document = {"index": self._build}
        searches = [(here, body) for body in bodies]
        if not self.is_checked:
            # the alias, not the build: it may have come to stand for another
            header = {"index": self._cluster.address.name, "routing": STATE}
            searches.insert(0, (header | {"ignore_unavailable": True}, of_ids([STATE])))
        found = self._cluster.searches(searches)
        if not self.is_checked:
            now = [(hit["_index"], hit["_source"]["state"].get("key")) for hit in next(found)]
            if now != [(self._build, self._state_key)]:
                raise StateChangedError(self._cluster.address.name)
            self.is_checked = True
        return found

    def _sources(
        self, ids: Sequence[str], hits: Sequence[Document]
    ) -> Iterator[tuple[str, Document]]:
        sources = {hit["_id"]: hit["_source"] for hit in hits}
        for key in ids:
            if key not in sources:
                raise StateChangedError(self._cluster.address.name)
            yield key, sources[key]


def of_ids(ids: Sequence[str], *, fields: Sequence[str] | None = None) -> Document:
    """The search for documents by their ids, with all or some of their fields."""
    return {
        "query": {"ids": {"values": list(ids)}},
        "size": len(ids),
        "_source": True if fields is None else list(fields),
        "track_total_hits": False,
    }


def _chunks(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
