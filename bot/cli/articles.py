"""`wenbao articles`: the restored articles, as a reader wants them or as JSON."""

import json as json_format
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.app.command_settings import command_settings
from bot.app.error_messages import tell_left_out
from bot.app.json_schema import article_json, finding_json
from bot.app.messages import texts_in
from config.settings import Settings
from retrieval.corpus import Corpus, load_corpus
from retrieval.documents import Article
from retrieval.documents.discovery import check_reports_dir
from retrieval.errors import ReportAccessError
from retrieval.layout import check


class NoReportError(ReportAccessError):
    """No page has a name that begins like this."""

    advice = "no-report"


@dataclass(frozen=True, slots=True)
class Show:
    """Options of the command: line numbers or the editor's report, JSON, plain text."""

    lines: bool = False
    check: bool = False
    json: bool = False
    plain: bool = False


def run_articles(names: Sequence[str], show: Show, **flags: Any) -> None:
    """Show the articles of the named pages, or of all; name the files left out."""
    settings = command_settings(**flags)
    check_reports_dir(settings.reports)
    corpus = load_corpus(settings.reports)
    wanted = list(_wanted(corpus, names))
    if show.json:
        records = map(finding_json, check(wanted)) if show.check else map(article_json, wanted)
        for record in records:
            line = json_format.dumps(record, ensure_ascii=False)
            sys.stdout.buffer.write(line.encode() + b"\n")
    else:
        _draw(wanted, settings, show)
    if corpus.failures:
        tell_left_out(corpus.failures, texts_in(settings.language))


def _wanted(corpus: Corpus, names: Sequence[str]) -> Iterable[Article]:
    """Yield the articles of the pages whose names begin as given.

    Raises NoReportError for a name that fits no page.
    """
    for name in names or [""]:
        reports = [report for report in corpus.reports if report.startswith(name)]
        if names and not reports:
            there = ", ".join(corpus.reports) or "-"
            raise NoReportError(name, "no-report", reports=there)
        for report in reports:
            yield from corpus.articles_of(report)


def _draw(articles: Iterable[Article], settings: Settings, show: Show) -> None:
    from bot.console.rendering import draw_article
    from bot.console.review_view import draw_findings
    from bot.console.terminal import Terminal

    terminal = Terminal.open(plain=show.plain)
    texts = texts_in(settings.language)
    if show.check:
        for line in draw_findings(check(articles), texts):
            terminal.show(line)
        return
    for article in articles:
        for part in draw_article(article, texts, numbered=show.lines):
            terminal.show(part)
            terminal.show()
