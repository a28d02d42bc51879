"""A local copy of what every question asks of an index in a cluster: terms, articles, names.

So that a question takes few requests, the number of passages that hold each term, the first passage
of each article and the names of reports are kept in an SQLite file, which takes in the changes that
writers leave in the cluster. All processes of a machine that use the same data folder share it.
"""

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np

from retrieval.cluster.change import ArticleRow, Change, IndexState, ReportRow, change_of, state_of
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.errors import ClusterError, StateChangedError
from retrieval.cluster.schema import unpack
from retrieval.index.protocol import Numbers
from retrieval.progress import Progress, unseen
from retrieval.store.database import LAST, LATIN

_VERSION = 2
_SCHEMA = f"""
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE terms (text TEXT PRIMARY KEY, words INTEGER, pairs INTEGER) WITHOUT ROWID;
CREATE INDEX terms_by_end ON terms ({LAST});
CREATE INDEX latin_terms ON terms (text) WHERE {LATIN};
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    date TEXT,
    paper TEXT,
    page TEXT
);
CREATE INDEX reports_by_digest ON reports (digest);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    position INTEGER NOT NULL,
    first_passage INTEGER,
    passage_count INTEGER NOT NULL,
    digest TEXT NOT NULL
);
CREATE UNIQUE INDEX articles_by_passage ON articles (first_passage);
CREATE INDEX articles_by_digest ON articles (digest);
CREATE INDEX articles_by_report ON articles (report, position);
PRAGMA user_version = {_VERSION};
"""
_ADD_TERM = (
    "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
    " SET words = words + excluded.words, pairs = pairs + excluded.pairs"
)
# changes that are fetched in one request
_AT_ONCE = 8


class Replica:
    """The local copy of one build; `state` is the one that it has taken in."""

    def __init__(self, cluster: Cluster, build: str, folder: Path | None) -> None:
        """`folder` keeps it for the next start; without one it is kept in memory."""
        self._cluster = cluster
        self.build = build
        self._lock = threading.RLock()
        self.connection = _open(folder, build)

    def close(self) -> None:
        self.connection.close()

    @property
    def state(self) -> IndexState | None:
        """The state that was taken in; None if none was yet."""
        row = self.connection.execute("SELECT value FROM state WHERE key = 'state'").fetchone()
        return state_of(json.loads(row[0])) if row else None

    def follow(self, newest: IndexState, *, on_progress: Progress = unseen) -> None:
        """Take in the changes up to a state.

        Raises StateChangedError if the cluster no longer has some of them.
        """
        with self._lock, self._transaction():
            known = self.state
            if known is not None and known.key == newest.key:
                return
            generation = known.generation if known and self._leads_to(newest, known) else 0
            if generation < max(1, newest.base):
                self._clear()
            if generation < newest.base:
                self._take_in(f"b{newest.base}-{part}" for part in range(newest.base_parts))
                generation = newest.base
            for start in range(generation + 1, newest.generation + 1, _AT_ONCE):
                numbers = range(start, min(start + _AT_ONCE, newest.generation + 1))
                self._take_in(f"c{number}" for number in numbers)
                on_progress("read", numbers[-1] - generation, newest.generation - generation)
            value = json.dumps(asdict(newest))
            self.connection.execute("INSERT OR REPLACE INTO state VALUES ('state', ?)", (value,))

    def _leads_to(self, newest: IndexState, known: IndexState) -> bool:
        """Tell whether the changes to the newest state begin at a known one: not where the index
        was restored from a back-up meanwhile, nor where they are kept as one.
        """
        if known.generation >= newest.generation:
            return False
        (document,) = self._cluster.fetch(self.build, [f"c{known.generation + 1}"])
        return bool(document) and change_of(unpack(document["change"])).after == known.key

    def dump(self, most_terms: int) -> Iterator[Change]:
        """Yield all that is known, in parts of so many terms."""
        rows = self.connection.execute("SELECT text, words, pairs FROM terms WHERE words OR pairs")
        pages = self.connection.execute("SELECT id, name, digest, date, paper, page FROM reports")
        reports = [ReportRow(*page) for page in pages]
        yield Change(added_reports=reports, added_articles=self.articles("TRUE"))
        while terms := rows.fetchmany(most_terms):
            yield Change(terms=terms)

    def articles(
        self, where: str, *values: object, most: int = -1, after: int = 0
    ) -> list[ArticleRow]:
        """The rows of articles for which a condition holds, in page order; `most` of them at most,
        `after` so many.
        """
        rows = self.connection.execute(
            "SELECT a.id, a.report, a.position, a.first_passage, a.passage_count,"
            " a.digest FROM articles a"
            f" JOIN reports r ON r.id = a.report WHERE {where} ORDER BY r.name, a.position"
            " LIMIT ? OFFSET ?",
            (*values, most, after),
        )
        return [ArticleRow(*row) for row in rows]

    def articles_of_digests(self, digests: Iterable[str]) -> list[ArticleRow]:
        """The rows of articles by their digests, in page order."""
        wanted = json.dumps(list(digests))
        return self.articles("a.digest IN (SELECT value FROM json_each(?))", wanted)

    def articles_starting(self, firsts: Sequence[int]) -> list[ArticleRow]:
        """The rows of articles by the numbers of their first passages, in the order of these."""
        wanted = json.dumps(firsts)
        found = self.articles("a.first_passage IN (SELECT value FROM json_each(?))", wanted)
        by_first = {row.first: row for row in found}
        return [by_first[first] for first in firsts]

    def articles_of_passages(self, numbers: Iterable[int]) -> dict[int, tuple[int, int, int]]:
        """The first passage, row and report of the article of each passage that there is."""
        found = {}
        for number in numbers:
            row = self.connection.execute(
                "SELECT first_passage, id, report, passage_count FROM articles"
                " WHERE first_passage <= ? ORDER BY first_passage DESC LIMIT 1",
                (number,),
            ).fetchone()
            if row and number < row[0] + row[3]:
                found[number] = row[:3]
        return found

    def report_of(self, digest_start: str) -> int | None:
        """The row of the first report, by name, whose digest starts so; None if none does."""
        row = self.connection.execute(
            "SELECT id FROM reports WHERE digest BETWEEN ? AND ? ORDER BY name LIMIT 1",
            (digest_start, digest_start + "~"),  # which is above any digit
        ).fetchone()
        return row[0] if digest_start and row else None

    def counts(self, terms: Sequence[str]) -> dict[str, tuple[int, int]]:
        """The number of passages that hold each term in each field; terms that none holds are
        left out.
        """
        rows = self.connection.execute(
            "SELECT t.text, t.words, t.pairs FROM json_each(?) AS wanted"
            " CROSS JOIN terms t ON t.text = wanted.value WHERE t.words OR t.pairs",
            (json.dumps(list(terms), ensure_ascii=False),),
        )
        return {text: (words, pairs) for text, words, pairs in rows}

    def count(self, rows: str) -> int:
        """Count the rows of a table, or those that a condition behind its name holds for."""
        (count,) = self.connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
        return int(count)

    def living(self) -> tuple[Numbers, Numbers]:
        """The first passages of articles, ascending, and the passages behind their last ones."""
        rows = self.connection.execute(
            "SELECT first_passage, first_passage + passage_count FROM articles"
            " WHERE first_passage NOT NULL ORDER BY first_passage"
        ).fetchall()
        found = np.array(rows, dtype=np.uint32).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _take_in(self, ids: Iterable[str]) -> None:
        wanted = list(ids)
        counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for document in self._cluster.fetch(self.build, wanted):
            if not document:
                raise StateChangedError(self._cluster.address.name)
            change = change_of(unpack(document["change"]))
            for text, words, pairs in change.terms:
                count = counts[text]
                count[0] += words
                count[1] += pairs
            self._take_in_rows(change)
        rows = ((text, *counts[text]) for text in sorted(counts))
        self.connection.executemany(_ADD_TERM, rows)

    def _take_in_rows(self, change: Change) -> None:
        execute = self.connection.executemany
        execute("DELETE FROM articles WHERE id = ?", ((a.row,) for a in change.removed_articles))
        execute("DELETE FROM reports WHERE id = ?", ((row,) for row in change.removed_reports))
        pages = ((r.row, r.name, r.digest, r.date, r.paper, r.page) for r in change.added_reports)
        execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?)", pages)
        rows = (
            (a.row, a.report, a.position, a.first, a.passage_count, a.digest)
            for a in change.added_articles
        )
        execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _clear(self) -> None:
        for table in ("terms", "articles", "reports"):
            self.connection.execute(f"DELETE FROM {table}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, one process at a time."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


def _open(folder: Path | None, build: str) -> sqlite3.Connection:
    """Open the file of a build, new if need be; those of other builds of its name are removed."""
    place = ":memory:"
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        place = str(folder / f"{build}.sqlite")
        name = build.rpartition("-")[0]
        for path in folder.glob(f"{name}-{'[0-9a-f]' * 8}.sqlite*"):
            if not path.name.startswith(f"{build}."):
                path.unlink(missing_ok=True)
    connection = sqlite3.connect(place, isolation_level=None, timeout=60, check_same_thread=False)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, _VERSION):
        raise ClusterError("version", name=place)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if not version:
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    return connection
