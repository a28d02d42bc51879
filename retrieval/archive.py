"""The archive: the reports of a folder, their articles and their passages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.articles import Article, restore
from retrieval.errors import ReportError
from retrieval.passages import Passage, split
from retrieval.progress import Progress, unseen
from retrieval.reports import Report, find_report_files, read_report


@dataclass(frozen=True, slots=True)
class Archive:
    """What was read from a folder of reports; `failures` are the files left out."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    passages: tuple[Passage, ...] = ()
    failures: tuple[ReportError, ...] = ()

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order."""
        return tuple(article for article in self.articles if article.report == report)


def load_archive(reports_dir: Path, *, on_progress: Progress = unseen) -> Archive:
    """Read and restore every report of a folder; a bad file is a failure, not an error.

    Raises ReportAccessError if the folder itself can't be listed.
    """
    reports: dict[str, Report] = {}
    articles: list[Article] = []
    failures: list[ReportError] = []
    paths = find_report_files(reports_dir)
    for number, path in enumerate(paths, start=1):
        try:
            report = read_report(path, name=path.relative_to(reports_dir).as_posix())
        except ReportError as err:
            failures.append(err)
        else:
            reports[report.name] = report
            articles.extend(restore(report))
        on_progress("read", number, len(paths))
    return Archive(reports, tuple(articles), tuple(split(articles)), tuple(failures))
