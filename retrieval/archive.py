"""The archive: the reports of a folder, their articles and their passages."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from retrieval.articles import Article
from retrieval.errors import ReportError
from retrieval.passages import Passage, split
from retrieval.progress import Progress, unseen
from retrieval.reports import Report, find_report_files, read_report


class Archive(Protocol):
    """The reports of a folder, their articles and passages; `failures` are the files left out."""

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by name, sorted."""
        ...

    @property
    def articles(self) -> Sequence[Article]:
        """All articles, in page order."""
        ...

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages that are searched: those of each article once."""
        ...

    @property
    def failures(self) -> tuple[ReportError, ...]:
        """Why files were left out."""
        ...

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order."""
        ...


@dataclass(frozen=True, slots=True)
class LoadedArchive:
    """An `Archive` in memory."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    passages: tuple[Passage, ...] = ()
    failures: tuple[ReportError, ...] = ()

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order."""
        return tuple(article for article in self.articles if article.report == report)


def load_archive(reports_dir: Path, *, on_progress: Progress = unseen) -> LoadedArchive:
    """Read and restore every report of a folder; a bad file is a failure, not an error.

    Raises ReportAccessError if the folder itself can't be listed.
    """
    from retrieval.articles.restoring import restore  # not needed where a stored index is read

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
    return LoadedArchive(reports, tuple(articles), tuple(split(once(articles))), tuple(failures))


def once(articles: Iterable[Article]) -> list[Article]:
    """Each article once, the first time it stands; its `also_in` names the other reports."""
    places: dict[bytes, list[Article]] = {}
    for article in articles:
        places.setdefault(text_digest(article), []).append(article)
    return [
        replace(first, also_in=tuple(dict.fromkeys(other.report for other in others)))
        for first, *others in places.values()
    ]


def text_digest(article: Article) -> bytes:
    """Equal for articles that read the same, whatever page and lines they stand on."""
    parts = [article.kicker, article.headline, article.subhead]
    parts += [part for p in article.paragraphs for part in (p.role.value, p.text)]
    text = "\x1e".join(part or "" for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
