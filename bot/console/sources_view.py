"""The pages of a corpus: their number, what is known of each and where that was learned."""

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from bot.app.citations import told_imprint
from bot.app.error_messages import why_left_out
from bot.app.messages import Texts
from bot.app.terminal_text import shown
from bot.console.rendering import FAINT, WARNING
from retrieval.corpus import Corpus
from retrieval.documents import Article

_DATED = 200  # pages whose dates are looked through


def facts(corpus: Corpus, texts: Texts, *, folder: Path) -> str:
    """Say how many pages and articles there are, and how many files were left out."""
    if not corpus.reports and not corpus.failures:
        return texts("no-reports", folder=shown(str(folder)))
    told = texts("holds", reports=len(corpus.reports), articles=len(corpus.articles))
    if not corpus.failures:
        return told
    return texts("between-facts").join([told, texts("left-out", count=len(corpus.failures))])


def known_dates(corpus: Corpus) -> list[str]:
    """Return the known dates of the pages in order; none of a large archive, which takes long."""
    if len(corpus.reports) > _DATED:
        return []
    known = {article.imprint.date for article in corpus.titles()}
    return sorted(date for date in known if date)


def draw_sources(corpus: Corpus, texts: Texts) -> Iterator[Text]:
    """Draw a line for each page, and one for each file that was left out."""
    for name, report in corpus.reports.items():
        articles = corpus.articles_of(name)
        told = texts(
            "source-report",
            report=shown(name),
            lines=len(report.lines) - (not report.lines[-1]),  # after the last line end
            articles=len(articles),
            encoding=report.encoding.upper(),
        )
        yield Text(told) + _draw_imprint(articles, texts)
    for failure in corpus.failures:
        error = texts("source-failed", error=shown(why_left_out(failure, texts)))
        yield Text(error, WARNING)


def _draw_imprint(articles: tuple[Article, ...], texts: Texts) -> Text:
    """Draw the newspaper, date and page, and where each was learned."""
    if not articles or not articles[0].imprint.learned:
        return Text()
    imprint = articles[0].imprint
    told = shown(told_imprint(articles[0], texts))
    if imprint.section:
        told = f"{told} {shown(imprint.section)}".strip()
    learned = texts("between").join(
        texts("learned", what=texts(f"learned-{what}"), where=texts(f"learned-from-{where}"))
        for what, where in imprint.learned
    )
    return Text(f" · {told} ") + Text(texts("learned-all", learned=learned), FAINT)
