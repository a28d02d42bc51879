"""An enumeration as a message: how many articles mention a word, and which."""

from bot.app.citations import told_imprint
from bot.app.listing_text import told_listing
from bot.telegram.messages.callback_data import Turn, button, keyboard
from bot.telegram.messages.deep_links import DeepLink, Target
from bot.telegram.messages.paging import shortened
from bot.telegram.messages.rich_text import RichText, Style, joined, plain, styled
from bot.telegram.views.view_base import Screen, ViewContext, titled
from retrieval.documents import Article
from retrieval.qa import Answer, Listing

SHOWN = 10
SHOWN_COMPACT = 5
WORD_LIMIT = 40  # UTF-16 units, here and below
OPENING_LIMIT = 40


def counted(listing: Listing, view: ViewContext) -> str:
    """`共有 7 篇文章提到“快递”。`"""
    return told_listing(listing, view.texts, lambda word: shortened(word, WORD_LIMIT))


def untold(answer: Answer, view: ViewContext) -> str:
    """What was asked about that no page tells: its date, its newspaper."""
    return "\n".join(view.texts(f"untold-{name}") for name in answer.untold)


def listing_screen(
    answer: Answer, listing: Listing, view: ViewContext, *, answer_id: int | None = None
) -> Screen:
    """The count, and the first articles by their headlines, each a link; with an answer's id a
    button that turns through what each of them says.
    """
    most = SHOWN_COMPACT if view.is_compact else SHOWN
    lines = [
        article_line(number, a, view) for number, a in enumerate(listing.articles[:most], start=1)
    ]
    left = listing.count - len(lines)
    if listing.groups and not listing.word:
        lines, left = [], 0  # the groups are the list
    if left:
        lines.append(plain(view.texts("tg-listing-more", count=left)))
    head = styled(counted(listing, view), Style.BOLD)
    text = joined([head, untold(answer, view), joined(lines, "\n")], "\n\n")
    if answer_id is None or not answer.passages:
        return Screen(text)
    return Screen(text, keyboard([button(view.texts("tg-listing-read"), Turn(answer_id, 0))]))


def article_line(number: int, article: Article, view: ViewContext) -> RichText:
    """`3. 《headline》`, a link to the article."""
    title = titled(article, view)
    if not article.headline and article.paragraphs:
        title += shortened(article.paragraphs[0].text, OPENING_LIMIT)
    url = DeepLink(Target.ARTICLE, article.article_id).url(view.bot_username)
    printed = told_imprint(article, view.texts)
    return plain(f"{number}. ") + styled(title, Style.LINK, url=url) + plain(f" {printed}".rstrip())
