"""The corpus: the reports of a folder, their articles and their passages."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from retrieval.article_catalogue import ArticleCatalogue, pages_of
from retrieval.documents import Article, Passage, Report, find_report_files, split
from retrieval.documents.report import UNKNOWN
from retrieval.errors import ReportError
from retrieval.progress import Progress, unseen


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report as a list shows it; `digest` is that of its bytes."""

    name: str
    digest: str
    article_count: int


class Corpus(Protocol):
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
        """The reasons why files were left out."""
        ...

    @property
    def state(self) -> object:
        """A value that differs from one state of the reports to the next."""
        ...

    def reading(self) -> AbstractContextManager[object]:
        """Hold on to one state of the reports, the newest, while in it."""
        ...

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order; none of one that there isn't."""
        ...

    def titles(self) -> Iterator[Article]:
        """Yield every article without its paragraphs, in page order."""
        ...

    def catalogue(self) -> ArticleCatalogue:
        """The catalogue of all articles."""
        ...

    def titles_of(self, keys: Sequence[int]) -> list[Article]:
        """Articles by their keys in the catalogue; they may lack their paragraphs."""
        ...

    def article(self, article_id: str) -> Article | None:
        """The article of an id; where several pages have the same bytes, the first one's."""
        ...

    def report_of(self, digest_start: str) -> Report | None:
        """The first report whose digest starts so."""
        ...

    def list_reports(self, start: int, count: int) -> Sequence[ListedReport]:
        """So many reports from the one at `start` on, sorted by name."""
        ...


@dataclass(frozen=True, slots=True)
class LoadedCorpus:
    """A `Corpus` in memory."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    passages: tuple[Passage, ...] = ()
    failures: tuple[ReportError, ...] = ()

    @property
    def state(self) -> object:
        """Always the same: what is loaded stays as it is."""
        return None

    def reading(self) -> AbstractContextManager[object]:
        """Nothing to hold on to."""
        return nullcontext()

    def titles(self) -> Iterator[Article]:
        """Yield every article, in page order."""
        return iter(self.articles)

    def catalogue(self) -> ArticleCatalogue:
        """The catalogue of all articles; its keys are their places in page order."""
        imprints = {article.report: article.imprint for article in self.articles}
        pages = pages_of((name, imprints.get(name, UNKNOWN)) for name in self.reports)
        rank_of = {name: rank for rank, name in enumerate(pages.names)}
        number_of: dict[bytes, int] = {}
        for number, passage in enumerate(self.passages):
            if passage.position == 0:
                number_of[text_digest(passage.article)] = number
        rows = [
            (key, number_of[digest], rank_of[article.report])
            for key, article in enumerate(self.articles)
            if (digest := text_digest(article)) in number_of
        ]
        keys, numbers, places = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return ArticleCatalogue(pages, keys, numbers, places)

    def titles_of(self, keys: Sequence[int]) -> list[Article]:
        """Articles by their keys in the catalogue."""
        return [self.articles[key] for key in keys]

    def articles_of(self, report: str) -> tuple[Article, ...]:
        """The articles of one report, in page order; none of one that there isn't."""
        return tuple(article for article in self.articles if article.report == report)

    def article(self, article_id: str) -> Article | None:
        """The article of an id; where several pages have the same bytes, the first one's."""
        return next((a for a in self.articles if a.article_id == article_id), None)

    def report_of(self, digest_start: str) -> Report | None:
        """The first report whose digest starts so."""
        found = (r for r in self.reports.values() if r.digest.startswith(digest_start))
        return next(found, None) if digest_start else None

    def list_reports(self, start: int, count: int) -> Sequence[ListedReport]:
        """So many reports from the one at `start` on, sorted by name."""
        shown = islice(self.reports.values(), start, start + count)
        return [ListedReport(r.name, r.digest, len(self.articles_of(r.name))) for r in shown]


def load_corpus(reports_dir: Path, *, on_progress: Progress = unseen) -> LoadedCorpus:
    """Read and restore every report of a folder; a bad file is a failure, not an error.

    Raises ReportAccessError if the folder itself can't be listed.
    """
    from retrieval.layout.restoration import restore  # not needed where a stored index is read

    reports: dict[str, Report] = {}
    articles: list[Article] = []
    failures: list[ReportError] = []
    files = find_report_files(reports_dir)
    for number, file in enumerate(files, start=1):
        try:
            contents = file.read()
        except ReportError as err:
            failures.append(err)
        else:
            failures += contents.failures
            for report in contents.reports:
                reports[report.name] = report
                articles.extend(restore(report))
        on_progress("read", number, len(files))
    return LoadedCorpus(reports, tuple(articles), tuple(split(once(articles))), tuple(failures))


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
