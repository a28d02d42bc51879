"""A stored index, open for reading: the archive's reports and articles, and the `Index`.

Everything asked within one `reading()` comes from one state of the index; between two, the
archive moves on to the newest state by itself.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from retrieval.article_catalogue import ArticleCatalogue
from retrieval.cache import LruCache
from retrieval.corpus import ListedReport
from retrieval.documents import Article, ArticleView, Passage, Report, View
from retrieval.errors import ReportError
from retrieval.index import Hit, Numbers, PassageLocations
from retrieval.index.containment import common, union
from retrieval.index.postings import Match, PostingsSearcher, Segment, Shard
from retrieval.index.protocol import FIELDS, Field
from retrieval.store import database, queries
from retrieval.store.article_table import ArticleTable, read_article_table, read_catalogue
from retrieval.store.error_mapping import mapped_errors
from retrieval.store.errors import StoreDamagedError, StoreMissingError
from retrieval.store.folder import StoreFolder
from retrieval.store.queries import (
    ArticleRows,
    PassageRows,
    fetch_article,
    fetch_article_views,
    fetch_views,
    find_first_passage,
    find_terms,
    find_terms_ending,
    find_terms_starting,
    find_terms_with,
    read_report,
    segment_rows,
)
from retrieval.store.stored_reports import StoredReports

# what is looked through between two pauses
_ARTICLES_AT_ONCE = 250
_TERMS_AT_ONCE = 50_000
# passages that are scored one by one; of more, the best of all are searched until enough are inside
_FEW = 400
_MORE = 4


class StoredIndex:
    """The `Index` of a stored archive."""

    def __init__(self, corpus: "StoredCorpus") -> None:
        self._corpus = corpus

    def __len__(self) -> int:
        with self._corpus.reading():
            return self._corpus.searcher.passage_count

    def best(self, query: Mapping[str, float], *, top_k: int) -> list[Match]:
        """The numbers of the best passages, and of those that tie with the last of them."""
        with self._corpus.reading():
            return self._corpus.searcher.best(self._corpus.weighed(query), top_k=top_k)

    def search(
        self, query: Mapping[str, float], *, top_k: int, within: Numbers | None = None
    ) -> list[Hit]:
        """The best passages, of all or some articles; ties keep page order."""
        with self._corpus.reading():
            best = self.best(query, top_k=top_k) if within is None else ()
            if within is not None:
                best = self._best_within(within, query, top_k=top_k)
            scores = {match.passage: match.score for match in best}
            found = list(self._corpus.views(scores).items())
            found.sort(key=lambda item: (-scores[item[0]], item[1].article.report, item[0]))
            return [
                Hit(rank, scores[number], view)
                for rank, (number, view) in enumerate(found[:top_k], start=1)
            ]

    def _best_within(
        self, articles: Numbers, query: Mapping[str, float], *, top_k: int
    ) -> list[Match]:
        held = union([self.holding(list(query), field=field) for field in self._corpus.fields])
        inside = held[self._are_within(held, articles)]
        if len(inside) <= _FEW:
            known = self._corpus.weighed(query)
            return self._corpus.searcher.score(known, inside)
        size = top_k
        while True:
            size *= _MORE
            found = self.best(query, top_k=size)
            numbers = np.array([match.passage for match in found], dtype=np.uint32)
            are_inside = self._are_within(numbers, articles).tolist()
            kept = [match for match, is_inside in zip(found, are_inside, strict=True) if is_inside]
            if len(kept) >= top_k or len(found) < size:
                return kept

    def _are_within(self, passages: Numbers, articles: Numbers) -> NDArray[np.bool_]:
        are_within: NDArray[np.bool_] = np.isin(self.locations(passages).articles, articles)
        return are_within

    def weight(self, term: str) -> float:
        """Inverse document frequency of a term; 0 if it occurs nowhere."""
        return self.weights((term,))[0]

    def weights(self, terms: Sequence[str]) -> list[float]:
        """The weight of each term; quicker than one by one."""
        with self._corpus.reading():
            numbers, ranker = self._corpus.term_numbers(terms), self._corpus.searcher
            return [
                max(ranker.weight(numbers[term], field) for field in ranker.fields)
                if term in numbers
                else 0.0
                for term in terms
            ]

    def vocabulary(self) -> Iterable[str]:
        """Every term that occurs, sorted."""
        with self._corpus.reading() as connection:
            held = set(self._corpus.searcher.vocabulary().tolist())
            terms = connection.execute("SELECT id, text FROM terms")
            return sorted(text for number, text in terms if number in held)

    def terms_with(self, part: str) -> list[str]:
        """The terms that have the part; some may occur no longer."""
        found, after = [], ""
        with self._corpus.reading() as connection:
            while chunk := find_terms_with(connection, part, after=after, most=_TERMS_AT_ONCE):
                terms, after = chunk
                found += terms
                self._corpus.pause()
        return found

    def terms_starting(self, start: str) -> list[str]:
        """The terms that begin so; some may occur no longer."""
        with self._corpus.reading() as connection:
            return find_terms_starting(connection, start)

    def terms_ending(self, end: str) -> list[str]:
        """The terms whose last character it is; some may occur no longer."""
        with self._corpus.reading() as connection:
            return find_terms_ending(connection, end)

    def holding(self, *groups: Sequence[str], field: str) -> Numbers:
        """The numbers of the passages that hold one term of each group in a field, ascending."""
        with self._corpus.reading():
            return reduce(common, (self._holding(terms, field) for terms in groups))

    def _holding(self, terms: Sequence[str], field: str) -> Numbers:
        self._corpus.pause()
        numbers = self._corpus.term_numbers(terms).values()
        return self._corpus.searcher.holding(list(numbers), field)

    def locations(self, passages: Numbers) -> PassageLocations:
        """Article and report of each passage."""
        with self._corpus.reading():
            self._corpus.pause()
            return self._corpus.places().of(passages)

    def article_views(self, articles: Numbers) -> Iterator[ArticleView]:
        """The views of articles, by the numbers of their first passages."""
        for start in range(0, len(articles), _ARTICLES_AT_ONCE):
            with self._corpus.reading() as connection:
                chunk = articles[start : start + _ARTICLES_AT_ONCE].tolist()
                views = list(fetch_article_views(connection, chunk))
                self._corpus.pause()
            yield from views

    def views(self, passages: Sequence[int]) -> list[View]:
        """The views of passages, by their numbers."""
        found = self._corpus.views(passages)
        return [found[number] for number in passages]

    def shares(self, query: Mapping[str, float], view: View) -> dict[str, float]:
        """Share of each query term in a passage's score, 0 left out."""
        with self._corpus.reading() as connection:
            first = find_first_passage(connection, view.article.report, view.article.article_id)
            numbers = self._corpus.term_numbers(query)
            shares = self._corpus.searcher.shares(
                {numbers[term]: weight for term, weight in query.items() if term in numbers},
                first + view.position,
            )
            return {term: shares[n] for term, n in numbers.items() if n in shares}


_KEPT_REPORTS = 64
_KEPT_TERMS = 1 << 16
_KEPT_VIEWS = 4096
_KEPT_ARTICLES = 256
# seconds for which others wait at most for a thread that reads much, and in which one of them
# has surely begun
_TURN = 0.01
_PAUSE = 0.001
# how often a state may change while it is being opened
_ATTEMPTS = 10


class StoredCorpus:
    """An open stored index. Safe to use from several threads, which take turns."""

    def __init__(self, folder: StoreFolder, *, fields: Mapping[str, Field] = FIELDS) -> None:
        """Raises StoreError if there is no index in the folder."""
        self._folder = folder
        self.fields = fields
        self._lock = threading.RLock()
        self._turns = threading.Condition(self._lock)
        self._depth = 0
        self._paused = 0
        self._began = 0.0
        self._stamp = folder.stamp()
        self._build = folder.current()
        if self._build is None:
            raise StoreMissingError(folder.path)
        with mapped_errors(lambda: self._build):
            self._connection = database.connect(self._build / database.NAME, read_only=True)
        self._generation: int | str | None = None
        self.searcher = PostingsSearcher([], fields=fields)
        self._reports_read: LruCache[str, Report] = LruCache(_KEPT_REPORTS)
        self._articles: LruCache[int, Article] = LruCache(_KEPT_ARTICLES)
        self._views: LruCache[int, View] = LruCache(_KEPT_VIEWS)
        self._term_numbers: dict[str, int] = {}
        self._places: ArticleTable | None = None
        self._catalogue: ArticleCatalogue | None = None
        self.index = StoredIndex(self)
        self._reports = StoredReports(self.reading, self.report)
        with self.reading():
            pass

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold on to one state of the index; the newest one, unless one is held already.

        Raises StoreDamagedError where what is done inside fails for a damage of the index.
        """
        with (
            self._lock,
            nullcontext()
            if self._depth and not self._paused
            else mapped_errors(lambda: self._build),
        ):
            self._depth += 1
            try:
                if self._depth == 1:
                    self._begin()
                yield self._connection
            finally:
                self._depth -= 1
                if not self._depth and self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def pause(self) -> None:
        """Let other threads read for a moment, if this one has for long and is not done yet.

        They read the same state, which stays until none of them reads it any more.
        """
        with self._lock:
            if time.perf_counter() - self._began < _TURN:
                return
            self._paused += 1
            try:
                self._turns.wait(_PAUSE)
            finally:
                self._paused -= 1
            self._began = time.perf_counter()

    @property
    def state(self) -> object:
        """A value that differs from one state of the index to the next."""
        return self._build, self._generation

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by name, sorted; each is read when it is asked for."""
        return self._reports

    @property
    def failures(self) -> tuple[ReportError, ...]:
        """The files that could not be read."""
        with self.reading() as connection:
            rows = connection.execute("SELECT message FROM failures ORDER BY file, rowid")
            return tuple(ReportError.of_record(record) for (record,) in rows)

    @property
    def articles(self) -> Sequence[Article]:
        """The articles of all reports, in page order."""
        return ArticleRows(self.reading)

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages that are indexed, in the order in which they were stored."""
        return PassageRows(self.reading, self.article_at)

    def titles(self) -> Iterator[Article]:
        """Yield every article without its paragraphs, in page order."""
        with self.reading() as connection:
            yield from queries.list_titles(connection)

    def catalogue(self) -> ArticleCatalogue:
        """The catalogue of all articles."""
        with self.reading() as connection:
            if (catalogue := self._catalogue) is None:
                catalogue = self._catalogue = read_catalogue(connection, self.pause)
            return catalogue

    def titles_of(self, keys: Sequence[int]) -> list[Article]:
        """Articles by their keys in the catalogue, without their paragraphs."""
        with self.reading() as connection:
            return queries.fetch_titles(connection, keys)

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order; none of one that there isn't."""
        with self.reading() as connection:
            return queries.articles_of(connection, report)

    def article(self, article_id: str) -> Article | None:
        """The article of an id; where several pages have the same bytes, the first one's."""
        with self.reading() as connection:
            return queries.find_article(connection, article_id)

    def report_of(self, digest_start: str) -> Report | None:
        """The first report whose digest starts so."""
        with self.reading() as connection:
            name = queries.find_report(connection, digest_start)
            return self.report(name) if name else None

    def list_reports(self, start: int, count: int) -> Sequence[ListedReport]:
        """So many reports from the one at `start` on, sorted by name."""
        with self.reading() as connection:
            return queries.list_reports(connection, start, count)

    def report(self, name: str) -> Report | None:
        with self.reading() as connection:
            if (report := self._reports_read.get(name)) is not None:
                return report
            report = read_report(connection, name)
            return self._reports_read.keep(name, report) if report else None

    def article_at(self, first: int) -> Article:
        """The article whose first passage has that number."""
        with self.reading() as connection:
            if (article := self._articles.get(first)) is not None:
                return article
            return self._articles.keep(first, fetch_article(connection, first, self.report))

    def views(self, numbers: Iterable[int]) -> dict[int, View]:
        """The views of passages, by their numbers."""
        with self.reading() as connection:
            found = {number: self._views.get(number) for number in numbers}
            missing = [number for number, view in found.items() if view is None]
            for number, first, article in fetch_views(connection, missing) if missing else ():
                view = View(article, number - first, partial(self._passage, first))
                found[number] = self._views.keep(number, view)
            return {number: view for number, view in found.items() if view is not None}

    def places(self) -> ArticleTable:
        """Article and report of all passages."""
        with self.reading() as connection:
            if (places := self._places) is None:
                places = self._places = read_article_table(connection, self.pause)
            return places

    def _passage(self, first: int, position: int) -> Passage:
        return Passage(self.article_at(first), position)

    def weighed(self, query: Mapping[str, float]) -> dict[int, float]:
        """The weights of a query's terms, by their numbers."""
        return {number: query[term] for term, number in self.term_numbers(query).items()}

    def term_numbers(self, terms: Iterable[str]) -> dict[str, int]:
        """The numbers of terms, in their order; those that never occurred are left out."""
        known = self._term_numbers
        with self.reading() as connection:
            wanted = list(terms)
            if len(known) > _KEPT_TERMS:
                known.clear()
            if new := [term for term in wanted if term not in known]:
                known.update(find_terms(connection, new))
            return {term: known[term] for term in wanted if term in known}

    def _begin(self) -> None:
        self._began = time.perf_counter()
        for _ in range(_ATTEMPTS):
            self._follow_switch()
            self._connection.execute("BEGIN")
            try:
                generation = database.state(self._connection, "generation")
                if generation != self._generation:
                    self._open_segments()
                    self._generation = generation
            except FileNotFoundError:  # merged away, or rebuilt, since the transaction began
                self._connection.execute("ROLLBACK")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            else:
                return
        raise StoreDamagedError(
            self._build or self._folder.path, "a segment of the index is missing"
        )

    def _follow_switch(self) -> None:
        stamp = self._folder.stamp()
        if stamp == self._stamp:
            return
        build = self._folder.current()
        if build != self._build and build is not None:
            connection = database.connect(build / database.NAME, read_only=True)
            self._connection.close()
            self._connection, self._build, self._generation = connection, build, None
            self._views.clear()  # passages are numbered anew
        self._stamp = stamp

    def _open_segments(self) -> None:
        if self._build is None:
            raise AssertionError("an open archive has a build")
        shards = [
            Shard(Segment(self._build / row.file), row.dead, row.dead_counts, row.lengths)
            for row in segment_rows(self._connection)
        ]
        self.searcher = PostingsSearcher(shards, fields=self.fields)
        self._reports_read.clear()
        self._articles.clear()
        self._term_numbers.clear()
        self._places = None
        self._catalogue = None
