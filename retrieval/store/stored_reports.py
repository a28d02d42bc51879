"""The reports of a stored index as a mapping."""

from collections.abc import Callable, Iterator, Mapping

from retrieval.documents import Report
from retrieval.store.queries import SnapshotOpener


class StoredReports(Mapping[str, Report]):
    """The reports by name, sorted; each is read when it is asked for."""

    def __init__(self, reading: SnapshotOpener, report: Callable[[str], Report | None]) -> None:
        self._reading = reading
        self._report = report

    def __getitem__(self, name: str) -> Report:
        if (report := self._report(name)) is None:
            raise KeyError(name)
        return report

    def __iter__(self) -> Iterator[str]:
        with self._reading() as connection:
            names = connection.execute("SELECT name FROM reports ORDER BY name").fetchall()
        return (name for (name,) in names)

    def __len__(self) -> int:
        with self._reading() as connection:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
