"""Passages and articles fetched from the database, no more of them than is looked at."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import TypeVar, overload

from retrieval.articles import Article
from retrieval.passages import Passage
from retrieval.store.records import decode_article
from retrieval.store.rows import read_report

# gives a connection on one state of the index
Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]

_AT_ONCE = 500
_Value = TypeVar("_Value")


def fetch_passages(
    connection: sqlite3.Connection, numbers: Collection[int]
) -> list[tuple[int, Passage]]:
    """The passages of these numbers, in order of the numbers, each with its number."""
    rows = list(_articles_of(connection, numbers))
    copies = _copies(connection, {digest for _, _, digest, _, _ in rows})
    found = []
    for first, members, digest, record, paragraphs in rows:
        article = decode_article(record, paragraphs, also_in=copies.get(digest, ()))
        found += [(number, Passage(article, number - first)) for number in members]
    return found


def _articles_of(
    connection: sqlite3.Connection, numbers: Collection[int]
) -> Iterator[tuple[int, list[int], bytes, bytes, bytes]]:
    """The first passage of each article that has some of these, which it has, and its rows."""
    left = sorted(numbers, reverse=True)
    while left:
        first, count, *row = connection.execute(
            "SELECT first_passage, paragraph_count, digest, record, paragraphs FROM articles"
            " WHERE first_passage <= ? ORDER BY first_passage DESC LIMIT 1",
            (left[-1],),
        ).fetchone()
        members = []
        while left and left[-1] < first + count:
            members.append(left.pop())
        digest, record, paragraphs = row
        yield first, members, digest, record, paragraphs


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


def find_terms(connection: sqlite3.Connection, terms: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The terms of these that ever occurred, with their numbers."""
    for some in _batched(terms):
        yield from connection.execute(
            f"SELECT text, id FROM terms WHERE text IN ({_marks(some)})", some
        )


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
    """The passages that are indexed, by their numbers."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __len__(self) -> int:
        with self._reading() as connection:
            (count,) = connection.execute(
                "SELECT coalesce(sum(paragraph_count), 0) FROM articles WHERE kept"
            ).fetchone()
            return int(count)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> list[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | list[Passage]:
        return list(self)[at]

    def __iter__(self) -> Iterator[Passage]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT first_passage, paragraph_count FROM articles"
                " WHERE first_passage IS NOT NULL ORDER BY first_passage"
            ).fetchall()
        for first, count in rows:
            with self._reading() as connection:
                found = fetch_passages(connection, range(first, first + count))
            yield from (passage for _, passage in found)


def _restored(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    from retrieval.articles.restoring import restore  # not needed to answer from a stored index

    report = read_report(connection, name)
    return restore(report) if report else ()


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _batched(values: Iterable[_Value]) -> Iterator[tuple[_Value, ...]]:
    left = iter(values)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some
