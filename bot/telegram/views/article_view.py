"""Reports and articles to browse and read."""

from collections.abc import Iterable, Sequence

from bot.app.citations import titled_as
from bot.telegram.lookup import report_key
from bot.telegram.messages.callback_data import Browse, Press, Read, Turn, button, keyboard
from bot.telegram.messages.paging import shortened, split
from bot.telegram.messages.rich_text import RichText, Style, joined, plain, styled
from bot.telegram.views.view_base import NAMES_LIMIT, Screen, ViewContext, lines_of, pager
from retrieval.documents import Article, Paragraph, Role

PAGE_LIMIT = 2400  # UTF-16 units of text on a page; its titles come on top
HEAD_LIMIT = 300
LIST_LENGTH = 8
LABEL_LENGTH = 30
OPENING_LIMIT = 60


def article_screen(
    article: Article, view: ViewContext, *, page: int = 0, back: Turn | None = None
) -> Screen:
    """A page of an article, cut at paragraph ends, with what is lost marked."""
    pages = list(_pages(article, view)) or [plain(view.texts("gap"))]
    page = min(page, len(pages) - 1)
    text = joined([_head(article, view, is_first=page == 0), pages[page]], "\n\n")

    def turn(number: int) -> Press:
        return Read(article.article_id, number, back)

    home = button(view.texts("tg-back"), back or Browse(article.article_id.partition("-")[0]))
    return Screen(text, keyboard(pager(page, len(pages), turn), [home]))


def reports_screen(view: ViewContext, *, page: int = 0) -> Screen:
    """The reports, each a button."""
    corpus = view.lookup.corpus
    with corpus.reading():
        report_count, article_count = len(corpus.reports), len(corpus.articles)
        page, count = _page(page, report_count)
        first = page * LIST_LENGTH
        listed = [
            (number, report, _opening(corpus.articles_of(report.name), view))
            for number, report in enumerate(corpus.list_reports(first, LIST_LENGTH), first + 1)
        ]
    rows = [
        [button(_label(f"{number}. {opening}"), Browse(report_key(report.digest)))]
        for number, report, opening in listed
    ]
    said = view.texts("tg-reports", reports=report_count, articles=article_count)
    lines = [
        view.texts(
            "tg-report",
            number=number,
            opening=shortened(opening, OPENING_LIMIT),
            count=report.article_count,
            name=shortened(report.name, NAMES_LIMIT),
        )
        for number, report, opening in listed
    ]
    text = joined([said, "\n".join(lines)], "\n\n")
    return Screen(text, keyboard(*rows, pager(page, count, lambda p: Browse(None, p))))


def report_screen(key: str, view: ViewContext, *, page: int = 0) -> Screen | None:
    """The articles of a report, each a button; None if the report is gone."""
    corpus = view.lookup.corpus
    with corpus.reading():
        report = corpus.report_of(key)
        if report is None:
            return None
        articles = corpus.articles_of(report.name)
    page, count = _page(page, len(articles))
    shown = articles[page * LIST_LENGTH : (page + 1) * LIST_LENGTH]
    rows = [[button(_label(_name(a, view)), Read(a.article_id))] for a in shown]
    back = button(view.texts("tg-all-reports"), Browse())
    text = (
        styled(shortened(report.name, HEAD_LIMIT), Style.BOLD)
        + "\n"
        + view.texts("tg-articles", count=len(articles))
    )
    return Screen(text, keyboard(*rows, pager(page, count, lambda p: Browse(key, p)), [back]))


def _pages(article: Article, view: ViewContext) -> Iterable[RichText]:
    page = RichText()
    for paragraph in article.whole_paragraphs:
        for part in split(_paragraph(paragraph, view), PAGE_LIMIT):
            if page and page.units + 2 + part.units > PAGE_LIMIT:
                yield page
                page = RichText()
            page = joined([page, part], "\n\n")
    if page:
        yield page


def _paragraph(paragraph: Paragraph, view: ViewContext) -> RichText:
    gap = styled(view.texts("gap"), Style.ITALIC)
    text = plain(paragraph.text)
    if paragraph.role is Role.SECTION_HEAD:
        text = styled(text, Style.BOLD)
    elif paragraph.role in (Role.CAPTION, Role.CREDIT, Role.TIP):
        text = styled(text, Style.ITALIC)
    return joined(
        [
            styled(view.texts("doubtful"), Style.ITALIC) if paragraph.is_doubtful else "",
            gap if paragraph.lost_before else "",
            text,
            gap if paragraph.lost_after else "",
        ]
    )


def _head(article: Article, view: ViewContext, *, is_first: bool) -> RichText:
    headline = shortened(article.headline or "", HEAD_LIMIT)
    title = styled(headline or view.texts("untitled"), Style.BOLD)
    if not is_first:
        return title
    numbers = sorted({*article.title_lines, *(n for p in article.paragraphs for n in p.lines)})
    return joined(
        [
            shortened(article.kicker or "", HEAD_LIMIT),
            title,
            shortened(article.subhead or "", HEAD_LIMIT),
            shortened("、".join(article.byline), NAMES_LIMIT),
            f"{shortened(article.report, NAMES_LIMIT)} · {lines_of(numbers, view)}",
        ],
        "\n",
    )


def _opening(articles: Sequence[Article], view: ViewContext) -> str:
    """The first headline of a report, by which a reader knows it."""
    opening = next((article for article in articles if article.headline), None)
    return titled_as(opening.headline if opening else None, view.texts)


def _name(article: Article, view: ViewContext) -> str:
    opening = article.paragraphs[0].text if article.paragraphs else ""
    return article.headline or f"{view.texts('untitled')} {opening}"


def _label(text: str) -> str:
    return shortened(text, LABEL_LENGTH) or "…"


def _page(page: int, item_count: int) -> tuple[int, int]:
    """The number of a page, as far as there are pages, and their count."""
    count = max(1, -(-item_count // LIST_LENGTH))
    return min(page, count - 1), count
