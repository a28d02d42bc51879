"""`wenbao articles`: the restored articles, as a reader wants them or as JSON."""

import json as json_format
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from bot.contract import article_json
from config.settings import Settings, read_settings
from retrieval.archive import Archive, load_archive
from retrieval.articles import Article
from retrieval.errors import ReportAccessError


def run_articles(names: Sequence[str], *, json: bool, plain: bool, **flags: Any) -> None:
    """Show the articles of the named reports, or of all; files left out are told and exit 1."""
    settings = read_settings(**flags)
    archive = load_archive(settings.reports)
    wanted = list(_wanted(archive, names))
    if json:
        for article in wanted:
            line = json_format.dumps(article_json(article), ensure_ascii=False)
            sys.stdout.buffer.write(line.encode() + b"\n")
    else:
        _draw(wanted, settings, plain=plain)
    for failure in archive.failures:
        print(failure, file=sys.stderr)


def _wanted(archive: Archive, names: Sequence[str]) -> Iterable[Article]:
    """The articles of the reports whose names begin as named.

    Raises ReportAccessError for a name that fits no report.
    """
    for name in names or [""]:
        reports = [report for report in archive.reports if report.startswith(name)]
        if names and not reports:
            raise ReportAccessError(
                f"{name}: no such report; there are: {', '.join(archive.reports) or '-'}"
            )
        for report in reports:
            yield from archive.articles_of(report)


def _draw(articles: Iterable[Article], settings: Settings, *, plain: bool) -> None:
    from bot.console.drawing import draw_article
    from bot.console.screen import Screen
    from bot.texts import Catalogue, locale_language

    screen = Screen.open(plain=plain)
    texts = Catalogue(settings.language or locale_language())
    for article in articles:
        for part in draw_article(article, texts):
            screen.show(part)
            screen.show()
