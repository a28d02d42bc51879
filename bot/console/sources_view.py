"""The pages of an corpus, what is known of each and where that was learned."""

from collections.abc import Iterator

from rich.text import Text

from bot.app.citations import told_imprint
from bot.app.error_messages import why_left_out
from bot.app.messages import Texts
from bot.app.terminal_text import shown
from bot.console.rendering import FAINT, WARNING
from retrieval.corpus import Corpus
from retrieval.documents import Article


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
