"""Passages and articles fetched from the database, no more of them than is looked at."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice
from typing import TypeVar, overload

from retrieval.articles import Article, Paragraph, restore
from retrieval.passages import Passage
from retrieval.store.errors import StoreError
from retrieval.store.records import decode_article, decode_paragraph
from retrieval.store.rows import read_report

# gives a connection on one state of the index
Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]

_AT_ONCE = 500
_Value = TypeVar("_Value")


class StoredParagraphs(Sequence[Paragraph]):
    """An article's paragraphs, each fetched when it is first looked at."""

    def __init__(self, reading: Reading, article_row: int, count: int) -> None:
        self._reading = reading
        self._article_row = article_row
        self._count = count
        self._fetched: dict[int, Paragraph] = {}

    def put(self, position: int, record: bytes) -> None:
        """Take in a paragraph that was fetched already."""
        self._fetched[position] = decode_paragraph(record)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Paragraph: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Paragraph, ...]: ...
    def __getitem__(self, at: int | slice) -> Paragraph | tuple[Paragraph, ...]:
        positions = range(self._count)[at]
        if isinstance(positions, range):
            return tuple(self[position] for position in positions)
        if positions not in self._fetched:
            self._fetch_all()
        return self._fetched[positions]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _fetch_all(self) -> None:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT position, record FROM passages WHERE article = ?", (self._article_row,)
            ).fetchall()
        if len(rows) != self._count:
            raise StoreError("the article's report has changed since it was found; ask again")
        for position, record in rows:
            if position not in self._fetched:
                self.put(position, record)


def fetch_passages(
    connection: sqlite3.Connection, numbers: Collection[int], *, reading: Reading
) -> list[tuple[int, Passage]]:
    """The passages of these numbers, in no order, each with its number.

    `reading` is for what is looked at later: the other paragraphs of their articles.
    """
    articles: dict[int, Article] = {}
    rows = list(_rows(connection, numbers))
    copies = _copies(connection, {digest for *_, digest, _, _ in rows})
    found = []
    for number, position, record, article_row, digest, article_record, count in rows:
        if article_row not in articles:
            articles[article_row] = replace(
                decode_article(article_record),
                paragraphs=StoredParagraphs(reading, article_row, count),
                also_in=copies.get(digest, ()),
            )
        article = articles[article_row]
        if isinstance(article.paragraphs, StoredParagraphs):
            article.paragraphs.put(position, record)
        found.append((number, Passage(article, position)))
    return found


def _rows(
    connection: sqlite3.Connection, numbers: Iterable[int]
) -> Iterator[tuple[int, int, bytes, int, bytes, bytes, int]]:
    for some in _batched(numbers):
        yield from connection.execute(
            "SELECT p.id, p.position, p.record, a.id, a.digest, a.record, a.paragraph_count"
            " FROM passages p JOIN articles a ON a.id = p.article"
            f" WHERE p.id IN ({_marks(some)})",
            some,
        )


def _copies(
    connection: sqlite3.Connection, digests: Iterable[bytes]
) -> dict[bytes, tuple[str, ...]]:
    """The reports that carry other copies of articles, by the articles' digests."""
    names: dict[bytes, dict[str, None]] = {}
    for some in _batched(digests):
        for digest, name in connection.execute(
            "SELECT a.digest, r.name FROM articles a JOIN reports r ON r.id = a.report"
            f" WHERE a.digest IN ({_marks(some)}) AND NOT a.kept ORDER BY r.name",
            some,
        ):
            names.setdefault(digest, {})[name] = None
    return {digest: tuple(found) for digest, found in names.items()}


class ArticleRows(Sequence[Article]):
    """The articles of all reports, in page order, restored from the stored lines when asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __len__(self) -> int:
        with self._reading() as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> list[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | list[Article]:
        places = range(len(self))[at]
        if isinstance(places, range):
            return [self[place] for place in places]
        with self._reading() as connection:
            name, position = connection.execute(
                "SELECT r.name, a.position FROM articles a JOIN reports r ON r.id = a.report"
                " ORDER BY r.name, a.position LIMIT 1 OFFSET ?",
                (places,),
            ).fetchone()
            article: Article = _restored(connection, name)[position]
            return article

    def __iter__(self) -> Iterator[Article]:
        with self._reading() as connection:
            names = connection.execute("SELECT name FROM reports ORDER BY name").fetchall()
        for (name,) in names:
            with self._reading() as connection:
                articles = _restored(connection, name)
            yield from articles


class PassageRows(Sequence[Passage]):
    """The passages that are indexed, in the order in which they were stored."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __len__(self) -> int:
        with self._reading() as connection:
            return int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> list[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | list[Passage]:
        places = range(len(self))[at]
        if isinstance(places, range):
            return [self[place] for place in places]
        with self._reading() as connection:
            find = "SELECT id FROM passages ORDER BY id LIMIT 1 OFFSET ?"
            numbers = connection.execute(find, (places,)).fetchone()
            ((_, passage),) = fetch_passages(connection, numbers, reading=self._reading)
            return passage


def _restored(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    report = read_report(connection, name)
    return restore(report) if report else ()


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _batched(values: Iterable[_Value]) -> Iterator[tuple[_Value, ...]]:
    left = iter(values)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some
