"""The archive as buttons and links name it: passages, articles and reports by their ids."""

from functools import cached_property

from retrieval.answers import verify
from retrieval.archive import Archive
from retrieval.articles import Article
from retrieval.passages import Passage
from retrieval.reports import Report

REPORT_KEY_LENGTH = 12


class Shelf:
    """Finds what an id stands for; ids live as long as the report's bytes stay the same."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.article_id: article for article in self.archive.articles}

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that hold an article, in order."""
        return tuple(r for r in self.archive.reports.values() if self.articles_of(r))

    @cached_property
    def _by_report(self) -> dict[str, list[Article]]:
        sorted_out: dict[str, list[Article]] = {}
        for article in self.archive.articles:
            sorted_out.setdefault(article.report, []).append(article)
        return sorted_out

    def article(self, article_id: str) -> Article | None:
        return self._articles.get(article_id)

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id. Raises VerbatimError if it is not what its report says."""
        article_id, _, position = passage_id.rpartition(".")
        article = self.article(article_id)
        if article is None or not position.isdecimal() or len(position) > 9:
            return None
        if int(position) >= len(article.paragraphs):
            return None
        passage = Passage(article, int(position))
        verify(passage, self.archive.reports)
        return passage

    def verify(self, article: Article) -> None:
        """Raise VerbatimError if a paragraph of an article is not what its report says."""
        for position in range(len(article.paragraphs)):
            verify(Passage(article, position), self.archive.reports)

    def report(self, key: str) -> Report | None:
        """A report by the start of its digest."""
        return next((r for r in self.reports if report_key(r) == key), None)

    def articles_of(self, report: Report) -> list[Article]:
        """The articles of a report, in page order."""
        return self._by_report.get(report.name, [])


def report_key(report: Report) -> str:
    """What buttons call a report: file names may be longer than a button can hold."""
    return report.digest[:REPORT_KEY_LENGTH]
