"""A screen: one message, its text and its buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.app.citations import line_ranges, titled_as, told_imprint
from bot.app.messages import Texts
from bot.telegram.lookup import Lookup
from bot.telegram.messages.callback_data import Button, Keyboard, Nothing, Press, button
from bot.telegram.messages.deep_links import DeepLink, Target
from bot.telegram.messages.paging import shortened, split
from bot.telegram.messages.rich_text import TEXT_LIMIT, RichText, Style, joined, plain, styled
from retrieval.documents import Article, Passage

# in UTF-16 units
TITLE_LIMIT = 200
NAMES_LIMIT = 120
RANGES_LIMIT = 8  # of lines


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: at most 4096 UTF-16 units of text, and buttons below it."""

    text: RichText
    keyboard: Keyboard | None = None

    def __post_init__(self) -> None:
        # the parts have limits of their own; this is the promise to Telegram
        text = self.text.stripped()
        if text.units > TEXT_LIMIT:
            text = split(text, TEXT_LIMIT - 1)[0] + "…"
        object.__setattr__(self, "text", text)


@dataclass(frozen=True, slots=True)
class ViewContext:
    """Through what a screen is seen: the archive, the language, and whose links it holds."""

    lookup: Lookup
    texts: Texts
    bot_username: str
    is_compact: bool = False  # in groups: the paragraph stays behind 读全文


def titled(article: Article, view: ViewContext) -> str:
    """`《headline》`, short enough for a line."""
    return titled_as(shortened(article.headline or "", TITLE_LIMIT), view.texts)


def source(passage: Passage, view: ViewContext) -> RichText:
    """`《headline》 reporters · file · lines`; the headline links to the passage for ever."""
    link = DeepLink(Target.PASSAGE, passage.passage_id)
    title = titled(passage.article, view)
    imprint = told_imprint(passage.article, view.texts)
    if passage.paragraph.is_doubtful:
        title = view.texts("source-probable", title=title)
    return joined(
        [
            joined(
                [
                    styled(title, Style.LINK, url=link.url(view.bot_username)),
                    shortened("、".join(passage.article.byline), NAMES_LIMIT),
                ],
                " ",
            ),
            *([shortened(imprint, NAMES_LIMIT)] if imprint else []),
            shortened(passage.article.report, NAMES_LIMIT),
            lines_of(passage.lines, view),
            *([view.texts("source-misread")] if passage.paragraph.is_misread else []),
            *([view.texts("source-unreliable")] if passage.article.unreliable else []),
        ],
        " · ",
    )


def lines_of(numbers: Sequence[int], view: ViewContext) -> str:
    """`第12–14、17行`; the first of them where there are very many."""
    separator = view.texts("between")
    ranges = line_ranges(numbers, separator=separator).split(separator)
    shown = separator.join(ranges[:RANGES_LIMIT]) + ("…" if len(ranges) > RANGES_LIMIT else "")
    return view.texts("source-lines", lines=shown, count=len(numbers))


def pager(position: int, count: int, press: Callable[[int], Press]) -> list[Button]:
    """`‹ 2/7 ›`; no row for a single page."""
    if count < 2:
        return []
    back = [button("‹", press(position - 1))] if position else []
    on = [button("›", press(position + 1))] if position + 1 < count else []
    return [*back, button(f"{position + 1}/{count}", Nothing()), *on]


def notice(text: str) -> Screen:
    """A screen that only says something."""
    return Screen(plain(text))
