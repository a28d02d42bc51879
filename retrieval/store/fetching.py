"""Views, passages and articles fetched from the database, no more than is looked at."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import overload

from retrieval.articles import Article
from retrieval.passages import ArticleView, Passage, split
from retrieval.reports import Report
from retrieval.store.errors import StoreDamagedError
from retrieval.store.records import decode_article, decode_view
from retrieval.store.rows import read_report

# gives a connection on one state of the index
Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]


def fetch_views(
    connection: sqlite3.Connection, numbers: Iterable[int]
) -> Iterator[tuple[int, int, ArticleView]]:
    """Of each passage its number, that of its article's first passage, and the article's view."""
    found: dict[int, ArticleView] = {}
    for number, first, data in connection.execute(
        "SELECT wanted.value, a.first_passage, a.view FROM json_each(?) AS wanted"
        " JOIN articles a ON a.first_passage ="
        " (SELECT max(first_passage) FROM articles WHERE first_passage <= wanted.value)",
        (json.dumps(list(numbers)),),
    ):
        if first not in found:
            found[first] = decode_view(data)
        yield number, first, found[first]


def fetch_article_views(
    connection: sqlite3.Connection, articles: Iterable[int]
) -> Iterator[ArticleView]:
    """The views of articles, by the numbers of their first passages, in their order."""
    for (data,) in connection.execute(
        "SELECT a.view FROM json_each(?) AS wanted"
        " CROSS JOIN articles a ON a.first_passage = wanted.value ORDER BY wanted.key",
        (json.dumps(list(articles)),),
    ):
        yield decode_view(data)


def fetch_article(
    connection: sqlite3.Connection, first: int, report_of: Callable[[str], Report | None]
) -> Article:
    """The article whose first passage has that number, its text from the lines of its report.

    Raises StoreDamagedError if the report lacks one of the lines.
    """
    name, digest, record, paragraphs = connection.execute(
        "SELECT r.name, a.digest, a.record, a.paragraphs FROM articles a"
        " JOIN reports r ON r.id = a.report WHERE a.first_passage = ?",
        (first,),
    ).fetchone()
    copies = connection.execute(
        "SELECT DISTINCT r.name FROM articles a JOIN reports r ON r.id = a.report"
        " WHERE a.digest = ? AND NOT a.kept ORDER BY r.name",
        (digest,),
    )
    also_in = tuple(copy for (copy,) in copies)
    report = report_of(name)
    try:
        if report is not None:
            return decode_article(record, paragraphs, report, also_in=also_in)
    except IndexError:
        pass
    raise StoreDamagedError(f"{name}: lines are missing; run: wenbao index --rebuild")


def find_terms(connection: sqlite3.Connection, terms: Iterable[str]) -> Iterable[tuple[str, int]]:
    """The terms of these that ever occurred, with their numbers."""
    # one statement for however many: to parse one with as many marks takes longer than to run it
    return connection.execute(
        "SELECT t.text, t.id FROM json_each(?) AS wanted"
        " CROSS JOIN terms t ON t.text = wanted.value",
        (json.dumps(list(terms), ensure_ascii=False),),
    )


def find_terms_with(
    connection: sqlite3.Connection, part: str, *, after: str, most: int
) -> tuple[list[str], str] | None:
    """Those of so many terms after one, by their texts, that have a part, and the last of all of
    them; None after the last.
    """
    bounds = "SELECT text FROM terms WHERE text > ? ORDER BY text LIMIT ?"
    (last,) = connection.execute(f"SELECT max(text) FROM ({bounds})", (after, most)).fetchone()
    if last is None:
        return None
    rows = connection.execute(
        "SELECT text FROM terms WHERE text > ? AND text <= ? AND instr(text, ?)",
        (after, last, part),
    )
    return [text for (text,) in rows], last


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

    def __init__(self, reading: Reading, article: Callable[[int], Article]) -> None:
        """`article` gives the article whose first passage has a number."""
        self._reading = reading
        self._article = article

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
                "SELECT first_passage FROM articles"
                " WHERE first_passage IS NOT NULL ORDER BY first_passage"
            ).fetchall()
        for (first,) in rows:
            yield from split([self._article(first)])


def _restored(connection: sqlite3.Connection, name: str) -> tuple[Article, ...]:
    from retrieval.articles.restoring import restore  # not needed to answer from a stored index

    report = read_report(connection, name)
    return restore(report) if report else ()
