"""Articles and their pages as columns, for one state of the index."""

import sqlite3
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from retrieval.article_catalogue import ArticleCatalogue, pages_of
from retrieval.documents import Imprint
from retrieval.index import Numbers, PassageLocations


class ArticleTable:
    """The articles that are indexed, by the numbers of their first passages."""

    def __init__(self, articles: Numbers, reports: Numbers) -> None:
        """`articles` ascend; `reports` are the places of their reports by name."""
        self._places = PassageLocations(articles, reports)

    def of(self, passages: Numbers) -> PassageLocations:
        """Article and report of each passage."""
        at = self._places.articles.searchsorted(passages, side="right") - 1
        return PassageLocations(*(column[at] for column in self._places))


def read_article_table(connection: sqlite3.Connection, pause: Callable[[], None]) -> ArticleTable:
    """The places of all articles, by three looks at indexes of the database and a pause after each.

    A column comes as one text: as rows it would take thirty times as long.
    """
    rows, articles = _columns(
        connection,
        "SELECT group_concat(id), group_concat(first_passage)"
        " FROM articles INDEXED BY articles_by_passage WHERE first_passage NOT NULL",
    )
    pause()
    all_rows, reports = _columns(
        connection,
        "SELECT group_concat(id), group_concat(report) FROM articles INDEXED BY articles_by_report",
    )
    pause()
    names = connection.execute("SELECT id FROM reports ORDER BY name").fetchall()
    pause()
    rank_of = np.zeros(1 + max((report for (report,) in names), default=0), dtype=np.uint32)
    rank_of[[report for (report,) in names]] = np.arange(len(names))
    report_of = np.zeros(1 + all_rows.max(initial=0), dtype=np.int64)
    report_of[all_rows] = reports
    order = np.argsort(articles)
    return ArticleTable(articles[order].astype(np.uint32), rank_of[report_of[rows[order]]])


def read_catalogue(connection: sqlite3.Connection, pause: Callable[[], None]) -> ArticleCatalogue:
    """The catalogue of all articles, from the indexes of the database alone but for the copies."""
    rows = connection.execute("SELECT id, name, date, paper, page FROM reports ORDER BY name")
    reports: list[int] = []
    named = []
    for report, name, date, paper, page in rows:
        reports.append(report)
        named.append((name, Imprint(paper, date, page)))
    pause()
    keys, of, positions = _columns(
        connection,
        "SELECT group_concat(id), group_concat(report), group_concat(position)"
        " FROM articles INDEXED BY articles_by_report",
    )
    pause()
    kept, firsts = _columns(
        connection,
        "SELECT group_concat(id), group_concat(first_passage)"
        " FROM articles INDEXED BY articles_by_passage WHERE first_passage NOT NULL",
    )
    copies, firsts_of_copies = _columns(
        connection,
        "SELECT group_concat(a.id), group_concat(k.first_passage)"
        " FROM articles a INDEXED BY articles_by_passage JOIN articles k ON k.digest = a.digest"
        " WHERE a.first_passage IS NULL AND k.first_passage NOT NULL",
    )
    pause()
    number_of = np.full(1 + keys.max(initial=0), -1, dtype=np.int64)
    number_of[kept], number_of[copies] = firsts, firsts_of_copies
    rank_of = np.zeros(1 + max(reports, default=0), dtype=np.int64)
    rank_of[reports] = np.arange(len(reports))
    places = rank_of[of]
    order = np.lexsort((positions, places))
    order = order[number_of[keys[order]] >= 0]
    return ArticleCatalogue(pages_of(named), keys[order], number_of[keys[order]], places[order])


def _columns(connection: sqlite3.Connection, statement: str) -> list[NDArray[np.int64]]:
    row = connection.execute(statement).fetchone()
    return [np.fromstring(column or "", dtype=np.int64, sep=",") for column in row]
