"""Article and report of every passage, for one state of the index."""

import sqlite3
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

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


def _columns(connection: sqlite3.Connection, statement: str) -> list[NDArray[np.int64]]:
    row = connection.execute(statement).fetchone()
    return [np.fromstring(column or "", dtype=np.int64, sep=",") for column in row]
