"""Damage in the files of a stored index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from retrieval.index.postings import Segment, SegmentError
from retrieval.store import database
from retrieval.store.codec import decode_view
from retrieval.store.queries import SegmentRow, segment_rows
from retrieval.store.writing.segments import checksum


def find_damage(build: Path) -> str | None:
    """The first sign that the files of a build are not what was written, if there is any.

    Looks at the files alone, not at whether each passage is verbatim in its report.
    """
    path = build / database.NAME
    try:
        with closing(database.connect(path, read_only=True)) as connection:
            connection.execute("BEGIN")
            for fault in check_database(connection):
                return fault
            for fault in check_segments(connection, build):
                return fault
            for (view,) in connection.execute("SELECT view FROM articles WHERE view NOT NULL"):
                decode_view(view)
    except sqlite3.OperationalError:  # busy, say
        return None
    except Exception as err:  # whatever the decoding of damaged bytes stumbles over
        return f"{path}: {err}"
    return None


def check_database(connection: sqlite3.Connection) -> Iterator[str]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"{database.NAME}: {message}"
    for statement, wrong in (
        (
            "SELECT count(*) FROM (SELECT 1 FROM articles GROUP BY digest HAVING sum(kept) != 1)",
            "articles that are not kept once",
        ),
        (
            "SELECT count(*) FROM articles WHERE kept AND paragraphs IS NULL"
            " OR (first_passage IS NOT NULL) != (kept AND paragraph_count > 0)",
            "articles without their passages, or with those of another",
        ),
        (
            "SELECT count(*) FROM articles WHERE report NOT IN (SELECT id FROM reports)",
            "articles without a report",
        ),
    ):
        ((count,),) = connection.execute(statement)
        if count:
            yield f"{database.NAME}: {count} {wrong}"


def check_segments(connection: sqlite3.Connection, build: Path) -> Iterator[str]:
    indexed = []
    ((last_term,),) = connection.execute("SELECT coalesce(max(id), 0) FROM terms")
    for row in segment_rows(connection):
        path = build / row.file
        try:
            if checksum(path) != row.checksum:
                yield f"{path}: not the bytes that were written"
            segment = Segment(path)
        except (OSError, SegmentError) as err:
            yield str(err)
            continue
        yield from _check_segment(segment, row, last_term)
        indexed.append(segment.passages[segment.source(row.dead).alive])
    ranges = connection.execute(
        "SELECT first_passage, first_passage + paragraph_count FROM articles"
        " WHERE first_passage IS NOT NULL ORDER BY first_passage"
    )
    none = np.empty(0, dtype=np.int64)
    numbers = np.concatenate([none, *(np.arange(first, end) for first, end in ranges)])
    found = np.concatenate([none, *indexed])
    if not np.array_equal(np.sort(found), numbers):
        yield f"{build}: {len(numbers)} passages are stored, {len(found)} indexed"


def _check_segment(segment: Segment, row: SegmentRow, last_term: int) -> Iterator[str]:
    if len(segment) != row.size or row.alive != row.size - len(row.dead):
        yield f"{segment.path}: the count of its passages differs"
    for name, postings in segment.fields.items():
        terms, documents = postings.terms, postings.documents
        repeats = postings.counts.repeats
        counts = len(documents) + int(repeats.sum(dtype=np.int64)) - len(repeats)
        is_sound = (
            bool(np.all(terms[1:] > terms[:-1]))
            and bool(np.all(postings.amounts > 0))
            and int(postings.starts[-1]) == len(documents)
            and int(documents.max(initial=0)) < len(segment)
            and int(terms.max(initial=0)) <= last_term
            and counts == int(postings.lengths.sum(dtype=np.int64))
        )
        if not is_sound:
            yield f"{segment.path}: the postings of {name} contradict each other"
