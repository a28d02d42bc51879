"""Statistics of a stored index."""

from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ReportError
from retrieval.store.error_mapping import open_build
from retrieval.store.errors import StoreMissingError
from retrieval.store.folder import StoreFolder


@dataclass(frozen=True, slots=True)
class Description:
    """Counts, bytes on disk, and when the first and the last report came in (UTC).

    `duplicates` are articles that stand in an earlier report too; `failures` say what could not
    be read.
    """

    path: Path | str
    reports: int
    articles: int
    duplicates: int
    passages: int
    terms: int
    segments: int
    bytes: int
    first_added: str | None
    last_added: str | None
    failures: tuple[ReportError, ...]


def describe(folder: StoreFolder) -> Description:
    """Raises StoreError if there is no index."""
    build = folder.current()
    if build is None:
        raise StoreMissingError(folder.path)
    with open_build(build) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM articles),"
            " (SELECT count(*) FROM articles WHERE NOT kept),"
            " (SELECT coalesce(sum(paragraph_count), 0) FROM articles WHERE kept),"
            " (SELECT count(*) FROM terms), (SELECT count(*) FROM segments)"
        ).fetchone()
        first, last = connection.execute("SELECT min(added), max(added) FROM reports").fetchone()
        failures = connection.execute(
            "SELECT message FROM failures ORDER BY file, rowid"
        ).fetchall()
    size = sum(path.stat().st_size for path in folder.path.rglob("*") if path.is_file())
    reports, articles, duplicates, passages, terms, segments = counts
    return Description(
        path=folder.path,
        reports=reports,
        articles=articles,
        duplicates=duplicates,
        passages=passages,
        terms=terms,
        segments=segments,
        bytes=size,
        first_added=first,
        last_added=last,
        failures=tuple(ReportError.of_record(record) for (record,) in failures),
    )
