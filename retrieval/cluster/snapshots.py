"""Snapshots of an index in a cluster: everything asked of one comes from one state of the index."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.article_catalogue import ArticleCatalogue
from retrieval.cluster.change import IndexState
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.contents import Contents
from retrieval.cluster.errors import ClusterError, StateChangedError
from retrieval.cluster.replica import Replica
from retrieval.cluster.search import Scorer
from retrieval.cluster.state_document import read_state
from retrieval.documents import ArticleView, Passage, View
from retrieval.index.protocol import FIELDS, Field, Numbers
from retrieval.progress import Progress, unseen
from retrieval.store.article_table import ArticleTable, read_article_table, read_catalogue

# how often what a question is answered from may change while it is
_ATTEMPTS = 5
T = TypeVar("T")


class Snapshot:
    """One state of the index, and what is asked of it."""

    def __init__(
        self, cluster: Cluster, replica: Replica, state: IndexState, fields: Mapping[str, Field]
    ) -> None:
        self.replica = replica
        self.state = state
        self.scorer = Scorer(state, fields)
        self.contents = Contents(cluster, replica.build, state.key)
        self.cluster = cluster
        self.fetch = partial(cluster.fetch, replica.build)
        self.every = partial(cluster.every, replica.build)

    @cached_property
    def places(self) -> ArticleTable:
        """Article and report of all passages."""
        return read_article_table(self.replica.connection, lambda: None)

    @cached_property
    def catalogue(self) -> ArticleCatalogue:
        """The catalogue of all articles."""
        return read_catalogue(self.replica.connection, lambda: None)

    @cached_property
    def articles(self) -> tuple[Numbers, Numbers]:
        """The first passages of all articles, ascending, and the passages behind their last."""
        return self.replica.living()

    def ranges_of(self, articles: Numbers) -> list[tuple[int, int]]:
        """The passages of some articles as ranges, ends excluded; those of neighbours are one."""
        firsts, ends = self.articles
        is_inside = np.isin(firsts, articles)
        changes = np.flatnonzero(np.diff(is_inside, prepend=False, append=False))
        bounds = zip(firsts[changes[::2]].tolist(), ends[changes[1::2] - 1].tolist(), strict=True)
        return list(bounds)

    def living_of(self, passages: Numbers) -> Numbers:
        """The passages that belong to this state."""
        firsts, ends = self.articles
        at = firsts.searchsorted(passages, side="right")
        if not len(firsts):
            return passages[:0]
        is_living: NDArray[np.bool_] = (at > 0) & (passages < ends[np.maximum(at, 1) - 1])
        found: Numbers = passages[is_living]
        return found

    def first_of(self, kind: str, field: str, order: str) -> str | None:
        """The first value of a field of a kind of documents, in an order."""
        body = {"query": {"term": {"kind": kind}}, "sort": [{field: order}], "size": 1}
        hits = self.contents.search(body | {"_source": False})
        return str(hits[0]["sort"][0]) if hits else None

    def first_passage(self, article: ArticleView) -> int:
        """The number of an article's first passage. Raises KeyError if none is indexed."""
        where = "r.name = ? AND a.first_passage NOT NULL"
        for row in self.replica.articles(where, article.report):
            found = self.contents.view(row.row)
            if found.article_id == article.article_id and row.first is not None:
                return row.first
        raise KeyError(article.article_id)


class Snapshots:
    """The newest state of an index, one after the other. Threads take turns."""

    def __init__(
        self,
        cluster: Cluster,
        *,
        replica_dir: Path | None = None,
        fingerprint: str | None = None,
        fields: Mapping[str, Field] = FIELDS,
        on_progress: Progress = unseen,
    ) -> None:
        """`replica_dir` keeps the local copy of terms; `fingerprint` is that of indexes that this
        version of the program can answer from, any if not given.

        Raises ClusterError if there is no such index.
        """
        self.cluster = cluster
        self._replica_dir = replica_dir
        self._fingerprint = fingerprint
        self._fields = fields
        self._on_progress = on_progress
        self._lock = threading.RLock()
        self._depth = 0
        self._now: Snapshot | None = None
        with self.reading():
            pass

    def close(self) -> None:
        """Close the local copy, not the connection to the cluster."""
        if self._now is not None:
            self._now.replica.close()

    @contextmanager
    def reading(self, *, is_checked: bool = True) -> Iterator[Snapshot]:
        """Hold on to one state of the index; the newest one, unless one is held already.

        If it needn't be `is_checked`, it is the last one that was held; then the first request for
        its contents raises StateChangedError if it is not the newest. Raises ClusterError if the
        cluster can't be asked.
        """
        with self._lock:
            self._depth += 1
            try:
                if self._depth == 1:
                    self._begin(is_checked=is_checked)
                assert self._now is not None
                yield self._now
            finally:
                self._depth -= 1
                if not self._depth and self._now:
                    self._now.contents.forget()
                    if self._now.replica.connection.in_transaction:
                        self._now.replica.connection.execute("COMMIT")

    def retrying(self, work: Callable[[], T]) -> T:
        """Do something again from the newest state whenever the state changes meanwhile."""
        for attempt in range(_ATTEMPTS):
            try:
                with self.reading(is_checked=attempt > 0) as now:
                    found = work()
                    now.contents.check()
                    return found
            except StateChangedError:
                if self._depth:
                    raise
        raise StateChangedError(self.cluster.address.name)

    @property
    def state(self) -> object:
        """A value that differs from one state of the index to the next."""
        now = self._now
        return (now.replica.build, now.state.generation) if now else None

    def view(self, number: int, first: int, row: int, report: int) -> View:
        """The view of a passage of an article."""
        with self.reading() as now:
            article = now.contents.view(row)
            return View(article, number - first, partial(self.passage, row, report))

    def passage(self, row: int, report: int, position: int) -> Passage:
        """A passage of an article."""
        with self.reading() as now:
            return Passage(now.contents.article(row, report), position)

    def _begin(self, *, is_checked: bool) -> None:
        if self._now is not None and not is_checked:
            self._hold(self._now.replica)
            self._now.contents.is_checked = False
            return
        for _ in range(_ATTEMPTS):
            build, newest = read_state(self.cluster)
            if self._fingerprint not in (None, newest.fingerprint):
                raise ClusterError("version", name=self.cluster.address.name)
            now = self._now
            try:
                if now is None or now.replica.build != build:
                    replica = Replica(self.cluster, build, self._replica_dir)
                else:
                    replica = now.replica
                replica.follow(newest, on_progress=self._on_progress)
            except StateChangedError:
                continue
            self._hold(replica)
            return
        raise StateChangedError(self.cluster.address.name)

    def _hold(self, replica: Replica) -> None:
        now = self._now
        replica.connection.execute("BEGIN")
        state = replica.state
        assert state is not None
        if now is None or now.replica is not replica or now.state != state:
            if now is not None and now.replica is not replica:
                now.replica.close()
            self._now = now = Snapshot(self.cluster, replica, state, self._fields)
        now.contents.is_checked = True
